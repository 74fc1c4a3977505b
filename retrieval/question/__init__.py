"""A question → its terms, kind, gap and days."""
