"""Words of time → the days that they mean: 昨天, 上周六, 去年国庆, 2020年至2022年, 二〇二二年十一月, 近三天.

Where a stretch of days is told of when it is over, the days on which that is printed belong to it: the next
day to a day, the next month to a quarter. Words inside the marks of a title are none of time, nor those that
a longer word holds (当今日本).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retrieval.chinese.dates import find_dates, read_number
from retrieval.chinese.holidays import FEASTS, feast_days, local_session_days, session_days
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NUMERAL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = "(?:19|20)[0-9]{2}|(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}"
_NO_DIGIT = "(?<![0-9〇零○一二三四五六七八九十第])"
_TO = "(?:至|到|[-—–~]{1,2})"
# Not 起诉 and its like: 去年起诉 is no span of time.
_OPEN = "(?P<open>以来|以后|之后|起(?![诉火草飞步源用义落])|以前|之前)?"
_PARTS_OF_MONTH = "上旬|中旬|下旬|初(?![级中步次期])|底(?![特部层])|末(?![期代])"
# A month or a day may stand without its own word before another one: 1至10月, 11月1至15日.
_DAY_OF_MONTH = rf"(?P<day>{_NUMERAL})(?:[日号](?![线本])|(?={_TO}(?:{_NUMERAL})[日号]))"
_MONTH = rf"(?P<month>{_NUMERAL})(?:月份?(?:{_DAY_OF_MONTH}|(?P<third>{_PARTS_OF_MONTH}))?|(?={_TO}(?:{_NUMERAL})月))"
# What fills only some months of a year.
_MONTHS = rf"(?P<half>[上下]半年)|(?P<quarters>前三)季度|前(?P<months>{_NUMERAL}|两)个月|第?(?P<quarter>[一二三四1-4])季度|(?P<season>[春夏秋冬][天季])"
_EDGE = r"(?P<edge>年[初底末]|年中(?![国央共])|初(?![级中步次期])|底(?![特部层])|末(?![期代]))"
# Medals, streets and what a session has left behind are called after days, and are met on any.
_FEAST = rf"(?P<feast>{FEASTS}|(?:全国)?两会)(?!劳动奖|奖章|勋章|精神|广场|路|届)"
# 去年广东省两会: the place stays where it is.
_LOCAL = "(?=(?P<local>(?!全国)[^\\W0-9的在于是谁召开]{2,6}?)两会(?!精神))"
_PART = rf"的?(?:{_MONTH}|{_MONTHS}|{_EDGE}|{_FEAST}|{_LOCAL})"
_PART_OF_DAY = re.compile(
    "(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|深夜|夜间|夜里|晚(?![会报])|夜(?!市))的?"
)
_YEARS_AGO: dict[str, int] = {"今年": 0, "本年": 0, "去年": 1, "前年": 2, "大前年": 3}
_AGO = "|".join(sorted(_YEARS_AGO, key=len, reverse=True))

_NAMED = re.compile(
    rf"(?<![0-9〇零○一二三四五六七八九])(?:(?P<year>{_YEAR})(?:年度?份?|(?={_TO}(?:{_YEAR})年))|"
    rf"(?P<short>[0-9]{{2}})年(?=(?:{_NUMERAL})月))(?P<part>{_PART})?{_OPEN}"
)
_COUNTED_YEAR = re.compile(rf"(?P<counted>{_AGO})(?:{_PART})?{_OPEN}")
# A range's other end.
_ENDS = re.compile(
    rf"{_TO}(?:(?P<last>{_NUMERAL})[日号]|(?P<now>今(?!年)|现在|目前)|(?:(?P<year>{_YEAR})年度?份?|(?P<counted>{_AGO}))?(?:{_PART})?)(?:期间|之间|间(?!接))?"
)
_WEEK = "(?<!上)上个?(?:周|星期|礼拜)|(?:本|这个?)(?:周|星期|礼拜)"
_WEEKDAY = re.compile(rf"(?P<counted>(?:{_WEEK})[一二三四五六日天末]){_OPEN}")
_COUNTED_MONTH = re.compile(
    rf"(?P<counted>本月|这个?月|上上个?月|上个?月)(?:{_DAY_OF_MONTH}|(?P<third>{_PARTS_OF_MONTH}))?{_OPEN}"
)
# 今天（9月11日） is the text's own day, copied out of it; 今晚报 is a paper, 今日头条 and 今日说法 are programmes.
_COUNTED = re.compile(
    rf"(?P<counted>(?<!年)今[天日](?![（(]|头条|说法|关注)|昨[天日]|大?前天|今[晨早晚夜](?!报)|昨[晨晚夜]|{_WEEK}|"
    rf"(?<![0-9一二三四五六七八九十年本上个])月[初底末]){_OPEN}"
)
_LAST_WEEKDAY = re.compile(
    r"(?<![每上下本这单双隔个色])(?P<counted>(?:周|星期|礼拜)[一二三四五六日天])"
    r"(?=[上下中]午|晚|早|凌晨|谁|哪|有|的|发生|召开|举行|在|全|[,，])"
)
_UNIT = "年|个月|个?星期|个?礼拜|周|天|日"
_BACK = re.compile(
    rf"(?:最近|(?<![附最接靠将])近|过去|这(?=[几两]))(?P<count>{_NUMERAL}|半|两|几|数)(?P<unit>{_UNIT})(?:以?来|内|里|间)?"
)
# 交火持续近三年 says how long.
_LASTING = re.compile("(?:持续|历时|长达|达|为期|用时|了|过|已|共|约|时隔)$")
_BEFORE = re.compile(rf"{_NO_DIGIT}(?P<count>{_NUMERAL}|半|两)(?P<unit>{_UNIT})(?:之|以)?前(?![后往进三])")
# Without a year: a day or a month of every year, the last one first.
_EVERY = re.compile(
    rf"(?<![0-9年月第〇零○一二三四五六七八九十])(?:{_MONTH}|{_MONTHS}|(?P<edge>年[初底末](?!前|将|之前|以前))|"
    rf"(?P<feast>{FEASTS})(?=期间|假期|假日|小?长假|黄金周|前夕|前后|当[天日])){_OPEN}"
)
# 三月三, 六月雪, 十二月党人: a month is not followed by these.
_NO_MONTH = re.compile("[一二三四五六七八九十半花天党革流食亮球间雪龄大镇]")
TITLE = re.compile('《[^《》]*》|“[^“”]*”|「[^「」]*」|『[^『』]*』|"[^"]*"')
"""A title or a quotation, with its marks."""
_DAYS_AGO: dict[str, int] = {"今": 0, "昨": 1, "前": 2, "大": 3}
_WEEKDAYS = "一二三四五六日"
_SEASONS = "春夏秋冬"
_LENGTHS = {"天": 1, "周": 7, "月": 30.4, "年": 365.25}
# 几 of what: 近几天 are a week.
_FEW = {"天": 7, "日": 7, "周": 4, "月": 3, "年": 5}
_LONGEST_AGO = 10
_YEARS_BACK = 30


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that a question means, ``since`` and ``until`` included.

    ``words`` are all that say so, ``counted`` those of them that count from the asker's day, which no text
    writes of its own, and ``unsaid`` those that documents of these days need not write: 2023年 of
    2023年国庆假期, whose 国庆 they do write. ``word`` is 以来 and its like, behind them, or empty. ``near`` are days
    on which the same may be told too. ``named`` says that the year is named, ``every`` are the same days of
    earlier years, where no year is said.
    """

    words: Span
    since: date
    until: date
    counted: Span | None = None
    unsaid: Span | None = None
    near: tuple[date, date] | None = None
    named: bool = False
    every: tuple[tuple[date, date], ...] = ()
    word: str = ""


