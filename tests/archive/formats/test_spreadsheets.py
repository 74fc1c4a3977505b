import io
from datetime import date, time

import openpyxl
import pytest

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def workbook(*sheets):
    """Return the bytes of an .xlsx file: of each sheet its name, its rows and its merged ranges."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows, merged in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_all(data, name="值班表.xlsx"):
    problems = []
    return list(read_records(SourceFile(name, data), problems.append)), problems


def test_each_table_of_each_sheet_is_read():
    """Captions, merged cells, two rows of heads, days, hours and whole numbers read as the sheet shows them."""
    duty = [
        ["二月值班表", None, None, None],
        ["日期", "带班领导", "值班员", None],
        [None, None, "白班", "夜班"],
        [date(2026, 2, 14), "周海峰", "罗敏", "何立"],
        [date(2026, 2, 15), None, "孟香", "丁海洲"],
    ]
    lines = [["线路", "末班车", "票价"], ["16路", time(22, 30), 2.0], ["K3路", time(19, 5), 2.5]]
    records, problems = read_all(
        workbook(("2月", duty, ["A1:D1", "A2:A3", "B2:B3", "C2:D2", "B4:B5"]), ("线路", lines, []))
    )
    assert problems == []
    assert [(record.title, record.text.split("\n")) for record in records] == [
        (
            "二月值班表",
            [
                "日期：2026-02-14；带班领导：周海峰；值班员·白班：罗敏；值班员·夜班：何立",
                "日期：2026-02-15；带班领导：周海峰；值班员·白班：孟香；值班员·夜班：丁海洲",
            ],
        ),
        ("值班表 线路", ["线路：16路；末班车：22:30；票价：2", "线路：K3路；末班车：19:05；票价：2.5"]),
    ]
    place = records[0].places.find(records[0].text.index("丁海洲"))
    assert (place.kind, place.name, place.at) == ("cell", "2月", "D5")


def test_what_is_no_spreadsheet_is_named():
    with pytest.raises(UnreadableError, match="no spreadsheet"):
        read_all(b"PK\x03\x04 nothing")


def test_a_page_or_a_text_that_is_called_xls_is_read_as_what_it_is():
    """Programs on the web write their tables so."""
    page = (
        "<html><table><tr><td>姓名</td><td>电话</td></tr><tr><td>罗敏</td><td>8101</td></tr></table></html>"
    )
    for data in (page.encode(), "姓名\t电话\n罗敏\t8101\n".encode("gb18030")):
        [record], _ = read_all(data, "a.xls")
        assert "姓名：罗敏；电话：8101" in record.text
