"""The numbers that PowerPoint sets before paragraphs by itself: 1. (a) ③ 一、.

A paragraph says how it is numbered, or the place does in which it stands, or the layout or master behind that place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.word_numerals import write_in_format

if TYPE_CHECKING:
    from collections.abc import Iterator

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_BULLETS = (f"{_A}buNone", f"{_A}buChar", f"{_A}buBlip", f"{_A}buAutoNum")
# PowerPoint's names of the ways to write a number → Word's.
_FORMATS = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "arabicDb": "decimalFullWidth",
    "circleNumDb": "decimalEnclosedCircle",
    "circleNumWdBlack": "decimalEnclosedCircle",
    "circleNumWdWhite": "decimalEnclosedCircle",
    "ea1Chs": "chineseCountingThousand",
    "ea1Cht": "taiwaneseCountingThousand",
    "ea1JpnChsDb": "chineseCountingThousand",
    "ea1JpnKor": "chineseCountingThousand",
}
_KIND = re.compile("(?P<name>[a-zA-Z0-9]+?)(?P<end>Period|ParenBoth|ParenR|Plain|Minus)")
_ENDS = {"Period": "{}. ", "ParenBoth": "({}) ", "ParenR": "{}) ", "Plain": "{} ", "Minus": "{} - "}
_LEVELS = 9
_LARGEST = 32767
_STYLES = {
    "title": "titleStyle",
    "ctrTitle": "titleStyle",
    "body": "bodyStyle",
    "obj": "bodyStyle",
    "subTitle": "bodyStyle",
}


def number_paragraphs(shape: Any) -> Iterator[str]:
    """Yield the paragraphs of a shape as they are shown, each with the number that is set before it."""
    behind = list(_styles(shape))
    counts: dict[int, tuple[Any, int]] = {}
    for paragraph in shape.text_frame.paragraphs:
        text = paragraph.text.replace("\v", "\n")
        properties = paragraph._p.find(f"{_A}pPr")  # noqa: SLF001 - python-pptx knows no numbers
        level = _number(None if properties is None else properties.get("lvl"), 0)
        numbering = _numbering(properties, level, behind) if text.strip() else None
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if numbering is None:
            # An empty paragraph shows no number, and does not end a list.
            if text.strip():
                counts.pop(level, None)
            yield text
            continue
        kind, start = numbering.get("type", "arabicPeriod"), _number(numbering.get("startAt"), 1)
        before, number = counts.get(level, (None, start - 1))
        number = number + 1 if before == (kind, start) else start
        counts[level] = (kind, start), number
        yield _written(number, kind) + text.lstrip()


def _numbering(properties: Any | None, level: int, behind: list[Any]) -> Any | None:
    """Return how a paragraph is numbered; None where it is not, or has a bullet."""
    for one in (properties, *(style.find(f"{_A}lvl{min(level, _LEVELS - 1) + 1}pPr") for style in behind)):
        if one is not None and (bullet := next(one.iterchildren(*_BULLETS), None)) is not None:
            return bullet if bullet.tag == f"{_A}buAutoNum" else None
    return None


def _styles(shape: Any) -> Iterator[Any]:
    """Yield the styles of lists that apply to a shape, the nearest first: its own, and those of layout and master."""
    place, kind = shape, ""
    for _ in range(3):
        if (style := place._element.find(f".//{_A}lstStyle")) is not None:  # noqa: SLF001 - as above
            yield style
        held = place._element.find(f".//{_P}ph")  # noqa: SLF001 - as above
        if held is None:
            break
        kind = kind or held.get("type", "obj")
        place = getattr(place, "_base_placeholder", None)
        if place is None:
            break
    layout = getattr(shape.part, "slide_layout", None)
    if layout is not None:
        styles = layout.slide_master._element.find(f"{_P}txStyles/{_P}{_STYLES.get(kind, 'otherStyle')}")  # noqa: SLF001 - as above
        if styles is not None:
            yield styles


def _written(number: int, kind: str) -> str:
    """Return a number as a kind of PowerPoint's shows it.

    >>> [_written(3, kind) for kind in ("arabicPeriod", "alphaLcParenBoth", "ea1ChsPeriod", "circleNumDbPlain")]
    ['3. ', '(c) ', '三、', '③ ']
    """
    found = _KIND.fullmatch(kind)
    if found is None:
        return f"{number}. "
    written = write_in_format(number, _FORMATS.get(found["name"], "decimal"))
    if found["name"].startswith("ea1") and found["end"] == "Period":
        return f"{written}、"
    return _ENDS[found["end"]].format(written)


def _number(written: str | None, default: int) -> int:
    return min(int(written[:6]), _LARGEST) if written and written.isdecimal() else default
