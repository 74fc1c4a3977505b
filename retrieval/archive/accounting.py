"""Nothing is lost in silence: what a file shows and no question finds is told, with its reason.

Every reader of a format and the parser of documents keep one law: each character that the file shows a person is in a
paragraph or the headline of a document, or in a :class:`LeftOut` of its record or document. A reader that passes text
over says so in one of two ways:

    Record(…, left_out=(LeftOut("comment", "此处待核"),))                 it knows what it passes over
    Record(…, left_out=find_left_out(lines, text, "outside the article"))  it knows what the file shows, line by line

Where no record is made of a file at all, it raises an :class:`UnreadableError`, or reports a :class:`Problem`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from retrieval.values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.values import Document


@dataclass(frozen=True, slots=True)
class Amount:
    """How much was left out for one reason."""

    pieces: int = 0
    characters: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.pieces + other.pieces, self.characters + other.characters)


Amounts: TypeAlias = Mapping[str, Amount]
"""How much was left out, by reason."""


def find_left_out(shown: Iterable[str], kept: str, reason: str) -> tuple[LeftOut, ...]:
    r"""Return the lines that a file shows and that do not stand in what was kept of it, in their order.

    Blanks do not count: a reader may join lines, and put blanks between what it joins.

    >>> find_left_out(["首页", "会议 召开。"], "会议召开。\n闭幕。", "outside the article")
    (LeftOut(reason='outside the article', text='首页', start=None),)
    """
    lines = Counter(filter(None, map(_squeezed, kept.split("\n"))))
    whole = _squeezed(kept)
    missing = []
    for line in shown:
        letters = _squeezed(line)
        if not letters:
            continue
        if lines[letters]:
            # Each line that is kept answers for one that is shown: a copy of it elsewhere is told.
            lines[letters] -= 1
        elif letters in lines or letters not in whole:
            missing.append(LeftOut(reason, line.strip()))
    return tuple(missing)


def tell_words(words: Iterable[tuple[str, str]], kept: str) -> tuple[LeftOut, ...]:
    r"""Return those words that do not stand in what was kept of a file; each stands behind the reason why it is no text.

    >>> tell_words([("words of a picture", "大桥"), ("words of a picture", "大坝"), ("comment", "待核")], "大坝建成。")
    (LeftOut(reason='words of a picture', text='大桥', start=None), LeftOut(reason='comment', text='待核', start=None))
    """
    by_reason: dict[str, dict[str, None]] = {}
    for reason, said in words:
        by_reason.setdefault(reason, {})[said] = None
    return tuple(one for reason, said in by_reason.items() for one in find_left_out(said, kept, reason))


def sum_up(documents: Iterable[Document]) -> Amounts:
    """Return how much was left out of some documents, by reason."""
    amounts: dict[str, Amount] = {}
    for document in documents:
        for one in document.left_out:
            amounts[one.reason] = amounts.get(one.reason, Amount()) + Amount(1, len(one.text))
    return amounts


def add_amounts(*several: Amounts) -> Amounts:
    """Return the sums of some amounts, by reason."""
    total: dict[str, Amount] = {}
    for amounts in several:
        for reason, amount in amounts.items():
            total[reason] = total.get(reason, Amount()) + amount
    return total


def rank_amounts(amounts: Amounts) -> list[tuple[str, Amount]]:
    """Return each reason with how much was left out for it, the one with most text first."""
    return sorted(amounts.items(), key=lambda item: (-item[1].characters, item[0]))


def _squeezed(text: str) -> str:
    return "".join(text.split())
