"""The parts of a Word file that a reader sees → lines: paragraphs, tables, text boxes, content controls and footnotes.

python-docx lists the runs that stand directly in a paragraph. What was inserted under tracked changes, what a form's
content controls hold, text boxes and notes stand deeper, so that all of a paragraph is walked here. What was deleted
under tracked changes is no text any more. What Word writes before a numbered paragraph belongs to its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.areas import fill_merged
from retrieval.archive.formats.grids import table_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What stands in a paragraph and is no text of it: properties, what was deleted or moved away, the instructions of
# fields, the pronunciation above a character, what programs show that know no text boxes, and boxes themselves.
_PASSED_OVER = frozenset(
    {
        *(
            _W + name
            for name in "pPr rPr tblPr trPr tcPr del moveFrom instrText delText rt txbxContent".split()
        ),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_WRITTEN = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_TEXT = frozenset({_W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_NOTES = frozenset({_W + "footnoteReference", _W + "endnoteReference"})
_BLANKS = " \t\u3000"
# A cell of data is hardly ever longer; a table that frames whole pages has such cells.
_LONGEST_CELL = 400


class Block:
    """A paragraph or a table: its lines, the id of its style, which only a paragraph has, and whether it is numbered."""

    __slots__ = ("lines", "numbered", "style")

    def __init__(self, lines: list[str], style: str = "", *, numbered: bool = False) -> None:
        self.lines, self.style, self.numbered = lines, style, numbered


def read_blocks(
    body: Any, notes: Mapping[tuple[str, str], list[str]], mark: Callable[[Any], str]
) -> Iterator[Block]:
    """Yield the blocks of a body, a cell, a box or a note, in order.

    Args:
        body: an element that holds paragraphs and tables.
        notes: the lines of foot- and endnotes, by the name of what refers to them and its id: a note follows the
            paragraph that refers to it.
        mark: tells what Word writes before a paragraph by itself. It is asked for each, in their order.
    """
    for element in body:
        if element.tag == _W + "p":
            yield from _read_paragraph(element, notes, mark)
        elif element.tag == _W + "tbl":
            yield from _read_table(element, notes, mark)
        elif element.tag not in _PASSED_OVER and isinstance(element.tag, str):
            # A content control, a custom element or a tracked insertion around whole paragraphs.
            yield from read_blocks(element, notes, mark)


def _read_paragraph(
    paragraph: Any, notes: Mapping[tuple[str, str], list[str]], mark: Callable[[Any], str]
) -> Iterator[Block]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    text = "".join(_pieces(paragraph))
    number = mark(paragraph)
    if number:
        # An indent that somebody made of blanks stands behind the number.
        text = number + text.lstrip(_BLANKS)
    style_id = "" if style is None else style.get(_W + "val", "")
    yield Block(text.split("\n"), style_id, numbered=bool(number))
    for element in paragraph.iter(*_NOTES, _W + "txbxContent"):
        if element.tag in _NOTES:
            yield Block(notes.get((element.tag.removeprefix(_W), element.get(_W + "id", "")), []))
        elif _is_outermost(element, paragraph):
            yield from read_blocks(element, notes, mark)


def _is_outermost(box: Any, paragraph: Any) -> bool:
    """Say whether a box stands in a paragraph itself, and not in another box or in what replaces one."""
    for parent in box.iterancestors():
        if parent is paragraph:
            return True
        if parent.tag in _PASSED_OVER:
            return False
    return False


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _TEXT:
            yield child.text or ""
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag not in _PASSED_OVER and isinstance(child.tag, str):
            yield from _pieces(child)


def _read_table(
    table: Any, notes: Mapping[tuple[str, str], list[str]], mark: Callable[[Any], str]
) -> Iterator[Block]:
    rows: list[list[list[Block]]] = []
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
    open_above: dict[int, int] = {}
    found = [row for row in _children(table, "tr") if row.find(f"{_W}trPr/{_W}del") is None]
    for number, row in enumerate(found):
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        cells: list[list[Block]] = [[] for _ in range(_number(before))]
        for cell in _children(row, "tc"):
            properties = cell.find(_W + "tcPr")
            span = max(_number(None if properties is None else properties.find(_W + "gridSpan")), 1)
            column, last = len(cells), len(cells) + span - 1
            merge = None if properties is None else properties.find(_W + "vMerge")
            if merge is not None and merge.get(_W + "val") != "restart" and column in open_above:
                merged.append(((open_above[column], column), (number, last)))
                cells += [[] for _ in range(span)]
                continue
            open_above[column] = number
            if span > 1:
                merged.append(((number, column), (number, last)))
            cells += [list(read_blocks(cell, notes, mark)), *([] for _ in range(span - 1))]
        rows.append(cells)
    texts = [[_joined(blocks) for blocks in row] for row in rows]
    if table.find(f".//{_W}tbl") is not None or any(
        len(text) > _LONGEST_CELL for row in texts for text in row
    ):
        # It frames a page. Its cells are read one after the other.
        yield from (block for row in rows for cell in row for block in cell)
        return
    head = bool(found) and found[0].find(f"{_W}trPr/{_W}tblHeader") is not None
    yield Block(table_lines(fill_merged(texts, merged), head=head or None))


def _children(element: Any, name: str) -> Iterator[Any]:
    """Yield rows or cells, also those in content controls."""
    for child in element:
        if child.tag == _W + name:
            yield child
        elif child.tag in {_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"}:
            yield from _children(child, name)


def _number(element: Any) -> int:
    written = "" if element is None else element.get(_W + "val", "")
    return min(int(written), 100) if written.isdigit() else 0


def _joined(blocks: list[Block]) -> str:
    return " ".join(line.strip() for block in blocks for line in block.lines if line.strip())
