"""What several commands share: the option ``--archive``, and how an archive is opened for a command."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retrieval import open_answerer
from retrieval.archive.telling import Telling
from retrieval.errors import ArchiveError
from retrieval.settings import Settings, read_settings
from retrieval.terminal.builds import told
from retrieval.terminal.commands.progress import progress_bar
from retrieval.terminal.diagnoses import diagnosis
from retrieval.terminal.display import safe
from retrieval.terminal.keys import find_misspelt
from retrieval.terminal.refusals import say_problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.answering.answerer import Answerer
    from retrieval.wording import Language

# Seconds: after the first one it is told, before the next prompt, that the archive has changed; and so long a command
# that is over waits for that.
_SOON = _PATIENCE = 1.0

archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path),
    help="A file or a folder to ask, instead of WENDANG_ARCHIVE.",
)


def settings_for(archive: Path | None) -> Settings:
    """Read the settings, with ``--archive`` before ``WENDANG_ARCHIVE``; set the log level."""
    settings = read_settings(Settings, archive=archive)
    for name, meant in find_misspelt():
        click.echo(
            safe("wendang: " + diagnosis("misspelt", settings.language, key=name, meant=meant or "—")),
            err=True,
        )
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    return settings


def answerer_for(settings: Settings) -> Answerer:
    """Open the archive; what could not be read is said on standard error.

    Raises:
        ArchiveError: there is no archive, or nothing in it could be read.
    """
    opening = safe(told("opening", settings.language, archive=settings.archive))
    with (
        progress_bar(settings.language, opening) as progress,
        Telling(complaining(settings.language)) as report,
    ):
        answerer = open_answerer(settings, report, progress, _after_the_answer)
    if not answerer.index.statistics().documents:
        raise ArchiveError(
            f"WENDANG_ARCHIVE={str(settings.archive)!r} holds no document that can be read: "
            "put documents there, or name another archive with --archive"
        )
    return answerer


def complaining(language: Language) -> Callable[[str], None]:
    """Return what says on standard error, in a language, what is wrong with a file."""

    def complain(said: str) -> None:
        click.echo(f"wendang: {safe(say_problem(said, language))}", err=True)

    return complain


def _after_the_answer(work: Callable[[], None]) -> None:
    """Do something when the command is over, or soon where it goes on; nobody waits for long."""
    begin = threading.Event()

    def run() -> None:
        begin.wait(_SOON)
        work()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()

    def finish() -> None:
        begin.set()
        thread.join(_PATIENCE)

    click.get_current_context().call_on_close(finish)
