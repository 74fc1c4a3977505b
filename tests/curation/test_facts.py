"""What an archive says of its documents: duplicates, boilerplate, years."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive.documents import parse_document
from retrieval.archive.records import Record, Repaired
from retrieval.curation.duplicates import are_same
from retrieval.curation.facts import NO_FACTS, find_facts, with_all_facts, with_facts
from retrieval.curation.fingerprints import Sketches, find_ends, sketch, sketch_all
from retrieval.curation.years import infer_date
from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.values import Document

REPORT = (
    "7月2日上午，全市防汛工作第一次会议在江城召开，市长周明主持会议，各区负责人参加。会议指出，连日降雨使水位上升，形势不容乐观。"
    "会议要求，逐段排查堤防，备足物资，落实责任到人，确保安全度汛。周明强调，要把群众安全放在首位，及时转移低洼处的居民，不得延误。"
)


def document(id: str, text: str = REPORT, **fields: Any) -> Document:
    """Return a document as a record of a JSON file gives it."""
    record = Record(path="a.jsonl", id=id, text=text, body=True, **fields)
    return parse_document(record, Repaired(text))


def folded(*documents: Document) -> dict[str, str]:
    """Return which document is folded into which."""
    return {one.id: one.folded_into for one in with_all_facts(documents) if one.folded_into}


@pytest.mark.parametrize(
    "copy",
    [
        REPORT,
        REPORT.replace("，", " ,"),
        REPORT.replace("会议", "會議").replace("连日", "連日"),
        REPORT.replace("指出，", "指出：\n"),
        REPORT.replace("形势不容乐观", "形势并不乐观"),
        REPORT + "来源于本报客户端。",
    ],
)
def test_copies_are_folded(copy: str) -> None:
    """Exact copies, other marks or another way of writing, another clause, a line more."""
    assert len(folded(document("a"), document("b", copy))) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("第一次", "第三次"), ("7月2日", "7月4日"), ("2日上午", "2日下午"), ("7月2日上午", "今天上午")],
)
def test_reports_that_differ_in_a_number_stay_two(old: str, new: str) -> None:
    """A date, an ordinal, a day named from where one stands: another occasion, however alike the words."""
    assert folded(document("a"), document("b", REPORT.replace(old, new))) == {}


def test_reports_of_two_days_stay_two() -> None:
    """The same words on another day, or under headlines with other numbers, are said of another occasion."""
    assert folded(document("a", date="2022-07-02"), document("b", date="2023-07-02")) == {}
    assert folded(document("a", title="第一次会议"), document("b", title="第三次会议")) == {}


def test_a_towns_notice_is_not_its_neighbours() -> None:
    """Where a clause is different and the headlines are too, the name is what they differ in."""
    other = REPORT.replace("在江城召开", "在河口召开")
    assert folded(document("a", title="江城防汛会议"), document("b", other, title="河口防汛会议")) == {}
    assert folded(document("a", title="防汛会议"), document("b", other, title="防汛会议")) == {"b": "a"}


def test_what_is_said_anew_is_no_copy() -> None:
    """A line that two people write is no report that was copied."""
    assert folded(document("a", "收到，谢谢。"), document("b", "收到，谢谢。")) == {}


def test_the_keeper_says_most_and_is_known_best() -> None:
    """Of copies the longest is kept, then the one with the most metadata, then the first id."""
    assert folded(document("a"), document("b", REPORT + "会后散发了材料。")) == {"a": "b"}
    assert folded(document("a"), document("b", source="江城日报")) == {"a": "b"}
    assert folded(document("b"), document("a")) == {"b": "a"}


def test_the_keeper_names_the_others() -> None:
    """Their title, date and source are seen; each is opened by its own id, whole."""
    kept, other = with_all_facts(
        [document("a", source="江城日报", date="2022-07-02"), document("b", source="晚报")]
    )
    assert [one.source for one in kept.metadata.also] == ["晚报"]
    assert other.folded_into == "a"
    assert other.paragraphs


def test_copies_without_a_day_do_not_join_two_days() -> None:
    """What bears no day joins one of two reports of different days, and never makes them one."""
    documents = [document("a", date="2022-07-02"), document("b"), document("c", date="2023-07-02")]
    assert list(folded(*documents)) == ["b"]


def test_a_copy_lends_its_day() -> None:
    """A longer text without a day appeared when its copy did, which is said to be inferred."""
    [kept, _] = with_all_facts([document("a", REPORT + "会后散发了材料。"), document("b", date="2022-07-02")])
    assert (kept.metadata.date, kept.metadata.date_inferred) == (date(2022, 7, 2), True)


FIRST, LAST = "各位听众早上好，欢迎收听江城新闻。", "本节目由江城广播电台制作，谢谢收听。"


def broadcasts(number: int, opening: str = FIRST, closing: str = LAST) -> list[Document]:
    """Return so many broadcasts, each with its own news."""
    return [
        document(f"{n:02}", f"{opening}第{n}号台风逼近沿海，{n}个乡镇转移居民。\n{closing}")
        for n in range(number)
    ]


def paragraphs(one: Document) -> list[str]:
    """Return a document's paragraphs."""
    return [span.of(one.text) for span in one.paragraphs]


