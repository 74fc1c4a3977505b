"""All that happens at a terminal."""
