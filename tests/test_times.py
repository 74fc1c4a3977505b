from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval import Answerer, Found, NotFound
from retrieval.index.memory import MemoryIndex
from retrieval.times import find_period
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.segmentation import Segment

TODAY = date(2022, 11, 15)  # a Tuesday


@pytest.mark.parametrize(
    ("question", "since", "until", "rest"),
    [
        ("昨天谁主持了会议？", date(2022, 11, 14), date(2022, 11, 14), "谁主持了会议？"),
        ("今日頭條是什麼", TODAY, TODAY, "頭條是什麼"),
        ("上周谁主持会议", date(2022, 11, 7), date(2022, 11, 13), "谁主持会议"),
        ("本周谁主持会议", date(2022, 11, 14), date(2022, 11, 20), "谁主持会议"),
        ("上个月谁主持会议", date(2022, 10, 1), date(2022, 10, 31), "谁主持会议"),
        ("去年两会谁当选", date(2021, 1, 1), date(2021, 12, 31), "两会谁当选"),
        ("2022年2月谁主持会议", date(2022, 2, 1), date(2022, 2, 28), "2022年2月谁主持会议"),
        ("2022年11月14日谁主持会议", date(2022, 11, 14), date(2022, 11, 15), "2022年11月14日谁主持会议"),
        ("2021年以来谁主持会议", date(2021, 1, 1), None, "谁主持会议"),
        ("2021年以前谁主持会议", None, date(2020, 12, 31), "谁主持会议"),
        ("2022年13月谁主持会议", None, None, "2022年13月谁主持会议"),
        ("11月14日谁主持会议", date(2022, 11, 14), date(2022, 11, 15), "11月14日谁主持会议"),
        ("12月1号誰主持會議", date(2021, 12, 1), date(2021, 12, 2), "12月1号誰主持會議"),
        ("2月29日谁主持会议", date(2020, 2, 29), date(2020, 3, 1), "2月29日谁主持会议"),
        ("2月30日谁主持会议", None, None, "2月30日谁主持会议"),
        ("谁主持会议", None, None, "谁主持会议"),
        ("昨天", date(2022, 11, 14), date(2022, 11, 14), "昨天"),
        ("今年以来谁主持会议", date(2022, 1, 1), None, "谁主持会议"),
        ("9月以来谁主持会议", date(2022, 9, 1), None, "谁主持会议"),
        ("12月以来谁主持会议", date(2021, 12, 1), None, "谁主持会议"),
        ("去年起诉了谁", date(2021, 1, 1), date(2021, 12, 31), "起诉了谁"),
        ("上周六谁主持会议", date(2022, 11, 12), date(2022, 11, 13), "谁主持会议"),
        ("上周一共开了几次会", date(2022, 11, 7), date(2022, 11, 13), "一共开了几次会"),
        ("这个周末谁主持会议", date(2022, 11, 19), date(2022, 11, 20), "谁主持会议"),
        ("大前天谁主持会议", date(2022, 11, 12), date(2022, 11, 12), "谁主持会议"),
    ],
)
def test_days_are_counted_from_the_askers(
    segment: Segment, question: str, since: date | None, until: date | None, rest: str
) -> None:
    """And the words that count so are not searched for, unless there are no others."""
    period = find_period(question, TODAY, segment)
    assert (period.since, period.until, period.rest) == (since, until, rest)


@pytest.mark.parametrize(
    "question",
    [
        "当今日本首相是谁",
        "目前天河区有几所学校",
        "日本周边国家有哪些",
        "历史上周朝何时灭亡",
        "当今年轻人喜欢什么",
        "近日点是什么",
        "离广州最近的机场在哪里",
    ],
)
def test_a_time_inside_other_words_is_none(segment: Segment, question: str) -> None:
    """当今日本 does not ask of 今日, and its letters are left to be searched for."""
    period = find_period(question, TODAY, segment)
    assert not period
    assert period.rest == question


