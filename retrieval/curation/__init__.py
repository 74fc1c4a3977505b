"""What only the whole archive tells: copies, boilerplate, missing years; and the report on it."""