def find_stretch(folded: str, today: date, words: Callable[[], Sequence[Span]]) -> Stretch | None:
    """Return what a question says of days, or None.

    ``find_stretch("去年11月谁主持", date(2022, 11, 15), words).since`` is ``date(2021, 11, 1)``.

    Args:
        folded: the question, folded.
        today: the asker's day.
        words: returns the question's words; called only where something looks like a time.
    """
    # Blanks in the place of titles: 《昨天的太阳》 says nothing of time.
    text = TITLE.sub(lambda title: "\n" * len(title.group()), folded)
    named = _NAMED.search(text)
    if named and (stretch := _resolve_named(text, named, today)):
        return stretch
    for pattern, resolve in _COUNTING:
        for found in pattern.finditer(text):
            span = Span(*found.span("counted" if "counted" in pattern.groupindex else 0))
            if is_whole(span, words()) and (stretch := resolve(text, found, today)):
                return stretch
    return None if named else _resolve_day(text) or _resolve_every(text, today, words)


def is_whole(span: Span, words: Sequence[Span]) -> bool:
    """Say whether a stretch is words, or begins one (去年 of 去年底): not 今日 of 当今日本, nor 近日 of 附近日本."""
    ends = {word.start: word.end for word in words}
    return span.start in ends and (span.end in ends.values() or ends[span.start] > span.end)


