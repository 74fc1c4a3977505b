"""``wendang config``: each setting, its value, and where it comes from."""

from __future__ import annotations

import click

from retrieval.settings import Settings, read_settings
from retrieval.terminal.diagnoses import diagnosis
from retrieval.terminal.display import safe
from retrieval.terminal.keys import list_keys, read_language


@click.command()
def config() -> None:
    """Show each setting with its value and where it comes from: the environment, .env or the default.

    Secrets are not shown. Exit code 2 where a value is wrong, or a key is misspelt.
    """
    keys = list_keys()
    widest = max(len(key.name) for key in keys)
    for key in keys:
        origin = diagnosis(key.origin, read_language())
        click.echo(safe(f"{key.name:<{widest}}  {key.value or '-'}  {origin}"))
    read_settings(Settings)
