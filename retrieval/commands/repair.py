"""``wendang repair [FILE]``: text in, repaired text out."""

from __future__ import annotations

from typing import IO

import click

from retrieval.repair import repair as repair_text


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
def repair(file: IO[bytes]) -> None:
    """Repair the text of FILE, or of standard input.

    The repaired text goes to standard output in UTF-8, what was done to standard error.
    """
    try:
        text = file.read().decode()
    except UnicodeDecodeError as error:
        message = f"{file.name}: not UTF-8 (byte {error.start}); save it as UTF-8 and try again"
        raise click.ClickException(message) from None
    repaired = repair_text(text)
    click.echo(repaired.text.encode(), nl=False)
    for step in repaired.steps:
        click.echo(f"{step.name}: {len(step.edits)}", err=True)
    if repaired.lost:
        click.echo(f"could not be repaired: {repaired.lost}", err=True)