def _resolve_named(text: str, found: re.Match[str], today: date) -> Stretch | None:
    if found["short"]:
        # 98年10月 is of the last century, 22年11月 of this one.
        year = 2000 + int(found["short"])
        year -= 100 * (year > today.year)
    else:
        year = read_number(found["year"])
    days = _in_year(text, found, year, today)
    if days is None:
        return None
    words = unsaid = Span(found.start(), days.end)
    if found["part"] and not found["month"] and not found["edge"]:
        unsaid = Span(found.start(), found.start("part"))
    unsaid = _with_part_of_day(text, found, unsaid)
    return Stretch(
        words, days.since, days.until, None, unsaid, days.near, named=True, word=found["open"] or ""
    )


def _with_part_of_day(text: str, found: re.Match[str], span: Span) -> Span:
    """Return a day with its 下午: a report of that day has many sentences, and seldom more than one with 下午."""
    part = _PART_OF_DAY.match(text, span.end)
    return Span(span.start, part.end()) if found["day"] and part else span


def _resolve_day(text: str) -> Stretch | None:
    """Return the day that is written as 2022-11-14."""
    for mention in find_dates(text):
        if mention.date:
            until = mention.date + timedelta(1)
            return Stretch(mention.span, mention.date, until, unsaid=mention.span, named=True)
    return None


def _resolve_year(text: str, found: re.Match[str], today: date) -> Stretch | None:
    year = today.year - _YEARS_AGO[found["counted"]]
    days = _in_year(text, found, year, today)
    if days is None:
        return None
    words = Span(found.start(), days.end)
    return Stretch(
        words,
        days.since,
        days.until,
        _with_letter(found, "edge"),
        words if found["month"] else None,
        # What happened in 去年11月 is told until that year is over, and what a year has brought in the next two months.
        days.near
        or (days.since, max(days.until, date(year + (not found["month"]), 12 if found["month"] else 2, 28))),
        word=found["open"] or "",
    )


def _with_letter(found: re.Match[str], part: str) -> Span:
    """Return the words that count from the asker's day; 底 of 去年底 is no word that could be left behind."""
    start, end = found.span("counted")
    return Span(start, found.end(part) if len(found[part] or "") == 1 else end)


def _resolve_month(_: str, found: re.Match[str], today: date) -> Stretch | None:
    first = today.replace(day=1)
    for _month in range(found["counted"].count("上")):
        first = (first - timedelta(1)).replace(day=1)
    try:
        since, until = _month_days(found, first.year, first.month)
    except ValueError:  # 本月31日, of a month that has 30
        return None
    counted = _with_letter(found, "third")
    near = since, until + timedelta(1)
    return Stretch(Span(*found.span()), since, until, counted, near=near, word=found["open"] or "")


def _resolve_week(_: str, found: re.Match[str], today: date) -> Stretch:
    word = found["counted"]
    monday = today - timedelta(today.weekday() + 7 * word.startswith("上"))
    if word.endswith("末"):
        days = monday + timedelta(5), monday + timedelta(6)
    else:
        day = monday + timedelta(_weekday(word))
        days = day, day + timedelta(1)
    return _counted(found, *days)


def _resolve_weekday(_: str, found: re.Match[str], today: date) -> Stretch:
    # 周四晚上 stands in texts too.
    day = today - timedelta((today.weekday() - _weekday(found["counted"])) % 7)
    words = Span(*found.span("counted"))
    return Stretch(words, day, day + timedelta(1), unsaid=words, near=(day, day + timedelta(2)))


def _weekday(word: str) -> int:
    return _WEEKDAYS.index(word[-1].replace("天", "日"))


