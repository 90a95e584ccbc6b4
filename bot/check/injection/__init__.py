"""Proof by injection: compliant dialogues composed from a book, and violations put into them on purpose."""