def test_boilerplate_is_kept_out() -> None:
    """What opens or closes every document is searched in none; what is left keeps its place in the text."""
    for one in with_all_facts(broadcasts(20)):
        [left] = paragraphs(one)
        assert left.startswith("第")
        assert left.endswith("居民。")
        assert FIRST in one.text


def test_a_small_archive_has_no_boilerplate() -> None:
    """Among a few documents chance repeats a sentence."""
    assert all(FIRST in paragraphs(one)[0] for one in with_all_facts(broadcasts(7)))


def test_a_copied_article_makes_no_boilerplate() -> None:
    """Twenty copies of one report, on one day, open alike because they are one."""
    copies = [document(f"c{n:02}") for n in range(20)]
    others = broadcasts(20, opening="", closing="")
    kept = [one for one in with_all_facts([*copies, *others]) if one.metadata.also]
    assert [paragraphs(one) for one in kept] == [[REPORT]]


def test_what_stands_in_the_middle_is_no_boilerplate() -> None:
    """Only the two ends are looked at: a sentence of every document's middle may answer a question."""
    middle = "".join(f"{word}来水情况如下。" for word in "甲乙丙丁")
    documents = [
        document(
            f"{n:02}",
            "".join(f"第{n}号文件之{k}。" for k in "甲乙丙丁戊")
            + middle
            + "".join(f"第{n}号{k}完。" for k in "甲乙丙丁戊"),
        )
        for n in range(20)
    ]
    assert all(middle in paragraphs(one)[0] for one in with_all_facts(documents))


@pytest.mark.parametrize(
    ("yearless", "neighbours", "expected"),
    [
        ((11, 14), [date(2022, 11, 13), date(2022, 11, 15)], date(2022, 11, 14)),
        ((12, 30), [date(2022, 1, 3)], date(2021, 12, 30)),
        ((12, 30), [date(2021, 12, 28), date(2022, 1, 3)], date(2021, 12, 30)),
        ((2, 29), [date(2023, 2, 27)], None),
        ((7, 1), [date(2021, 7, 1), date(2023, 7, 1)], None),
        ((7, 1), [], None),
    ],
)
def test_a_year_comes_from_the_neighbours(
    yearless: tuple[int, int], neighbours: list[date], expected: date | None
) -> None:
    """The year that brings the day next to them; none where they are far, or where there is no such day."""
    assert infer_date(yearless, neighbours) == expected


def test_an_inferred_year_is_said_to_be_inferred() -> None:
    """The text's own words for the day stay."""
    texts = {"a": "2022-11-13", "b": "11月14日下午", "c": "2022-11-15"}
    found = [
        one.metadata for one in with_all_facts(document(id, id * 30, date=day) for id, day in texts.items())
    ]
    assert [(one.date, one.date_inferred) for one in found] == [
        (date(2022, 11, 13), False),
        (date(2022, 11, 14), True),
        (date(2022, 11, 15), False),
    ]
    assert found[1].date_text == "11月14日下午"


