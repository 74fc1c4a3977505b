"""How Chinese names days, and what only looks like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.question import time_patterns
from retrieval.question.time_patterns import (
    COUNTED_DAY,
    COUNTED_MONTH,
    COUNTED_WEEKDAY,
    COUNTED_YEAR,
    EVERY_YEAR,
    LAST_WEEKDAY,
    NAMED_YEAR,
    PERIOD_BACK,
    TIME_AGO,
    TITLE,
)

if TYPE_CHECKING:
    import re


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (NAMED_YEAR, "2022年11月14日"),
        (NAMED_YEAR, "二〇二二年十一月"),
        (NAMED_YEAR, "2020年以来"),
        (COUNTED_YEAR, "大前年国庆"),
        (COUNTED_WEEKDAY, "上周六"),
        (COUNTED_MONTH, "上个月底"),
        (COUNTED_DAY, "大前天"),
        (PERIOD_BACK, "近三天"),
        (TIME_AGO, "两周前"),
        (EVERY_YEAR, "11月14日"),
        (TITLE, "《昨天的太阳》"),
    ],
)
def test_a_pattern_takes_all_of_its_words(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.fullmatch(text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (COUNTED_DAY, "今日头条"),
        (COUNTED_DAY, "今晚报"),
        (LAST_WEEKDAY, "每周四下午"),
        (PERIOD_BACK, "附近三天"),
        (TIME_AGO, "前三年前进"),
        (EVERY_YEAR, "第三月"),
        (NAMED_YEAR, "12022年"),
    ],
)
def test_words_that_look_like_days_are_none(pattern: re.Pattern[str], text: str) -> None:
    """今日头条 is a programme, and 每周四 no one Thursday."""
    assert not pattern.search(text)


def test_whoever_reads_a_part_of_a_year_finds_its_groups() -> None:
    """The calendar asks each match for them, whichever pattern has found it."""
    groups = {"month", "day", "third", "half", "quarters", "months", "quarter"}
    for pattern in (NAMED_YEAR, COUNTED_YEAR, EVERY_YEAR, time_patterns.RANGE_END):
        assert groups <= set(pattern.groupindex)
