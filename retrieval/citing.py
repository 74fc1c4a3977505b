"""How a document is cited: its day, its place, title and source on one line, or as GB/T 7714 has it.

The archive's own words are never translated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.expressions import regex
from retrieval.values import UNPLACED

if TYPE_CHECKING:
    from datetime import date

    from retrieval.values import Metadata, Place
    from retrieval.wording import Language

_INFERRED: dict[Language, str] = {
    "zh-Hans": "{known}（推断为{guessed}）",
    "zh-Hant": "{known}（推斷為{guessed}）",
    "en": "{known} (inferred: {guessed})",
}
_ALL_INFERRED: dict[Language, str] = {
    "zh-Hans": "{day}（推断）",
    "zh-Hant": "{day}（推斷）",
    "en": "{day} (inferred)",
}
_MONTHS = "January February March April May June July August September October November December".split()
# What a text writes of its day where it leaves out the year: 11月14日下午, 11/14.
_MONTH_AND_DAY = regex(r"(?<![0-9])0?(?P<month>[0-9]{1,2})\s*[月/.-]\s*0?(?P<day>[0-9]{1,2})(?![0-9])")
_PLACES: dict[str, dict[Language, str]] = {
    "page": {"zh-Hans": "第{at}页", "zh-Hant": "第{at}頁", "en": "page {at}"},
    "slide": {"zh-Hans": "第{at}张幻灯片", "zh-Hant": "第{at}張投影片", "en": "slide {at}"},
    "cell": {
        "zh-Hans": "工作表“{name}”{at}",
        "zh-Hant": "工作表「{name}」{at}",
        "en": "sheet “{name}”, {at}",
    },
    "cell alone": {"zh-Hans": "单元格{at}", "zh-Hant": "儲存格{at}", "en": "cell {at}"},
    "chapter": {"zh-Hans": "{name}", "zh-Hant": "{name}", "en": "{name}"},
    "message": {"zh-Hans": "{at} 在“{name}”", "zh-Hant": "{at} 在「{name}」", "en": "{at} in “{name}”"},
    "moment": {"zh-Hans": "{at} 处", "zh-Hant": "{at} 處", "en": "at {at}"},
}


def write_day(day: date, language: Language) -> str:
    """Return a day as a person writes it.

    >>> from datetime import date
    >>> write_day(date(2022, 11, 4), "zh-Hans"), write_day(date(2022, 11, 4), "en")
    ('2022年11月4日', '4 November 2022')
    """
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def write_date(metadata: Metadata, language: Language) -> str:
    """Return a document's date as users see it everywhere, or the empty string where none is known.

    A full date is written in one way whatever words the text has for it. Where only the year was inferred, the text's
    own words stand there, for they are what can be looked up, and the year behind them: no part is said twice.

    >>> from datetime import date
    >>> from retrieval.values import Metadata
    >>> write_date(Metadata("a", "a.txt", date_text="11月14日下午", date=date(2022, 11, 14), date_inferred=True), "zh-Hans")
    '11月14日下午（推断为2022年）'
    """
    day, written = metadata.date, metadata.date_text
    if day is None:
        return written
    if not metadata.date_inferred:
        return write_day(day, language)
    known = _MONTH_AND_DAY.search(written)
    if known and (int(known["month"]), int(known["day"])) == (day.month, day.day):
        year = str(day.year) if language == "en" else f"{day.year}年"
        return _INFERRED[language].format(known=written, guessed=year)
    return _ALL_INFERRED[language].format(day=write_day(day, language))


def day_of(metadata: Metadata) -> str:
    """Return a document's day as machines read it: 2022-11-14, or the text's own words where no full date is known."""
    return metadata.date.isoformat() if metadata.date else metadata.date_text


def write_place(place: Place, language: Language) -> str:
    """Return where in its file a quote stands, or the empty string where its file has no pages or cells.

    >>> from retrieval.values import Place
    >>> write_place(Place("page", "", "3"), "zh-Hans"), write_place(Place("message", "采编群", "文澍"), "zh-Hans")
    ('第3页', '文澍 在“采编群”')
    """
    key = place.kind if place.name or place.kind != "cell" else "cell alone"
    if not key or not (place.at or place.kind == "chapter"):
        return ""
    return _PLACES[key][language].format(name=place.name, at=place.at).strip()


def cite(metadata: Metadata, language: Language, place: Place = UNPLACED) -> str:
    """Return title, date, source and place on one line, those that are known.

    >>> from datetime import date
    >>> from retrieval.values import Metadata
    >>> cite(Metadata("a", "a.txt", title="大桥通车", source="惠州日报", date=date(2022, 11, 14)), "zh-Hans")
    '大桥通车 · 2022年11月14日 · 惠州日报'
    """
    return " · ".join(cite_in_parts(metadata, language, place))


def cite_in_parts(metadata: Metadata, language: Language, place: Place = UNPLACED) -> list[str]:
    """Return title, date, source and place, those that are known; the path stands in for the title.

    A date that is not the text's own is said to be inferred. Each name is said once: a message's chat is its title, and a
    chapter's heading is a part of it.
    """
    title, source = metadata.title or metadata.path, metadata.source
    where = "" if place.kind == "chapter" and place.name in title else write_place(place, language)
    if place.kind == "message" and where and place.name == title:
        title, where = where, ""
        source = "" if source == place.name else source
    # A day alone names no document.
    parts = [write_date(metadata, language), source, where]
    return [title, *(part for part in parts if part)]


# What GB/T 7714 calls a data set, a book, and what it has no name for; everything else is a newspaper's.
_KINDS = {"cell": "DS", "chapter": "M", "message": "Z"}
# 本报记者张三 is 张三; 文 opens a byline only where a mark stands behind it, and is a surname in 文澍.
_BEFORE_AUTHORS = regex(
    r"(?:本报|特约|首席|见习|实习|全媒体|融媒体)*(?:记者|通讯员)[\s:：/丨|]*|(?:作者|撰文|文字|文|编辑)[\s:：/丨|]+"
)


def cite_formally(metadata: Metadata) -> str:
    """Return a newspaper's article as GB/T 7714 cites it; what is not known is left out.

    >>> from datetime import date
    >>> from retrieval.values import Metadata
    >>> cite_formally(
    ...     Metadata("a", "a.txt", "大桥通车", byline="记者 张三 李四", source="惠州日报", date=date(2022, 11, 14), url="https://e.org/1")
    ... )
    '张三, 李四. 大桥通车[N]. 惠州日报, 2022-11-14. https://e.org/1.'
    """
    authors = ", ".join(_BEFORE_AUTHORS.sub(" ", metadata.byline).replace("、", " ").split())
    published = ", ".join(part for part in (metadata.source, day_of(metadata)) if part)
    kind = _KINDS.get(metadata.places.kind, "N")
    parts = (authors, f"{metadata.title or metadata.path}[{kind}]", published, metadata.url)
    return "".join(f"{part}. " for part in parts if part).strip()
