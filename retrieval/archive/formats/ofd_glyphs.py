"""The characters of an OFD page and their places, as its objects of text tell them.

A page is measured in millimetres from its upper left corner. An object of text has a place on the page, may be turned or
stretched, and says for each of its characters how far behind the one before it stands.
"""

from __future__ import annotations

import math
import re
from itertools import chain, islice, product, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.archive.formats.page_layout import Glyph
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    # a, b, c, d, e, f: x becomes a·x + c·y + e, and y becomes b·x + d·y + f.
    Matrix = tuple[float, float, float, float, float, float]

MOST_GLYPHS = 1_000_000
"""Characters of a page. Parts of a page that draw parts of a page can be a bomb; a sheet of newspaper has ten thousand."""

_POINTS = 72 / 25.4
_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# How much of a character stands above its line, and how much below, in ems.
_ABOVE, _BELOW = 0.88, 0.12
# From here on characters are as wide as they are high; others are half as wide, unless the next one stands elsewhere.
_IDEOGRAPHS = "\u2e80"
_NARROW = 0.5
_USUAL_SIZE = 3.7
# Parts of a page hold parts of a page, hardly ever more than two deep.
_DEEPEST = 8
# Beyond these a number is none of a page.
_FARTHEST = 1e6
# What a writer of XML set around a text to make it look nice.
_AROUND = re.compile(r"\A[ \t]*[\r\n]\s*|\s*[\r\n][ \t]*\Z")
# Bold type is often made by drawing a character twice, less than this apart, in ems. The two l of "all" are further apart.
_TWICE = 0.1
_NO_CHARACTERS = "\0\ufffd\uffff¤"
_TURNS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}


class _Drawn(NamedTuple):
    """What is found on a page: the parts it may draw, and the characters."""

    parts: Mapping[str, Any]
    glyphs: list[Glyph]


def read_glyphs(content: Any, parts: Mapping[str, Any], height: float) -> list[Glyph]:
    """Return the characters that a page or a template draws, in the order in which they are drawn.

    Args:
        content: an element that holds objects of text.
        parts: what a page may draw as a part of itself (``CompositeGraphicUnit``), by its id.
        height: of the page, in millimetres.

    Raises:
        UnreadableError: it draws more than a page can hold.
    """
    drawn = _Drawn(parts, [])
    # Measures are counted from the lower left corner, in points, from here on.
    _draw(content, (_POINTS, 0.0, 0.0, -_POINTS, 0.0, height * _POINTS), drawn, 0)
    return list(_once(drawn.glyphs))


def count_shapes(content: Any) -> int:
    """Return how many signs a page draws by their numbers in a font alone, so that nothing says what they mean.

    Some programs write no characters beside them, and others one that stands for none.
    """
    found = 0
    for element in content.iter("{*}TextObject"):
        text = "".join(code.text or "" for code in element.iter("{*}TextCode"))
        if element.get("Visible") != "false" and not any(map(_says, text)):
            found += sum(len((one.text or "").split()) for one in element.iter("{*}Glyphs"))
    return found


def _says(letter: str) -> bool:
    return not letter.isspace() and letter not in _NO_CHARACTERS and not "\ue000" <= letter <= "\uf8ff"


def _draw(content: Any, matrix: Matrix, drawn: _Drawn, depth: int) -> None:
    for element in content.iter("{*}TextObject", "{*}CompositeObject"):
        if element.get("Visible") == "false":
            continue
        place = _times(_placed(element), matrix)
        if element.tag.endswith("TextObject"):
            drawn.glyphs.extend(islice(_text_glyphs(element, place), MOST_GLYPHS + 1))
        elif depth < _DEEPEST and (part := drawn.parts.get(element.get("ResourceID", ""))) is not None:
            _draw(part, place, drawn, depth + 1)
        if len(drawn.glyphs) > MOST_GLYPHS:
            raise UnreadableError(f"a page draws more than {MOST_GLYPHS:,} characters: it is left out")


