"""Every error that wendang raises on purpose.

    WendangError
    ├── SettingsError     a setting has a wrong value
    ├── ArchiveError      the archive cannot be read at all
    ├── UnreadableError   a file or a record of the archive cannot be read
    ├── ModelError        the encoder's file is missing, damaged or of another version
    ├── MissingExtraError something is asked for that needs more than is installed
    ├── BenchError        questions with known answers cannot be read
    └── StoreError        the index cannot be opened, or does not fit the archive
        ├── StoreLocked   another process is writing the index
        └── StoreAway     the index cannot be asked now

A message names the key, the value and the remedy, on one line; it can be shown to a user as it is.
"""

from __future__ import annotations

from pathlib import PurePath

# Characters of a value that a message repeats.
_LONGEST_SHOWN = 200


def quoted(value: object) -> str:
    """Return a value as a message repeats it: in quotes, and cut short where nobody would read it to its end.

    >>> quoted("seeds"), quoted("x" * 1000) == repr("x" * 200 + "…")
    ("'seeds'", True)
    """
    if not isinstance(value, str | PurePath):
        return repr(value)[:_LONGEST_SHOWN]
    text = str(value)
    return repr(text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…")


class WendangError(Exception):
    """Any error whose message is meant for the user."""


class SettingsError(WendangError):
    """A setting has a wrong value, or one that is needed is missing."""


class ArchiveError(WendangError):
    """The archive as a whole cannot be read: a single bad file is reported and passed over instead."""


class UnreadableError(WendangError):
    """A file or a record of the archive cannot be read; :mod:`retrieval.archive.reading` reports it and goes on."""


class ModelError(WendangError):
    """The file of the encoder cannot be read, or is of another version: the lexical reader answers without it."""


class MissingExtraError(WendangError):
    """Something is asked for that needs more packages than are installed; the message names the extra."""


class BenchError(WendangError):
    """Questions with known answers, or what an earlier evaluation wrote, cannot be read."""


class StoreError(WendangError):
    """The index cannot be opened, or does not fit the archive or this version."""


class StoreLocked(StoreError):  # noqa: N818 - named like the state that it reports
    """Another process is writing the index."""


class StoreAway(StoreError):  # noqa: N818 - named like the state that it reports
    """The index cannot be asked now, though nothing may be wrong with it: the machines that hold it are away."""
