"""Bytes → text and metadata, one file a format."""
