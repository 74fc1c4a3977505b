r"""The inverse of byte-wise replacement in GBK.

A site replaced listed characters and full-width marks by longer strings of bytes, without regard to where
characters begin. It is known what was put in: pinyin in parentheses behind a character, or one byte before a mark.
Without these the bytes of the original text are left, and they are decoded from a point where a character is known to
begin. A pair that the replacement broke is shown as one ``?``, which swallowed the byte behind it, so that the first
byte of that pair is unknown. The pinyin tells it, because the byte before it and this byte spell the listed
character; or else the byte is taken that makes the likelier text.

    日?qǐng)?bào)    C8 D5 ?? (qǐng) ?? (bào)
                     D5 and the first unknown byte spell 請, D588, read qǐng
                     both unknown bytes spell 報, 88F3, read bào: C8D5 88F3, 日報

The search goes through the shown text once, from left to right, and keeps the likeliest readings (a beam search).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.repair.gbk import FULL_WIDTH, LEADS, decode_pair, encode, private_pairs
from retrieval.archive.repair.likelihood import Likelihood, commonness
from retrieval.archive.repair.readings import LETTERS, characters, plain
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# So many readings are kept at each place, so many of them are tried with dropped characters, and so many characters
# are tried where both bytes of one are in doubt.
_WIDTH, _WIDTH_DROPPED, _WIDTH_UNKNOWN = 32, 6, 24
# A reading is dropped where it is less likely than the best one by more than this (natural logarithms).
_MARGIN = 15.0
# The number of sound characters after the damage that take part in the choice between readings.
_AFTER = 6
_PINYIN = regex(rf"([{LETTERS}]{{1,6}})\)")
_BREAKING = frozenset("，！？：；、")
# A reading becomes so much less likely where it leaves a character unread, where it takes a question mark for a real
# one, where it supposes that a byte was swallowed, and where it supposes that a character was dropped. The last is
# high enough that a rare name stands whose bytes are all there (瑟尔斯基); for that a few lost characters stay lost.
_UNREAD, _QUESTION, _SWALLOWED, _DROPPED = 22.0, 8.0, 6.0, 8.0
# Lines end in one of these marks; any other end makes a reading so much less likely.
_ENDING, _UNENDED = frozenset("。！？…”」"), 6.0
# Where a reading is less likely than this for each of its characters, cleaning may have dropped a pair of bytes.
_DOUBTFUL = -5.5


class Reading(NamedTuple):
    """One way to read the shown text up to a point.

    Attributes:
        likelihood: how likely the text is.
        text: the characters that were read.
        pending: the first byte of a character whose second byte is still to come. It is empty between characters,
            and holds several bytes where the first byte is not known.
        last: the two bytes before the point.
        lost: how many characters stay unread.
    """

    likelihood: Likelihood
    text: str = ""
    pending: tuple[int, ...] = ()
    last: bytes = b""
    lost: int = 0

    @property
    def score(self) -> float:
        """The natural logarithm of the reading's probability."""
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
        """Return this reading with a lower score."""
        return self._replace(likelihood=self.likelihood.worsened(by))

    def give_up(self) -> Reading:
        """Return this reading with a character that stays unread, shown as a question mark."""
        return self.read("?", b"").worsened(_UNREAD)._replace(lost=self.lost + 1)


@cache
def _completions(pending: tuple[int, ...], second: int) -> tuple[tuple[str, bytes], ...]:
    """Return the characters that a second byte completes; of many only the commonest."""
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

    ``before`` is the sound text in front of it, ``familiar`` the pairs of simplified characters that are neighbours
    elsewhere on the page. The result is the place where the text is whole again (at most ``stop``), the text that was
    read up to there, and how many of its characters stay unread.

    >>> invert("惠州日?qǐng)?bào)", 3, 14, "惠州日")
    (14, '報', 0)
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
    """Keep the best of all readings with the same continuations, and of these the best few."""
    best: dict[tuple[object, ...], Reading] = {}
    for reading in sorted(readings, key=lambda reading: -reading.score):
        best.setdefault((reading.pending, reading.last, reading.likelihood.tail), reading)
    kept = list(best.values())[:_WIDTH]
    return [reading for reading in kept if reading.score > kept[0].score - _MARGIN]


