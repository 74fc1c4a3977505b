"""A sentence → the exact words in it."""
