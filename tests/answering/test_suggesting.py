from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import Settings, open_answerer
from retrieval.answering.suggesting import suggest_questions
from retrieval.answers import Found

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval import Answerer


def test_what_is_suggested_is_answered(archive: Answerer) -> None:
    """A greeting that suggests a question keeps its word."""
    questions = suggest_questions(archive, 3)
    assert len(set(questions)) == 3
    answers = [archive.ask(question) for question in questions]
    assert all(isinstance(answer, Found) for answer in answers)


def test_an_empty_archive_suggests_nothing(empty: Answerer) -> None:
    assert suggest_questions(empty, 3) == []


@pytest.fixture
def empty(tmp_path: Path) -> Answerer:
    """Return what answers from an archive without a document."""
    return open_answerer(Settings(_env_file=None, archive=tmp_path), report=print)
