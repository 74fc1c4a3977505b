"""The numbers that Word sets before paragraphs by itself: 第三条, 一、, （二）, 1.1, a).

They stand in no paragraph's text. A paragraph, or its style, says of which list it is and on which level; the list says
how each level is written, and where it begins. So the paragraphs of a document are counted here in their order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.archive.formats.word_numerals import write_in_format

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent/{*}Choice/"
_LEVELS = 9
# Word itself counts no further, and writes no longer numbers. What a file claims beyond that is cut.
_LARGEST, _LONGEST = 32767, 255
_PLACE = re.compile("%([1-9])")
# Styles are based on one another, a few deep. A damaged file may have a circle of them.
_DEEPEST_STYLE = 20
# Behind these a blank is seen already.
_BLANK_BEHIND = ("、", "）", "．", "：", "】", "》")


class _Level(NamedTuple):
    """How one level of a list is written.

    ``text`` has ``%1`` where the number of the first level stands. ``restart`` is up to which level, from 1, a number
    above makes this one begin anew. ``plain`` says that all numbers in it are in digits.
    """

    start: int
    format: str
    text: str
    restart: int
    plain: bool
    blank: str
    style: str


class _List(NamedTuple):
    """A list as paragraphs name it: whose numbers it goes on with, its levels, and where it begins anew."""

    counted_with: str
    levels: dict[int, _Level]
    restarts: frozenset[int]


class Lists:
    """What a Word file says of its lists and styles.

    Args:
        numbering: the root of the part ``numbering.xml``; None where there is none.
        styles: the root of the part ``styles.xml``.
    """

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        found = () if styles is None else styles.iterfind(f"{_W}style")
        self._styles = {style.get(f"{_W}styleId", ""): style for style in found}
        self._usual = next(
            (
                id
                for id, style in self._styles.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true", "on")
            ),
            "",
        )
        self._lists = {} if numbering is None else self._read_lists(numbering)

    def find(self, paragraph: Any) -> tuple[str, _List, int] | None:
        """Return the list that a paragraph belongs to, with its id, and its level from 0; None where it is not numbered."""
        properties = paragraph.find(f"{_W}pPr")
        # Under tracked changes the paragraph's end was deleted or moved away: its text goes on with the next one.
        if properties is not None and any(
            properties.find(f"{_W}rPr/{_W}{gone}") is not None for gone in ("del", "moveFrom")
        ):
            return None
        named = _value(properties, f"{_W}pStyle")
        styles = list(self._based_on(self._usual if named is None else named))
        told = [properties, *(style.find(f"{_W}pPr") for _, style in styles)]
        id = next(filter(None, (_value(one, f"{_W}numPr/{_W}numId") for one in told)), "0")
        found = self._lists.get(id)
        if found is None:
            return None
        level = _value(properties, f"{_W}numPr/{_W}ilvl")
        if level is None:
            # A level may say itself which style it belongs to, and then the style need not.
            linked = {one.style: number for number, one in found.levels.items() if one.style}
            level = next((str(linked[style]) for style, _ in styles if style in linked), None)
        if level is None:
            level = next(filter(None, (_value(one, f"{_W}numPr/{_W}ilvl") for one in told)), "0")
        return id, found, _number(level, 0)

    def _based_on(self, id: str) -> Iterator[tuple[str, Any]]:
        """Yield a style and those that it is based on, each with its id."""
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(id)
            if style is None:
                return
            yield id, style
            id = _value(style, f"{_W}basedOn") or ""

    def _read_lists(self, numbering: Any) -> dict[str, _List]:
        abstract = {one.get(f"{_W}abstractNumId"): one for one in numbering.iterfind(f"{_W}abstractNum")}
        lists = {one.get(f"{_W}numId", ""): one for one in numbering.iterfind(f"{_W}num")}
        # A list may stand for a style of lists, which names the list that says how it is written.
        linked = {
            id: _value(self._styles.get(style), f"{_W}pPr/{_W}numPr/{_W}numId")
            for id, one in abstract.items()
            if (style := _value(one, f"{_W}numStyleLink") or "")
        }
        found: dict[str, _List] = {}
        for id, one in lists.items():
            name = _value(one, f"{_W}abstractNumId")
            if name in linked and (other := lists.get(linked[name] or "")) is not None:
                name = _value(other, f"{_W}abstractNumId")
            if name is None or name not in abstract:
                continue
            levels = dict(_read_levels(abstract[name]))
            restarts = set()
            for override in one.iterfind(f"{_W}lvlOverride"):
                number = _number(override.get(f"{_W}ilvl"), 0)
                levels |= _read_levels(override)
                if (start := _value(override, f"{_W}startOverride")) is not None and number in levels:
                    levels[number] = levels[number]._replace(start=_number(start, 1))
                    restarts.add(number)
            found[id] = _List(name, levels, frozenset(restarts))
        return found


class Counter:
    """Counts the paragraphs of one story of a document: its body, one note, one header."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Any) -> str:
        """Return what Word writes before a paragraph, with the blank behind it: ``第三条 ``; nothing where that is nothing.

        Paragraphs are to be given in their order, each once.
        """
        found = self._lists.find(paragraph)
        if found is None or found[2] not in found[1].levels:
            return ""
        id, one, number = found
        # Lists that are made after one pattern go on with one another's numbers, until one says where it begins.
        counts = self._counts.setdefault(one.counted_with, {})
        level = one.levels[number]
        if number in one.restarts and (id, number) not in self._begun:
            counts.pop(number, None)
        self._begun.add((id, number))
        counts[number] = counts[number] + 1 if number in counts else level.start
        for below, other in one.levels.items():
            if below > number and number < other.restart:
                counts.pop(below, None)
        return _written(one, number, counts)


