from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.agreement import find_dispute, join_list, order_equal
from retrieval.answering.answerer import Answerer
from retrieval.answers import Found, NotFound, Quote
from retrieval.chinese.folding import fold
from retrieval.index.memory import MemoryIndex
from retrieval.question.parsing import parse_question
from retrieval.values import Document, Metadata, Origin, Passage, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def quote(text: str, exact: str | None, id: str, score: float = 5.0, day: date | None = None) -> Quote:
    """Make a quote whose sentence is its whole passage."""
    passage = Passage(Metadata(id, id, date=day), 0, 0, text, (Span(0, len(text)),), (), fold(text))
    at = text.find(exact) if exact else -1
    return Quote(passage, Span(0, len(text)), Span(at, at + len(exact)) if exact else None, score)


@pytest.mark.parametrize(
    ("question", "one", "two", "disputed"),
    [
        ("大桥有多长", "4.6公里", "5公里", True),
        ("大桥有多长", "4.6公里", "4.6公里", False),
        ("大桥有多长", "4.6公里", "4600米", False),
        ("有多少人", "八人", "8人", False),
        ("有多少人", "十八人", "18人", False),
        ("有多少人", "1,000人", "1000人", False),
        ("有多少人", "二十人", "30人", True),
        ("有多少人", "一百二十人", "120人", False),
        ("有多少人", "一百二十人", "121人", True),
        ("有多少人", "两千零八人", "2008人", False),
        ("有多少人", "廿三人", "23人", False),
        ("有多少人", "二○八人", "208人", False),
        ("有多少人", "2两", "两两", False),
        ("哪一年通车", "1997年", "1998年", True),
        ("什么时候通车", "1997年", "7月1日", False),
        ("什么时候通车", "1997年7月1日", "7月1日", False),
        ("谁主持会议", "刘吉", "温金荣", True),
        ("谁主持会议", "刘吉", "书记刘吉", False),
        ("总方针是什么", "动态清零", "外防输入", False),
    ],
)
def test_two_documents_contradict_each_other_with_words_of_one_form(
    segment: Segment, question: str, one: str, two: str, disputed: bool
) -> None:
    """Another figure of the same unit, another day of the same grain, another person; how it is written is not."""
    quotes = [
        quote(f"说是{one}。", one, "a"),
        quote("无关。", None, "c", 4.8),
        quote(f"说是{two}。", two, "b", 4.5),
    ]
    ordered, found = find_dispute(parse_question(question, segment), quotes)
    assert found is disputed
    assert sorted(ordered, key=id) == sorted(quotes, key=id)
    assert [one.metadata.id for one in ordered] == (["a", "b", "c"] if disputed else ["a", "c", "b"])


@pytest.mark.parametrize(
    ("one", "two", "disputed"),
    [
        ("港珠澳大桥全长【55公里】。", "海底隧道全长【6.7公里】。", False),
        ("港珠澳大桥全长【55公里】。", "港珠澳大桥全长【50公里】。", True),
        ("2021年港珠澳大桥全长【55公里】。", "2022年港珠澳大桥全长【50公里】。", False),
        ("2021年港珠澳大桥全长【55公里】。", "2021年港珠澳大桥全长【50公里】。", True),
        ("6月8日港珠澳大桥全长【55公里】。", "6月9日港珠澳大桥全长【50公里】。", False),
        ("6月8日港珠澳大桥全长【55公里】。", "港珠澳大桥全长【50公里】。", True),
    ],
)
def test_sentences_of_two_things_or_two_days_contradict_nothing(
    segment: Segment, one: str, two: str, disputed: bool
) -> None:
    """Both must hold the same of the question's words, and neither another year or day than the other."""
    quotes = []
    for id, marked in (("a", one), ("b", two)):
        exact = marked[marked.index("【") + 1 : marked.index("】")]
        quotes.append(quote(marked.replace("【", "").replace("】", ""), exact, id))
    assert find_dispute(parse_question("港珠澳大桥全长多少公里？", segment), quotes)[1] is disputed


