"""Line breaks inside sentences, as old programs set them at a fixed width.

The lines of a page are its structure: headlines, navigation, paragraphs. So a break is removed only where it surely
stands inside a sentence: behind a line that is full or ends in a comma, and only if the joined lines end in a full
stop.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from retrieval.archive.repair.steps import Changes
from retrieval.chinese.enumeration import MARK, SECTION
from retrieval.chinese.numerals import SMALL
from retrieval.chinese.sentences import CLOSERS, ENDS
from retrieval.expressions import regex
from retrieval.values import Edit, Span

_LINE = regex(r"[^\r\n]+")
_BREAK = regex(r"\r?\n")
_WIDE = regex("[\u1100-\u115f\u2014-\u2026\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")
# A break inside a sentence has one of the first behind it and one of the second in front of it.
RUNNING_ON, STARTING = "㐀-鿿0-9０-９，、,《“（·—", "㐀-鿿0-9，。、；：？！”’）》"
_RUNS_ON = regex(f"[{RUNNING_ON}]$")
# Lines of verse end in commas too, but they are seldom wider than forty columns.
_PAUSES = regex("[，、,]$")
_PAUSE = regex("[，、,。；][^，、,。；]")
_PAUSE_BREAK = regex("[，、,]\\r?\\n")
_STARTS = regex(f"[{STARTING}]")
_SUSPECT = regex(f"[{RUNNING_ON}]\\r?\\n[{STARTING}]")
_ENDS = regex(f"[{ENDS}…][{CLOSERS}]*$")
_NUMBERED = regex(f"{MARK}|{SECTION}|[{SMALL}]{{1,3}}，")
# Rows of a table that say the heads of their cells: 日期：2月14日；值班员：罗敏.
_HEAD = regex("(?:^|；)([^：；]{1,24})：(?=[^；]*(?:；|$))")
# Wrapped lines are so many columns wide; a Chinese character takes two columns.
_NARROWEST, _WIDEST = 36, 100
# A column of a newspaper is narrower. It is told from verse and lists by its lines: most are full, and most of these
# break a sentence where it has no mark.
_NARROW, _FULL_SHARE, _UNMARKED_SHARE = 16, 0.6, 0.5
# A full line may leave room for one Chinese character and one mark that must not begin a line.
_ROOM = 4
# The least number of breaks that show that a text was wrapped; a single one may be the author's.
LEAST_BREAKS = 3


class _Line(NamedTuple):
    span: Span
    text: str
    width: int


def join_lines(text: str) -> Changes:
    """Join lines that were broken inside a sentence.

    A paragraph ends with a line that is not full, and another begins with a line that is indented, numbered or set off.
    """
    if "\n" not in text:
        return Changes([])
    if max(map(len, _LINE.findall(text)), default=0) > _WIDEST and not _PAUSE_BREAK.search(text):
        # The text was not wrapped, and no line ends in a comma, so that it is a list.
        return Changes([])
    if len(_SUSPECT.findall(text)) < LEAST_BREAKS:
        return Changes([])
    lines = [
        _Line(Span(*match.span()), match.group(), _width(match.group())) for match in _LINE.finditer(text)
    ]
    full = _full_width(lines)
    edits: list[Edit] = []
    chain: list[Edit] = []
    for line, following in pairwise(lines):
        gap = Span(line.span.end, following.span.start)
        if _BREAK.fullmatch(gap.of(text)) and _is_inside(line, following, full):
            chain.append(Edit(gap, ""))
        else:
            edits += _sure(chain, line)
            chain = []
    edits += _sure(chain, lines[-1])
    return Changes(edits if len(edits) >= LEAST_BREAKS else [])


def _width(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _full_width(lines: list[_Line]) -> int:
    """Return the width at which the text was wrapped, or 0 where it was not."""
    widest = max(line.width for line in lines)
    if not _NARROW <= widest <= _WIDEST:
        return 0
    full = [line for line in lines if line.width >= widest - _ROOM and _RUNS_ON.search(line.text)]
    if len(full) < LEAST_BREAKS:
        return 0
    if widest < _NARROWEST:
        unmarked = sum(not _PAUSES.search(line.text) for line in full)
        if len(full) < _FULL_SHARE * len(lines) or unmarked < _UNMARKED_SHARE * len(full):
            return 0
        if not any(_PAUSE.search(line.text) for line in lines):
            # Names and headings of one width are a list.
            return 0
    return widest


def _is_inside(line: _Line, following: _Line, full: int) -> bool:
    """Say whether the break between two lines stands inside a sentence."""
    if not _STARTS.match(following.text) or _NUMBERED.match(following.text):
        return False
    heads = set(_HEAD.findall(line.text))
    if len(heads) > 1 and not heads.isdisjoint(_HEAD.findall(following.text)):
        # They are as wide as each other, and each stands by itself.
        return False
    if full and line.width >= full - _ROOM:
        return bool(_RUNS_ON.search(line.text))
    return (
        line.width > _NARROWEST + _ROOM
        and bool(_PAUSES.search(line.text))
        and bool(_ENDS.search(following.text))
    )


def _sure(chain: list[Edit], last: _Line) -> list[Edit]:
    """Return the breaks of joined lines, or none where the lines do not end as a sentence does."""
    return chain if _ENDS.search(last.text.rstrip()) else []
