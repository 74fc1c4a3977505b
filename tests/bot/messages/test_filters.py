from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.filters import FilterError, describe_filter, parse_filter
from retrieval import EVERYTHING, Filter

YEAR = Filter(date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("text", "rest", "filter"),
    [
        ("2022年", "", YEAR),
        ("2022年 谁主持会议？", "谁主持会议？", YEAR),
        ("谁主持会议？ 2022年11月", "谁主持会议？", Filter(date(2022, 11, 1), date(2022, 11, 30))),
        ("2022年11月14日 谁主持会议？", "谁主持会议？", Filter(date(2022, 11, 14), date(2022, 11, 14))),
        ("since:2022-11 问", "问", Filter(date(2022, 11, 1))),
        ("从：2022年11月 问", "问", Filter(date(2022, 11, 1))),
        ("until:2022-02", "", Filter(None, date(2022, 2, 28))),
        ("since:2021 until:2022-11-14", "", Filter(date(2021, 1, 1), date(2022, 11, 14))),
        ("来源:惠州日报 问", "问", Filter(source="惠州日报")),
        ("來源：惠州日报", "", Filter(source="惠州日报")),
        # A year inside a question belongs to it.
        ("2022年谁主持会议？", "2022年谁主持会议？", EVERYTHING),
        ("  两个  空格 留着 ", "两个  空格 留着", EVERYTHING),
        ("时间：2022", "时间：2022", EVERYTHING),
        ("", "", EVERYTHING),
    ],
)
def test_filters_are_read_as_people_type_them(text: str, rest: str, filter: Filter) -> None:
    assert parse_filter(text) == (rest, filter)


@pytest.mark.parametrize("text", ["since:2022-13", "until:昨天", "since:2022-02-30", "0000年"])
def test_a_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(FilterError):
        parse_filter(text)


def test_what_is_not_named_stays_and_an_empty_key_clears() -> None:
    _, both = parse_filter("来源:惠州日报", YEAR)
    assert both == Filter(YEAR.since, YEAR.until, "惠州日报")
    assert parse_filter("since: until: 来源:", both) == ("", EVERYTHING)


@pytest.mark.parametrize(
    "text", ["2022年", "2022年11月", "2022年11月14日", "since:2022-11-02", "2022年 来源:惠州日报"]
)
def test_a_whole_year_month_or_day_is_shown_as_such(text: str) -> None:
    """Nobody has to read since:2022-11-01 until:2022-11-30 who typed 2022年11月."""
    assert describe_filter(parse_filter(text)[1]) == text


days = st.none() | st.dates(date(1000, 1, 1))


@given(days, days, st.from_regex(r"\A[惠州日报a-z]{0,9}\Z"))
def test_what_is_shown_can_be_typed_again(since: date | None, until: date | None, source: str) -> None:
    filter = Filter(since, until, source)
    assert parse_filter(describe_filter(filter)) == ("", filter)
