"""What is said of an answer, in three languages."""

from __future__ import annotations

from typing import get_args

import pytest

from retrieval.answering.reasons import REASONS
from retrieval.answers import NotFound, Question
from retrieval.question.small_talk import SMALL_TALK
from retrieval.values import Query
from retrieval.wording import (
    Language,
    explain_not_found,
    explain_remark,
    not_said,
    say_back,
    say_not_found,
    says_not_now,
)

LANGUAGES = get_args(Language)


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_not_now_is_another_sentence_than_not_said(language: Language) -> None:
    """Machines that are away must not be taken for an archive that does not say."""
    assert says_not_now(language)
    assert not_said(language).strip("。.，：:") not in says_not_now(language)
