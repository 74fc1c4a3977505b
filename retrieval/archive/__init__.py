"""A folder → documents."""
