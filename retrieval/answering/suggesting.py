"""Questions that the archive answers, found in the archive itself: for a greeting that keeps its word."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from retrieval.answering.posing import pose_questions
from retrieval.answers import Found

if TYPE_CHECKING:
    from retrieval.answering.answerer import Answerer
    from retrieval.answering.posing import Posed


# What is marked for them is a name or an office, whole and nothing beside it.
_NAMES = frozenset({"who", "office", "where"})
_DOCUMENTS, _POSED, _TRIED, _TRIED_AT_ONCE = 60, 24, 60, 6


def suggest_questions(answerer: Answerer, count: int = 3) -> list[str]:
    """Return questions that the answerer is sure of: of many documents, the newest first, and of many kinds.

    Each is asked, and suggested only if the answer says what must answer it.

    >>> suggest_questions(answerer)  # doctest: +SKIP
    ['全市疫情防控工作会议是什么时候召开的？', '谁主持了全市疫情防控工作会议？', '温金荣是谁？']
    """
    waiting = [
        list(islice(pose_questions(document, answerer.segment), _POSED))
        for document in answerer.index.latest(_DOCUMENTS)
    ]
    found: list[Posed] = []
    kinds: Counter[str] = Counter()
    tried = 0
    # Three of a kind read like a form: one is taken again when all others were looked for. A small archive has to give
    # more than one a document.
    for again in range(count):
        for posed in waiting:
            rarest = sorted(posed, key=lambda one: kinds[one.kind])
            for one in [one for one in rarest if kinds[one.kind] <= again][:_TRIED_AT_ONCE]:
                if len(found) == count or tried == _TRIED:
                    break
                posed.remove(one)
                # What one question is answered by need not be asked for once more.
                if any(_tells(one, other) or _tells(other, one) for other in found):
                    continue
                tried += 1
                if _answers(answerer, one):
                    found.append(one)
                    kinds[one.kind] += 1
                    break
    return [one.text for one in found]


def _tells(one: Posed, other: Posed) -> bool:
    """Say whether a question or its answer holds another's: 市长是谁？ and 温金荣是谁？ are one piece of news."""
    return other.left_out in one.text or other.left_out == one.left_out


def _answers(answerer: Answerer, posed: Posed) -> bool:
    answer = answerer.ask(posed.text, limit=1)
    if not isinstance(answer, Found):
        return False
    [quote, *_] = answer.quotes
    if posed.kind in _NAMES:
        return posed.left_out == quote.exact_text
    return posed.left_out in (quote.text if posed.kind == "written" else quote.exact_text or "")
