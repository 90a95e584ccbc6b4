"""What must be said: script books, the handbook's clauses, and what is made from them."""
