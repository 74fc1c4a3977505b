"""``wendang backup FILE``: a copy of the bot's state, also while it runs."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import click

from bot.settings import StateSettings
from bot.versions import make_private
from retrieval import SettingsError, read_settings

# So many pages are copied at a time; between two the bot writes.
_PAGES, _PAUSE_SECONDS = 256, 0.01


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the bot's state into FILE, whole and as of one moment, whether the bot runs or not.

    A plain copy would miss what stands only in the log beside the file. To put a backup back: stop the bot, remove
    WENDANG_STATE and the files -wal and -shm beside it, copy FILE there, and start the bot.
    """
    settings = read_settings(StateSettings)
    size = write_backup(settings.state, file)
    click.echo(f"wendang: {file} holds the state, {size:,} bytes", err=True)


def write_backup(state: Path, file: Path) -> int:
    """Copy a state into a file that is not there yet, and return the copy's size in bytes.

    Raises:
        SettingsError: there is no state, there is such a file already, or it cannot be written.
    """
    if not state.is_file():
        raise SettingsError(f"WENDANG_STATE={str(state)!r} is not there: set it to the bot's state")
    if file.exists():
        raise SettingsError(f"{str(file)!r} is there already: name a file that is not")
    part = file.with_name(f".{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        make_private(part)
        with (
            closing(sqlite3.connect(f"{state.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(part)) as target,
        ):
            source.backup(target, pages=_PAGES, sleep=_PAUSE_SECONDS)
            # The copy is one file, without a log beside it.
            target.execute("PRAGMA journal_mode = DELETE")
            found = target.execute("PRAGMA quick_check").fetchone()[0]
        if found != "ok":
            raise SettingsError(f"WENDANG_STATE={str(state)!r} is damaged: put an earlier backup back")
        with part.open("rb") as copied:
            os.fsync(copied.fileno())
        part.rename(file)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise SettingsError(
            f"{str(file)!r} cannot be written ({error}): name a file in a folder that you may write to"
        ) from None
    return file.stat().st_size