def test_one_neighbour_alone_says_nothing() -> None:
    """In a folder of all kinds a single dated document lies next to another by chance."""
    documents = [document("a", "甲" * 30, date="1937-07-07"), document("b", "乙" * 30, date="11月14日")]
    assert [one.metadata.date_inferred for one in with_all_facts(documents)] == [False, False]


SENTENCES = st.sampled_from(
    [
        "会议在江城召开，市长主持。",
        "会议在江城召开,市長主持。",
        "第一次会议通过了决定。",
        "第二次会议通过了决定。",
        "各区负责人参加，会期一天。",
        "记者到现场采访。",
        "天气晴朗，道路畅通，秩序良好。",
    ]
)
ARCHIVES = st.lists(
    st.tuples(st.lists(SENTENCES, max_size=6), st.sampled_from(["", "2022-07-02", "7月3日"])), max_size=24
)


@settings(deadline=None)
@given(ARCHIVES)
def test_facts_hold_together(archive: list[tuple[list[str], str]]) -> None:
    """For any archive: what is folded names a keeper that is not folded and the same report, on no other day."""
    documents = [document(f"{n:02}", "".join(texts), date=day) for n, (texts, day) in enumerate(archive)]
    sketches = Sketches.of([sketch(one) for one in documents])
    numbers = {one.id: sketches.rows["numbers"][place] for place, one in enumerate(documents)}
    facts = {documents[place].id: found for place, found in find_facts(sketches).items()}
    for id, found in facts.items():
        if not found.folded_into:
            continue
        keeper = facts[found.folded_into]
        assert not keeper.folded_into
        assert id in [one.id for one in keeper.also]
        assert numbers[id] == numbers[found.folded_into]
    kept = [one for one in with_all_facts(documents) if not one.folded_into]
    for one in kept:
        days = {copy.date for copy in (one.metadata, *one.metadata.also)} - {None}
        assert len(days) <= 1


@settings(deadline=None)
@given(ARCHIVES)
def test_paragraphs_without_boilerplate_are_stretches_of_paragraphs(
    archive: list[tuple[list[str], str]],
) -> None:
    """For any archive: what is left of a paragraph lies within it, is not blank, and without facts is all of it."""
    documents = [document(f"{n:02}", "\n".join(texts), date=day) for n, (texts, day) in enumerate(archive)]
    for before, after in zip(documents, with_all_facts(documents), strict=True):
        assert with_facts(before, NO_FACTS) is before
        for span in after.paragraphs:
            assert any(one.start <= span.start < span.end <= one.end for one in before.paragraphs)
            assert span.of(after.text) == span.of(after.text).strip()


@given(st.lists(st.tuples(st.text(), st.text())))
def test_documents_are_sketched_together_as_each_alone(archive: list[tuple[str, str]]) -> None:
    """For any texts: a sketch is made from its document and nothing else, however many lie beside it."""
    documents = [document(str(number), text, title=title) for number, (title, text) in enumerate(archive)]
    assert sketch_all(documents) == [sketch(one) for one in documents]


@given(st.lists(st.text(alphabet=st.sampled_from("会。！？:：”）' a\n")), min_size=1))
def test_the_ends_of_a_document_are_its_first_and_last_sentences(texts: list[str]) -> None:
    """For any text: what opens and closes it are what its paragraphs fall into, up to a mark and what closes."""
    one = document("a", "\n".join(texts))
    pattern = re.compile("[^。！？!?：:]*[。！？!?：:]*[”’」』）)\"']*")
    sentences = [
        Span(*found.span())
        for span in one.paragraphs
        for found in pattern.finditer(one.text, span.start, span.end)
        if found[0]
    ]
    assert find_ends(one) == (sentences[:4], sentences[-4:])


def test_sameness_goes_both_ways() -> None:
    """Which of two documents is asked about makes no difference."""
    both = [sketch(document("a")), sketch(document("b", REPORT + "会后散发了材料。"))]
    assert are_same(Sketches.of(both), 0, 1)
    assert are_same(Sketches.of(both), 1, 0)
