"""What a person sees in a sheet where a cell's style shows its value otherwise."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from retrieval.archive.formats import read_records
from retrieval.archive.formats.number_formats import NumberFormats, show
from retrieval.archive.records import SourceFile


def text_of(value: Any, style: str) -> str:
    """Return how a cell of this style is read; it stands on the second sheet, which was made first."""
    book = Workbook()
    sheet = book.active
    sheet.title = "执行<率>"
    sheet.append(["科目", "值"])
    sheet.append(["差旅费", value])
    sheet.cell(2, 2).number_format = style
    book.create_sheet("封面", 0).append(["科目", 0.5])
    out = io.BytesIO()
    book.save(out)
    *_, record = read_records(SourceFile("a.xlsx", out.getvalue()), print)
    return record.text


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (0.875, "0.0%", "87.5%"),
        (1, "0%", "100%"),
        (0.5444, "0.00%", "54.44%"),
        (date(2025, 7, 2), 'm"月"d"日"', "7月2日"),
        (date(2025, 7, 2), 'yyyy"年"m"月"d"日"', "2025年7月2日"),
        (date(2025, 7, 2), '[$-804]yyyy"年"m"月"', "2025年7月"),
        # What is shown much as its value stays as it is.
        (date(2025, 7, 2), "yyyy/m/d", "2025-07-02"),
        (0.875, "0.00", "0.875"),
        ("无", "0%", "无"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: Any, style: str, shown: str) -> None:
    """Percents and days in Chinese; on the right sheet, whatever it is called and wherever it lies."""
    assert text_of(value, style) == f"科目：差旅费；值：{shown}"


def test_what_is_no_workbook_has_no_formats() -> None:
    """The library says what is wrong with it, or reads it without them."""
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        assert NumberFormats(data).of_sheet("Sheet1") == {}


def test_a_day_with_an_hour_is_no_day_alone() -> None:
    """The hour would be lost."""
    assert show(datetime.fromisoformat("2025-07-02T09:30"), "m月d日") is None
    assert show(value=True, style="0%") is None
