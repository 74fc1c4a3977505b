"""Conversations over the seed, from turn to turn."""

from __future__ import annotations

import json

import pytest

from retrieval import Answerer, Found, Settings, open_answerer, read_settings
from retrieval.conversation import (
    Turn,
    converse,
    speaks_of,
)


def test_a_conversation_goes_on(answerer: Answerer) -> None:
    """The walk that everybody takes: who chaired it, what he stressed, what the other one stressed."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    assert one.understood.line == ""
    two = converse(answerer, "他强调了什么？", [one.turn], now=1.0)
    assert two.understood.line == "刘吉 强调了什么"
    assert isinstance(two.answer, Found)
    assert two.answer.quotes[0].text.startswith("刘吉强调")
    three = converse(answerer, "那温金荣呢？", [one.turn, two.turn], now=2.0)
    assert isinstance(three.answer, Found)
    assert three.answer.quotes[0].text.startswith("温金荣强调")


def test_the_question_can_be_asked_as_it_was_written(answerer: Answerer) -> None:
    """One tap undoes what was taken over."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    alone = converse(answerer, "他强调了什么？", [one.turn], now=1.0, alone=True)
    assert alone.understood.line == ""
    assert alone.answer == answerer.ask("他强调了什么？")


def test_a_document_speaks_of_its_words(answerer: Answerer) -> None:
    """Pairs of characters decide whether a document speaks of a question, and an unknown one never does."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    assert speaks_of(answerer.index, one.turn.document, "核酸检测隔离设施怎样储备")
    assert not speaks_of(answerer.index, one.turn.document, "高铁票价是多少")
    assert not speaks_of(answerer.index, "no such document", "核酸检测")


@pytest.mark.parametrize(("archive", "least"), [("seeds", 23), ("tests/cases/newsroom.jsonl", 19)])
def test_dialogues_written_by_hand_are_followed(archive: str, least: int, root) -> None:
    """Whole dialogues, their sentences expected before any was run: most go right in every turn."""
    answerer = open_answerer(read_settings(Settings, archive=root / archive, threshold=0.0), report=print)
    lines = (root / "tests/cases/dialogues.jsonl").read_text("utf-8").splitlines()
    right = 0
    for dialogue in map(json.loads, lines):
        if dialogue["archive"] != archive.removeprefix("tests/cases/").removesuffix(".jsonl"):
            continue
        turns: list[Turn] = []
        quoted = []
        for turn in dialogue["turns"]:
            reply = converse(answerer, turn["question"], turns, now=0.0)
            turns.append(reply.turn)
            found = isinstance(reply.answer, Found)
            quoted.append(found and any(text in reply.answer.quotes[0].text for text in turn["expects"]))
        right += all(quoted)
    assert right >= least
