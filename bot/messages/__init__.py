"""What is said: texts, markup, pages, keyboards. Pure."""
