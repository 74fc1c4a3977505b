"""The keys that are set, from where, and those that nobody knows: a misspelt one is passed over in silence otherwise."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dotenv import dotenv_values

from retrieval.errors import WendangError
from retrieval.settings import PREFIX, Settings, Spoken, check_file, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from retrieval.wording import Language

# The entry points of settings beside those of `retrieval` (the bot's).
_PLUGINS = "wendang.settings"


class Key(NamedTuple):
    """A setting: its key, its value as it is written, and whether that comes from the environment, `.env` or nowhere."""

    name: str
    value: str
    origin: str


def read_language() -> Language:
    """Return the language that is set; English where that is set wrong, which the commands that need it tell."""
    try:
        return read_settings(Spoken).language
    except WendangError:
        return "en"


def list_keys() -> list[Key]:
    """Return every setting of the program; of a secret it is only told that it is set."""
    written = _read_file()
    keys = []
    for name, field in _fields().items():
        value, origin = os.environ.get(name, ""), "environment"
        if not value:
            value, origin = written.get(name) or "", ".env"
        if not value:
            value, origin = _default(field), "default"
        elif "Secret" in str(field.annotation):
            value = "***"
        keys.append(Key(name, value, origin))
    return keys


def find_misspelt() -> list[tuple[str, str]]:
    """Return the keys that are set and that nobody knows, each with the one that was perhaps meant, or nothing."""
    given = {name for name in (*os.environ, *_read_file()) if name.upper().startswith(PREFIX)}
    unknown = sorted(name for name in given if name.upper() not in _own())
    if not unknown:
        return []
    # Other packages' settings are loaded only where a key may be one of theirs.
    known = [name.removeprefix(PREFIX) for name in _fields()]
    written = {name: name.upper().removeprefix(PREFIX) for name in unknown}
    return [
        (name, "".join(PREFIX + close for close in get_close_matches(rest, known, 1, cutoff=0.7)))
        for name, rest in written.items()
        if rest not in known
    ]


def _own() -> Mapping[str, FieldInfo]:
    return {PREFIX + name.upper(): field for name, field in Settings.model_fields.items()}


def _fields() -> Mapping[str, FieldInfo]:
    # It is wanted only where a key is not ours, and takes as long to load as a command.
    from importlib.metadata import entry_points  # noqa: PLC0415

    fields = dict(_own())
    for point in entry_points(group=_PLUGINS):
        for name, field in point.load().model_fields.items():
            fields.setdefault(PREFIX + name.upper(), field)
    return fields


def _default(field: FieldInfo) -> str:
    if field.is_required() or not field.default:
        return ""
    return str(field.default)


def _read_file() -> Mapping[str, str | None]:
    """Return what `.env` sets; what cannot be read is told where the settings are read."""
    try:
        check_file()
        return dotenv_values(Path(".env"), encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
