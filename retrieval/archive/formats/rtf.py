r"""Rich Text: striprtf takes the text out of its markup.

It passes over whatever stands beside the text: notes, boxes, headers, comments. These are groups, ``{\footnote …}``, which
are taken out here and read one by one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.archive.formats.grids import table_lines
from retrieval.archive.formats.paging import given_title
from retrieval.archive.records import Record
from retrieval.errors import UnreadableError
from retrieval.values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile

_CELL_END = "|"
# What begins a group of interest, any other group, or ends one; and what only looks like it.
_GROUP = re.compile(
    r"\\[{}\\]|\{\s*(?:\\\*\s*)?\\(?P<kind>footnote|annotation|shptxt|result|header[lrf]?|footer[lrf]?|title|author|fonttbl)(?![a-z])|[{}]"
)
# Headers differ by the pages that they are for: headerl, headerr, headerf.
_LETTERS = len("header")
_TOLD = {
    "annotation"[:_LETTERS]: "comment",
    "header": "page header or footer",
    "footer": "page header or footer",
}
_TEXTS = ("footnote", "shptxt", "result")
# Old programs write the number of a paragraph as this, which striprtf passes over, and newer ones as the other.
_OLD_NUMBER, _NUMBER = "{\\pntext", "{\\listtext"
_CODE_PAGE = re.compile(r"\\ansicpg[0-9]+")


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file as one record: its text, and behind it the notes and boxes."""
    if not file.data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("it is no Rich Text, or damaged")
    # Bytes become characters one to one here; striprtf reads those that stand for others by the file's code page.
    written = file.data.decode("latin-1").replace(_OLD_NUMBER, _NUMBER)
    groups = _groups(written)
    page = _CODE_PAGE.search(written)
    fonts = "".join(group for kind, group in groups if kind == "fonttbl")
    head = f"{{\\rtf1\\ansi{page[0] if page else ''}{fonts}"
    beside = [(kind, _plain(f"{head}{{{group}}}}}")) for kind, group in groups if kind != "fonttbl"]
    lines = list(_lines(_plain(written)))
    for kind, text in beside:
        if kind in _TEXTS:
            lines += _lines(text.strip())
    if not any(map(str.strip, lines)):
        raise UnreadableError("it holds no text")
    told = ((_TOLD.get(kind[:_LETTERS], ""), text) for kind, text in beside)
    yield Record(
        path=file.path,
        text="\n".join(lines),
        title=given_title(_first(beside, "title")),
        byline=_first(beside, "author"),
        encoding="rtf",
        left_out=tuple(
            LeftOut(reason, line.strip())
            for reason, text in told
            if reason
            for line in text.splitlines()
            if line.strip()
        ),
    )


def _plain(written: str) -> str:
    # Imported here: only an archive with such files waits for it.
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - see above

    text: str = rtf_to_text(written, encoding="gb18030", errors="replace")  # type: ignore[no-untyped-call] # it has no types
    return text


def _groups(written: str) -> list[tuple[str, str]]:
    """Return the groups that hold what stands beside the text, each with what it is; none in another one."""
    found = []
    depth, start, kind, outer = 0, 0, "", 0
    for match in _GROUP.finditer(written):
        if match[0].startswith("{"):
            depth += 1
            if match["kind"] and not kind:
                kind, start, outer = match["kind"], match.end(), depth
        elif match[0] == "}":
            if kind and depth == outer:
                body = written[start : match.start()]
                found.append((kind, f"{{\\fonttbl{body}}}" if kind == "fonttbl" else body))
                kind = ""
            depth -= 1
    return found


def _first(beside: list[tuple[str, str]], wanted: str) -> str:
    return next((" ".join(text.split()) for kind, text in beside if kind == wanted), "")


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
