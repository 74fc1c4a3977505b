from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.chinese.vocabulary import PARTS_OF_DAY, SPEECH
from retrieval.question.parsing import parse_question
from retrieval.reader import cues

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize("part", sorted(PARTS_OF_DAY))
def test_every_part_of_a_day_is_a_time(part: str) -> None:
    """Whatever it is called, it may say when."""
    assert cues.WHEN.findall(f"于{part}召开") == [part]


@pytest.mark.parametrize(
    "text", ["11月14日", "二○○八年", "8时30分", "去年", "明朝", "周三", "礼拜三", "康熙廿三年", "廿三年"]
)
def test_a_time_is_found_whole(text: str) -> None:
    """In digits or in Chinese, of the calendar or of history."""
    assert cues.WHEN.search(text)[0] == text.removeprefix("康熙")


@pytest.mark.parametrize("text", ["每周一次", "两周一届"])
def test_how_often_is_no_day_of_the_week(text: str) -> None:
    """每周一次 is no Monday."""
    assert "周一" not in cues.WHEN.findall(text)


@pytest.mark.parametrize("text", ["120人", "一百二十人", "廿三名", "3.5万亿元", "三十万人", "第3次"])
def test_a_number_is_found_with_what_it_counts(text: str) -> None:
    """However it is written."""
    assert cues.NUMBER.search(f"共有{text}。")[0] == text


@pytest.mark.parametrize(
    ("text", "holds"), [("俩", True), ("数万", True), ("卅", True), ("首席", False), ("号", False)]
)
def test_a_numeral_counts(text: str, holds: bool) -> None:
    """首 of 首席 counts nothing."""
    assert bool(cues.NUMERAL.search(text)) is holds


def test_every_verb_of_speech_tells_of_speech() -> None:
    """A short one only before a mark: 小说 and 名称 tell of none."""
    assert all(cues.SAYS.search(f"刘吉{verb}：") for verb in SPEECH)
    assert not any(cues.SAYS.search(text) for text in ("小说", "名称", "讲座"))


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("预计2027年国庆前通车。", True),
        ("左线12月贯通。", True),
        ("下月中旬开园。", True),
        ("10月17日贯通。", True),
        ("投资238亿元。", False),
        ("乘3号线去。", False),
    ],
)
def test_a_day_may_be_told_roughly(segment: Segment, sentence: str, tells: bool) -> None:
    """哪天 is answered by a holiday, a month or a part of one, where no more is known."""
    unit = cues.wanted_unit(parse_question("隧道哪天通车", segment))
    assert unit is not None
    assert bool(unit.search(sentence)) is tells
