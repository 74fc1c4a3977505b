"""Passages that are searched: the law of an engine, and the engines that keep it."""
