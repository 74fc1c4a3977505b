"""Rich Text: striprtf takes the text out of its markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.archive.formats.grids import table_lines
from retrieval.archive.records import Record
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile

_CELL_END = "|"


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file as one record."""
    # Imported here: only an archive with such files waits for it.
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - see above

    if not file.data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("it is no Rich Text, or damaged")
    # Bytes become characters one to one here; striprtf reads those that stand for others by the file's code page.
    text = rtf_to_text(  # type: ignore[no-untyped-call] # it has no types
        file.data.decode("latin-1"), encoding="gb18030", errors="replace"
    )
    lines = list(_lines(text))
    if not any(map(str.strip, lines)):
        raise UnreadableError("it holds no text")
    yield Record(path=file.path, text="\n".join(lines), encoding="rtf")


def _lines(text: str) -> Iterator[str]:
    """Yield the lines, in which rows of a table, ``线路|末班车|``, say their heads."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.endswith(_CELL_END) and line.count(_CELL_END) > 1:
            rows.append(line.removesuffix(_CELL_END).split(_CELL_END))
            continue
        if rows:
            yield from table_lines(rows)
            rows = []
        yield line