def _resolve_near(_: str, found: re.Match[str], today: date) -> Stretch:
    word = found["counted"]
    if word.endswith(("周", "星期", "礼拜")):
        monday = today - timedelta(today.weekday() + 7 * word.startswith("上"))
        return _counted(found, monday, monday + timedelta(6))
    if word.startswith("月"):
        last = today.replace(day=1) - timedelta(1)
        month = today if word == "月初" or today.day > 20 else last
        return _counted(found, *_third(word[-1], month.year, month.month))
    day = today - timedelta(3 if word == "大前天" else _DAYS_AGO[word[0]])
    return _counted(found, day, day)


def _counted(found: re.Match[str], since: date, until: date) -> Stretch:
    counted = Span(*found.span("counted"))
    # What happens on a day is printed on the next.
    near = since, until + timedelta(1)
    word = found.groupdict().get("open") or ""
    return Stretch(Span(*found.span()), since, until, counted, near=near, word=word)


def _resolve_back(text: str, found: re.Match[str], today: date) -> Stretch | None:
    if _LASTING.search(text[: found.start()]):
        return None
    unit, words = _unit(found["unit"]), Span(*found.span())
    since = today - timedelta(round(_count(found["count"], unit) * _LENGTHS[unit]))
    # 过去十个月 stands in texts that tell of ten months; 近三天 counts from the asker's day alone.
    if unit in "年月":
        return Stretch(words, since, today, unsaid=words, near=(since, today))
    return Stretch(words, since, today, words, near=(since, today))


def _resolve_before(_: str, found: re.Match[str], today: date) -> Stretch | None:
    unit, words = _unit(found["unit"]), Span(*found.span())
    count = _count(found["count"], unit)
    if unit == "年" and count >= 1:
        if count > _LONGEST_AGO:
            return None
        year = today.year - round(count)
        days = date(year, 1, 1), date(year, 12, 31)
    else:
        day = today - timedelta(round(count * _LENGTHS[unit]))
        monday = day - timedelta(day.weekday())
        days = {
            "天": (day, day + timedelta(1)),
            "周": (monday, monday + timedelta(6)),
        }.get(unit) or (day.replace(day=1), _last_of_month(day.year, day.month))
    return Stretch(words, *days, unsaid=words, near=(days[0], days[1] + timedelta(31)))


def _unit(written: str) -> str:
    unit = written.removeprefix("个")
    return {"星期": "周", "礼拜": "周", "日": "天"}.get(unit, unit)


def _count(written: str, unit: str) -> float:
    if written in "几数":
        return _FEW[unit]
    return 0.5 if written == "半" else 2 if written == "两" else read_number(written)


