from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.data import shipped
from retrieval.errors import ModelError
from retrieval.reader.neural.encoder import Encoder, load_encoder
from retrieval.reader.neural.files import Stored, read_model, write_model
from retrieval.reader.neural.inputs import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.reader.neural.encoder import Reading

QUESTIONS = ("谁主持了会议？", "央行行长是谁", "什麼時候通車", "为什么停水", "")
CANDIDATES = (
    Candidate("市委书记刘吉主持会议并讲话。", "全市疫情防控工作会议召开", "会议昨日召开。", "2022"),
    Candidate("会议部署了下一步工作。", "全市疫情防控工作会议召开", year="2022"),
    Candidate("地鐵2號線一期12月28日通車，全長31.2公里。", "地鐵2號線通車", year="2023"),
    Candidate("因管道检修，老城区今晚十点起停水。"),
    Candidate("。"),
    Candidate(""),
    Candidate("天气晴朗，" * 60, "很长的句子", "上一句。" * 30),
)
TEXTS = st.text(st.one_of(st.sampled_from("谁主持会议刘吉2022年。？ "), st.characters()), max_size=80)


# Readings are rounded, and of two that are nearly the same one may be rounded up and the other down.
STEP = 1.5e-4


def are_alike(some: Sequence[Reading], others: Sequence[Reading]) -> bool:
    """Say whether readings are of the same words, and the same to one step of rounding."""
    return all(
        (one.start, one.end) == (other.start, other.end)
        and abs(one.score - other.score) < STEP
        and abs(one.present - other.present) < STEP
        and abs(one.sure - other.sure) < STEP
        for one, other in zip(some, others, strict=True)
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_one_and_two_threads_read_the_same(encoder: Encoder, question: str) -> None:
    """How many threads there are changes nothing: a part is the same whichever thread reads it."""
    alone = load_encoder(shipped("reader.bin"), threads=1)
    assert are_alike(encoder.read(question, CANDIDATES), alone.read(question, CANDIDATES))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_candidate_alone_reads_as_among_others(encoder: Encoder, question: str) -> None:
    """What else there is to read, and in which order, changes nothing that is read of one."""
    among = encoder.read(question, CANDIDATES)
    assert are_alike([encoder.read(question, [candidate])[0] for candidate in CANDIDATES], among)
    assert are_alike(encoder.read(question, CANDIDATES[::-1]), among[::-1])


def test_the_sentence_that_answers_is_liked_best(encoder: Encoder) -> None:
    """Of sentences of one document that is which says what is asked for; a name and a day are proposed as its words."""
    title = "老城区停水公告"
    sentences = (
        "市委书记刘吉主持会议并讲话。",
        "地铁2号线12月28日通车。",
        "因管道检修，老城区今晚十点起停水。",
    )
    candidates = [Candidate(sentence, title, year="2022") for sentence in sentences]
    for number, (question, words) in enumerate(
        (("谁主持了会议？", "刘吉"), ("哪天通车", "28日"), ("为啥停水", ""))
    ):
        readings = encoder.read(question, candidates)
        best = max(readings, key=lambda reading: reading.score)
        assert best is readings[number]
        assert words in sentences[number][best.start : best.end]


def test_nothing_to_read_is_nothing_read(encoder: Encoder) -> None:
    """No candidates give no readings; an empty sentence is never held to answer."""
    assert encoder.read("谁主持了会议？", []) == []
    [empty] = encoder.read("谁主持了会议？", [Candidate(" ")])
    assert (empty.present, empty.start, empty.end, empty.sure) == (0.0, 0, 0, 0.0)


@settings(max_examples=15)
@given(
    question=TEXTS,
    candidates=st.lists(st.builds(Candidate, TEXTS, TEXTS, TEXTS, st.text(max_size=6)), max_size=4),
)
def test_any_text_can_be_read(encoder: Encoder, question: str, candidates: list[Candidate]) -> None:
    """Empty, odd, in whatever script: numbers come back, probabilities among 0 and 1, and offsets in the sentence."""
    for candidate, reading in zip(candidates, encoder.read(question, candidates), strict=True):
        assert np.isfinite(reading.score)
        assert 0 <= reading.present <= 1
        assert 0 <= reading.sure <= 1
        assert 0 <= reading.start <= reading.end <= len(candidate.sentence)


def test_very_long_texts_can_be_read(encoder: Encoder) -> None:
    """Of a question and a sentence that have no end, so much is read as there are places for."""
    long = Candidate("会议强调，" * 5000, "标题" * 2000, "前文" * 2000, "2022年以前")
    [reading] = encoder.read("请问" * 3000 + "谁主持", [long])
    assert 0 <= reading.start < reading.end <= len(long.sentence)


def write(stored: Stored, path: Path, **changed: object) -> Path:
    """Write a model anew, with some of its arrays left out (None) or changed."""
    names = [name for name in stored.arrays if not name.endswith(".scale")]
    arrays = {name: stored.whole(name) for name in names} | changed
    kept = {name: array for name, array in arrays.items() if array is not None}
    write_model(path, stored.settings, list(stored.pieces), kept)
    return path


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words": None}, "lacks the array 'words'"),
        ({"judge.bias": None}, "lacks the array 'judge.bias'"),
        ({"places": np.zeros((3, 384), dtype=np.float32)}, "for other inputs than this version's"),
    ],
)
def test_a_model_that_does_not_fit_is_named_in_one_line(
    tmp_path: Path, changed: dict[str, object], said: str
) -> None:
    """A sound file that lacks something, or was made for other inputs, is no reader of this version."""
    path = write(read_model(shipped("reader.bin")), tmp_path / "other.bin", **changed)
    with pytest.raises(ModelError, match=said) as raised:
        load_encoder(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)
