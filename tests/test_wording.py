"""What is said of an answer, in three languages."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from retrieval.answering.reasons import REASONS
from retrieval.answers import NotFound, Question
from retrieval.question.small_talk import SMALL_TALK
from retrieval.values import Metadata, Query
from retrieval.wording import (
    Language,
    cite,
    day_of,
    explain_not_found,
    explain_remark,
    not_said,
    say_back,
    say_not_found,
    write_date,
)

LANGUAGES = get_args(Language)
DAY = date(2022, 11, 14)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_small_talk_has_a_kind_word(language: Language) -> None:
    """And it is all that is said: the archive was not asked."""
    for kind in SMALL_TALK:
        answer = NotFound(Question("", "keywords", Query((), ())), kind, (), (), 0.0)
        assert say_not_found(answer, language) == say_back(kind, language) != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_remark_has_a_sentence(language: Language) -> None:
    """What is found out next must be said too; no place to be filled in is left."""
    question = Question("谁？", "who", Query((), ()))
    for reason in REASONS:
        said = explain_not_found(NotFound(question, reason, ("市长",), (), 0.1), language)
        assert said
        assert "{" not in said
    for remark in ("disputed", "other days", "newest first"):
        assert explain_remark(remark, language)
    assert explain_remark("", language) == ""
    assert not_said(language)


@pytest.mark.parametrize(
    ("metadata", "written", "day"),
    [
        (Metadata("i", "p", date_text="二〇二二年十一月十四日", date=DAY), "2022-11-14", "2022-11-14"),
        (
            Metadata("i", "p", date_text="11月14日", date=DAY, date_inferred=True),
            "11月14日（推断为2022-11-14）",
            "2022-11-14",
        ),
        (Metadata("i", "p", date=DAY, date_inferred=True), "（推断为2022-11-14）", "2022-11-14"),
        (Metadata("i", "p", date_text="11月14日"), "11月14日", "11月14日"),
        (Metadata("i", "p"), "", ""),
    ],
)
def test_a_date_is_written_in_full_and_what_is_inferred_is_said(
    metadata: Metadata, written: str, day: str
) -> None:
    """A machine reads the day alone."""
    assert write_date(metadata, "zh-Hans") == written
    assert day_of(metadata) == day


def test_a_document_is_cited_by_what_is_known_of_it() -> None:
    """The path stands in for the title, since a day alone names no document."""
    assert (
        cite(Metadata("i", "a.txt", title="会议", source="日报", date=DAY), "en")
        == "会议 · 2022-11-14 · 日报"
    )
    assert cite(Metadata("i", "a.txt"), "en") == "a.txt"