def _resolve_every(text: str, today: date, words: Callable[[], Sequence[Span]]) -> Stretch | None:
    for found in _EVERY.finditer(text):
        years = [
            days
            for year in range(today.year, today.year - _YEARS_BACK, -1)
            if (days := _in_year(text, found, year, today)) and days.since <= today
        ]
        # 在11月底之前 sets a term, which a text may set too.
        if not years or found["open"] in {"以前", "之前"}:
            continue
        span = Span(found.start(), years[0].end)
        bare = found["month"] and not found["day"] and not found["third"] and years[0].end == found.end()
        if bare and not found["open"] and _NO_MONTH.match(text, found.end()):
            continue
        if found["day"] is None and not found["feast"] and not is_whole(span, words()):
            continue
        every = tuple((days.since, days.until) for days in years[1:])
        unsaid = _with_part_of_day(text, found, span) if found["month"] else None
        word = found["open"] or ""
        return Stretch(span, years[0].since, years[0].until, unsaid=unsaid, every=every, word=word)
    return None


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a year that words mean, and where in the question the words end."""

    since: date
    until: date
    near: tuple[date, date] | None
    end: int


def _in_year(text: str, found: re.Match[str], year: int, today: date) -> _Days | None:
    """Return what words mean that are said of a year, with the other end of a range behind them."""
    try:
        since, until, near = _part_days(found, year)
        other = _ENDS.match(text, found.end())
        if other is None or not any(other.groups()):
            return _Days(since, until, near, found.end())
        if other["now"]:
            last = max(since, today)
        elif other["last"]:
            if not found["day"]:
                return _Days(since, until, near, found.end())
            last = since.replace(day=read_number(other["last"])) + timedelta(1)
        else:
            last_year = read_number(other["year"]) if other["year"] else year
            if other["counted"]:
                last_year = today.year - _YEARS_AGO[other["counted"]]
            _, last, _ = _part_days(other, last_year)
            if last < since and not other["year"]:
                # 11月至2月 ends in the next year.
                _, last, _ = _part_days(other, last_year + 1)
    except ValueError:  # 2022年13月, 2月30日: no day of any calendar
        return None
    return _Days(since, last, None, other.end()) if last >= since else None


def _part_days(found: re.Match[str], year: int) -> tuple[date, date, tuple[date, date] | None]:
    """Return the days of a part of a year, or all of it, and those on which the same may be told.

    Raises:
        ValueError: there are no such days.
    """
    part = found.groupdict()
    if part["month"]:
        return *_month_days(found, year, read_number(part["month"])), None
    if months := _find_months(part):
        # Their figures are printed in the next month.
        first, last = months
        return date(year, first, 1), _last_of_month(year + last // 12, last % 12 + 1), None
    if part.get("season"):
        first = 3 + 3 * _SEASONS.index(part["season"][0])
        return date(year, first, 1), _last_of_month(year + first // 12, (first + 1) % 12 + 1), None
    if part.get("edge"):
        return _edge_days(part["edge"], year)
    if part.get("local") or part.get("feast"):
        return _feast_days(part["feast"], year)
    return date(year, 1, 1), date(year, 12, 31), None


def _month_days(found: re.Match[str], year: int, month: int) -> tuple[date, date]:
    if found["day"]:
        # A day's event is printed on the next.
        day = date(year, month, read_number(found["day"]))
        return day, day + timedelta(1)
    if found["third"]:
        return _third(found["third"], year, month)
    return date(year, month, 1), _last_of_month(year, month)


def _third(third: str, year: int, month: int) -> tuple[date, date]:
    """Return the days of a third of a month, and the one on which its last is printed."""
    if third in {"上旬", "初"}:
        return date(year, month, 1), date(year, month, 11)
    if third == "中旬":
        return date(year, month, 11), date(year, month, 21)
    return date(year, month, 21), _last_of_month(year, month) + timedelta(1)


def _find_months(part: dict[str, str | None]) -> tuple[int, int] | None:
    """Return the first and last month of a half or a quarter of a year, or None where neither is meant."""
    if part["half"]:
        return (1, 6) if part["half"].startswith("上") else (7, 12)
    if part["quarters"]:
        return 1, 9
    if part["months"]:
        return 1, 2 if part["months"] == "两" else min(read_number(part["months"]), 12)
    if part["quarter"]:
        last = 3 * read_number(part["quarter"])
        return last - 2, last
    return None


def _edge_days(edge: str, year: int) -> tuple[date, date, tuple[date, date] | None]:
    if edge.endswith("初"):
        return date(year, 1, 1), _last_of_month(year, 2), (date(year, 1, 1), _last_of_month(year, 3))
    if edge.endswith("中"):
        return date(year, 6, 1), date(year, 7, 31), None
    return date(year, 12, 1), date(year, 12, 31), (date(year, 11, 1), date(year + 1, 1, 31))


def _feast_days(name: str | None, year: int) -> tuple[date, date, tuple[date, date]]:
    """Return the days of a feast or of 两会, of some place where no name is given."""
    if name is None or name.endswith("两会"):
        return *(session_days if name else local_session_days)(year), (date(year, 1, 1), date(year, 12, 31))
    since, until = feast_days(name, year)
    return since, until, (since - timedelta(7), until + timedelta(14))


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


# The narrower one decides: 昨天召开的今年首次会议 was held yesterday.
_COUNTING: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str], date], Stretch | None]], ...] = (
    (_WEEKDAY, _resolve_week),
    (_COUNTED, _resolve_near),
    (_COUNTED_MONTH, _resolve_month),
    (_LAST_WEEKDAY, _resolve_weekday),
    (_COUNTED_YEAR, _resolve_year),
    (_BACK, _resolve_back),
    (_BEFORE, _resolve_before),
)
