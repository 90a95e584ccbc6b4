"""What would change if a script did: two versions of the books held against the same conversations."""
