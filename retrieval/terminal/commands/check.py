"""``wendang check``: what an archive really holds."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from retrieval.archive.files import list_files
from retrieval.archive.reading import walk
from retrieval.archive.telling import Telling, tell_all
from retrieval.curation.checking import check_archive, list_changes
from retrieval.curation.lines import read_lines
from retrieval.errors import ArchiveError, quoted
from retrieval.terminal.builds import list_amounts, name_reason, told
from retrieval.terminal.commands.options import complaining, settings_for
from retrieval.terminal.display import safe
from retrieval.terminal.reports import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.archive.records import Problem
    from retrieval.curation.checking import Check
    from retrieval.wording import Language

# The number of ids of documents without title or date that are listed: enough to see what they have in common.
_LISTED = 5
_WIDEST = 60
# Columns in which what became of a line is written before it.
_ROLE = 24


@click.command()
@click.argument("archive", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write everything as JSON.")
@click.option(
    "--lines", is_flag=True, help="Show each line of ARCHIVE, a file or a folder, and what became of it."
)
@click.option("--diff", metavar="FILE", help="Show the repair of one file of the archive, change by change.")
@click.pass_context
def check(ctx: click.Context, archive: Path | None, as_json: bool, lines: bool, diff: str | None) -> None:
    """Tell what ARCHIVE holds, what was wrong with it, and what is done about it.

    Without ARCHIVE, that of WENDANG_ARCHIVE. Nothing is changed. Exit code 1 where something could not be
    read.
    """
    settings = settings_for(archive)
    path, language = settings.archive, settings.language
    if diff is not None:
        _show_changes(path, diff, language)
        return
    if lines:
        problems = _show_lines(path, settings_for(None).archive, language, as_json=as_json)
        if problems:
            ctx.exit(1)
        return
    errors = Console(stderr=True)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task(told("read", language), total=None)
        found = check_archive(path, lambda done, total: bar.update(task, completed=done, total=total))
    if as_json:
        click.echo(json.dumps(found.to_json(), ensure_ascii=False))
    else:
        _show(found, language)
    if found.problems:
        ctx.exit(1)


def _show(found: Check, language: Language) -> None:
    console = Console(highlight=False, soft_wrap=True)
    say = partial(said, language=language)
    held = say("holds", documents=found.documents, paragraphs=found.paragraphs, characters=found.characters)
    kinds = [
        say(name, counts=_counts(counts))
        for name, counts in (("formats", found.formats), ("encodings", found.encodings))
    ]
    console.print(Text("\n".join([held, *kinds])))
    if found.repairs:
        console.print(_list_repairs(found, say))
    if found.left_out:
        console.print(Text(say("left out")))
        for amount in list_amounts(found.left_out, language):
            console.print(Text(safe(f"  {amount}")))
    if found.lost:
        console.print(say("lost", count=found.lost))
    _show_whole(console, found, language)
    for name, ids in (("no title", found.untitled), ("no date", found.undated)):
        if ids:
            console.print(Text(safe(say(name, count=len(ids), shown=_some(ids)))))
    if found.problems:
        console.print(Text(say("problems", count=len(found.problems)), "bold"))
        tell_all(found.problems, complaining(language))


def _list_repairs(found: Check, say: Callable[..., str]) -> Table:
    table = Table(*map(say, ("repair", "changes", "before", "after")))
    for name, made in found.repairs.items():
        for number, sample in enumerate(made.samples):
            head = (name, str(made.count)) if number == 0 else ("", "")
            table.add_row(*head, Text(_line(sample.before)), Text(_line(sample.after)))
    return table


def _some(names: Sequence[str]) -> str:
    """Return the first of some names; that there are more is seen."""
    return ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")


def _show_whole(console: Console, found: Check, language: Language) -> None:
    """Show what only the whole archive tells."""
    say = partial(said, language=language)
    if found.inferred:
        console.print(say("inferred", count=found.inferred))
    if found.duplicates:
        pairs = [
            say("folded", copy=copy, kept=kept)
            for kept, folded in found.duplicates.items()
            for copy in folded
        ]
        told = say("duplicates", copies=len(pairs), kept=len(found.duplicates), shown=_some(pairs))
        console.print(Text(safe(told)))
    if found.boilerplate:
        console.print(say("boilerplate", count=len(found.boilerplate)))
        for one in found.boilerplate[:_LISTED]:
            text = _line(one.text)[:_WIDEST]
            console.print(Text(safe(say("in documents", count=one.documents, text=text))))


def _show_lines(shown: Path, whole: Path, language: Language, *, as_json: bool) -> int:
    """Show what became of each line; return the number of problems.

    Copies and boilerplate are those of the ``whole`` archive, where what is ``shown`` lies in it.
    """
    inner = shown.resolve().relative_to(whole.resolve()) if _lies_in(shown, whole) else None
    archive = shown if inner is None else whole
    prefix = "" if inner is None or not inner.parts else inner.as_posix()
    wanted = {
        file.path
        for file in list_files(archive, lambda _: None)
        if not prefix or file.path == prefix or file.path.startswith(f"{prefix}/")
    }
    problems: list[Problem] = []
    console = Console(highlight=False, soft_wrap=True)
    document = None
    for line in read_lines(archive, wanted, problems.append):
        if as_json:
            click.echo(json.dumps(line._asdict(), ensure_ascii=False))
            continue
        if line.document != document:
            document = line.document
            console.print(Text(safe(document), "bold"))
        console.print(
            Text.assemble(f"  {safe(name_reason(line.became, language)):{_ROLE}}  ", safe(line.text))
        )
    mine = [problem for problem in problems if problem.path.partition("!/")[0] in wanted]
    tell_all(mine, complaining(language))
    return len(mine)


def _lies_in(path: Path, folder: Path) -> bool:
    return folder.is_dir() and path.resolve().is_relative_to(folder.resolve())


def _show_changes(archive: Path, name: str, language: Language) -> None:
    console = Console(highlight=False, soft_wrap=True)
    with Telling(complaining(language)) as report:
        wanted = [file for file in list_files(archive, report) if file.path == name]
    if not wanted:
        raise ArchiveError(
            f"{quoted(name)} is no file of {str(archive)!r}: name it as it stands below the archive"
        )
    changes = 0
    with Telling(complaining(language)) as report:
        for reading in walk(wanted, report):
            for step, sample in list_changes(reading.record, reading.document):
                changes += 1
                console.print(
                    Text.assemble(
                        f"{step}: ", (_line(sample.before), "red"), " → ", (_line(sample.after), "green")
                    )
                )
    console.print(said("made", language, count=changes))


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{safe(name)} {count}" for name, count in sorted(counts.items()))


def _line(text: str) -> str:
    return safe(text.replace("\n", "⏎"))
