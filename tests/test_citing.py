"""How a document is cited."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.citing import cite, cite_formally, day_of, write_date, write_day, write_place
from retrieval.values import Metadata, Place, PlaceKind, Places

DAY = date(2022, 11, 14)


@pytest.mark.parametrize(
    ("metadata", "written", "day"),
    [
        (Metadata("i", "p", date_text="二〇二二年十一月十四日", date=DAY), "2022年11月14日", "2022-11-14"),
        (Metadata("i", "p", date_text="2022-11-14 08:00", date=DAY), "2022年11月14日", "2022-11-14"),
        (
            Metadata("i", "p", date_text="11月14日下午", date=DAY, date_inferred=True),
            "11月14日下午（推断为2022年）",
            "2022-11-14",
        ),
        (
            Metadata("i", "p", date_text="11-14", date=DAY, date_inferred=True),
            "11-14（推断为2022年）",
            "2022-11-14",
        ),
        # What a file's name says need not be what the text says: then the day is the inferred one, and stands once.
        (
            Metadata("i", "p", date_text="1月14日", date=DAY, date_inferred=True),
            "2022年11月14日（推断）",
            "2022-11-14",
        ),
        (Metadata("i", "p", date=DAY, date_inferred=True), "2022年11月14日（推断）", "2022-11-14"),
        (Metadata("i", "p", date_text="11月14日"), "11月14日", "11月14日"),
        (Metadata("i", "p"), "", ""),
    ],
)
def test_a_date_is_written_once_and_what_is_inferred_is_said(
    metadata: Metadata, written: str, day: str
) -> None:
    """A machine reads the day alone."""
    assert write_date(metadata, "zh-Hans") == written
    assert day_of(metadata) == day


@given(st.dates(), st.sampled_from(["zh-Hans", "zh-Hant", "en"]), st.booleans(), st.booleans())
def test_no_part_of_a_date_is_written_twice(day: date, language: str, inferred: bool, written: bool) -> None:
    """Whatever is known of it, a day has one year, one month and one day."""
    text = f"{day.month}月{day.day}日" if written else ""
    shown = write_date(Metadata("i", "p", date_text=text, date=day, date_inferred=inferred), language)
    numbers = re.findall(r"\d+", shown)
    assert len(numbers) == (3 if language != "en" or (inferred and written) else 2)
    assert str(day.year) in numbers


def test_a_day_is_written_as_each_language_writes_it() -> None:
    assert write_day(DAY, "zh-Hant") == "2022年11月14日"
    assert write_day(DAY, "en") == "14 November 2022"


def test_a_document_is_cited_by_what_is_known_of_it() -> None:
    """The path stands in for the title, since a day alone names no document."""
    assert (
        cite(Metadata("i", "a.txt", title="会议", source="日报", date=DAY), "en")
        == "会议 · 14 November 2022 · 日报"
    )
    assert cite(Metadata("i", "a.txt"), "en") == "a.txt"


def test_each_name_is_said_once() -> None:
    """The chat of a message is its title, and a chapter's heading may be a part of it."""
    chat = Metadata("i", "result.json", title="采编群", source="采编群", date=DAY)
    assert cite(chat, "zh-Hans", Place("message", "采编群", "文澍")) == "文澍 在“采编群” · 2022年11月14日"
    book = Metadata("i", "b.epub", title="县志 第三章")
    assert cite(book, "zh-Hans", Place("chapter", "第三章")) == "县志 第三章"


@pytest.mark.parametrize(
    ("place", "written"),
    [
        (Place(), ""),
        (Place("page", "", "3"), "第3页"),
        (Place("cell", "", "E5"), "单元格E5"),
        (Place("cell", "公交", "E5"), "工作表“公交”E5"),
        (Place("page"), ""),
    ],
)
def test_a_place_is_told_where_there_is_one(place: Place, written: str) -> None:
    assert write_place(place, "zh-Hans") == written


@pytest.mark.parametrize(("kind", "mark"), [("", "N"), ("page", "N"), ("cell", "DS"), ("message", "Z")])
def test_a_formal_citation_says_what_kind_of_document_it_is(kind: PlaceKind, mark: str) -> None:
    """Only a newspaper's article is one."""
    assert cite_formally(Metadata("i", "p", title="公交线路", places=Places(kind))) == f"公交线路[{mark}]."


def test_a_formal_citation_leaves_out_what_is_not_known() -> None:
    assert cite_formally(Metadata("i", "a.txt")) == "a.txt[N]."
    known = Metadata("i", "a.txt", title="大桥通车", byline="本报记者 王五", source="惠州日报", date=DAY)
    assert cite_formally(known) == "王五. 大桥通车[N]. 惠州日报, 2022-11-14."
