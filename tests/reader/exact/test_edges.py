"""Where an answer begins and ends to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import passage_of, place

from retrieval.reader.exact.edges import (
    complete,
    day_alone,
    whole_name,
    with_time_of_day,
    without_office,
    without_particle,
    without_preposition,
)
from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("text", "marked", "whole", "day"),
    [
        ("11月14日下午召开。", "11月14日", "11月14日下午", "11月14日"),
        ("11月14日下午召开。", "下午", "11月14日下午", "11月14日"),
        ("下午召开。", "下午", "下午", "下午"),
        ("2014年召开。", "2014年", "2014年", "2014年"),
    ],
)
def test_the_hour_belongs_to_its_day(segment: Segment, text: str, marked: str, whole: str, day: str) -> None:
    """Who asks when gets both, who asks for the day gets the day alone."""
    passage, span = passage_of(text, segment), place(text, marked)
    sentence = passage.sentences[0]
    assert with_time_of_day(passage, span, sentence).of(text) == whole
    assert day_alone(passage, span, sentence).of(text) == day


@pytest.mark.parametrize(
    ("text", "marked", "name"),
    [
        ("市委书记刘吉主持会议。", "市委书记刘吉", "刘吉"),
        # Two names are an answer of two.
        ("刘吉、温金荣主持会议。", "刘吉、温金荣", "刘吉、温金荣"),
        ("市委书记主持会议。", "市委书记", "市委书记"),
    ],
)
def test_a_name_stands_without_its_office(segment: Segment, text: str, marked: str, name: str) -> None:
    passage = passage_of(text, segment)
    assert without_office(passage, place(text, marked)).of(text) == name


def test_a_complement_is_no_part_of_the_object(segment: Segment) -> None:
    """第九版 of 落实好第九版."""
    text = "落实好第九版方案。"
    passage = passage_of(text, segment)
    if any(word.of(text) == "好" for word in passage.words):
        assert without_particle(passage, place(text, "好第九版")).of(text) == "第九版"
    assert without_particle(passage, place(text, "第九版")).of(text) == "第九版"


def test_a_preposition_is_no_part_of_a_name(segment: Segment) -> None:
    """The segmenter takes 在 into a name that it does not know; a name may end in the same character."""
    text = "市委书记刘吉在会上讲话。"
    passage = passage_of(text, segment)
    name = next(word for word in passage.words if word.of(text).startswith("刘吉"))
    assert without_preposition(passage, name).of(text) == "刘吉"
    text = "建筑师张永和设计了美术馆。"
    passage = passage_of(text, segment)
    name = next(word for word in passage.words if word.of(text).startswith("张永"))
    assert without_preposition(passage, name).of(text) == name.of(text)


def test_a_foreign_name_is_whole(segment: Segment) -> None:
    """穆贾希德 where the segmenter cuts it after 穆贾."""
    text = "塔利班发言人穆贾希德宣布。"
    passage = passage_of(text, segment)
    first = next(word for word in passage.words if word.of(text).startswith("穆"))
    assert whole_name(passage, first).of(text) == "穆贾希德"


@pytest.mark.parametrize(
    ("text", "marked", "completed"),
    [
        ("演唱《海阔天空》、《抗战二十年》。", "海阔天空》、《抗战二十年", "《海阔天空》、《抗战二十年》"),
        ("演唱《海阔天空》。", "海阔天空", "海阔天空"),
        ("广州（省会", "广州（省会", "广州（省会"),
    ],
)
def test_a_mark_takes_its_other_half_in(text: str, marked: str, completed: str) -> None:
    """Where the other half stands right beside; a pair that is wholly outside stays there."""
    assert complete(text, place(text, marked), Span(0, len(text))).of(text) == completed


@given(text=st.text(st.sampled_from("《》“”（）会。"), min_size=1, max_size=12), data=st.data())
def test_what_is_completed_stays_in_its_sentence(text: str, data: st.DataObject) -> None:
    """Whatever the marks: nothing is lost of a stretch, and it never grows beyond its sentence."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = complete(text, Span(start, end), Span(0, len(text)))
    assert 0 <= found.start <= start < end <= found.end <= len(text)
