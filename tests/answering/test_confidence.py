from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import (
    Answerer,
    Found,
    NotFound,
    Settings,
    SettingsError,
    explain_not_found,
    open_answerer,
    read_settings,
)
from retrieval.answering.confidence import (
    NEAREST,
    OWN_SIGNALS,
    REASONS,
    Calibration,
    blank_calibration,
    estimate_confidence,
    read_calibration,
    shipped_calibration,
    write_calibration,
)
from retrieval.index.memory import MemoryIndex
from retrieval.reader.lexical import open_lexical_reader
from retrieval.values import Document, Metadata, Origin, Query, Question, Span

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.words import Segment

READER = open_lexical_reader()
SIGNALS = OWN_SIGNALS + READER.signals


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(SIGNALS), max_size=len(SIGNALS)))
def test_confidence_is_a_probability(signals: list[float]) -> None:
    """Whatever the signals, it lies from 0 to 1 and nothing overflows."""
    measured = dict(zip(SIGNALS, signals, strict=True))
    assert 0 <= estimate_confidence(measured, shipped_calibration(READER)) <= 1


def test_unknown_words_speak_against_an_answer() -> None:
    """A question about what the archive has never heard of is less surely answered."""
    calibration = shipped_calibration(READER)
    weights = dict(zip(calibration.signals, calibration.weights, strict=True))
    assert weights["unknown_words"] < 0
    assert weights["names_missing"] < 0
    assert weights["lead_over_documents"] > 0


def test_a_calibration_comes_back_from_its_file(tmp_path: Path) -> None:
    """Weights, offset and both thresholds, to the fourth digit."""
    calibration = Calibration("lexical", SIGNALS, np.arange(len(SIGNALS), dtype=float), -0.5, 0.25, 0.0123)
    write_calibration(calibration, tmp_path / "confidence.json")
    again = read_calibration(tmp_path / "confidence.json", READER)
    assert np.array_equal(again.weights, calibration.weights)
    assert (again.offset, again.threshold, again.nearest) == (-0.5, 0.25, 0.0123)


def test_a_calibration_of_before_is_read_on(tmp_path: Path) -> None:
    """One that was written when there were two ways to answer does not say what is near."""
    file = tmp_path / "confidence.json"
    write_calibration(shipped_calibration(READER), file)
    stored = json.loads(file.read_text("utf-8"))
    del stored["nearest"]
    file.write_text(json.dumps(stored), "utf-8")
    assert read_calibration(file, READER).nearest == NEAREST


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"weights": {}, "offset": 0, "threshold": 0.3}', "{cut", '{"weights": 1}', "\x00"],
)
def test_what_is_no_calibration_is_said_with_the_remedy(tmp_path: Path, text: str) -> None:
    """One line with key, file and remedy; so too for another version's weights, and a threshold beyond 1."""
    file = tmp_path / "mine.json"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"WENDANG_CALIBRATION='.*mine.json'.*wendang tune"):
        read_calibration(file, READER)
    write_calibration(replace(shipped_calibration(READER), threshold=1.5), file)
    with pytest.raises(SettingsError, match="CALIBRATION"):
        read_calibration(file, READER)
    with pytest.raises(SettingsError, match="no-such"):
        read_calibration(tmp_path / "no-such.json", READER)


def test_a_calibration_that_the_settings_name_decides(tmp_path: Path, root: Path) -> None:
    """Its weights and its threshold, unless the settings set a threshold themselves."""
    file = tmp_path / "mine.json"
    write_calibration(blank_calibration(READER, 0.6), file)
    given = {"archive": root / "seeds", "calibration": file}
    answer = open_answerer(read_settings(Settings, **given), print).ask("谁主持了会议？")
    assert answer.confidence == 0.5
    assert isinstance(answer, NotFound)
    answer = open_answerer(read_settings(Settings, **given, threshold=0.4), print).ask("谁主持了会议？")
    assert isinstance(answer, Found)


