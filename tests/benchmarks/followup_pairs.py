"""Follow-ups that are made from neighbouring questions about one passage. Called by ``followups.py``."""

from __future__ import annotations

import difflib
import logging
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from retrieval.chinese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASKING = re.compile(r"谁|什么|哪|几|多少|何|怎|为")
_PREDICATES = "的在是有曾为由被位属共主最从于以现将何哪什多与和对因又也都一大平成建出获担受"


@dataclass(frozen=True)
class Pair:
    """Two questions about one passage, the second also as a follow-up of the first."""

    id: str
    first: str
    full: str
    follow_up: str
    removed: str
    kind: str


def make_pairs(questions: list[dict[str, Any]]) -> Iterator[Pair]:
    """Yield the pairs of a bench."""
    import jieba.posseg  # noqa: PLC0415 - loads a second dictionary that only this command needs

    jieba.setLogLevel(logging.ERROR)
    passages = defaultdict(list)
    for question in questions:
        passages[question["passage_id"]].append(question)
    number = 0
    for asked in passages.values():
        for one, other in pairwise(asked):
            first, full = one["question"].strip(), other["question"].strip()
            removed, tag = _shared_opening(first, full, jieba.posseg)
            rest = full[len(removed) :]
            if not removed or len(re.sub(r"[\W_]", "", rest)) < 4:
                continue
            number += 1
            person = (tag.startswith("nr") and len(removed) <= 3) or "·" in removed
            if number % 2:
                yield Pair(
                    other["id"],
                    first,
                    full,
                    ("他" if person else "它") + rest,
                    removed,
                    "他" if person else "它",
                )
            else:
                rest = rest.removeprefix("的").lstrip("，, ")
                yield Pair(other["id"], first, full, rest, removed, "left out")


def _shared_opening(first: str, full: str, tagger: Any) -> tuple[str, str]:
    """Return the words that open ``full`` and stand in ``first`` too, and the last one's tag.

    Where a word that begins a predicate follows, they end there, else where a word ends: half a name left
    behind (大鳞大眼|鲷) would make follow-ups that nobody says.
    """
    match = difflib.SequenceMatcher(None, fold(first), fold(full), autojunk=False).find_longest_match()
    if match.b != 0:
        return "", ""
    opening = fold(full)[: match.size]
    while opening and opening[-1] in _PREDICATES:
        opening = opening[:-1]
    if fold(full)[len(opening) : len(opening) + 1] not in tuple(_PREDICATES):
        return "", ""
    words = tagger.lcut(opening)
    if len(opening) < 2 or _ASKING.search(opening) or not any(word.flag[0] in "nxjei" for word in words):
        return "", ""
    return full[: len(opening)], words[-1].flag
