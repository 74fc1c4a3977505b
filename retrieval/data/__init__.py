"""What was learnt from text and ships with the package: weights and tables (README.md says from what, and how).

And where the program keeps what it makes for itself.
"""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """Return the path of a file of this folder: ``shipped("ranking.json")``."""
    return Path(__file__).with_name(name)


def cache_folder() -> Path:
    """Return the folder for what the program keeps for one user, made where it is missing.

    It is this user's alone: a folder that all share may hold somebody else's file.

    Raises:
        OSError: it cannot be made.
    """
    folder = Path.home() / ".cache" / "wendang"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