def _suppose(reading: Reading, dropped: int) -> Iterator[Reading]:
    """Suppose that a private pair was dropped here: the second byte of one character and the first byte of the next."""
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
    """Give each way to read on, with the place to which it leads."""
    shown = text[at]
    if shown in "?(" and (pinyin := _PINYIN.match(text, at + 1, stop)):
        spelled = _spelled(pinyin[1])
        if shown == "(" and reading.last[-1:] and reading.last[1:] in spelled.get(reading.last[:1], ()):
            yield pinyin.end(), reading
        elif shown == "?":
            for second in spelled.get(reading.last[-1:], ()):
                yield from ((pinyin.end(), further) for further in reading.take(second[0]))
            # The site may read the character otherwise than the table: it stays unread, and the pinyin goes.
            yield pinyin.end(), reading.give_up()
    if shown == "?":
        yield from _read_question_mark(reading, text, at, stop)
    elif reading.pending:
        yield from ((at + 1, further) for further in _read_shifted(reading, shown))
    else:
        yield at + 1, reading.read(shown, (reading.last + encode(shown))[-2:])


@cache
def _spelled(pinyin: str) -> dict[bytes, tuple[bytes, ...]]:
    """Return the bytes of all characters with this reading, as first byte → second bytes."""
    pairs: dict[bytes, tuple[bytes, ...]] = {}
    for character in characters().get(plain(pinyin), ()):
        pair = encode(character)
        pairs[pair[:1]] = (*pairs.get(pair[:1], ()), pair[1:])
    return pairs


def _read_question_mark(reading: Reading, text: str, at: int, stop: int) -> Iterator[tuple[int, Reading]]:
    """Read ``?`` as a broken pair before a mark, as a broken pair before anything else, or as a question mark."""
    mark = text[at + 1] if at + 1 < stop else ""
    breaking = FULL_WIDTH.get(mark, mark) in _BREAKING
    if not reading.pending:
        yield at + 1, reading.read("?", b"").worsened(_QUESTION)
        if breaking:
            yield from ((at + 2, further) for further in _widow(reading, encode(mark)))
        if text.startswith("??、", at, stop):
            # The mark that broke the pair (A3A1) stands between it and 、 (A1A2), and was broken in its turn.
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
                # Only the end of the line could be swallowed, and it is still there.
                yield at + 1, further.worsened(0.0 if further.text[-1] in _ENDING else _UNENDED)
            else:
                yield at + 1, further.read("?", b"").worsened(_SWALLOWED)._replace(lost=reading.lost + 1)


def _widow(reading: Reading, mark: bytes) -> Iterator[Reading]:
    """Read a pair whose second byte is the first byte of a mark: the mark's bytes belong to two characters."""
    for unknown in LEADS:
        if character := decode_pair(unknown, mark[0]):
            # Mostly the character is a full stop, and that is likely enough to win.
            yield reading.read(character, mark)._replace(pending=(mark[1],))


def _read_shifted(reading: Reading, shown: str) -> Iterator[Reading]:
    """Read a shown character whose two bytes belong to two other characters."""
    pair = encode(shown)
    if len(pair) == 1:
        # An ASCII character stands in the place of a second byte, and ends the shift.
        yield from reading.take(pair[0])
    elif len(pair) == 2:
        for further in reading.take(pair[0]):
            if pair[1] in LEADS:
                yield from further.take(pair[1])
            elif pair[1] < LEADS[0] - 1:
                yield further.read(chr(pair[1]), pair)
    yield reading.give_up().read(shown, pair)
