"""Characters that byte-wise replacement in GBK broke in two: ``日?qǐng)?bào)`` is 日報."""

from __future__ import annotations

import re
from itertools import pairwise

from retrieval.archive.repair.annotations import ANNOTATION, is_annotated
from retrieval.archive.repair.inversion import invert
from retrieval.archive.repair.readings import LETTERS, reads
from retrieval.archive.repair.steps import Changes
from retrieval.chinese.folding import simplify
from retrieval.values import Edit, Span

# A question mark before pinyin that nothing opens, or before a mark that can break a character.
_BREAK = re.compile(rf"\?(?=[{LETTERS}]{{1,6}}\)|[，！？：；、,!?:;])")
_PINYIN_BREAK = re.compile(rf"[^\x00-\x7f]\?[{LETTERS}]{{1,6}}\)")
# A break, and what may be shifted by it.
_DAMAGED = re.compile(r"\?[^?\n]{0,16}")
_HAN = re.compile("[㐀-鿿]{2,}")
# Where a shift that goes on for long is given up: at a mark that is whole.
_LONG = 160
_WHOLE_MARK = re.compile(r"(?<!\?)[，。,]")
# After so many unread characters, and more than every second break unread, the text is damaged in another way:
# the search would go on for minutes, and find nothing.
_HOPELESS = 10
# Breaks beside each other show three or four question marks. More are what an export writes for what it cannot:
# the bytes of none are there, and each would multiply the readings.
_NO_BREAK = re.compile(r"\?{6,}")
# How far back the text is read that a choice may lean on.
_BEFORE = 60


def join_breaks(text: str) -> Changes:
    """Put broken characters together again, on a page that a machine annotated.

    A character whose bytes are gone for good stays ``?``, and is counted.
    """
    if "?" not in text or not (_PINYIN_BREAK.search(text) or is_annotated(text)):
        return Changes([])
    edits: list[Edit] = []
    familiar = _familiar(text)
    at = lost = tried = 0
    while found := _BREAK.search(text, at):
        start = found.start()
        if run := _NO_BREAK.match(text, start):
            at = run.end()
            continue
        line = max(text.rfind("\n", 0, start) + 1, start - _BEFORE, at)
        stop = _end(text, start)
        before = _without_annotations(text[line:start])
        at, sound, unread = invert(text, start, stop, before, familiar)
        lost += unread
        tried += len(_BREAK.findall(text, start, at))
        if sound != text[start:at]:
            same = _same_at_the_end(sound, text[start:at])
            edits.append(Edit(Span(start, at - same), sound[: len(sound) - same]))
        if lost > _HOPELESS and lost > tried // 2:
            lost += len(_BREAK.findall(text, at))
            break
    return Changes(edits, lost)


def _end(text: str, start: int) -> int:
    """Return how far a break may reach: to the end of its line, and not so far that the search takes long."""
    line = text.find("\n", start)
    end = line if line >= 0 else len(text)
    mark = _WHOLE_MARK.search(text, start + _LONG, end)
    run = _NO_BREAK.search(text, start, end)
    return min(found.start() if found else end for found in (mark, run))


def _same_at_the_end(left: str, right: str) -> int:
    """Return how many characters at their ends two texts share."""
    pairs = zip(reversed(left), reversed(right), strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))


def _without_annotations(text: str) -> str:
    return ANNOTATION.sub(lambda match: match[1] if reads(match[1], match[2]) else match[0], text)


def _familiar(text: str) -> frozenset[str]:
    """Return the pairs of characters that stand together on the page, where it is not damaged."""
    whole = simplify(_without_annotations(_DAMAGED.sub("\n", text)))
    return frozenset("".join(pair) for run in _HAN.findall(whole) for pair in pairwise(run))
