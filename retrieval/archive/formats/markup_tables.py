"""Tables of web pages and books → paragraphs, a row each, that say the heads of their cells.

Old pages lay out everything by tables: an article stands in a cell, and columns of links beside it. Such tables are
left as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.areas import fill_merged
from retrieval.archive.formats.grids import table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

# A cell of data is hardly ever longer, and of a layout the cell that holds the article is.
_LONGEST_CELL = 400
# A page may say of a cell that it covers a million rows.
_MOST_SPANNED = 1000
# What stands in a cell of a layout, and in none of data.
_LAYOUT = ".//table | .//form | .//h1 | .//h2 | .//h3 | .//iframe | .//article"


def write_tables(tree: Any) -> None:
    """Put paragraphs in the place of a page's tables of data: ``线路：16路；末班车：22:30``."""
    from lxml import etree  # noqa: PLC0415 - needed for pages only

    for table in tree.xpath(".//table"):
        rows, merged, head = _read(table)
        if not _is_data(table, rows):
            continue
        box = etree.Element("div")
        for line in [
            *_captions(table),
            *table_lines(fill_merged(rows, merged), head=head, form=_is_form(table)),
        ]:
            etree.SubElement(box, "p").text = line
        box.tail = table.tail
        table.getparent().replace(table, box)


def _read(table: Any) -> tuple[list[list[str]], list[tuple[tuple[int, int], tuple[int, int]]], bool | None]:
    """Return a table's cells, which of them cover more than one place, and whether its first row holds heads."""
    rows: list[list[str]] = []
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
    covered: set[tuple[int, int]] = set()
    found = table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
    for number, row in enumerate(found):
        cells: list[str] = []
        for cell in row.xpath("./td | ./th"):
            while (number, len(cells)) in covered:
                cells.append("")
            place = number, len(cells)
            last = number + _span(cell, "rowspan") - 1, len(cells) + _span(cell, "colspan") - 1
            cells += [_text(cell), *[""] * (last[1] - place[1])]
            if last != place:
                merged.append((place, last))
                covered |= {
                    (at, column)
                    for at in range(number + 1, last[0] + 1)
                    for column in range(place[1], last[1] + 1)
                }
        rows.append(cells)
    head = bool(found) and (not found[0].xpath("./td") or bool(table.xpath("./thead/tr")))
    return rows, merged, head or None


def _span(cell: Any, name: str) -> int:
    written = cell.get(name, "").strip()
    return min(max(int(written), 1), _MOST_SPANNED) if written.isascii() and written.isdigit() else 1


def _text(cell: Any) -> str:
    for line_end in cell.iter("br", "p", "div", "li"):
        line_end.tail = " " + (line_end.tail or "")
    return " ".join("".join(cell.itertext()).split())


def _is_data(table: Any, rows: list[list[str]]) -> bool:
    """Say whether a table holds data: two rows of two cells and more, none of them long, and no table in it."""
    full = [row for row in rows if sum(map(bool, row)) > 1]
    return (
        len(full) > 1
        and not table.xpath(_LAYOUT)
        and all(len(cell) <= _LONGEST_CELL for row in rows for cell in row)
        and table.getparent() is not None
    )


def _is_form(table: Any) -> bool:
    """Say whether each row holds one head and its cell, as boxes of facts do: 全长 | 3200米."""
    return all(
        [cell.tag for cell in row.xpath("./td | ./th")] in (["th", "td"], ["th"], [])
        for row in table.iter("tr")
    )


def _captions(table: Any) -> Iterator[str]:
    for caption in table.xpath("./caption"):
        if text := _text(caption):
            yield text
