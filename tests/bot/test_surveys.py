"""What a file that somebody sent holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from misbehaving import endless_sheet

from bot import surveys
from bot.surveys import read_survey

if TYPE_CHECKING:
    from pathlib import Path


def test_a_survey_counts_what_there_is_and_keeps_the_first_of_it(tmp_path: Path) -> None:
    """Documents, paragraphs and problems are all counted; few are carried along, and the beginning of each."""
    lines = [f'{{"id": "{number}", "text": "第{number}次会议{"很" * 400}长。"}}' for number in range(30)]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, *["{"] * 40]), "utf-8")
    survey = read_survey(tmp_path)
    assert (survey.documents, survey.paragraphs, survey.wrong) == (30, 30, 40)
    assert len(survey.problems) == 10
    assert [metadata.id for metadata, _ in survey.openings] == ["0", "1", "2", "3", "4"]
    assert all(len(opening) == 200 for _, opening in survey.openings)


def test_what_cannot_be_read_at_all_is_a_problem(tmp_path: Path) -> None:
    survey = read_survey(tmp_path / "missing")
    assert survey.documents == 0
    assert survey.wrong == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the system limits no process there")
def test_a_file_that_eats_memory_costs_the_bot_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read in another process; the bot's own never holds what is read."""
    (tmp_path / "a.xlsx").write_bytes(endless_sheet())
    (tmp_path / "b.txt").write_text("会议闭幕。", "utf-8")
    monkeypatch.setattr(surveys, "read_documents", None)
    survey = read_survey(tmp_path)
    assert survey.documents == 2 - survey.wrong