def test_one_document_does_not_contradict_itself_nor_does_a_far_worse_sentence(segment: Segment) -> None:
    """What stands far behind does not answer, and so says nothing else."""
    question = parse_question("大桥有多长", segment)
    first = quote("长4公里。", "4公里", "a")
    assert not find_dispute(question, [first, quote("长5公里。", "5公里", "a")])[1]
    assert not find_dispute(question, [first, quote("长5公里。", "5公里", "b", 2.0)])[1]
    many = parse_question("有哪些人参加", segment)
    assert not find_dispute(many, [quote("刘吉来。", "刘吉", "a"), quote("王滨来。", "王滨", "b")])[1]


def test_of_equal_answers_the_newest_comes_first_and_it_is_said() -> None:
    """Equal are the same words, equally good, of two days; what has no date stays where it is."""
    old = quote("刘吉主持。", "刘吉", "a", 5.0, date(2020, 1, 1))
    other = quote("王滨主持。", "王滨", "x", 4.95, date(2023, 1, 1))
    new = quote("刘吉主持会议。", "刘吉", "b", 4.9, date(2022, 1, 1))
    assert order_equal([old, other, new]) == ((new, other, old), True)
    undated = quote("刘吉主持会议。", "刘吉", "b", 4.9)
    assert order_equal([old, undated]) == ((old, undated), False)
    worse = quote("刘吉主持会议。", "刘吉", "b", 4.0, date(2022, 1, 1))
    assert order_equal([old, worse]) == ((old, worse), False)
    nothing = [
        quote("一。", None, "a", 5.0, date(2020, 1, 1)),
        quote("二。", None, "b", 5.0, date(2022, 1, 1)),
    ]
    assert order_equal(nothing) == (tuple(nothing), False)


SPEECH = "刘吉强调,要抓好防控。清醒认识形势。坚决落实要求。温金荣强调,要早发现。天气晴朗。"
STEPS = "条例规定三项原则。一是公开办事。二是公平待人。三是公正裁决。今天下雨。"


def sentences(text: str, scores: list[float]) -> list[Quote]:
    spans, start = [], 0
    for piece in text.split("。")[:-1]:
        spans.append(Span(start, start + len(piece) + 1))
        start += len(piece) + 1
    passage = Passage(Metadata("d", "d"), 0, 0, text, tuple(spans), (), fold(text))
    quotes = [Quote(passage, span, None, score) for span, score in zip(spans, scores, strict=True)]
    return sorted(quotes, key=lambda one: -one.score)


@pytest.mark.parametrize(
    ("question", "quotes", "together"),
    [
        ("刘吉强调了哪些方面", sentences(SPEECH, [9, 1, 1, 2, 0]), ["刘吉强调,要抓好防控。", "清醒认识形势。", "坚决落实要求。"]),
        ("刘吉强调了什么方面", sentences(SPEECH, [9, 1, 1, 2, 0]), ["刘吉强调,要抓好防控。"]),
        (
            "有哪些原则",
            sentences(STEPS, [9, 1, 1, 1, 0]),
            ["条例规定三项原则。", "一是公开办事。", "二是公平待人。", "三是公正裁决。"],
        ),
        (
            "有哪些原则",
            sentences(STEPS, [2, 1, 9, 1, 0]),
            ["二是公平待人。", "条例规定三项原则。", "一是公开办事。", "三是公正裁决。"],
        ),
    ],
)  # fmt: skip
def test_a_list_is_answered_by_the_sentences_that_go_on_with_it(
    segment: Segment, question: str, quotes: list[Quote], together: list[str]
) -> None:
    """The best sentence first, then the others as they stand; a list ends with the speech, or its form."""
    ordered, count = join_list(parse_question(question, segment), quotes)
    assert [one.text for one in ordered[:count]] == together
    assert sorted(ordered, key=id) == sorted(quotes, key=id)


