"""Sentences that say the question's own words, with the answer where its gap is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import Found, Settings, open_answerer, read_settings
from retrieval.answering.restating import restates
from retrieval.answering.weighing import Weighed
from tests.answering.test_forms import ask

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("question", "text", "exact"),
    [
        ("值班电话由谁负责？", "值班电话由罗文清负责。", "罗文清"),
        ("门卫是谁？", "门卫：老陈", "老陈"),
        ("水泵几点到？", "水泵上午十点半到东站货场", "上午十点半"),
        ("押金要带多少？", "提货押金要带三千块", "三千块"),
        ("南堤闸门由谁看管？", "南堤闸门由梁秀英看管，钥匙在闸房。", "梁秀英"),
        ("捐书活动什么时候结束？", "捐书活动5月20日结束", "5月20日"),
        ("茶园共有多少亩？", "茶园共有三百二十亩。", "三百二十亩"),
    ],
)
def test_a_sentence_that_restates_the_question_is_sure(
    tmp_path: Path, question: str, text: str, exact: str
) -> None:
    """Even where it is all that the archive holds."""
    answer = ask(tmp_path, question, text)
    assert isinstance(answer, Found)
    assert answer.quotes[0].exact_text == exact


@pytest.mark.parametrize(
    "asked", ["煮茗听秋声出自哪首诗？", "松间旧屋明是什么诗里的", "“客来无一事”的出处是哪里"]
)
def test_the_line_that_a_question_quotes_to_learn_its_source_is_sure(tmp_path: Path, asked: str) -> None:
    """The headline over a line tells what it is from; a line that is part of another question tells nothing."""
    poem = "山居即事\n（清）沈砚秋\n竹外寒泉落\n松间旧屋明\n客来无一事\n煮茗听秋声\n注：沈砚秋，字墨卿，临江人，康熙年间举人。\n"
    answer = ask(tmp_path, asked, poem)
    assert isinstance(answer, Found)
    assert answer.quotes[0].text in asked
    assert answer.quotes[0].metadata.title == "山居即事"
    (tmp_path / "other").mkdir()
    assert not isinstance(ask(tmp_path / "other", "松间旧屋明天几点拆", poem), Found)


def test_the_answer_under_its_question_is_sure(tmp_path: Path) -> None:
    """As lists of questions and answers have it, in rows or as headlines."""
    answer = ask(tmp_path, "图书馆几点开门？", "图书馆几点开门？\n\n上午八点半开门。")
    assert isinstance(answer, Found)
    assert answer.quotes[0].text == "上午八点半开门。"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("北堤闸门由谁看管？", "南堤闸门由梁秀英看管，钥匙在闸房。"),
        ("七号泵站日供水多少吨？", "三号泵站昨日投入运行，泵站日供水八千吨。"),
        ("值班电话由谁登记？", "值班室的锁由罗文清保管。"),
    ],
)
def test_what_is_said_of_something_else_is_not(tmp_path: Path, question: str, text: str) -> None:
    """All of the question's words must stand around the answer."""
    (tmp_path / "a.txt").write_text(text, "utf-8")
    settings = read_settings(Settings, archive=tmp_path, index=tmp_path / "index", engine="memory")
    weighed = open_answerer(settings, print).weigh(question)
    assert isinstance(weighed, Weighed)
    assert not restates(weighed.question, weighed.ranking.quotes[0])


@pytest.mark.parametrize(
    ("question", "sentence"), [("桌", "桌子八张"), ("锹", "铁锹五把"), ("茶", "茶会定于周三")]
)
def test_a_character_is_found_inside_words(tmp_path: Path, question: str, sentence: str) -> None:
    """Who looks for one character looks for it wherever it stands."""
    answer = ask(
        tmp_path,
        question,
        "仓库清单\n\n桌子八张，椅子两把。\n锅炉房有铁锹五把。",
        "茶会\n\n茶会定于周三举行。",
    )
    assert isinstance(answer, Found)
    assert sentence in answer.quotes[0].text


def test_a_character_that_stands_nowhere_is_not_found(tmp_path: Path) -> None:
    """And the reason says so."""
    answer = ask(tmp_path, "猫", "桌子八张。")
    assert not isinstance(answer, Found)
    assert answer.reason in {"unknown words", "no match"}
