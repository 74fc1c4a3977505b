"""The lines of pages → paragraphs without headers and page numbers, each stretch with its page.

A fixed layout knows no paragraphs: lines are as long as the page is wide, and what every page repeats stands in the
middle of sentences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.formats.columns import write_columns
from retrieval.archive.formats.page_layout import Line
from retrieval.chinese.numerals import CHINESE
from retrieval.values import LeftOut, Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?[0-9０-９ivxIVX]{1,4}\s*(?:页|頁)?(?:\s*[/／共]\s*[0-9]{1,4}\s*页?)?[-—–·•\s]*"
)
_DIGITS = re.compile("[0-9０-９]+")
_NUMERALS = re.compile(f"第[{CHINESE}]+[页頁]")
# Headers and footers are the first and last lines of pages: so many of them at most.
_MARGIN_LINES = 2
# Narrower than the end of a sentence is elsewhere: a line that is nearly full may end in 》 or 】 inside its sentence.
_END = re.compile("[。！？…；：”’」』）!?.:]$")
# Prose that ends in the middle of a sentence, which a headline at the foot of a page is not.
_RUNS_ON = re.compile(r"[，。；：、].*[㐀-鿿，、（“]$")
# Programs write such a title where nobody gave one.
_NO_TITLE = re.compile(
    r"(?i)untitled|无标题|microsoft word|\.(?:docx?|wps|indd|qxd|pdf|ofd|xlsx?|pptx?)\b|^[0-9A-Za-z_.\-]*$"
)


class Page(NamedTuple):
    """A page's number, from 1, and its lines."""

    number: int
    lines: list[Line]


def join_pages(pages: list[Page]) -> tuple[str, Places, tuple[LeftOut, ...]]:
    """Return the text of pages, a line for each paragraph, what page its stretches are from, and what was taken off.

    >>> lines = [Line("会议由周明主持，并在会", full=True), Line("上讲话。")]
    >>> join_pages([Page(1, lines)])[0]
    '会议由周明主持，并在会上讲话。'
    """
    left_out = _take_margins(pages)
    paragraphs = _with_tables(list(_paragraphs(pages)))
    text = "\n".join(paragraph for _, paragraph in paragraphs)
    return text, Places("page", "", tuple(_marks(paragraphs))), left_out


def lines_of_picture(texts: Sequence[str]) -> list[Line]:
    """Return the lines of a page that was recognized. It has no exact places: a line as long as the long ones is full."""
    lengths = sorted(map(len, texts))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return [Line(text, full=len(text) >= 0.85 * width, filled=len(text) >= width) for text in texts]


def given_title(title: str) -> str:
    """Return the title of a file's properties, or nothing where a program wrote it: ``given_title("a.docx") == ""``."""
    return "" if _NO_TITLE.search(title.strip()) else title.strip()


def following(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of numbers that follow one another: 2, 3, 4, 9 are 2 to 4, and 9."""
    first = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield numbers[first], number
            first = place + 1


def _take_margins(pages: list[Page]) -> tuple[LeftOut, ...]:
    """Take page numbers, headers and footers off the pages, and return them.

    A header stands at one height on several pages, and differs there by numbers alone: 第1页, 第2页.
    """
    seen: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for line in {*page.lines[:_MARGIN_LINES], *page.lines[-_MARGIN_LINES:]}:
            for height in _heights(line):
                seen[_without_numbers(line.text), height].add(page.number)
    taken: list[str] = []

    def is_margin(line: Line) -> bool:
        if _PAGE_NUMBER.fullmatch(line.text):
            return True
        plain = _without_numbers(line.text)
        on = max(len(seen.get((plain, height), ())) for height in _heights(line))
        # Two pages are enough where the number of the page stands in it.
        return on >= 3 or (on >= 2 and on == len(pages) and plain != line.text and len(plain) < 60)

    for page in pages:
        for at in (0, -1):
            found = page.lines[:_MARGIN_LINES] if at == 0 else page.lines[: -_MARGIN_LINES - 1 : -1]
            margins = list(takewhile(is_margin, found))
            taken += [line.text for line in margins]
            for _ in margins[: len(page.lines)]:
                page.lines.pop(at)
    return tuple(LeftOut("page header or footer", text) for text in taken)


def _heights(line: Line) -> tuple[int, int]:
    """Return a line's height in steps of four points, the two nearest ones: it may stand on the border of two."""
    return round(line.bottom / 4), int(line.bottom // 4)


def _without_numbers(text: str) -> str:
    return _NUMERALS.sub("第#页", _DIGITS.sub("#", text.strip()))


def _paragraphs(pages: Sequence[Page]) -> Iterator[tuple[list[tuple[int, int]], str]]:
    """Join the lines that the width of the page broke; yield each paragraph with the pages that its stretches stand on.

    A short line ends a paragraph, and an indented one begins the next.
    """
    paragraph, places = "", list[tuple[int, int]]()
    for number, lines in pages:
        for place, line in enumerate(lines):
            written = line.text.strip()
            if paragraph and (line.indented or line.apart):
                yield places, paragraph
                paragraph, places = "", []
            if not places or places[-1][1] != number:
                places.append((len(paragraph), number))
            if paragraph and paragraph[-1].isascii() and written[:1].isascii():
                paragraph += " "
            paragraph += written
            if place == len(lines) - 1 and _RUNS_ON.search(paragraph):
                # The page ends, and the sentence goes on overleaf.
                continue
            # A line of full width may end with a full stop by chance; only an indented next line shows that it ends
            # a paragraph.
            if not line.full or (not line.filled and _END.search(written)):
                yield places, paragraph
                paragraph, places = "", []
    if paragraph:
        yield places, paragraph


def _with_tables(
    paragraphs: list[tuple[list[tuple[int, int]], str]],
) -> list[tuple[list[tuple[int, int]], str]]:
    """Write rows of tables, which are paragraphs of a line each, with their heads."""
    texts = [paragraph for _, paragraph in paragraphs]
    return [
        paragraphs[number] if text == texts[number] else ([(0, paragraphs[number][0][0][1])], text)
        for number, text in write_columns(texts)
    ]


def _marks(paragraphs: Sequence[tuple[list[tuple[int, int]], str]]) -> Iterator[tuple[int, str]]:
    at, last = 0, 0
    for places, paragraph in paragraphs:
        for start, number in places:
            if number != last:
                yield at + start, str(number)
                last = number
        at += len(paragraph) + 1
