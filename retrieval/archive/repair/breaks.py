"""Characters that byte-wise replacement in GBK broke in two: ``日?qǐng)?bào)`` is 日報."""

from __future__ import annotations

from itertools import pairwise

from retrieval.archive.repair.annotations import ANNOTATION, is_annotated
from retrieval.archive.repair.inversion import invert
from retrieval.archive.repair.readings import LETTERS, reads
from retrieval.archive.repair.steps import Changes
from retrieval.chinese.folding import simplify
from retrieval.expressions import regex
from retrieval.values import Edit, Span

# A question mark before pinyin that nothing opens, or before a mark that can break a character.
_BREAK = regex(rf"\?(?=[{LETTERS}]{{1,6}}\)|[，！？：；、,!?:;])")
_PINYIN_BREAK = regex(rf"[^\x00-\x7f]\?[{LETTERS}]{{1,6}}\)")
# A break and the characters behind it, which it may have shifted.
_DAMAGED = regex(r"\?[^?\n]{0,16}")
_HAN = regex("[㐀-鿿]{2,}")
# A shift that goes on for so long is given up at the next punctuation mark that is whole.
_LONG = 160
_WHOLE_MARK = regex(r"(?<!\?)[，。,]")
# Where so many characters are unread, and more than every second break is, the text is damaged in another way. The
# search would take minutes and find nothing.
_HOPELESS = 10
# Breaks beside each other show three or four question marks. A longer run was written by an export for characters
# that it could not write: their bytes are gone, and each mark would multiply the readings to search.
_NO_BREAK = regex(r"\?{6,}")
# A search takes a millisecond a character. Where so many were searched on one page, the rest stays as it is and is counted.
_MOST_SEARCHED = 10_000
# The number of characters before a break that are read, because the choice between readings depends on them.
_BEFORE = 60


def join_breaks(text: str) -> Changes:
    """Put broken characters together again, on a page that a machine annotated.

    A character whose bytes are lost stays ``?``, and is counted as lost.
    """
    if "?" not in text or not (_PINYIN_BREAK.search(text) or is_annotated(text)):
        return Changes([])
    edits: list[Edit] = []
    familiar = _familiar(text)
    at = lost = tried = searched = 0
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
        searched += at - start
        tried += len(_BREAK.findall(text, start, at))
        if sound != text[start:at]:
            same = _same_at_the_end(sound, text[start:at])
            edits.append(Edit(Span(start, at - same), sound[: len(sound) - same]))
        if searched > _MOST_SEARCHED or (lost > _HOPELESS and lost > tried // 2):
            lost += len(_BREAK.findall(text, at))
            break
    return Changes(edits, lost)


def _end(text: str, start: int) -> int:
    """Return how far a break may reach: to the end of its line at most, and less far where the search would take long."""
    line = text.find("\n", start)
    end = line if line >= 0 else len(text)
    mark = _WHOLE_MARK.search(text, start + _LONG, end)
    run = _NO_BREAK.search(text, start, end)
    return min(found.start() if found else end for found in (mark, run))


def _same_at_the_end(left: str, right: str) -> int:
    """Return how many characters two texts share at their ends."""
    pairs = zip(reversed(left), reversed(right), strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))


def _without_annotations(text: str) -> str:
    return ANNOTATION.sub(lambda match: match[1] if reads(match[1], match[2]) else match[0], text)


def _familiar(text: str) -> frozenset[str]:
    """Return the pairs of characters that are neighbours on the undamaged parts of the page."""
    whole = simplify(_without_annotations(_DAMAGED.sub("\n", text)))
    return frozenset("".join(pair) for run in _HAN.findall(whole) for pair in pairwise(run))
