"""Of reports of many days, the one that is meant answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval import Answerer, Found, NotFound
from retrieval.index.memory import MemoryIndex
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


TODAY = date(2022, 11, 15)  # a Tuesday


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


def dated(segment: Segment, *texts: tuple[str, date | None], title: str = "") -> Answerer:
    """Return what answers from documents of one sentence each, asked on a day of November 2022."""
    documents = [
        Document(
            Metadata(f"{number:03}", f"{number}.txt", title=title, date=day),
            text,
            (Span(0, len(text)),),
            Origin(1, "utf-8"),
        )
        for number, (text, day) in enumerate(texts)
    ]
    return Answerer(MemoryIndex(documents, segment), segment, threshold=0.0, today=lambda: TODAY)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("去年国庆假期全市接待游客多少？", date(2021, 10, 8)),
        ("国庆假期全市接待游客多少？", date(2022, 10, 8)),
        ("2020年国庆假期全市接待游客多少？", date(2020, 10, 8)),
        ("2021年上半年全市接待游客多少？", date(2021, 7, 12)),
        ("去年五一假期全市接待游客多少？", date(2021, 5, 6)),
        ("2020年9月到12月全市接待游客多少？", date(2020, 10, 8)),
    ],
)
def test_a_part_of_a_year_is_told_from_the_others(segment: Segment, question: str, day: date) -> None:
    """No text writes its year: it is the document's date that answers, printed days after a holiday or a half."""
    texts = [
        (f"国庆假期全市接待游客{20 + year % 100}万人次。", date(year, 10, 8))
        for year in (2019, 2020, 2021, 2022)
    ]
    texts += [
        (f"五一假期全市接待游客{30 + year % 100}万人次。", date(year, 5, 6)) for year in (2020, 2021, 2022)
    ]
    texts += [
        (f"上半年全市接待游客{50 + year % 100}万人次。", date(year, 7, 12)) for year in (2020, 2021, 2022)
    ]
    answer = dated(segment, *texts).ask(question)
    assert isinstance(answer, Found)
    assert answer.quotes[0].metadata.date == day


def test_a_hundred_reports_of_other_days_do_not_hide_the_one_that_is_meant(segment: Segment) -> None:
    """Nor the newest one: the best sixty passages are of other days."""
    days = [date(2012 + number // 12, number % 12 + 1, 5) for number in range(120)]
    texts = [("市长主持市政府常务会议，研究防汛工作。", day) for day in days]
    texts.append(
        (
            "市长12日主持召开市政府常务会议，研究春耕备耕和防汛工作。",
            date(2022, 11, 12),
        )
    )
    answerer = dated(segment, *texts)
    for question in ("本月市政府常务会议研究了什么？", "最近一次市政府常务会议研究了什么？"):
        answer = answerer.ask(question)
        assert isinstance(answer, Found)
        assert answer.quotes[0].metadata.date == date(2022, 11, 12)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("李明华第一次访问广州是什么时候？", date(2019, 3, 2)),
        ("李明华首次访问广州是哪一天？", date(2019, 3, 2)),
        ("最近一次访问广州的是谁？", date(2022, 3, 2)),
        ("李明华最后一次访问广州是什么时候？", date(2022, 3, 2)),
        ("李明华上次访问广州是什么时候？", date(2022, 3, 2)),
    ],
)
def test_occasions_are_told_apart_by_their_days(segment: Segment, question: str, day: date) -> None:
    """Of reports that answer alike; one that says less of it is no first and no last one."""
    texts: list[tuple[str, date | None]] = [
        (f"李明华3月2日访问广州，第{number}站是黄埔区。", date(2018 + number, 3, 2))
        for number in (1, 2, 3, 4)
    ]
    texts += [("广州的天气3月2日转晴。", date(2016, 3, 2)), ("李明华3月2日回到北京。", date(2022, 9, 2))]
    answer = dated(segment, *texts).ask(question)
    assert isinstance(answer, Found)
    assert answer.quotes[0].metadata.date == day
    assert not answer.disputed


def test_what_the_archive_calls_something_is_no_time(segment: Segment) -> None:
    """昨天的太阳 is a title where a text says so, and no day is meant; where none does, it is yesterday's sun."""
    texts = [
        ("歌曲《昨天的太阳》由李明华演唱。", date(2019, 5, 1)),
        ("图书馆的太阳能路灯由王志强设计。", date(2022, 11, 14)),
    ]
    answer = dated(segment, *texts).ask("昨天的太阳是谁演唱的？")
    assert isinstance(answer, Found)
    assert answer.quotes[0].metadata.date == date(2019, 5, 1)
    assert answer.remark == ""
    untitled = [(text.replace("昨天的", ""), day) for text, day in texts]
    answer = dated(segment, *untitled).ask("昨天的太阳是谁演唱的？")
    assert isinstance(answer, Found)
    assert answer.remark == "other days" or answer.quotes[0].metadata.date == date(2022, 11, 14)


def test_a_report_of_other_days_does_not_answer_for_those_that_are_meant(segment: Segment) -> None:
    """Where there are reports of those days that do not say it, the answer is that none does, unless it is far surer."""
    texts = [
        ("市长9月3日出席了纪念活动，并致辞。", date(2018, 9, 3)),
        ("9月3日的天气晴朗，市民出行方便。", date(2021, 9, 3)),
    ]
    answerer = dated(segment, *texts)
    strict = Answerer(answerer.index, segment, threshold=0.6, today=answerer.today)
    answer = strict.ask("去年9月3日市长出席了什么活动？")
    assert isinstance(answer, NotFound)
    assert answer.nearest[0].metadata.date == date(2021, 9, 3)


def test_a_text_without_a_date_may_say_since_when(segment: Segment) -> None:
    """Where no document has a date, the question's 4月以来 is all that tells one text from another."""
    texts = [("去年9月以来，全市发生火灾三十起。", None), ("今年4月以来，全市发生火灾九起。", None)]
    answer = dated(segment, *texts).ask("今年4月以来发生了多少起火灾？")
    assert isinstance(answer, Found)
    assert answer.quotes[0].exact_text == "九起"


@pytest.mark.parametrize(
    ("question", "number"), [("最近一次普查有多少人", "七"), ("最早的普查有多少人", "四")]
)
def test_what_is_counted_tells_its_order(segment: Segment, question: str, number: str) -> None:
    """In a chronicle without a day, the seventh census is the newest one, wherever it stands."""
    lines = [
        f"全国第{one}次人口普查，全县人口{people}万人。"
        for one, people in (("五", 42.15), ("七", 36.08), ("四", 38.47), ("六", 39.62))
    ]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    spans = tuple(Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True))
    document = Document(Metadata("a", "a.txt", title="大事记"), text, spans, Origin(1, "utf-8"))
    answer = Answerer(MemoryIndex([document], segment), segment, threshold=0.0, today=lambda: TODAY).ask(
        question
    )
    assert isinstance(answer, Found)
    assert f"第{number}次" in answer.quotes[0].text
