"""Of one matter in several states the newest is the answer, or the one before where that is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval import Answerer, Found
from retrieval.index.memory import MemoryIndex
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.answers import Answer
    from retrieval.chinese.words import Segment

_TIMETABLE = (
    (date(2023, 2, 15), "县城至青石镇：首班6:00，末班18:30，每40分钟一班，票价5元。"),
    (date(2025, 1, 20), "县城至青石镇：首班5:50，末班19:30，每30分钟一班，票价6元。"),
)
_RULES = (
    (date(2019, 2, 25), "第二条 青石镇逢农历一、六赶集，柳坝乡逢三、八赶集，县城南门集每日开市。"),
    (date(2025, 1, 16), "第二条 青石镇逢农历二、七赶集，柳坝乡逢三、八赶集，县城南门集每日开市。"),
)
_FLOOD = (
    (date(2026, 7, 3), "截至3日上午10时，暴雨造成2人遇难，全市转移群众1200人。"),
    (date(2026, 7, 8), "副市长介绍，此次暴雨共造成5人遇难、1人失联，累计转移群众7300人，倒塌房屋214间。"),
)
_YEARS = (
    (date(2024, 7, 3), "截至3日上午10时，暴雨造成2人遇难，全市转移群众1200人。"),
    (date(2026, 7, 8), "副市长介绍，此次灾害共造成5人遇难、1人失联，累计转移群众7300人，倒塌房屋214间。"),
)
_LIBRARY = (
    (date(2025, 3, 1), "市图书馆周二至周日开放，每天18时闭馆。"),
    (date(2026, 3, 2), "市图书馆从9日起延长开放，周二至周四21时30分闭馆，周一不开放。"),
)


def ask(segment: Segment, reports: tuple[tuple[date, str], ...], question: str) -> Answer:
    """Return what some reports answer, whichever of them comes first in the archive."""
    documents = [
        Document(
            Metadata(f"{number}", f"{number}.txt", title="消息", date=day),
            text,
            (Span(0, len(text)),),
            Origin(1, "utf-8"),
        )
        for number, (day, text) in enumerate(reports)
    ]
    return Answerer(
        MemoryIndex(documents, segment), segment, threshold=0.0, today=lambda: date(2026, 8, 1)
    ).ask(question)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("reports", "question", "said"),
    [
        (_TIMETABLE, "去青石镇末班车几点", "19:30"),
        (_TIMETABLE, "去青石镇末班车现在几点", "19:30"),
        (_TIMETABLE, "以前去青石镇末班车几点", "18:30"),
        (_RULES, "青石镇哪天赶集", "二、七"),
        (_RULES, "青石镇原来是哪天赶集来着", "一、六"),
        (_FLOOD, "暴雨转移了多少人", "7300人"),
        (_FLOOD, "暴雨遇难几人", "5人"),
        # A flood two years before is another one, and its words are nearer.
        (_YEARS, "暴雨转移了多少人", "1200人"),
        (_LIBRARY, "市图书馆现在几点闭馆", "21时30分"),
    ],
)
def test_the_newest_state_answers(
    segment: Segment, reports: tuple[tuple[date, str], ...], question: str, said: str, *, turned: bool
) -> None:
    """Editions of a text, figures of a story, and what is asked for as it is now: the last one holds."""
    answer = ask(segment, reports[::-1] if turned else reports, question)
    assert isinstance(answer, Found)
    assert said in answer.quotes[0].text


def test_what_was_before_is_no_doubt(segment: Segment) -> None:
    """An edition that was replaced makes the answer from the new one no less sure."""
    alone = ask(segment, _TIMETABLE[1:], "去青石镇末班车现在几点")
    beside = ask(segment, _TIMETABLE, "去青石镇末班车现在几点")
    assert beside.confidence >= alone.confidence - 0.1


def test_a_year_in_the_question_chooses_itself(segment: Segment) -> None:
    """Who names a year wants what held then."""
    answer = ask(segment, _TIMETABLE, "2023年去青石镇末班车几点")
    assert isinstance(answer, Found)
    assert answer.quotes[0].metadata.date == date(2023, 2, 15)


def test_a_later_place_of_a_chronicle_tells_what_became_of_it(segment: Segment) -> None:
    """In one document without a day, what changed a figure stands behind it."""
    text = "5月1日，龙潭水库竣工蓄水，总库容3400万立方米。\n6月，龙潭水库除险加固工程完工，总库容增至3850万立方米。"
    end = text.index("\n")
    document = Document(
        Metadata("a", "a.txt", title="大事记"),
        text,
        (Span(0, end), Span(end + 1, len(text))),
        Origin(1, "utf-8"),
    )
    answer = Answerer(
        MemoryIndex([document], segment), segment, threshold=0.0, today=lambda: date(2026, 8, 1)
    ).ask("龙潭水库现在总库容多少")
    assert isinstance(answer, Found)
    assert "3850万" in answer.quotes[0].text
