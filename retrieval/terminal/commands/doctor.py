"""``wendang doctor``: what is wrong, and what to do."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from retrieval.archive.files import list_files
from retrieval.errors import WendangError
from retrieval.settings import Settings, read_settings
from retrieval.stores import Cluster, store_to_ask
from retrieval.terminal.commands.options import archive_option
from retrieval.terminal.diagnoses import diagnosis
from retrieval.terminal.display import safe
from retrieval.terminal.keys import find_misspelt, list_keys, read_language
from retrieval.terminal.refusals import say_refusal
from retrieval.wiring import describe_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.wording import Language

_EXTRAS = {
    "ocr": ("rapidocr", "onnxruntime"),
    "serve": ("jinja2", "starlette", "uvicorn"),
    "mcp": ("mcp",),
    "slides": ("pptx",),
    "opensearch": ("opensearchpy",),
}
# The entry points of what other packages look at (the bot).
_PLUGINS = "wendang.doctor"
_SIGNS = {"good": "✓", "note": "·", "bad": "✗"}


class Finding(NamedTuple):
    """What was looked at: whether it is good, may be left as it is, or is bad; and what to do."""

    state: str
    said: str


@click.command()
@archive_option
@click.pass_context
def doctor(ctx: click.Context, archive: Path | None) -> None:
    """Look at settings, archive, index, extras, cluster and Telegram; say what is wrong and what to do.

    Exit code 1 where something is wrong. Nothing is changed; only the cluster and Telegram, where they are set, are asked
    how they are.
    """
    found = list(_look(archive))
    for finding in found:
        click.echo(safe(f"{_SIGNS[finding.state]} {finding.said}"))
    if any(finding.state == "bad" for finding in found):
        ctx.exit(1)


def _look(archive: Path | None) -> Iterator[Finding]:
    language, misspelt = read_language(), find_misspelt()
    for name, meant in misspelt:
        yield Finding("bad", diagnosis("misspelt", language, key=name, meant=meant or "—"))
    try:
        settings = read_settings(Settings, archive=archive)
    except WendangError as error:
        yield Finding("bad", say_refusal(str(error), language))
        return
    if not misspelt:
        yield Finding("good", diagnosis("settings", language))
    yield from _look_at_archive(settings)
    for extra, names in _EXTRAS.items():
        missing = [name for name in names if find_spec(name) is None]
        if missing:
            yield Finding("note", diagnosis("no extra", language, extra=extra))
        else:
            yield Finding("good", diagnosis("extra", language, extra=extra))
    yield from _look_at_telegram(language)


def _look_at_archive(settings: Settings) -> Iterator[Finding]:
    """Look at the files, at the cluster where there is one, and at the index: what is wrong with one hides no other."""
    language = settings.language
    # Whoever asks a cluster need not have the archive at hand.
    away = settings.engine == "opensearch" and not settings.archive.exists()
    if away:
        yield Finding("note", diagnosis("not here", language, path=settings.archive))
    for look in (_look_at_cluster,) if away else (_look_at_files, _look_at_cluster):
        try:
            yield from look(settings)
        except WendangError as error:
            yield Finding("bad", say_refusal(str(error), language))
            return
    try:
        engine, state = describe_engine(settings)
    except WendangError as error:
        yield Finding("bad", say_refusal(str(error), language))
        return
    good = state in {"memory", "current", "there"}
    yield Finding("good" if good else "bad", diagnosis(state, language, engine=engine))


def _look_at_files(settings: Settings) -> Iterator[Finding]:
    language, problems = settings.language, 0

    def count(_: object) -> None:
        nonlocal problems
        problems += 1

    files = list_files(settings.archive, count)
    size = sum(file.size for file in files)
    if files:
        said = diagnosis(
            "archive", language, path=settings.archive, files=len(files), size=f"{size / 1e6:.1f}"
        )
        yield Finding("good", said)
    else:
        yield Finding("bad", diagnosis("empty", language, path=settings.archive))
    if problems:
        yield Finding("bad", diagnosis("unreadable", language, count=problems))


def _look_at_cluster(settings: Settings) -> Iterator[Finding]:
    """Ask the cluster how it is, where there is one; whoever may only search is not told, and that is no fault."""
    store = store_to_ask(settings)
    if not isinstance(store, Cluster):
        return
    health = store.describe_health()
    state = {"green": "good", "yellow": "note", "": "note"}.get(health.status, "bad")
    name = f"cluster {health.status}" if health.status else "cluster"
    yield Finding(state, diagnosis(name, settings.language, version=health.version, nodes=health.nodes))
    if health.blocked:
        yield Finding("bad", diagnosis("blocked", settings.language))


def _look_at_telegram(language: Language) -> Iterator[Finding]:
    token = next((key.value for key in list_keys() if key.name == "WENDANG_TELEGRAM_TOKEN"), "")
    if not token:
        yield Finding("note", diagnosis("no token", language))
        return
    for point in entry_points(group=_PLUGINS):
        for state, said in point.load()(language):
            yield Finding(state, said)
