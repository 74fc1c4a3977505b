"""Source, reporters and day of a news page, which stand in a block of their own above or below the article.

    2021年07月03日08:15 | 来源：江城日报        来源：江城网 作者：陈立 2021-07-03 08:15
    本报记者 陈立 通讯员 李明                  责任编辑：王一

What finds the article on a page leaves these blocks out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.archive.datelines import parse_byline
from retrieval.archive.looks import names_event
from retrieval.chinese.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SPACE = r"[\s\u3000\xa0]"
_COLON = rf"{_SPACE}*[:：丨]{_SPACE}*"
# A name ends where the next field of the block begins.
_NEXT = (
    rf"(?={_SPACE}*(?:$|[|｜丨/∙·（(\[【]|{_SPACE}{{2,}}|(?:19|20)[0-9]{{2}}[-年/.]|"
    rf"(?:{_SPACE}|^)*(?:来源|來源|稿源|作者|记者|記者|编辑|編輯|责编|責編|责任编辑|責任編輯|发布|發佈|时间|時間|日期|浏览|瀏覽|阅读|"
    rf"点击|字号|字體|分享|打印|校对|审核|审校|主编|编审|监制|评论|原标题|原標題)))"
)
_SOURCE = re.compile(
    rf"(?:来源|來源|稿源|出处|出處|来自|转自|轉自){_COLON}(?P<name>[^\s|｜丨:：。！？，∙/（(]{{2,30}})"
)
_ROLE = "(?:本报|本報|本网|本刊|本台|总台|全媒体|首席|见习|特约|实习)*(?:作者|记者|記者|撰文|撰稿|通讯员|通訊員|文/图|图/文|文)"
_AUTHOR = re.compile(rf"(?<![一-鿿]){_ROLE}{_COLON}(?P<name>[^|｜丨:：。！？0-9\n]{{0,40}}?){_NEXT}")
# Reporters on a line of their own, without a colon: 本报记者 陈立 通讯员 李明, 澎湃新闻记者 陈立.
_REPORTERS = re.compile(
    rf"^[（(【]?(?:[一-鿿]{{2,6}}(?:日报|晚报|新闻|网|报|晨报|都市报|客户端))?"
    rf"(?P<name>(?:{_ROLE}{_SPACE}+[一-鿿·]{{2,4}}(?:{_SPACE}*[、,，{{_SPACE}}]{_SPACE}*[一-鿿·]{{2,4}})*{_SPACE}*)+)(?:文/?图|/文|/图|报道|摄影|摄)?[）)】]?$"
)
_LABEL = re.compile(
    r"(?:发布|發佈|發布|发表|發表|刊发|发稿|更新|上传|出版|见报|创建|编辑|信息)?(?:时间|時間|日期|于)[:：]|发布于|发表于|发布[:：]"
)
# Fields that stand beside each other on the page may have nothing between them in its source.
_FUSED = re.compile(
    r"(?<=[^\s|｜（(【])(?=(?:作者|记者|記者|来源|來源|稿源|责任编辑|責任編輯|(?<!责任)(?<!責任)编辑|发布时间|發布時間|发布日期|浏览次数|字体|字号|点击)"
    r"\s*[:：])"
)
_CLOCK = re.compile(r"[0-9]{1,2}[:：][0-9]{2}")
_LONGEST, _LONGEST_BESIDE = 160, 12


@dataclass(slots=True)
class Credits:
    """What the blocks of a page say; ``date`` as ``2021-07-03``."""

    source: str = ""
    byline: str = ""
    date: str = ""


def find_credits(lines: Sequence[str]) -> Credits:
    """Return what the lines around an article say of it; the first that says a thing counts.

    >>> find_credits(["2021年07月03日08:15", "来源：", "江城日报", "记者：陈立"])
    Credits(source='江城日报', byline='陈立', date='2021-07-03')
    """
    found = Credits()
    for line in _joined(lines):
        if len(line) > _LONGEST:
            continue
        if not found.source and (match := _SOURCE.search(line)):
            found.source = _trimmed(match["name"])
        if not found.byline and (match := _AUTHOR.search(line) or _REPORTERS.match(line.strip())):
            found.byline = parse_byline(_trimmed(match["name"]))
        if not found.date:
            found.date = _day(line)
    return found


def _joined(lines: Iterable[str]) -> Iterable[str]:
    """Yield the lines; one that ends with a label is joined with the next, where its value stands."""
    held = ""
    for line in lines:
        whole = f"{held} {line.strip()}" if held else line.strip()
        whole = _FUSED.sub("  ", whole)
        if re.search(r"(?:来源|來源|稿源|作者|记者|時間|时间|日期)[:：]$", whole) and len(whole) < _LONGEST:
            held = whole
            continue
        held = ""
        yield whole
    if held:
        yield held


def _day(line: str) -> str:
    """Return the day on which a line says that the page appeared."""
    if names_event(line):
        return ""
    for day in find_dates(line):
        rest = line[: day.span.start] + line[day.span.end :]
        if day.date and (
            len(rest.strip()) <= _LONGEST_BESIDE
            or _LABEL.search(rest)
            or _SOURCE.search(rest)
            or _CLOCK.search(rest)
        ):
            return day.date.isoformat()
    return ""


def _trimmed(name: str) -> str:
    return name.strip(" \t\u3000\xa0-—–|｜·∙、，,（）()【】[]")