def _text_glyphs(element: Any, matrix: Matrix) -> Iterator[Glyph]:
    """Yield the characters of an object of text."""
    size = number_of(element.get("Size")) or _USUAL_SIZE
    stretch = number_of(element.get("HScale")) or 1.0
    turn = _TURNS.get(int(number_of(element.get("CharDirection"))), _TURNS[0])
    read = _TURNS.get(int(number_of(element.get("ReadDirection"))), _TURNS[0])
    x = y = 0.0
    for code in element.iter("{*}TextCode"):
        text = _AROUND.sub("", code.text or "")
        # A stretch of text that does not say where it begins begins where the one before it did.
        x, y = number_of(code.get("X"), x), number_of(code.get("Y"), y)
        right, down = x, y
        across, along = (_steps(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
        for place, letter in enumerate(text):
            natural = size * stretch if letter >= _IDEOGRAPHS else _NARROW * size * stretch
            step = across[place] if across else natural
            width = step if letter < _IDEOGRAPHS and 0 < step <= size * stretch else natural
            if letter not in "\r\n\t":
                yield _glyph(letter, (right, down), (width, size), turn, matrix)
            if across or along:
                right += across[place] if across else 0.0
                down += along[place] if along else 0.0
            else:
                right, down = right + natural * read[0], down + natural * read[1]


def _glyph(
    letter: str, at: tuple[float, float], box: tuple[float, float], turn: tuple[int, int], matrix: Matrix
) -> Glyph:
    width, size = box
    cosine, sine = turn
    corners = []
    for x, y in product((0.0, width), (-_ABOVE * size, _BELOW * size)):
        turned = (at[0] + x * cosine - y * sine, at[1] + x * sine + y * cosine)
        corners.append(_moved(turned, matrix))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Glyph(letter, min(xs), min(ys), max(xs), max(ys))


def _once(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield each character once that is drawn several times at one place, as bold type and shadows are."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    for glyph in glyphs:
        near = _TWICE * glyph.em
        x, y = int(glyph.left // near), int(glyph.bottom // near)
        around = (seen.get((glyph.text, x + across, y + up)) for across in (-1, 0, 1) for up in (-1, 0, 1))
        if any(
            one and abs(one.left - glyph.left) < near and abs(one.bottom - glyph.bottom) < near
            for one in around
        ):
            continue
        seen[glyph.text, x, y] = glyph
        yield glyph


def _steps(written: str | None, most: int) -> list[float]:
    """Return how far each character stands behind the one before it: ``g 3 5`` is three times 5.

    Programs write fewer steps than there are characters: the last one goes on.

    >>> _steps("5 g 2 4.5", 5)
    [5.0, 4.5, 4.5, 4.5, 4.5]
    """
    words = iter((written or "").split())
    steps: list[float] = []
    for word in words:
        if len(steps) >= most:
            break
        if word == "g":
            times, step = next(words, ""), next(words, "")
            # A number of any length is cut: a text has no more characters than this.
            steps += islice(
                repeat(number_of(step), int(times[:9]) if times.isdecimal() else 0), most - len(steps)
            )
        else:
            steps.append(number_of(word))
    return list(islice(chain(steps, repeat(steps[-1])), most)) if steps else []


def _placed(element: Any) -> Matrix:
    """Return how an object is turned, stretched and moved to its place on the page."""
    numbers = [number_of(word) for word in element.get("CTM", "").split()]
    own: Matrix = _UNMOVED
    if len(numbers) == 6:
        own = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
    left, top = box_of(element.get("Boundary"))[:2]
    return _times(own, (1.0, 0.0, 0.0, 1.0, left, top))


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    right, down = _moved((e, f), then)
    x = a * then[0] + b * then[2], a * then[1] + b * then[3]
    y = c * then[0] + d * then[2], c * then[1] + d * then[3]
    return (*x, *y, right, down)


def _moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_of(written: str | None) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a box, in millimetres: ``box_of("0 0 210 297")[3] == 297``."""
    numbers = [number_of(word) for word in (written or "").split()[:4]]
    left, top, width, height = [*numbers, 0.0, 0.0, 0.0, 0.0][:4]
    return left, top, width, height


def number_of(written: str | None, default: float = 0.0) -> float:
    """Return a number that a file writes, or ``default`` where it is none, or too large for a page."""
    try:
        number = float(written or "")
    except ValueError:
        return default
    return number if math.isfinite(number) and abs(number) < _FARTHEST else default