@pytest.fixture(scope="module")
def answerer(segment: Segment) -> Answerer:
    """Return what answers from three reports of the same meeting in three years."""
    documents = []
    for year, name in ((2020, "张建国"), (2021, "王志强"), (2022, "李明华")):
        text = f"市长{name}主持全市安全生产工作会议。"
        metadata = Metadata(f"{year}", f"{year}.txt", title="安全生产工作会议召开", date=date(year, 11, 14))
        documents.append(Document(metadata, text, (Span(0, len(text)),), Origin(1, "utf-8")))
    return Answerer(MemoryIndex(documents, segment), segment, threshold=0.0, today=lambda: TODAY)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("昨天谁主持了安全生产工作会议？", "2022"),
        ("去年谁主持了安全生产工作会议？", "2021"),
        ("前年谁主持了安全生产工作会议？", "2020"),
        ("2021年谁主持了安全生产工作会议？", "2021"),
        ("2021年以前谁主持了安全生产工作会议？", "2020"),
        ("2022年以来谁主持了安全生产工作会议？", "2022"),
        ("最近一次安全生产工作会议谁主持？", "2022"),
        ("最早的安全生产工作会议谁主持？", "2020"),
        ("谁第一次主持了安全生产工作会议？", "2020"),
        ("谁主持了最后一次安全生产工作会议？", "2022"),
        ("全市安全生产工作会议最后是谁主持的？", "2022"),
    ],
)
def test_the_report_of_the_day_that_is_meant_answers(
    answerer: Answerer, question: str, document: str
) -> None:
    """Of three reports in the same words, the one of those days comes first."""
    answer = answerer.ask(question)
    assert isinstance(answer, Found)
    assert answer.quotes[0].metadata.id == document
    assert answer.question.asked == question


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("最近谁主持会议", 1),
        ("会议最后在哪里召开", 1),
        ("什么时候首次公布", -1),
        ("政府军8年来首次控制什么", 0),
        ("第一次世界大战何时爆发", 0),
        ("第一次会议谁主持", 0),
        ("谁最后到场", 0),
    ],
)
def test_words_of_order_are_told_from_names(segment: Segment, question: str, order: int) -> None:
    """第一次世界大战 is a name, and 谁最后到场 asks for what a text tells."""
    assert find_period(question, TODAY, segment).order == order


def test_a_day_without_a_year_is_every_years(segment: Segment) -> None:
    """Reports of that day, or of the next, on which it is printed, go before others in the same words."""
    documents = []
    for day, name in (
        (date(2019, 5, 2), "张建国"),
        (date(2019, 11, 15), "王志强"),
        (date(2020, 3, 1), "李明华"),
    ):
        text = f"市长{name}主持全市安全生产工作会议。"
        documents.append(
            Document(Metadata(f"{day}", "a.txt", date=day), text, (Span(0, len(text)),), Origin(1, "utf-8"))
        )
    answerer = Answerer(MemoryIndex(documents, segment), segment, threshold=0.0, today=lambda: TODAY)
    answer = answerer.ask("11月14日谁主持了安全生产工作会议？")
    assert isinstance(answer, Found)
    assert answer.quotes[0].exact_text == "王志强"


def test_days_that_only_narrow_leave_the_others_out(answerer: Answerer) -> None:
    """以来 is said to narrow: no other day is among the quotes."""
    answer = answerer.ask("2021年以来谁主持了安全生产工作会议？")
    assert isinstance(answer, Found)
    assert {quote.metadata.id for quote in answer.quotes} == {"2021", "2022"}


def test_of_the_same_words_the_newest_report_is_quoted(segment: Segment) -> None:
    """Where nothing is said of time, and nothing else speaks for one of them."""
    text = "市长李明华主持全市安全生产工作会议。"
    documents = [
        Document(
            Metadata(f"{day}", f"{day}.txt", date=date(2022, 11, day)),
            text,
            (Span(0, len(text)),),
            Origin(1, "utf-8"),
        )
        for day in (1, 3, 2)
    ]
    answerer = Answerer(MemoryIndex(documents, segment), segment, threshold=0.0, today=lambda: TODAY)
    answer = answerer.ask("谁主持了安全生产工作会议？")
    assert isinstance(answer, Found)
    assert answer.quotes[0].metadata.id == "3"
    assert answer.newest_first


