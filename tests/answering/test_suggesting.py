from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval import Settings, open_answerer
from retrieval.answering.suggesting import suggest_questions
from retrieval.answers import Found

if TYPE_CHECKING:
    from retrieval import Answerer

CASES = Path(__file__).parents[1] / "cases/everyday"
EVERYDAY = sorted(folder.parent.name for folder in CASES.glob("*/archive"))


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
        ("3月5日，东江大桥建成通车，全长1200米。", "东江大桥有多长？"),
        ("赛事设全程、半程和5公里欢乐跑三个项目，报名费80元。", None),
        ("该厂总投资3亿元。", None),
        ("第三条 每间宿舍每月用电40度、用水5吨。", None),
        ("线路：16路；起点：西门菜场；末班车：22:30", "16路的末班车是几点？"),
        ("市图书馆建筑面积6200平方米，藏书18万册。", "市图书馆的建筑面积有多大？"),
        ("新馆建筑面积6200平方米，藏书18万册。", None),
        ("组委会招募志愿者3200名。", "组委会招募多少名志愿者？"),
        ("县城至省城每日四班，票价52元。", None),
        ("老街改造分两期，合同总额2.6亿元。", None),
        ("听证会定于7月28日9时在渌安宾馆举行。", "听证会什么时候举行？"),
        ("宿舍每日6时开门，22时40分关门。", "宿舍几点开门？"),
        ("县农业局负责犬只防疫。", "谁负责犬只防疫？"),
        ("县长罗敏昨天说，路修好了。", "县长是谁？"),
        ("市发展和改革局副局长罗敏昨天说，路修好了。", None),
        ("问：办借书证要钱吗？答：不收工本费。", "办借书证要钱吗？"),
        ("问：贺师傅，您今年高寿？答：八十三了。", None),
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


def test_a_headline_is_asked_about(tmp_path: Path) -> None:
    """What a headline tells is asked for by its own name, and 工程 in the text is that of the headline."""
    line = {
        "id": "1",
        "title": "北渠工程开工",
        "date": "2023-03-05",
        "text": "3月5日，北渠工程在临江县开工。工程总投资2.4亿元。",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")
    settings = Settings(_env_file=None, archive=tmp_path, engine="memory", threshold=0)
    suggested = suggest_questions(open_answerer(settings, print), 3)
    assert suggested[0] == "北渠工程是什么时候开工的？"
    assert "北渠工程总投资多少钱？" in suggested


@pytest.mark.parametrize("archive_name", EVERYDAY)
def test_every_archive_is_asked_as_people_ask(archive_name: str) -> None:
    """A suggested question is short, of one piece, leans on nothing, asks a price for 多少钱, and is answered for sure."""
    settings = Settings(_env_file=None, archive=CASES / archive_name / "archive", engine="memory")
    answerer = open_answerer(settings, lambda _: None)
    suggested = suggest_questions(answerer, 8)
    assert len(suggested) >= 2
    assert len(set(suggested)) == len(suggested)
    for question in suggested:
        assert 5 <= len(question) <= 20
        assert re.fullmatch(r"[\w·]+？", question)
        assert not re.search("[该此他她您]|多少元", question)
        assert isinstance(answerer.ask(question), Found)


def test_several_kinds_are_suggested(archive: Answerer) -> None:
    """Where there are others, three are not of one kind: three 谁… read like a form."""
    words = [re.search("谁|什么时候|多少|有多|哪里|几点", one) for one in suggest_questions(archive, 3)]
    assert len({word[0] if word else "" for word in words}) >= 2


@pytest.fixture
def empty(tmp_path: Path) -> Answerer:
    """Return what answers from an archive without a document."""
    return open_answerer(Settings(_env_file=None, archive=tmp_path), report=print)
