"""The engine for large archives."""
