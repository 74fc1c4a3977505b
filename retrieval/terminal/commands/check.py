"""``wendang check``: what an archive really holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from retrieval.archive.accounting import describe_amounts
from retrieval.archive.files import list_files
from retrieval.archive.reading import walk
from retrieval.archive.telling import Telling, tell_all
from retrieval.curation.checking import check_archive, list_changes
from retrieval.curation.lines import read_lines
from retrieval.errors import ArchiveError
from retrieval.terminal.commands.options import complain, settings_for
from retrieval.terminal.display import safe

if TYPE_CHECKING:
    from retrieval.archive.records import Problem
    from retrieval.curation.checking import Check

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
    path = settings_for(archive).archive
    if diff is not None:
        _show_changes(path, diff)
        return
    if lines:
        problems = _show_lines(path, settings_for(None).archive, as_json=as_json)
        if problems:
            ctx.exit(1)
        return
    errors = Console(stderr=True)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("reading", total=None)
        found = check_archive(path, lambda done, total: bar.update(task, completed=done, total=total))
    if as_json:
        click.echo(json.dumps(found.to_json(), ensure_ascii=False))
    else:
        _show(found)
    if found.problems:
        ctx.exit(1)


def _show(found: Check) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(
        Text(
            f"{found.documents} documents, {found.paragraphs} paragraphs, {found.characters} characters\n"
            f"formats: {_counts(found.formats)}\nencodings: {_counts(found.encodings)}"
        )
    )
    if found.repairs:
        table = Table("repair", "changes", "before", "after")
        for name, made in found.repairs.items():
            for number, sample in enumerate(made.samples):
                head = (name, str(made.count)) if number == 0 else ("", "")
                table.add_row(*head, Text(_line(sample.before)), Text(_line(sample.after)))
        console.print(table)
    _show_left_out(console, found)
    if found.lost:
        console.print(f"breaks that could not be undone: {found.lost}")
    _show_whole(console, found)
    for what, ids in (("title", found.untitled), ("date", found.undated)):
        if ids:
            shown = ", ".join(ids[:_LISTED]) + (", …" if len(ids) > _LISTED else "")
            console.print(Text(safe(f"documents without a {what}: {len(ids)} ({shown})")))
    if found.problems:
        console.print(Text(f"could not be read, or needs a look: {len(found.problems)}", "bold"))
        tell_all(found.problems, complain)


def _show_left_out(console: Console, found: Check) -> None:
    if found.left_out:
        console.print("left out of the index (--lines shows each line, and what became of it):")
        for said in describe_amounts(found.left_out):
            console.print(Text(safe(f"  {said}")))


def _show_whole(console: Console, found: Check) -> None:
    """Show what only the whole archive tells."""
    if found.inferred:
        console.print(f"dates that are inferred: {found.inferred}")
    if found.duplicates:
        pairs = [(copy, kept) for kept, folded in found.duplicates.items() for copy in folded]
        shown = ", ".join(f"{copy} into {kept}" for copy, kept in pairs[:_LISTED])
        more = ", …" if len(pairs) > _LISTED else ""
        console.print(
            Text(
                safe(
                    f"duplicates: {len(pairs)} folded into {len(found.duplicates)} documents ({shown}{more})"
                )
            )
        )
    if found.boilerplate:
        console.print(f"boilerplate, kept out of the index: {len(found.boilerplate)} sentences")
        for one in found.boilerplate[:_LISTED]:
            console.print(Text(safe(f"  {one.documents} documents: {_line(one.text)[:_WIDEST]}")))


def _show_lines(shown: Path, whole: Path, *, as_json: bool) -> int:
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
        console.print(Text.assemble(f"  {safe(line.became):{_ROLE}}  ", safe(line.text)))
    mine = [problem for problem in problems if problem.path.partition("!/")[0] in wanted]
    tell_all(mine, complain)
    return len(mine)


def _lies_in(path: Path, folder: Path) -> bool:
    return folder.is_dir() and path.resolve().is_relative_to(folder.resolve())


def _show_changes(archive: Path, name: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    with Telling(complain) as report:
        wanted = [file for file in list_files(archive, report) if file.path == name]
    if not wanted:
        raise ArchiveError(f"{name!r} is no file of {str(archive)!r}: name it as it stands below the archive")
    changes = 0
    with Telling(complain) as report:
        for reading in walk(wanted, report):
            for step, sample in list_changes(reading.record, reading.document):
                changes += 1
                console.print(
                    Text.assemble(
                        f"{step}: ", (_line(sample.before), "red"), " → ", (_line(sample.after), "green")
                    )
                )
    console.print(f"{changes} changes")


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{safe(name)} {count}" for name, count in sorted(counts.items()))


def _line(text: str) -> str:
    return safe(text.replace("\n", "⏎"))