@pytest.mark.parametrize(
    ("text", "question", "together"),
    [
        ("李强强调,要抓好防控。要及早处置。王毅参加会见。", "李强强调了哪些方面", 2),
        ("李强强调,要抓好防控。李强指出,要及早处置。天安门广场人很多。", "李强强调了哪些方面", 2),
        ("李强强调,要抓好防控。11日下午天气转晴。", "李强强调了哪些方面", 1),
        ("李强强调,要抓好防控。有关部门负责人参加会议。", "李强强调了哪些方面", 1),
        ("条例规定了原则,一是公开。二是公平。三是公正。今天下雨。", "条例规定了哪些原则", 3),
        # An eleventh item goes on as a second does, however it is numbered; a sum of 2.5万 is no second item.
        ("条例规定了原则,十是公开。十一是公平。十二是公正。今天下雨。", "条例规定了哪些原则", 3),
        ("条例规定了原则,十、公开。十一、公平。(十二)公正。⑬公道。今天下雨。", "条例规定了哪些原则", 4),
        # A line that announces a list is answered by the list, whatever is asked.
        ("办理时须提供下列材料。(一)身份证。(二)照片。大家都来。", "办理要什么材料", 3),
        ("条例规定了公开的原则。2.5万人参观。", "条例规定了哪些原则", 1),
        ("条例规定了公开的原则。大家都来参观。", "条例规定了哪些原则", 1),
    ],
)
def test_a_list_goes_on_beyond_what_was_weighed(
    segment: Segment, text: str, question: str, together: int
) -> None:
    """With the same speech or the next number, and with nothing else: not with whoever was there, nor the weather."""
    spans, start = [], 0
    for piece in text.split("。")[:-1]:
        spans.append(Span(start, start + len(piece) + 1))
        start += len(piece) + 1
    passage = Passage(Metadata("d", "d"), 0, 0, text, tuple(spans), segment(text), fold(text))
    ordered, count = join_list(parse_question(question, segment), [Quote(passage, spans[0], None, 9.0)])
    assert [one.sentence for one in ordered] == spans[:together]
    assert count == together


@pytest.fixture(scope="module")
def answerer(segment: Segment) -> Answerer:
    texts = {
        "旧": ("虎门大桥全长4公里，连接两岸。", date(2020, 1, 1)),
        "新": ("虎门大桥全长5公里，连接两岸。", date(2022, 1, 1)),
        "闻": ("图书馆每天开放八小时，欢迎读者。", date(2021, 1, 1)),
    }
    documents = [
        Document(Metadata(id=id, path=id, date=day), text, (Span(0, len(text)),), Origin(1, "utf-8"))
        for id, (text, day) in texts.items()
    ]
    return Answerer(MemoryIndex(documents, segment), segment, threshold=0.0, today=lambda: date(2023, 1, 1))


def test_what_is_disputed_is_shown_from_both_sides(answerer: Answerer, segment: Segment) -> None:
    """As an answer with a remark, or, where neither is sure, as the reason why there is none."""
    found = answerer.ask("虎门大桥全长多少公里？")
    assert isinstance(found, Found)
    assert found.disputed
    assert {one.exact_text for one in found.quotes[:2]} == {"4公里", "5公里"}
    strict = Answerer(answerer.index, segment, threshold=1.0, today=answerer.today)
    refused = strict.ask("虎门大桥全长多少公里？")
    assert isinstance(refused, NotFound)
    assert refused.reason == "disputed"
    assert {one.exact_text for one in refused.nearest[:2]} == {"4公里", "5公里"}
    assert not answerer.ask("虎门大桥全长多少公里？", limit=1).disputed


@pytest.mark.parametrize(
    ("one", "other", "disputed"),
    [
        ("1997年", "1997年", True),
        ("1997年", "一九九七年", True),
        ("1997年", "一九九八年", False),
        ("一九九七年", "一九九八年", False),
        ("11月14日", "十一月十四日", True),
        ("11月14日", "十一月十五日", False),
    ],
)
def test_what_is_said_of_other_days_in_either_writing_is_no_dispute(
    segment: Segment, one: str, other: str, *, disputed: bool
) -> None:
    """The visitors of 1997 are not those of 一九九八年."""
    quotes = [
        quote(f"{one}展览有4600人参观。", "4600人", "a"),
        quote(f"{other}展览有5100人参观。", "5100人", "b", 4.8),
    ]
    assert find_dispute(parse_question("展览有多少人参观", segment), quotes)[1] is disputed
