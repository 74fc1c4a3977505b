from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from retrieval.answering.answerer import Answerer
from retrieval.answering.offices import find_office
from retrieval.chinese.words import open_segmenter
from retrieval.index.memory import MemoryIndex
from retrieval.index.passages import split_passages
from retrieval.question.parsing import parse_question
from retrieval.values import Document, Metadata, Origin, Span

SEGMENT = open_segmenter("rjieba", ())


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("市委副书记、市长温金荣出席会议。", "温金荣", "市委副书记、市长"),
        ("会见来华访问的法国总统马克龙。", "马克龙", "法国总统"),
        ("温金荣任惠州市市长。", "温金荣", "惠州市市长"),
        ("全国人大常委会委员长温金荣出席。", "温金荣", "全国人大常委会委员长"),
        ("首席执行官温金荣出席。", "温金荣", "首席执行官"),
        ("温金荣为惠州市市长。", "温金荣", "惠州市市长"),
        ("温金荣任公司总经理。", "温金荣", "公司总经理"),
        ("市长溫金榮出席。", "温金荣", "市长"),
        ("温金荣强调,要早发现。", "温金荣", None),
        ("市长温金荣、刘吉出席。", "刘吉", None),
        ("谈到温金荣是很好的。", "温金荣", None),
        ("部门：要闻部；姓名：何美玲；职务：记者", "何美玲", "记者"),
        ("村名：上河村；村支书：石大勇；村主任：石桂兰", "石桂兰", "村主任"),
    ],
)
def test_an_office_is_the_whole_one_and_its_bearers_own(text: str, name: str, office: str | None) -> None:
    """What stands beside a name is taken as far as it is an office, and never another bearer's."""
    document = Document(Metadata("a", "a"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    (passage,) = split_passages(document, SEGMENT)
    found = find_office(passage, Span(0, len(text)), name)
    assert (found.of(text) if found else None) == office


@pytest.mark.parametrize(
    ("asked", "person"),
    [
        ("温金荣是谁？", "温金荣"),
        ("请问溫金榮是誰", "温金荣"),
        ("谁是刘吉", "刘吉"),
        ("王小明是谁", "王小明"),
        ("曾小明是谁", "曾小明"),
        ("覃丽华是谁", "覃丽华"),
        ("曾任是谁", ""),
        ("刘吉是什么人？", "刘吉"),
        ("刘吉担任什么职务", "刘吉"),
        ("卡斯特罗·鲁斯是谁", "卡斯特罗·鲁斯"),
        ("市长是谁？", ""),
        ("谁是市长", ""),
        ("施工方是谁", ""),
        ("谁主持了会议", ""),
        ("刘吉是谁任命的", ""),
    ],
)
def test_who_a_person_is_and_who_holds_an_office_are_two_questions(asked: str, person: str) -> None:
    """A question asks for an office only where it names a person and nothing else."""
    parse = partial(parse_question, segment=SEGMENT)
    assert parse(asked).person == person


def test_a_rarer_surname_is_answered_like_a_common_one() -> None:
    """Over one text with 王小明 and 曾小明 in like places, who either is, is said in the same way."""
    text = "市长王小明出席会议。副省长曾小明参加座谈。王小明很高兴。曾小明也很高兴。"
    document = Document(Metadata("a", "a"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    answerer = Answerer(
        MemoryIndex([document], SEGMENT), SEGMENT, threshold=0.0, today=lambda: date(2022, 11, 15)
    )
    said = [answerer.ask(f"{name}是谁").quotes[0].exact_text for name in ("王小明", "曾小明")]
    assert said == ["市长", "副省长"]


_APPOINTED = "任命：章砚秋为桐溪市财政局局长。"
_REMOVED = "免去：宋闻道的桐溪市财政局局长职务。"


@pytest.mark.parametrize(
    ("asked", "texts", "name"),
    [
        # Who was removed held the office before, and who was appointed last holds it now.
        ("财政局局长是谁", {date(2026, 3, 18): f"{_REMOVED}{_APPOINTED}"}, "章砚秋"),
        ("前任财政局局长是谁", {date(2026, 3, 18): f"{_APPOINTED}{_REMOVED}"}, "宋闻道"),
        (
            "浔川大学校长是谁",
            {
                date(2025, 9, 2): "会上宣布茅以宁任浔川大学校长，翁同舟不再担任校长职务。",
                date(2026, 10, 12): "会上宣布宁致远任浔川大学校长，茅以宁调任省教育厅厅长。",
            },
            "宁致远",
        ),
        # Another body's is no answer while there is one of the body that is asked for.
        (
            "英国央行行长是谁",
            {
                date(2026, 1, 2): "德国央行行长内格尔表示，利率还会上升。",
                date(2026, 1, 1): "英国央行行长贝利表示，利率不会上升。",
            },
            "贝利",
        ),
    ],
)
def test_the_holder_is_of_the_body_that_is_asked_for_and_of_now(
    asked: str, texts: dict[date, str], name: str
) -> None:
    """The first quote names who holds just this office, by the newest report."""
    documents = [
        Document(Metadata(str(day), str(day), date=day), text, (Span(0, len(text)),), Origin(1, "utf-8"))
        for day, text in texts.items()
    ]
    answerer = Answerer(MemoryIndex(documents, SEGMENT), SEGMENT, today=lambda: date(2026, 11, 16))
    assert name in answerer.ask(asked).shown[0].text
