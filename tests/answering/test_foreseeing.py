"""How often an index on another machine is asked for the sake of one question."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from retrieval import Answerer, Found
from retrieval.answering.context import NO_CONTEXT
from retrieval.answering.foreseeing import Asking, foresee_question
from retrieval.answering.weighing import Weigher
from retrieval.index.remembering import Remembering
from retrieval.values import EVERYTHING
from tests.answering.test_weighing import answerer_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.chinese.words import Segment

_TEXTS = (
    ("市委书记刘吉主持会议，市长温金荣出席会议。", date(2022, 11, 14)),
    ("雨湖隧道全长4公里，3号线从隧道下穿过。", date(2022, 11, 1)),
    ("住院部规定：患者家属每天15时至17时可以探视。", date(2022, 10, 1)),
    ("图书馆每天9时开门，周一闭馆。", date(2022, 9, 1)),
)


def journeys(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that names whatever the answerer's index is asked for, from now on."""
    asked: list[str] = []

    def note(name: str, ask: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda some: (asked.append(name) if some else None) or ask(some)

    for name in ("frequencies", "search_many", "documents"):
        monkeypatch.setattr(answerer.index, name, note(name, getattr(answerer.index, name)))
    return asked


@pytest.mark.parametrize(
    ("question", "sure", "expected"),
    [
        ("谁主持会议？", True, ["frequencies", "search_many"]),
        # It is asked in other words, all of which are searched for at once: they were counted with its own.
        ("病人每天怎么吃饭", False, ["frequencies", "search_many", "search_many"]),
        # How it may be meant is seen from what was found; these words are counted too.
        ("谁主诗了会议", False, ["frequencies", "search_many", "frequencies", "search_many"]),
        # It is known from the start that another number may be all that there is.
        ("5号线从哪里穿过", False, ["frequencies", "search_many"]),
    ],
)
def test_what_is_wanted_is_asked_for_together(
    segment: Segment, monkeypatch: pytest.MonkeyPatch, question: str, sure: bool, expected: list[str]
) -> None:
    """Two journeys where the answer is sure: terms, and all searches. One more, or two, where it is asked anew."""
    small = answerer_of(segment, *_TEXTS)
    # By this threshold no answer is sure.
    never = Answerer(small.index, segment, today=small.today, threshold=1.0)
    answerer = small if sure else never
    asked = journeys(answerer, monkeypatch)
    assert isinstance(answerer.ask(question), Found) == sure
    assert [name for name in asked if name != "documents"] == expected


@pytest.mark.parametrize(
    "question", ["谁主持会议？", "病人几点探视", "谁主诗了会议", "5号线从哪里穿过", "第四条说什么", "？！"]
)
def test_what_is_foreseen_changes_nothing(segment: Segment, question: str) -> None:
    """What is found after all was foreseen is what is found without."""
    answerer = answerer_of(segment, *_TEXTS)
    index = Remembering(answerer.index)
    weigher = Weigher(segment, answerer.reader, answerer.calibration, answerer.threshold)
    asking = Asking(weigher, index, answerer.today(), EVERYTHING, NO_CONTEXT)
    foresee_question(asking, question)
    foreseen, alone = asking.weigh(question), answerer.weigh(question)
    assert getattr(foreseen, "signals", foreseen) == getattr(alone, "signals", alone)
