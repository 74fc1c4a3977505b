from __future__ import annotations

import json
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


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("3月5日，东江大桥建成通车，全长1200米。", "东江大桥全长多少米？"),
        ("赛事设全程、半程和5公里欢乐跑三个项目，报名费80元。", None),
        ("该厂总投资3亿元。", None),
        ("第三条 每间宿舍每月用电40度、用水5吨。", None),
        ("线路：16路；起点：西门菜场；末班车：22:30", "16路的末班车是几点？"),
        ("新馆建筑面积6200平方米，藏书18万册。", "新馆建筑面积多少平方米？"),
    ],
)
def test_a_suggested_question_is_one_that_a_person_would_ask(
    text: str, asked: str | None, tmp_path: Path
) -> None:
    """It has its own subject, ends where it should, and holds nothing of a list."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "title": "快讯", "text": text}), "utf-8")
    settings = Settings(_env_file=None, archive=tmp_path, engine="memory", threshold=0)
    suggested = suggest_questions(open_answerer(settings, print), 3)
    assert suggested[:1] == ([asked] if asked else [])


def test_who_did_it_is_asked_of_what_the_headline_names(tmp_path: Path) -> None:
    line = {"id": "1", "title": "全市供热工作会议召开", "text": "昨日，市长罗敏主持会议并讲话。"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")
    settings = Settings(_env_file=None, archive=tmp_path, engine="memory", threshold=0)
    assert suggest_questions(open_answerer(settings, print), 1) == ["谁主持了全市供热工作会议？"]


@pytest.fixture
def empty(tmp_path: Path) -> Answerer:
    """Return what answers from an archive without a document."""
    return open_answerer(Settings(_env_file=None, archive=tmp_path), report=print)