@pytest.mark.parametrize("when", ["2023年的", "2023年6月", "2023年6月8日，", "6月8日"])
def test_the_days_of_documents_need_not_stand_in_their_text(segment: Segment, when: str) -> None:
    """A question that names them is as surely answered as without, and none of their words is called unknown."""
    texts = {8: "防空演练在人民广场举行，市民参加。", 9: "图书馆新馆开放，读者很多。"}
    documents = [
        Document(
            Metadata(f"{day}", "a.txt", date=date(2023, 6, day)),
            text,
            (Span(0, len(text)),),
            Origin(1, "utf-8"),
        )
        for day, text in texts.items()
    ]
    answerer = Answerer(MemoryIndex(documents, segment), segment, today=lambda: date(2023, 7, 1))
    answer, plain = answerer.ask(f"{when}防空演练在哪里举行？"), answerer.ask("防空演练在哪里举行？")
    assert isinstance(answer, Found)
    assert isinstance(plain, Found)
    assert answer.quotes[0].metadata.id == "8"
    assert answer.confidence > plain.confidence - 0.1


def test_the_newest_is_said_to_come_first_only_where_it_does(segment: Segment) -> None:
    """Of three reports in the same words another one may be shown: then nothing is said."""
    text = "市长李明华主持全市安全生产工作会议。"
    documents = [
        Document(Metadata(f"{day}", "a.txt", date=day), text, (Span(0, len(text)),), Origin(1, "utf-8"))
        for day in (date(2020, 5, 1), date(2021, 5, 1), date(2022, 5, 1))
    ]
    answerer = Answerer(MemoryIndex(documents, segment), segment, threshold=0.0, today=lambda: TODAY)
    for when in ("", "去年", "2020年", "最近"):
        answer = answerer.ask(f"{when}谁主持了安全生产工作会议？")
        assert isinstance(answer, Found)
        assert answer.newest_first is (answer.quotes[0].metadata.id == "2022-05-01")


def reports(segment: Segment, *days: date | None) -> Answerer:
    """Return what answers from a report of one meeting for each day; None makes one without a date."""
    documents = []
    for number, day in enumerate(days):
        text = f"市长{'张王李'[number]}建国主持全市安全生产工作会议。"
        metadata = Metadata(f"{number}", f"{number}.txt", date=day)
        documents.append(Document(metadata, text, (Span(0, len(text)),), Origin(1, "utf-8")))
    return Answerer(MemoryIndex(documents, segment), segment, threshold=0.0, today=lambda: TODAY)


@pytest.mark.parametrize("when", ["今年以来", "9月以来", "2022年以来", "2019年以前"])
def test_where_days_narrow_to_nothing_that_is_the_reason(segment: Segment, when: str) -> None:
    """The reports of other days are near misses only; what has no date may be of any day, and answers."""
    question = f"{when}谁主持了安全生产工作会议？"
    answer = reports(segment, date(2020, 5, 1), date(2021, 5, 1)).ask(question, limit=1)
    assert isinstance(answer, NotFound)
    assert answer.reason == "other days"
    assert len(answer.nearest) == 1
    answer = reports(segment, date(2020, 5, 1), None).ask(question)
    assert isinstance(answer, Found)
    assert [quote.metadata.date for quote in answer.quotes] == [None]


@pytest.mark.parametrize("when", ["去年", "昨天", "今年", "上周", ""])
@pytest.mark.parametrize("day", [date(2019, 5, 1), date(2021, 5, 1), date(2022, 11, 14), None])
def test_an_answer_of_other_days_than_those_meant_is_called_so(
    segment: Segment, when: str, day: date | None
) -> None:
    """Nothing is said of what has no date, nor where no days are asked for; Sunday is printed on Monday."""
    answer = reports(segment, day).ask(f"{when}谁主持了安全生产工作会议？")
    assert isinstance(answer, Found)
    meant = day == (date(2021, 5, 1) if when == "去年" else date(2022, 11, 14))
    assert (answer.remark == "other days") is (bool(when) and day is not None and not meant)