@pytest.mark.parametrize(
    ("text", "question", "reason", "said"),
    [
        ("全市防汛会议在江边召开。", "全市防汛会议什么时候召开？", "kind missing", "时间"),
        ("全市防汛会议在江边召开。", "江边召开了多少会议？", "kind missing", "数字"),
        ("全市防汛会议在江边召开。", "谁主持全市防汛会议？", "unknown words", "主持"),
        ("全市防汛会议召开。", "航天飞机何时升空？", "unknown words", "航天飞机"),
        ("全市防汛会议召开。", "？！", "no words", "没有可以查找的词"),
    ],
)
def test_why_the_archive_does_not_say_is_said_in_words(
    segment: Segment, text: str, question: str, reason: str, said: str
) -> None:
    """Words that occur nowhere are named; so is the kind that the best sentence lacks."""
    document = Document(Metadata(id="d", path="d"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    index = MemoryIndex([document], segment)
    answer = Answerer(index, segment, threshold=1.0, today=lambda: date(2022, 11, 15)).ask(question)
    assert isinstance(answer, NotFound)
    assert answer.reason == reason
    assert said in explain_not_found(answer, "zh-Hans")
    assert explain_not_found(answer, "en") != explain_not_found(answer, "zh-Hant")


@pytest.mark.parametrize(
    ("text", "question", "unknown"),
    [
        ("深圳湾大桥通车。", "深圳市大桥何时通车？", ("深圳市",)),
        # 深圳 stands there, in a word that the segmenter cuts otherwise.
        ("深圳湾大桥通车。", "深圳大桥何时通车？", ()),
        ("全市防汛会议召开。", "2099年猫吃什么？", ()),
        ("全市防汛会议召开。", "第三次防汛会议由谁主持？", ("主持",)),
        # 迪是 is what the segmenter leaves of 巴格达迪.
        ("巴格达迪被炸死。", "巴格达迪是怎么死的？", ()),
        ("When the meeting ended.", "When did the flood end?", ("flood", "end")),
    ],
)
def test_words_that_occur_nowhere_say_what_the_question_is_about(
    segment: Segment, text: str, question: str, unknown: tuple[str, ...]
) -> None:
    """No single character, no bare number, no word that only asks; and nothing that stands there inside a word."""
    document = Document(Metadata(id="d", path="d"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    answerer = Answerer(
        MemoryIndex([document], segment), segment, threshold=1.0, today=lambda: date(2022, 11, 15)
    )
    answer = answerer.ask(question)
    assert isinstance(answer, NotFound)
    assert answer.unknown == unknown
    assert (answer.reason == "unknown words") is bool(unknown)


LETTERS = st.sampled_from("全市防汛会议深圳湾大桥通车刘吉主持a1 ，。")


@given(text=st.text(LETTERS, min_size=1, max_size=30), question=st.text(LETTERS, max_size=12))
def test_a_word_that_occurs_nowhere_stands_nowhere(segment: Segment, text: str, question: str) -> None:
    """Whatever is asked of whatever text: what is said to occur nowhere is no piece of it, letter for letter."""
    document = Document(Metadata(id="d", path="d"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    answerer = Answerer(
        MemoryIndex([document], segment), segment, threshold=1.0, today=lambda: date(2022, 11, 15)
    )
    answer = answerer.ask(question)
    if isinstance(answer, NotFound):
        assert not any(re.fullmatch("[\u3400-\u9fff]+", word) and word in text for word in answer.unknown)


def test_every_reason_is_worded_in_every_language() -> None:
    for reason in REASONS:
        for language in ("zh-Hans", "zh-Hant", "en"):
            found = NotFound(Question("?", "when", Query((), ())), reason, ("火星",), (), 0.1)
            said = explain_not_found(found, language)
            assert said
            assert "{" not in said


def test_a_numbered_thing_is_told_with_its_number(seeds: Answerer) -> None:
    """The segmenter cuts 3号线 into 3 and 号线, and 号线 alone is nothing that anybody asked for."""
    answer = seeds.ask("3号线什么时候开通")
    assert isinstance(answer, NotFound)
    assert "3号线" in answer.unknown
    assert "号线" not in answer.unknown
