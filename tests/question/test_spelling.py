"""A character that is mistyped is set right where the archive says what was meant."""

from __future__ import annotations

from collections import Counter

import pytest

from retrieval import Answerer, Found, NotFound
from retrieval.answering.weighing import Weighed
from retrieval.question.spelling import respell, sounds_alike


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("谁主诗了会议？", "谁主持了会议"),
        ("谁主持会义", "谁主持会议"),
        ("温金容强调了什么", "温金荣强调了什么"),
        ("昨天谁主诗了会议", "昨天谁主持了会议"),
    ],
)
def test_a_character_that_sounds_like_another_is_set_right_and_that_is_said(
    seeds: Answerer, asked: str, taken: str
) -> None:
    """What was asked stays as it was written."""
    answer = seeds.ask(asked)
    assert isinstance(answer, Found)
    assert answer.spelling in {"", taken}
    assert answer.question.asked == asked


@pytest.mark.parametrize(
    "asked", ["深圳市市长是谁？", "王金荣强调了什么？", "谁主特了会议", "张吉主持了什么"]
)
def test_a_name_is_not_made_another_one(seeds: Answerer, asked: str) -> None:
    """What sounds otherwise is never answered: it may be said what was perhaps meant."""
    answer = seeds.ask(asked)
    assert answer.spelling == "" or isinstance(answer, NotFound)


@pytest.mark.parametrize("asked", ["去年谁主仓了会议", "谁月席了会议", "谁主特了会议", "今年刘吉强月了什么"])
def test_what_was_perhaps_meant_is_answered(seeds: Answerer, asked: str) -> None:
    """Where it is asked instead, with the words of time that stood beside it."""
    answer = seeds.ask(asked)
    meant = answer.spelling
    assert not meant or isinstance(seeds.ask(meant), Found)
    assert not meant or ("年" in meant) is ("年" in asked)


@pytest.mark.parametrize("asked", ["深圳市市长是谁", "广州市市长是谁"])
def test_words_that_dictionaries_know_are_not_respelt(seeds: Answerer, asked: str) -> None:
    """Nor where the one beside them makes a pair that nobody writes: 市市. Each try would be a whole search."""
    weighed = seeds.weigh(asked)
    assert isinstance(weighed, Weighed)
    assert respell(weighed.question, weighed.hits, weighed.terms.frequencies) == []


def test_sounds_are_compared_as_people_mistype_them() -> None:
    for one, other in ("诗持", "荣容", "锦仅", "南蓝", "飞黑", "音英", "是事"):
        assert sounds_alike(one, other)
    for one, other in ("张王", "月球", "驿站", "瓜台", "锦中"):
        assert not sounds_alike(one, other)


def test_a_text_that_is_all_strange_is_asked_once(seeds: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of characters that no archive holds are no slip of the finger: none is tried otherwise."""
    tried: list[object] = []
    monkeypatch.setattr(
        "retrieval.question.spelling._count_near", lambda *given: tried.append(given) or Counter()
    )
    strange = "".join(chr(0x9000 + 37 * number % 3000) for number in range(4000))
    seeds.ask(strange)
    assert tried == []
