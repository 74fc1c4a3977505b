"""Another number is another thing: what is answered of it, and what is said where the archive has others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import Answerer, Found, NotFound, Settings, explain_not_found, open_answerer, read_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def answerer(root: Path) -> Answerer:
    return open_answerer(read_settings(Settings, archive=root / "tests/cases/numbered.jsonl"), report=print)


@pytest.fixture(scope="module")
def newsroom(root: Path) -> Answerer:
    return open_answerer(read_settings(Settings, archive=root / "tests/cases/newsroom.jsonl"), report=print)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("3号线什么时候开通", "档案里没有3号线，有1号线、2号线。"),
        ("三号线多长", "档案里没有三号线，有1号线、2号线。"),
        ("地铁4号线设站多少座", "档案里没有4号线，有1号线、2号线。"),
        ("16路首班车几点", "档案里没有16路，有12路、15路。"),
        ("五班的班主任是谁", "档案里没有五班，有四班、六班。"),
        ("二标段谁中标", "档案里没有二标段，有一标段、三标段。"),
        ("第二标段中标金额多少", "档案里没有第二标段，有一标段、三标段。"),
    ],
)
def test_what_there_is_is_named(answerer: Answerer, question: str, reason: str) -> None:
    """The other numbers of the same kind, as the archive writes them."""
    answer = answerer.ask(question)
    assert isinstance(answer, NotFound)
    assert explain_not_found(answer, "zh-Hans") == reason


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("1号线全长多少公里", "地铁1号线正式开通"),
        ("2号线全长多少公里", "地铁2号线全线贯通"),
        ("二号线与哪条线换乘", "2号线与1号线在人民广场站换乘"),
        ("12路首班车几点发车", "12路首班车5时30分发车"),
        ("六班的班主任是谁", "班主任是李梅"),
        pytest.param(
            "3标段谁中标",
            "三标段由路桥公司中标",
            marks=pytest.mark.xfail(
                strict=True, reason="3 stands elsewhere in the archive, so that it is not rewritten"
            ),
        ),
        ("第三标段谁中标", "三标段由路桥公司中标"),
        ("一标段谁中标", "一标段由中建公司中标"),
    ],
)
def test_the_thing_with_that_number_answers(answerer: Answerer, question: str, sentence: str) -> None:
    """三标段, 3标段 and 第三标段 are one; of two in a paragraph the one that was named."""
    answer = answerer.ask(question)
    assert isinstance(answer, Found)
    assert sentence in answer.quotes[0].text


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("第五届绿河农产品交易会有多少企业参展", "共有326家企业参展"),
        ("第六届绿河农产品交易会有多少企业参展", "共有412家企业参展"),
        ("第7届交易会将增设什么", "第七届交易会将增设数字农业展区"),
        ("2021年的交易会有多少企业参展", "共有326家企业参展"),
        ("2017年3月哪座大桥开工", "大桥于2017年3月开工"),
    ],
)
def test_the_number_may_stand_around_the_sentence(newsroom: Answerer, question: str, sentence: str) -> None:
    """In the headline, in the sentences before it, or in the document's date."""
    answer = newsroom.ask(question)
    assert isinstance(answer, Found)
    assert sentence in answer.quotes[0].text


def test_a_day_without_a_year_may_be_that_of_a_report_of_years_ago(newsroom: Answerer) -> None:
    """Its sentence comes first with the exact words marked; it may be another year's day, so that it need not be sure."""
    first = newsroom.ask("9月18日谁主持开幕式").shown[0]
    assert "副市长罗雁主持开幕式" in first.text
    assert first.exact_text == "罗雁"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("第三届绿河农产品交易会谁主持开幕式", "档案里没有第三届，有第五届、第六届。"),
        ("第七届绿河农产品交易会有多少企业参展", "最接近的句子说的不是第七届。"),
        ("9月19日谁主持开幕式", "最接近的句子说的不是9月19日。"),
    ],
)
def test_what_is_said_of_another_is_no_answer(newsroom: Answerer, question: str, reason: str) -> None:
    """The archive has the number elsewhere, or not at all; the near misses stay."""
    answer = newsroom.ask(question)
    assert isinstance(answer, NotFound)
    assert explain_not_found(answer, "zh-Hans") == reason
    assert answer.nearest


@pytest.mark.parametrize(
    ("text", "year", "sure"),
    [
        ("2024年，全县粮食总产量达1413万斤，迈上新台阶。", 2025, False),
        ("2024年，全县粮食总产量达1413万斤，迈上新台阶。", 2024, True),
        ("比2024年多三成，2025年全县粮食总产量达1413万斤。", 2025, True),
        ("全县粮食总产量达1413万斤，迈上新台阶。", 2025, True),
    ],
)
def test_what_opens_with_another_year_tells_nothing_of_the_year_that_is_asked_for(
    tmp_path: Path, text: str, year: int, sure: bool
) -> None:
    """Though its report appeared in that year; what names both years does, and what names none."""
    archive = tmp_path / "a.jsonl"
    archive.write_text(f'{{"id": "a", "title": "丰收", "date": "2025-02-28", "text": "{text}"}}\n', "utf-8")
    answerer = open_answerer(read_settings(Settings, archive=archive), report=print)
    assert isinstance(answerer.ask(f"{year}年粮食总产量多少"), Found if sure else NotFound)
