"""Spreadsheets, ``.xlsx``, ``.xls`` and ``.ods``: each table of each sheet is a record, and each of its rows a sentence."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from retrieval.archive.accounting import tell_words
from retrieval.archive.formats.areas import fill_merged
from retrieval.archive.formats.grids import read_tables
from retrieval.archive.formats.number_formats import NumberFormats, sheet_rows
from retrieval.archive.formats.office_parts import find_parts, read_boxes
from retrieval.archive.formats.packages import open_package
from retrieval.archive.formats.sheets import records_of
from retrieval.archive.records import Problem, Record
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import SourceFile
    from retrieval.values import LeftOut

# A sheet may be said to have a million rows of which ten are written on; what is written on is not bounded by it.
_MOST_CELLS = 20_000_000


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield a record for each table of each sheet; a sheet that cannot be read is reported."""
    # Imported here: only an archive with spreadsheets waits for it.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 - see above

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.data))
    except PasswordError:
        raise UnreadableError("it is under a password: save it without one") from None
    except CalamineError as error:
        raise UnreadableError(f"it is no spreadsheet, or damaged ({error})") from None
    formats = NumberFormats(file.data)
    boxes, beside = _read_beside(file.data)
    suffix = PurePosixPath(file.path).suffix[1:].lower()
    number = 0
    with book:
        for name in book.sheet_names:
            try:
                sheet = book.get_sheet_by_name(name)
                _check_size(sheet)
                values = sheet_rows(sheet.to_python(skip_empty_area=False), formats.of_sheet(name))
                rows = [[_written(cell) for cell in row] for row in values]
                merged = sheet.merged_cell_ranges or ()
            except (CalamineError, UnreadableError) as error:
                report(Problem(file.path, None, f"its sheet {name!r} cannot be read ({error})"))
                continue
            for record in records_of(
                read_tables(fill_merged(rows, merged)),
                file.path,
                name,
                number + 1,
                suffix,
            ):
                number += 1
                yield replace(record, left_out=record.left_out + beside)
                beside = ()
    if boxes:
        number += 1
        # They lie over the cells, and belong to none.
        title = PurePosixPath(file.path).stem
        text = "\n".join(boxes)
        yield Record(
            path=file.path, text=text, number=number, title=title, encoding=suffix, body=True, left_out=beside
        )
    if not number:
        raise UnreadableError("it holds no text")


def _read_beside(data: bytes) -> tuple[list[str], tuple[LeftOut, ...]]:
    """Return the lines of the text boxes of a workbook, and what else it shows beside its cells."""
    if not data.startswith(b"PK"):
        # The library that reads old workbooks tells nothing but their cells.
        return [], ()
    try:
        with open_package(data) as package:
            boxes = read_boxes(package)
            return boxes, tell_words(find_parts(package), "\n".join(boxes))
    except UnreadableError:
        # A workbook of one value in a million cells is packed like a bomb, and its cells can be read all the same.
        return [], ()


def _check_size(sheet: Any) -> None:
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise UnreadableError(f"it has more than {_MOST_CELLS} cells: split it")


def _written(cell: Any) -> str:  # noqa: PLR0911 - a kind of cell each
    """Return a cell as it is read: a whole number without a point, a day without an hour.

    >>> _written(8101.0), _written(date(2026, 5, 1)), _written(time(22, 30))
    ('8101', '2026-05-01', '22:30')
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(round(cell, 10))
    if isinstance(cell, datetime):
        return _written(cell.date()) if cell.time() == time() else f"{cell:%Y-%m-%d} {_written(cell.time())}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S" if cell.second else "%H:%M")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return str(cell)
