"""Filters as people type them: ``2022年``, ``2022年11月``, ``since:2022-11``, ``until:2022-11-14``, ``来源:惠州日报``. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from retrieval import EVERYTHING, Filter

_YEAR = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_KEY = re.compile(r"(since|from|从|從|自|until|to|到|至|source|来源|來源)[:：](\S*)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?")
_SINCE = frozenset({"since", "from", "从", "從", "自"})
_UNTIL = frozenset({"until", "to", "到", "至"})


class FilterError(ValueError):
    """A filter's date is no date."""


def parse_filter(text: str, before: Filter = EVERYTHING) -> tuple[str, Filter]:
    """Return what is left of a text without its filters, and the filter that they make.

    Only whole words are filters: ``2022年 谁主持会议`` has one, ``2022年谁主持会议`` is a question. What
    is not named stays as it was ``before``.

    >>> parse_filter("since:2022-11 谁主持会议？")
    ('谁主持会议？', Filter(since=datetime.date(2022, 11, 1), until=None, source=''))

    Raises:
        FilterError: a filter's date is none.
    """
    try:
        return _parse(text, before)
    except ValueError:
        raise FilterError("a date that is none") from None


def _parse(text: str, before: Filter) -> tuple[str, Filter]:
    rest, filter = [], before
    for word in text.split():
        if year := _YEAR.fullmatch(word):
            since, until = _stretch(*_numbers(year))
            filter = replace(filter, since=since, until=until)
        elif key := _KEY.fullmatch(word):
            filter = _apply(filter, key[1].lower(), key[2])
        else:
            rest.append(word)
    # A text without a filter stays as it was written, spaces and all.
    return (text.strip() if len(rest) == len(text.split()) else " ".join(rest)), filter


def describe_filter(filter: Filter) -> str:
    """Return a filter as it can be typed again: ``2022年11月 来源:惠州日报``; nothing where there is none."""
    words = [_name_stretch(filter.since, filter.until)] if filter.since and filter.until else [""]
    if not words[0]:
        words = [f"since:{filter.since}"] if filter.since else []
        words += [f"until:{filter.until}"] if filter.until else []
    words += [f"来源:{filter.source}"] if filter.source else []
    return " ".join(words)


def _name_stretch(since: date, until: date) -> str:
    """Return the year, month or day that is just these days; nothing where none is."""
    year, month, day = since.year, since.month, since.day
    named = {
        _stretch(year, month, day): f"{year}年{month}月{day}日",
        _stretch(year, month, None): f"{year}年{month}月",
        _stretch(year, None, None): f"{year}年",
    }
    return named.get((since, until), "")


def _numbers(match: re.Match[str]) -> tuple[int, int | None, int | None]:
    year, month, day = (int(part) if part else None for part in match.groups())
    return year or 0, month, day


def _apply(filter: Filter, key: str, value: str) -> Filter:
    if key not in _SINCE | _UNTIL:
        return replace(filter, source=value)
    if not value:
        return replace(filter, since=None) if key in _SINCE else replace(filter, until=None)
    day = _DAY.fullmatch(value)
    if day is None:
        raise ValueError(value)
    since, until = _stretch(*_numbers(day))
    return replace(filter, since=since) if key in _SINCE else replace(filter, until=until)


def _stretch(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
