from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Answerer, Found, NotFound
from retrieval.index.memory import MemoryIndex
from retrieval.question.period import find_period
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

TODAY = date(2022, 11, 15)  # a Tuesday


@pytest.mark.parametrize(
    ("question", "since", "until", "rest"),
    [
        ("昨天谁主持了会议？", date(2022, 11, 14), date(2022, 11, 14), "谁主持了会议？"),
        ("今日誰主持會議", TODAY, TODAY, "誰主持會議"),
        ("上周谁主持会议", date(2022, 11, 7), date(2022, 11, 13), "谁主持会议"),
        ("本周谁主持会议", date(2022, 11, 14), date(2022, 11, 20), "谁主持会议"),
        ("上个月谁主持会议", date(2022, 10, 1), date(2022, 10, 31), "谁主持会议"),
        ("去年两会谁当选", date(2021, 3, 1), date(2021, 3, 20), "两会谁当选"),
        ("去年广东省两会谁当选", date(2021, 1, 1), date(2021, 3, 20), "广东省两会谁当选"),
        ("2020年两会谁当选", date(2020, 5, 20), date(2020, 5, 29), "2020年两会谁当选"),
        ("去年两会精神是什么", date(2021, 1, 1), date(2021, 12, 31), "两会精神是什么"),
        ("去年国庆谁讲话", date(2021, 10, 1), date(2021, 10, 8), "国庆谁讲话"),
        ("今年春节谁值班", date(2022, 1, 31), date(2022, 2, 8), "春节谁值班"),
        ("去年中秋谁值班", date(2021, 9, 21), date(2021, 9, 24), "中秋谁值班"),
        ("2021年五一谁值班", date(2021, 5, 1), date(2021, 5, 6), "2021年五一谁值班"),
        ("前年元旦谁讲话", date(2020, 1, 1), date(2020, 1, 3), "元旦谁讲话"),
        ("国庆假期谁值班", date(2022, 10, 1), date(2022, 10, 8), "国庆假期谁值班"),
        ("去年年底谁主持会议", date(2021, 12, 1), date(2021, 12, 31), "年底谁主持会议"),
        ("去年底谁主持会议", date(2021, 12, 1), date(2021, 12, 31), "谁主持会议"),
        ("今年上半年出口多少", date(2022, 1, 1), date(2022, 7, 31), "上半年出口多少"),
        ("第三季度出口多少", date(2022, 7, 1), date(2022, 10, 31), "第三季度出口多少"),
        ("2021年前三季度出口多少", date(2021, 1, 1), date(2021, 10, 31), "2021年前三季度出口多少"),
        ("今年前五个月出口多少", date(2022, 1, 1), date(2022, 6, 30), "前五个月出口多少"),
        ("去年夏天谁主持会议", date(2021, 6, 1), date(2021, 8, 31), "夏天谁主持会议"),
        ("月初谁主持会议", date(2022, 11, 1), date(2022, 11, 11), "谁主持会议"),
        ("月底谁主持会议", date(2022, 10, 21), date(2022, 11, 1), "谁主持会议"),
        ("上个月底谁主持会议", date(2022, 10, 21), date(2022, 11, 1), "谁主持会议"),
        ("10月下旬谁主持会议", date(2022, 10, 21), date(2022, 11, 1), "10月下旬谁主持会议"),
        ("本月9日谁主持会议", date(2022, 11, 9), date(2022, 11, 10), "9日谁主持会议"),
        ("上上个月谁主持会议", date(2022, 9, 1), date(2022, 9, 30), "谁主持会议"),
        ("去年十一月谁主持会议", date(2021, 11, 1), date(2021, 11, 30), "十一月谁主持会议"),
        ("今年3月5日谁主持会议", date(2022, 3, 5), date(2022, 3, 6), "3月5日谁主持会议"),
        ("今年4月以来谁主持会议", date(2022, 4, 1), None, "谁主持会议"),
        ("2021年至今谁主持会议", date(2021, 1, 1), TODAY, "2021年至今谁主持会议"),
        ("去年9月到现在谁主持会议", date(2021, 9, 1), TODAY, "9月到现在谁主持会议"),
        ("11月谁主持会议", date(2022, 11, 1), date(2022, 11, 30), "11月谁主持会议"),
        ("十二月份谁主持会议", date(2021, 12, 1), date(2021, 12, 31), "十二月份谁主持会议"),
        ("前天谁主持会议", date(2022, 11, 13), date(2022, 11, 13), "谁主持会议"),
        ("昨晚谁主持会议", date(2022, 11, 14), date(2022, 11, 14), "谁主持会议"),
        ("周五谁主持会议", date(2022, 11, 11), date(2022, 11, 12), "周五谁主持会议"),
        ("上礼拜三谁主持会议", date(2022, 11, 9), date(2022, 11, 10), "谁主持会议"),
        ("近三天谁主持会议", date(2022, 11, 12), TODAY, "谁主持会议"),
        ("过去一周谁主持会议", date(2022, 11, 8), TODAY, "谁主持会议"),
        ("这几天谁主持会议", date(2022, 11, 8), TODAY, "谁主持会议"),
        ("近三年谁主持会议", date(2019, 11, 15), TODAY, "近三年谁主持会议"),
        ("三年前谁主持会议", date(2019, 1, 1), date(2019, 12, 31), "三年前谁主持会议"),
        ("两周前谁主持会议", date(2022, 10, 31), date(2022, 11, 6), "两周前谁主持会议"),
        ("三个月前谁主持会议", date(2022, 8, 1), date(2022, 8, 31), "三个月前谁主持会议"),
        ("2020年至2022年谁主持会议", date(2020, 1, 1), date(2022, 12, 31), "2020年至2022年谁主持会议"),
        ("2020到2021年间谁主持会议", date(2020, 1, 1), date(2021, 12, 31), "2020到2021年间谁主持会议"),
        ("2016年到北京的有谁", date(2016, 1, 1), date(2016, 12, 31), "2016年到北京的有谁"),
        ("11月1日到15日谁主持会议", date(2022, 11, 1), date(2022, 11, 16), "11月1日到15日谁主持会议"),
        ("2021年11月1日至12月2日谁来", date(2021, 11, 1), date(2021, 12, 3), "2021年11月1日至12月2日谁来"),
        ("十月到十二月谁主持会议", date(2022, 10, 1), date(2022, 12, 31), "十月到十二月谁主持会议"),
        ("去年11月至今年2月谁主持会议", date(2021, 11, 1), date(2022, 2, 28), "11月至今年2月谁主持会议"),
        ("2021年之前谁主持会议", None, date(2020, 12, 31), "谁主持会议"),
        ("2020年以后谁主持会议", date(2020, 1, 1), None, "谁主持会议"),
        ("二〇二二年谁主持会议", date(2022, 1, 1), date(2022, 12, 31), "二〇二二年谁主持会议"),
        ("二零二一年十一月十四日谁来", date(2021, 11, 14), date(2021, 11, 15), "二零二一年十一月十四日谁来"),
        ("十一月十四日谁主持会议", date(2022, 11, 14), date(2022, 11, 15), "十一月十四日谁主持会议"),
        ("２０２２年谁主持会议", date(2022, 1, 1), date(2022, 12, 31), "２０２２年谁主持会议"),
        ("22年11月谁主持会议", date(2022, 11, 1), date(2022, 11, 30), "22年11月谁主持会议"),
        ("98年10月谁主持会议", date(1998, 10, 1), date(1998, 10, 31), "98年10月谁主持会议"),
        ("2022-11-14谁主持会议", date(2022, 11, 14), date(2022, 11, 15), "2022-11-14谁主持会议"),
        ("今天（9月11日）谁来", date(2022, 9, 11), date(2022, 9, 12), "今天（9月11日）谁来"),
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
        "距离爆炸点最近的是哪个哨位",
        "《昨天的太阳》是谁唱的",
        "“今天”是谁办的刊物",
        "明天系是什么",
        "今日头条的创始人是谁",
        "今日說法誰主持",
        "今晚报的总编是谁",
        "十月革命何时爆发",
        "三月三是什么节日",
        "五月天唱了什么",
        "十二月党人在哪里起义",
        "十月镇在哪里",
        "五四运动何时爆发",
        "五一劳动奖章颁给谁",
        "两会精神是什么",
        "十一届三中全会何时召开",
        "每周一谁升旗",
        "周一良是谁",
        "黑色星期五谁导演",
        "战事持续近三年造成多少人伤亡",
        "100年前谁发明了电灯",
        "在11月底之前要建成多少座桥",
        "历史上最大的地震死了多少人",
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
        ("最近一次会议在哪里召开", 1),
        ("上次会议在哪里召开", 1),
        ("第一次访问中国是什么时候", -1),
        ("第一次在北京举行是哪年", -1),
        ("首次公布是在什么时候", -1),
        ("谁第一次主持会议", -1),
        ("第一次鸦片战争是哪年", 0),
        ("第一次全国人口普查是什么时候", 0),
        ("第一次全国代表大会在哪里召开", 0),
        ("第一次工业革命从哪里开始", 0),
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
    """No text writes its year: it is the document's date that answers, printed days after a feast or a half."""
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
    assert answer.remark == "other days"


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


_PIECES = [
    *"一二三四十0123年月日号周初底末的至到-，第前后《》",
    *(
        "2022",
        "13",
        "去年",
        "今年",
        "本月",
        "上周",
        "星期",
        "两会",
        "春节",
        "国庆期间",
        "以来",
        "之前",
        "近",
        "过去",
    ),
    *(
        "三天",
        "季度",
        "上半年",
        "最近",
        "最近一次",
        "第一次",
        "首次",
        "什么时候",
        "谁主持会议",
        "今天",
        "昨天的",
        "下旬",
    ),
]


@given(
    question=st.lists(st.sampled_from(_PIECES), max_size=8).map("".join),
    today=st.dates(date(1949, 10, 1), date(2060, 12, 31)),
)
def test_whatever_is_written_means_days_in_their_order_or_none(
    segment: Segment, question: str, today: date
) -> None:
    """Nothing is raised, and the words left over are the question's own."""
    period = find_period(question, today, segment)
    if period.since and period.until:
        assert period.since <= period.until
    if period.near:
        assert period.near[0] <= period.near[1]
    assert len(period.rest) <= len(question)
    assert not (set(period.rest) | set(period.plain)) - set(question)
