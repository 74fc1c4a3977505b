"""What was learnt from text and ships with the package: weights and tables (README.md says from what, and how).

And where the program keeps what it makes for itself, and how it reads the files that its user names.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# Bytes of a file that a setting names: a dictionary of all words takes 5 MB.
_LARGEST = 64 << 20


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


def read_named_file(path: Path) -> bytes:
    """Return the bytes of a file that a setting names.

    Raises:
        OSError: it cannot be read, or is none: of a pipe or of /dev/zero the end would be waited for without end.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as stream:  # noqa: PTH123 - pathlib opens no handle
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no file")
        # As much memory is taken as is asked for, whatever there is to read.
        data = stream.read(min(status.st_size, _LARGEST) + 1)
    if len(data) > _LARGEST:
        raise OSError(errno.EFBIG, f"it is larger than {_LARGEST >> 20} MB")
    return data
