from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotes import QUESTION, QUOTE

from retrieval.answers import Found, NotFound
from retrieval.errors import StoreAway
from retrieval.serving.protocol import answer_line
from retrieval.serving.talks import Talks

if TYPE_CHECKING:
    from retrieval import Answerer
    from retrieval.answers import Answer


def found(_: str) -> Answer:
    return Found(QUESTION, (QUOTE,), 0.75)


def not_found(_: str) -> Answer:
    return NotFound(QUESTION, "unknown words", ("火星",), (QUOTE,), 0.25)


def test_an_answer_is_written_as_the_protocol_says() -> None:
    """Every key, with the values of the quote."""
    assert json.loads(answer_line(b'{"id": "q1", "question": "?"}', found, "zh-Hans")) == {
        "id": "q1",
        "answers": [
            {
                "sentence": "刘吉主持会议。",
                "span": "刘吉",
                "document": "d1",
                "title": "会议召开",
                "date": "11月14日",
                "url": "https://example.org/1",
                "paragraph": 2,
                "score": 1.5,
            }
        ],
        "outcome": "sure",
        "confidence": 0.75,
        "abstained": False,
        "reason": None,
        "together": 1,
        "remark": None,
    }


def test_what_is_not_found_still_shows_its_near_misses() -> None:
    """`answers` holds the best that was found, `abstained` says that it is no answer, `reason` why."""
    answer = json.loads(answer_line('{"id": 1, "question": "火星？"}'.encode(), not_found, "zh-Hans"))
    assert (answer["outcome"], answer["abstained"]) == ("none", True)
    assert len(answer["answers"]) == 1
    assert "火星" in answer["reason"]


def test_what_comes_nearest_is_no_answer() -> None:
    """Its outcome says what it is; whoever knows only `abstained` takes it for none."""

    def near(_: str) -> Answer:
        return NotFound(QUESTION, "unsure", (), (QUOTE,), 0.1, near=True)

    answer = json.loads(answer_line(b'{"id": 1, "question": "?"}', near, "en"))
    assert (answer["outcome"], answer["abstained"], answer["answers"][0]["span"]) == ("nearest", True, "刘吉")
    assert answer["reason"]


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": "q1", "question": "cut in ha',
        b"[1, 2]",
        b'"text"',
        b"null",
        b'{"id": 3}',
        b'{"id": 3, "question": null}',
        b'{"id": 3, "question": ["a"]}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"id": NaN, "question": "?"}',
        b'{"id": [-Infinity], "question": "?"}',
    ],
)
def test_a_bad_line_gives_an_error_in_its_place(line: bytes) -> None:
    """Whatever the line is, one line comes back, with `id` and `error`."""
    answer = json.loads(answer_line(line, found, "zh-Hans"))
    assert set(answer) == {"id", "error"}


@given(
    st.one_of(st.binary(), st.text().map(lambda text: json.dumps({"id": text, "question": text}).encode()))
)
def test_any_line_gives_exactly_one_line_that_can_be_written(line: bytes) -> None:
    """No question, id or rubbish makes two lines, or one that is not UTF-8 and JSON."""
    answer = answer_line(line, not_found, "en")
    assert answer.splitlines() == [answer]
    assert "id" in json.loads(answer.encode("utf-8"))


def test_lines_of_one_conversation_follow_one_another(answerer: Answerer) -> None:
    """The line protocol says the question in full and what was taken over; other lines keep their keys."""
    talks = Talks(answerer)

    def line(**request: object) -> dict[str, object]:
        return json.loads(answer_line(json.dumps(request).encode(), answerer.ask, "zh-Hans", talks.ask))

    first = line(id=1, conversation="a", question="谁主持了会议？")
    assert (first["question"], first["carried"]) == ("谁主持了会议？", [])
    second = line(id=2, conversation="a", question="他强调了什么？")
    assert (second["question"], second["carried"]) == ("刘吉 强调了什么？", ["刘吉"])
    assert "carried" not in line(id=3, question="他强调了什么？")
    # Other conversations between two turns change nothing, and a number is a name as well as a text.
    assert line(id=5, conversation=7, question="温金荣强调了什么？")["carried"] == []
    assert line(conversation="7", question="他强调了什么？")["carried"] == []
    assert line(conversation=7, question="那刘吉呢？")["question"] == "刘吉强调了什么？"
    assert line(conversation="a", question="那温金荣呢？")["question"] == "温金荣 强调了什么？"
    assert "carried" not in line(conversation=None, question="他强调了什么？")
    for wrong in (["a"], {"a": 1}, True, 1.5):
        assert set(line(id=6, conversation=wrong, question="谁？")) == {"id", "error"}
    assert set(line(conversation="a")) == {"id", "error"}


def test_machines_that_are_away_are_an_error_of_one_line() -> None:
    """Not an answer that the archive does not say; the next line is read."""

    def away(_: str) -> Answer:
        raise StoreAway("the cluster at https://a:9200 does not answer")

    line = json.loads(answer_line('{"id": 7, "question": "谁？"}'.encode(), away, "zh-Hans"))
    assert line == {
        "id": 7,
        "error": "现在查不了档案，请稍后再试。 (the cluster at https://a:9200 does not answer)",
    }
