"""Reports that stand several times: which are folded, and into which."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from reports import REPORT, document

from retrieval.curation.duplicates import are_same
from retrieval.curation.facts import with_all_facts
from retrieval.curation.fingerprints import Sketches, sketch

if TYPE_CHECKING:
    from retrieval.values import Document


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


def test_sameness_goes_both_ways() -> None:
    """Which of two documents is asked about makes no difference."""
    both = [sketch(document("a")), sketch(document("b", REPORT + "会后散发了材料。"))]
    assert are_same(Sketches.of(both), 0, 1)
    assert are_same(Sketches.of(both), 1, 0)
