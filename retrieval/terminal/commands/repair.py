"""``wendang repair [FILE]``: text in, repaired text out."""

from __future__ import annotations

from pathlib import Path

import click

from retrieval.archive.formats.decoding import decode
from retrieval.archive.repair import repair as repair_text
from retrieval.errors import UnreadableError


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path), default="-"
)
def repair(file: Path) -> None:
    """Repair the text of FILE, or of standard input.

    The repaired text goes to standard output in UTF-8, what was done to standard error.
    """
    try:
        with click.open_file(file, "rb") as stream:
            text, encoding = decode(stream.read())
    except UnreadableError as error:
        raise UnreadableError(f"{'standard input' if file == Path('-') else file}: {error}") from None
    repaired = repair_text(text)
    click.echo(repaired.text.encode(), nl=False)
    if encoding != "utf-8":
        click.echo(f"read as {encoding}", err=True)
    for step in repaired.steps:
        click.echo(f"{step.name}: {len(step.edits)}", err=True)
    if repaired.lost:
        click.echo(f"could not be repaired: {repaired.lost}", err=True)