def _written(one: _List, number: int, counts: dict[int, int]) -> str:
    level = one.levels[number]
    if level.format == "bullet":
        # It stands before every item alike, and tells none from another.
        return ""

    def shown(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        other = one.levels.get(at)
        # Word shows of a level below no more than of this one.
        if other is None or at > number:
            return ""
        count = counts.get(at, other.start)
        if level.plain and other.format not in ("none", "decimalZero"):
            return str(count)
        if other.format.isdecimal():
            return str(count).zfill(len(other.format))
        return write_in_format(count, other.format)

    text = _PLACE.sub(shown, level.text).strip()
    return text if not text or text.endswith(_BLANK_BEHIND) else text + level.blank


def _read_levels(element: Any) -> Iterator[tuple[int, _Level]]:
    for level in element.iterfind(f"{_W}lvl"):
        number = _number(level.get(f"{_W}ilvl"), 0)
        if number < _LEVELS:
            yield (
                number,
                _Level(
                    start=_number(_value(level, f"{_W}start"), 0),
                    format=_format(level),
                    text=(_value(level, f"{_W}lvlText") or "")[:_LONGEST],
                    restart=_number(_value(level, f"{_W}lvlRestart"), number),
                    plain=_value(level, f"{_W}isLgl", "1") in ("1", "true", "on"),
                    blank="" if _value(level, f"{_W}suff") == "nothing" else " ",
                    style=_value(level, f"{_W}pStyle") or "",
                ),
            )


def _format(level: Any) -> str:
    """Return the format of a level's numbers; one of its own, ``001, 002, 003, ...``, by its first number."""
    written = level.find(f"{_W}numFmt")
    if written is None:
        written = level.find(f"{_CHOICE}{_W}numFmt")
    if written is None:
        return "decimal"
    first = written.get(f"{_W}format", "").partition(",")[0].strip()
    return str(first[:_LEVELS] if first.isdecimal() else written.get(f"{_W}val", "decimal"))


def _value(element: Any | None, path: str, empty: str | None = None) -> str | None:
    """Return the value of what lies in an element: None where it is not there, ``empty`` where it has none."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get(f"{_W}val", empty)


def _number(written: str | None, default: int) -> int:
    return min(int(written[:6]), _LARGEST) if written and written.isdecimal() else default
