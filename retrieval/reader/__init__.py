"""Hits → sentences in order, each with what speaks for it."""
