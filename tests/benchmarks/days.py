"""How well the days that a question means are told from all others, on an archive of dated news.

    python tests/benchmarks/days.py ARCHIVE

The questions are made: what is told every quarter, every month and every year, asked by name (2019年上半年),
from the asker's day (去年上半年, 上个月) and without a year (五月). An answer counts as right where its document is of
the days on which such a thing is printed, and its paragraph speaks of it; a later report that repeats the same
figure counts as wrong, so that the figures are too low rather than too high.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval import Found, Problem, Settings, open_answerer, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEARS = range(2013, 2026)
_ASKED = date(2026, 6, 12)
_NEXT_YEAR = 365
_MONTHS = {2: "二", 5: "五", 7: "七", 9: "九", 11: "十一"}
_PARTS = {"一季度": ((4, 1), (4, 30)), "上半年": ((7, 1), (8, 31)), "前三季度": ((10, 1), (10, 31))}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the asker's day, the days of the right report, and what it must speak of."""

    group: str
    question: str
    today: date
    since: date
    until: date
    holds: str


def make_questions() -> Iterator[Asked]:
    """Yield the questions."""
    for year in _YEARS:
        later = date(year, 6, 12) + timedelta(_NEXT_YEAR)
        for part, (first, last) in _PARTS.items():
            days = date(year, *first), date(year, *last)
            for asked in ("国内生产总值是多少", "国内生产总值增长多少"):
                yield Asked("part of a named year", f"{year}年{part}{asked}", _ASKED, *days, "国内生产总值")
                yield Asked("part of last year", f"去年{part}{asked}", later, *days, "国内生产总值")
        days = date(year, 10, 1), date(year, 10, 16)
        yield Asked("feast", f"{year}年国庆假期全国接待游客多少", _ASKED, *days, "游")
        yield Asked("feast", "去年国庆假期全国接待游客多少", later, *days, "游")
        days = date(year, 1, 15), date(year, 3, 10)
        yield Asked("feast", "今年春节假期国内旅游出游多少人次", date(year, 6, 12), *days, "旅游")
        for month, written in _MONTHS.items():
            days = date(year, month, 1), date(year, month + 1, 1) - timedelta(1)
            asked, soon = "国务院常务会议谁主持", days[1] + timedelta(20)
            yield Asked("named month", f"{year}年{month}月{asked}", _ASKED, *days, "国务院常务会议")
            yield Asked("last month", f"上个月{asked}", soon, *days, "国务院常务会议")
            yield Asked("month alone", f"{written}月{asked}", soon, *days, "国务院常务会议")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    answerer = open_answerer(read_settings(Settings, archive=parser.parse_args().archive), _say)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for one in make_questions():
        answerer.today = lambda day=one.today: day
        answer = answerer.ask(one.question, limit=1)
        found = isinstance(answer, Found)
        quotes = answer.shown
        right = any(
            quote.metadata.date
            and one.since <= quote.metadata.date <= one.until
            and one.holds in quote.passage.text
            for quote in quotes
        )
        for place, counted in enumerate((True, right, found, found and right)):
            counts[one.group][place] += counted
    print("| group | questions | first right | answered | of these right |")
    print("|---|---|---|---|---|")
    for group, figures in counts.items():
        print(f"| {group} |", " | ".join(map(str, figures)), "|")


def _say(problem: Problem) -> None:
    print(f"  {problem}")


if __name__ == "__main__":
    main()
