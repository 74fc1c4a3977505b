"""What the archive writes in other words is found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from retrieval import Answerer, Found
from retrieval.question.rewording import reword
from tests.answering.test_forms import ask

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "asked",
    ["刘吉说了什么？", "劉吉說了什麼", "刘吉还说了些什么", "刘吉怎么说的", "刘吉都讲了什么", "刘吉说啥"],
)
def test_what_somebody_said_is_found_by_the_verb_that_the_archive_has(seeds: Answerer, asked: str) -> None:
    """Newspapers write 强调 and 指出 where people ask 说: the sentence is one that the name opens."""
    answer = seeds.ask(asked)
    assert isinstance(answer, Found)
    assert answer.quotes[0].text.startswith("刘吉强调")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("第9版防控方案", "第九版防控方案"),
        ("20条优化措施", "二十条优化措施"),
        ("5项核心能力建设", "五项核心能力建设"),
        ("１１月１４日下午开什么会", "11月14日下午"),
        ("十一月十四日下午开什么会", "11月14日下午"),
    ],
)
def test_numbers_are_found_in_either_writing(seeds: Answerer, asked: str, said: str) -> None:
    """二十条 is asked for as 20条, and the other way round."""
    answer = seeds.ask(asked)
    assert isinstance(answer, Found)
    assert said in answer.quotes[0].text


def test_words_that_the_archive_knows_are_not_reworded(seeds: Answerer) -> None:
    """Where each word occurs, and nobody is asked what he said, the question is asked as it stands."""
    for asked in ("谁主持了会议", "二十条优化措施是什么", "刘吉强调了什么", "会议是11月14日开的吗"):
        parsed = seeds.parse(asked)
        assert reword(parsed, seeds.parse, seeds.index.frequencies) is parsed


def test_a_name_that_was_cut_with_its_verb_is_found(seeds: Answerer) -> None:
    """刘吉会 is no word of the archive, 刘吉 is; a word that dictionaries know is never cut."""
    parsed = seeds.parse("谁主持")
    for word, words in (("刘吉会", ("刘吉",)), ("刘吉去", ("刘吉", "去")), ("会议室", ("会议室",))):
        one = replace(parsed, query=replace(parsed.query, words=(word,)))
        assert reword(one, seeds.parse, seeds.index.frequencies).query.words == words


@pytest.mark.parametrize(
    ("question", "text", "exact"),
    [
        ("COVID-19疫苗在哪里打？", "新型冠状病毒疫苗第三针接种点设在县医院门诊三楼。", "县医院门诊三楼"),
        ("今年GDP增长多少", "前三季度，全县地区生产总值增长5.2%。", "5.2%"),
        ("WHO派谁来了", "世界卫生组织派专家王志强来临江。", "王志强"),
        ("ICU有几张床", "重症医学科有床位18张。", "18张"),
    ],
)
def test_a_latin_name_is_found_under_its_chinese_one(
    tmp_path: Path, question: str, text: str, exact: str
) -> None:
    """Where the archive never writes the Latin one."""
    answer = ask(tmp_path, question, text)
    assert isinstance(answer, Found)
    assert exact in str(answer.quotes[0].exact_text)
