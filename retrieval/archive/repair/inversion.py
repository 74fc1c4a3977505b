r"""The inverse of byte-wise replacement in GBK.

A site replaced listed characters, and full-width marks, by longer strings of bytes, blind to where
characters begin. What was put in is known (pinyin in parentheses behind a character, one byte before a
mark), so taking it out again leaves the bytes of the original text, and these are decoded from a point
where a character is known to begin. A pair that the replacement broke was shown as one ``?`` that swallowed
the byte behind it: of that pair the first byte is unknown, and is found from the pinyin (the byte before it
and this byte spell the listed character) or else from what makes the likelier text.

    日?qǐng)?bào)    C8 D5 ?? (qǐng) ?? (bào)
                     D5 and the first unknown byte spell 請, D588, read qǐng
                     both unknown bytes spell 報, 88F3, read bào: C8D5 88F3, 日報

The search goes through the shown text once, from left to right, and keeps the likeliest readings.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.repair.gbk import FULL_WIDTH, LEADS, decode_pair, encode, private_pairs
from retrieval.archive.repair.likelihood import Likelihood, commonness
from retrieval.archive.repair.readings import LETTERS, characters, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# How many readings are kept at each place, how many of them are tried with dropped characters, and with how
# many characters where both bytes of one are in doubt.
_WIDTH, _WIDTH_DROPPED, _WIDTH_UNKNOWN = 32, 6, 24
# How much less likely than the best a reading may be.
_MARGIN = 15.0
# How many whole characters after the damage take part in the choice.
_AFTER = 6
_PINYIN = re.compile(rf"([{LETTERS}]{{1,6}})\)")
_BREAKING = frozenset("，！？：；、")
# How much less likely a reading must be held that leaves a character unread, takes a question mark for one,
# supposes a byte swallowed, or a character dropped. The last is high enough to let a rare name stand whose
# bytes are all there (瑟尔斯基), and costs a few readings of what is lost in any case.
_UNREAD, _QUESTION, _SWALLOWED, _DROPPED = 22.0, 8.0, 6.0, 8.0
# How lines end, and how much less likely another end is.
_ENDING, _UNENDED = frozenset("。！？…”」"), 6.0
# Readings that are less likely than this, by character, may have lost a pair that cleaning dropped.
_DOUBTFUL = -5.5


class Reading(NamedTuple):
    """One way to read the shown text up to a point.

    ``text`` is what it reads, ``pending`` the first byte of a character whose second byte is still to come:
    none, one, or all that it may be. ``last`` is the two bytes before the point, ``lost`` how many
    characters stay unread.
    """

    likelihood: Likelihood
    text: str = ""
    pending: tuple[int, ...] = ()
    last: bytes = b""
    lost: int = 0

    @property
    def score(self) -> float:
        """How likely the reading is, as a natural logarithm."""
        return self.likelihood.score

    def read(self, character: str, last: bytes) -> Reading:
        """Return this reading with one more character."""
        return Reading(self.likelihood.extend(character), self.text + character, (), last, self.lost)

    def take(self, byte: int) -> Iterator[Reading]:
        """Give the readings with one more byte."""
        if not self.pending:
            last = (self.last + bytes((byte,)))[-2:]
            yield Reading(self.likelihood, self.text, (byte,), last, self.lost)
        for character, last in _completions(self.pending, byte):
            yield self.read(character, last)

    def worsened(self, by: float) -> Reading:
        """Return this reading, held to be less likely."""
        return self._replace(likelihood=self.likelihood.worsened(by))

    def give_up(self) -> Reading:
        """Return this reading with a character that stays unread, shown as a question mark."""
        return self.read("?", b"").worsened(_UNREAD)._replace(lost=self.lost + 1)


@cache
def _completions(pending: tuple[int, ...], second: int) -> tuple[tuple[str, bytes], ...]:
    """Return the characters that end in a byte, the commonest of them where many may."""
    found = [
        (character, bytes((first, second)))
        for first in pending
        if (character := decode_pair(first, second)) is not None
    ]
    found.sort(key=lambda one: -commonness(one[0]))
    return tuple(found[:_WIDTH_UNKNOWN])


def invert(
    text: str, start: int, stop: int, before: str = "", familiar: frozenset[str] = frozenset()
) -> tuple[int, str, int]:
    """Read the damaged text from ``start``, where a character begins, until it is whole again.

    ``before`` is the sound text in front of it, ``familiar`` the pairs of simplified characters that stand
    together elsewhere on the page. Returns where the text is whole (at most ``stop``), the text
    read up to there, and how many of its characters stay unread.

    >>> invert("惠州日?qǐng)?bào)", 3, 15, "惠州日")
    (15, '報', 0)
    """
    likelihood = Likelihood(familiar=familiar)
    for character in before[-4:]:
        likelihood = likelihood.extend(character)
    first = Reading(likelihood, last=b"".join(map(encode, before[-2:]))[-2:])
    end, best = _search(text, start, stop, first, dropped=0)
    for dropped in (1, 2):
        if dropped == 1 or best.lost or best.score - first.score < _DOUBTFUL * len(best.text):
            _, other = _search(text, start, end, first, dropped)
            best = max(best, other, key=lambda reading: reading.score)
    return end, best.text, best.lost


def _search(text: str, start: int, stop: int, first: Reading, dropped: int) -> tuple[int, Reading]:
    """Return where the text is whole again, and the likeliest reading up to there."""
    open_at = {start: [first]}
    whole = 0
    for at in range(start, stop):
        readings = _likeliest(open_at.pop(at, []))
        if any(reading.pending for reading in readings) or open_at:
            whole = 0
        elif readings and at > start:
            whole = whole + 1 if text[at] not in "?(" else 0
            if whole > _AFTER and not dropped:
                return at, readings[0]
        if dropped:
            tried = (
                further for reading in readings[:_WIDTH_DROPPED] for further in _suppose(reading, dropped)
            )
            readings += _likeliest(tried)
        for reading in readings:
            for until, further in _read_on(reading, text, at, stop):
                open_at.setdefault(until, []).append(further)
    ended = [reading.give_up() if reading.pending else reading for reading in open_at[stop]]
    return stop, _likeliest(ended)[0]


def _likeliest(readings: Iterable[Reading]) -> list[Reading]:
    """Keep the best of the readings that go on alike, and of these the best few."""
    best: dict[tuple[object, ...], Reading] = {}
    for reading in sorted(readings, key=lambda reading: -reading.score):
        best.setdefault((reading.pending, reading.last, reading.likelihood.tail), reading)
    kept = list(best.values())[:_WIDTH]
    return [reading for reading in kept if reading.score > kept[0].score - _MARGIN]


def _suppose(reading: Reading, dropped: int) -> Iterator[Reading]:
    """Suppose that a private pair was dropped here: the second byte of one character, the first of the next."""
    if not reading.pending:
        return
    further = [
        one._replace(pending=seconds, likelihood=one.likelihood.worsened(_DROPPED))
        for firsts, seconds in private_pairs()
        for byte in firsts
        for one in reading.take(byte)
    ]
    further = _likeliest(further)[:_WIDTH_DROPPED]
    yield from further
    if dropped > 1:
        for one in further:
            yield from _suppose(one, dropped - 1)


def _read_on(reading: Reading, text: str, at: int, stop: int) -> Iterator[tuple[int, Reading]]:
    """Give all ways to read on, each with where it leads."""
    shown = text[at]
    if shown in "?(" and (pinyin := _PINYIN.match(text, at + 1, stop)):
        spelled = _spelled(pinyin[1])
        if shown == "(" and reading.last[-1:] and reading.last[1:] in spelled.get(reading.last[:1], ()):
            yield pinyin.end(), reading
        elif shown == "?":
            for second in spelled.get(reading.last[-1:], ()):
                yield from ((pinyin.end(), further) for further in reading.take(second[0]))
            # The site's list may read it otherwise: the character stays unread, the pinyin goes.
            yield pinyin.end(), reading.give_up()
    if shown == "?":
        yield from _read_question_mark(reading, text, at, stop)
    elif reading.pending:
        yield from ((at + 1, further) for further in _read_shifted(reading, shown))
    else:
        yield at + 1, reading.read(shown, (reading.last + encode(shown))[-2:])


@cache
def _spelled(pinyin: str) -> dict[bytes, tuple[bytes, ...]]:
    """Return the bytes of the characters that are read so: first byte to second bytes."""
    pairs: dict[bytes, tuple[bytes, ...]] = {}
    for character in characters().get(plain(pinyin), ()):
        pair = encode(character)
        pairs[pair[:1]] = (*pairs.get(pair[:1], ()), pair[1:])
    return pairs


def _read_question_mark(reading: Reading, text: str, at: int, stop: int) -> Iterator[tuple[int, Reading]]:
    """Read ``?`` as a broken pair before a mark, a broken pair before anything else, or a question mark."""
    mark = text[at + 1] if at + 1 < stop else ""
    breaking = FULL_WIDTH.get(mark, mark) in _BREAKING
    if not reading.pending:
        yield at + 1, reading.read("?", b"").worsened(_QUESTION)
        if breaking:
            yield from ((at + 2, further) for further in _widow(reading, encode(mark)))
        if text.startswith("??、", at, stop):
            # The mark that broke the pair (A3A1) lies between it and 、 (A1A2), and was broken in its turn.
            for further in _widow(reading, encode("！")):
                yield at + 3, further._replace(pending=()).read("、", encode("、"))
        return
    yield at + 1, reading.give_up()
    if len(reading.pending) > 1:
        return
    for unknown in LEADS:
        for further in reading.take(unknown):
            if breaking:
                yield at + 2, further.read(mark, encode(mark))
            elif at + 1 == stop:
                # Nothing but the line's end was swallowed, and it is shown.
                yield at + 1, further.worsened(0.0 if further.text[-1] in _ENDING else _UNENDED)
            else:
                yield at + 1, further.read("?", b"").worsened(_SWALLOWED)._replace(lost=reading.lost + 1)


def _widow(reading: Reading, mark: bytes) -> Iterator[Reading]:
    """Read a pair whose second byte is a mark's first; the mark's own bytes belong to two characters."""
    for unknown in LEADS:
        if character := decode_pair(unknown, mark[0]):
            # Mostly it is a full stop, which is likely enough for that.
            yield reading.read(character, mark)._replace(pending=(mark[1],))


def _read_shifted(reading: Reading, shown: str) -> Iterator[Reading]:
    """Read a shown character whose bytes belong to two others."""
    pair = encode(shown)
    if len(pair) == 1:
        # An ASCII character stands in a second byte's place: the shift ends here.
        yield from reading.take(pair[0])
    elif len(pair) == 2:
        for further in reading.take(pair[0]):
            if pair[1] in LEADS:
                yield from further.take(pair[1])
            elif pair[1] < LEADS[0] - 1:
                yield further.read(chr(pair[1]), pair)
    yield reading.give_up().read(shown, pair)
