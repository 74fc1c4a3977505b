"""What was learnt from text and ships with the package: weights and tables (README.md says from what, and how)."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """Return the path of a file of this folder: ``shipped("ranking.json")``."""
    return Path(__file__).with_name(name)
