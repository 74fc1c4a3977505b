"""How the numbers of a workbook are shown: 0.875 as 87.5%, a day as 7月2日.

The library that reads sheets gives values, and what a person sees is a matter of the cell's style. Of all styles two
change what is said: percents, and days that are written in Chinese.
"""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.packages import open_package
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Mapping

# What the numbers of formats mean that no file writes down: ECMA-376, 18.8.30, those of Chinese among them.
_BUILT_IN = {
    9: "0%", 10: "0.00%", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 31: "yyyy年m月d日", 36: "yyyy年m月", 50: "yyyy年m月", 51: "m月d日",
    52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_FORMAT = re.compile(rb"<numFmt\b[^>]*>")
_STYLES = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<xf\b[^>]*>")
_CELL = re.compile(rb"<c\b[^>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"(?<=\s)((?:\w+:)?\w+)=\"([^\"]*)\"")
_PLACE = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
# What is quoted or escaped in a format stands as it is; colours, languages and conditions are in brackets.
_PLAIN = re.compile(r"\[[^\]]*\]|&quot;|\"|\\")
_CHINESE_DAY = re.compile("(?:(?:yyyy|yy|e)年)?m{1,2}月(?:d{1,2}日)?|(?:yyyy|yy|e)年")


class NumberFormats:
    """The formats of the cells of one workbook that are shown otherwise than as their value.

    Args:
        data: the bytes of an ``.xlsx`` file; any others have no formats that could be read.
    """

    def __init__(self, data: bytes) -> None:
        self._package: zipfile.ZipFile | None = None
        self._styles: dict[bytes, str] = {}
        self._paths: dict[str, str] = {}
        try:
            self._package = open_package(data)
            self._styles = _read_styles(self._package.read("xl/styles.xml"))
            self._paths = _read_paths(self._package) if self._styles else {}
        except (UnreadableError, KeyError, OSError, ValueError):
            # An old workbook, or one of another program: the library reads it, and its values stand as they are.
            self._package = None

    def of_sheet(self, name: str) -> dict[tuple[int, int], str]:
        """Return the formats of the cells of a sheet, by row and column from 0."""
        path = self._paths.get(name)
        if self._package is None or path is None or path not in self._package.namelist():
            return {}
        found = {}
        for cell in _CELL.findall(self._package.read(path)):
            fields = dict(_ATTRIBUTE.findall(cell))
            style = self._styles.get(fields.get(b"s", b""))
            if style and (place := _PLACE.fullmatch(fields.get(b"r", b""))):
                found[int(place[2]) - 1, _column(place[1])] = style
        return found


def show(value: Any, style: str) -> str | None:
    """Return a value as a format shows it; None where the format says nothing of it.

    >>> show(0.875, "0.0%"), show(date(2025, 7, 2), "m月d日"), show("无", "0%")
    ('87.5%', '7月2日', None)
    """
    if style.endswith("%"):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return f"{round(value * 100, 6):g}%"
    if not isinstance(value, date) or (isinstance(value, datetime) and (value.hour or value.minute)):
        return None
    year = f"{value.year}年" if "年" in style else ""
    month = f"{value.month}月" if "月" in style else ""
    return year + month + (f"{value.day}日" if "日" in style else "")


def _read_styles(data: bytes) -> dict[bytes, str]:
    """Return the format of each style of cells that says something, by its number as sheets write it."""
    codes = dict(_BUILT_IN)
    for written in _FORMAT.findall(data):
        fields = dict(_ATTRIBUTE.findall(written))
        if b"numFmtId" in fields and b"formatCode" in fields:
            codes[int(fields[b"numFmtId"])] = _PLAIN.sub("", fields[b"formatCode"].decode("utf-8", "replace"))
    block = _STYLES.search(data)
    styles: Mapping[bytes, str] = {
        b"%d" % number: codes.get(int(dict(_ATTRIBUTE.findall(xf)).get(b"numFmtId", b"0")), "")
        for number, xf in enumerate(_STYLE.findall(block[0]) if block else ())
    }
    return {number: said for number, code in styles.items() if (said := _said(code.partition(";")[0]))}


def _read_paths(package: zipfile.ZipFile) -> dict[str, str]:
    """Return where each sheet lies, by its name."""
    relations = [
        dict(_ATTRIBUTE.findall(one)) for one in _RELATION.findall(package.read("xl/_rels/workbook.xml.rels"))
    ]
    targets = {one.get(b"Id", b""): one.get(b"Target", b"").decode("utf-8", "replace") for one in relations}
    paths = {}
    for sheet in _SHEET.findall(package.read("xl/workbook.xml")):
        fields = dict(_ATTRIBUTE.findall(sheet))
        target = targets.get(fields.get(b"r:id", b""), "")
        name = html.unescape(fields.get(b"name", b"").decode("utf-8", "replace"))
        paths[name] = target[1:] if target.startswith("/") else f"xl/{target}"
    return paths


def _said(code: str) -> str:
    if code.endswith("%"):
        return code
    day = _CHINESE_DAY.match(code.lower())
    return day[0] if day else ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number - 1


def sheet_rows(rows: list[list[Any]], formats: Mapping[tuple[int, int], str]) -> list[list[Any]]:
    """Return rows in which what a format shows otherwise is written as it is shown."""
    for (row, column), style in formats.items():
        if row < len(rows) and column < len(rows[row]):
            shown = show(rows[row][column], style)
            if shown is not None:
                rows[row][column] = shown
    return rows
