from datetime import date

import pytest

from retrieval.chinese.dates import day_of, find_dates, find_path_dates, parse_date
from retrieval.chinese.vocabulary import PARTS_OF_DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年11月14日", date(2022, 11, 14)),
        ("二〇二二年十一月十四日", date(2022, 11, 14)),
        ("二○○八年五月十二号", date(2008, 5, 12)),
        ("民国三十八年十月一日", date(1949, 10, 1)),
        ("民國元年1月1日", date(1912, 1, 1)),
        ("民國廿六年七月七日", date(1937, 7, 7)),
        ("民國一百零三年十月十日", date(2014, 10, 10)),
        ("二〇〇八年十十月三日", None),
        ("公元1840年6月28日", date(1840, 6, 28)),
        ("2022-11-14T08:30:00+08:00", date(2022, 11, 14)),
        ("2022/1/4 08:30", date(2022, 1, 4)),
        ("2022.11.14", date(2022, 11, 14)),
        ("２０２２年１１月１４日", date(2022, 11, 14)),
        ("20221114", date(2022, 11, 14)),
        ("2022年2月30日", None),
        ("11月14日", None),
        ("98年10月1日", None),
        ("1.2.3", None),
        ("电话13802022111", None),
        ("", None),
    ],
)
def test_full_dates_are_read(text, expected):
    """A day is a date only where its year is written, and exists."""
    assert parse_date(text) == expected


def test_a_day_without_a_year_is_a_mention():
    [mention] = find_dates("于11月14日下午召开")
    assert mention.span.of("于11月14日下午召开") == "11月14日下午"
    assert mention.date is None
    assert mention.on(2022) == date(2022, 11, 14)


@pytest.mark.parametrize("part", ["", *sorted(PARTS_OF_DAY), "晚", "早間", "午後", "夜間"])
def test_a_day_reaches_over_its_part(part: str) -> None:
    """However the part of the day is called, in either script: the hour belongs to the day."""
    [mention] = find_dates(f"于11月14日{part}召开")
    assert mention.span.of(f"于11月14日{part}召开") == f"11月14日{part}"


def test_a_leap_day_needs_its_year():
    [mention] = find_dates("2月29日")
    assert mention.on(2024) == date(2024, 2, 29)
    assert mention.on(2023) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("crawl2019/2022/11/14/4.html", [(2022, date(2022, 11, 14))]),
        ("202211/t20221114_7.html", [(2022, date(2022, 11, 14)), (2022, None)]),
        ("n1/2022/1114/c7.html", [(2022, date(2022, 11, 14))]),
        ("2021.zip!/报纸2022年11月14日.txt", [(2022, date(2022, 11, 14)), (2021, None)]),
        ("000_9eb5c255221f770b.txt", []),
        ("a2019b/12022/7.txt", []),
    ],
)
def test_a_path_tells_years_and_days(path, expected):
    """Names of folders and files as crawlers and people give them; a number inside a hash is no year."""
    assert find_path_dates(path) == expected


def test_a_day_that_no_calendar_has_is_none() -> None:
    """29 February is a day of leap years alone."""
    assert day_of(2024, 2, 29) == date(2024, 2, 29)
    assert day_of(2022, 2, 29) is None


@pytest.mark.parametrize(
    "text",
    ["1680307200", "1680307200000", "1680307200.5", "Sat, 01 Apr 2023 08:00:00 GMT", "April 1, 2023", "1 Apr 2023",
     "Sat Apr  1 08:00:00 2023", "20230401", "20230401083000", "2023-04-01T08:30:00+08:00", "2023/4/1", "2023年4月1日"],
)  # fmt: skip
def test_dates_as_exports_write_them(text: str) -> None:
    """As seconds since 1970, in English, in digits that run on."""
    assert parse_date(text) == date(2023, 4, 1)


@pytest.mark.parametrize(
    "text", ["12345", "1234567", "8101000000000000000", "Apr 2023", "May the 4th", "13800138000"]
)
def test_other_numbers_and_words_are_no_dates(text: str) -> None:
    """A telephone number, a count, a month alone."""
    assert parse_date(text) is None
