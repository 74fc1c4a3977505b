"""What agencies and papers write before and behind an article: who reports, from where, on which day.

    新华社北京11月11日电（记者丁小溪、王爱华）    央视网消息（新闻联播）：    本报讯（通讯员 李明）
    惠州日报讯 (记者戴建)    【环球网报道 记者 任洁】    据新华社伦敦9月1日电
    (视频编辑：张贝龙 文字编辑：温凤浩)    （总台记者 黄铮铮）    (完)    来源：新华社    责任编辑：王一

These are fields of an article and not its sentences. A quote that begins with one would be longer than what it says,
and a question for a day or a reporter would find every article at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.chinese.dates import YEAR
from retrieval.chinese.numerals import NUMBER
from retrieval.chinese.vocabulary import PART_BEHIND_DAY

_SPACE = "[ \t\u3000\xa0]"
# The name of a house that reports ends in one of these.
_HOUSE = (
    "(?:日报|日報|晚报|晚報|晨报|晨報|早报|早報|时报|時報|商报|商報|都市报|都市報|周报|週報|青年报|青年報|快报|快報|"
    "导报|導報|新报|新報|通讯社|通訊社|新闻社|新聞社|新闻网|新聞網|广播网|廣播網|央视网|央視網|电视台|電視台|"
    "网络电视台|電視網|客户端|客戶端|卫星网|卫星通讯社|社|网(?!络)|網(?!絡)|报|報)"
)
_NAME = (
    rf"(?P<source>(?!国家|國家|我国|我國|由|来自|來自|本)[一-鿿A-Za-z]{{1,10}}?{_HOUSE}|中新|法新|路透|塔斯)"
    "|本报|本報|本刊|本网|本網|本台|我台"
)
_DAY = f"(?P<date>(?:{YEAR})?{NUMBER}月{NUMBER}[日号號]){PART_BEHIND_DAY}?"
_PLACE = "[一-鿿·/、]{0,12}?"
_ROLE = "(?:总台|總台|本报|本報|首席|实习|實習|特约|特約|见习|見習|驻外|全媒体)*(?:记者|記者|通讯员|通訊員|特派员|撰稿|作者)"
_BYLINE = rf"[（(【]{_SPACE}*(?P<byline>[^（）()【】]{{2,60}}?){_SPACE}*[）)】]"
_COLON = f"{_SPACE}*[:：]"
_OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        # 央视网消息（新闻联播）：, 央视网(新闻联播)：, 央视网消息：
        rf"(?:{_NAME})(?:消息|讯|訊)?{_SPACE}*[（(](?P<program>[^（）()]{{2,12}})[）)]{_COLON}",
        # 新华社北京3月18日电（记者丁小溪、王爱华）, 中新网10月14日电: a wire says the day.
        (
            rf"据?{_SPACE}*(?:{_NAME}){_SPACE}*{_PLACE}{_SPACE}*{_DAY}{_SPACE}*(?:专|專|综合)?(?:电|電|讯|訊)"
            rf"(?:{_SPACE}*{_BYLINE})?{_SPACE}*[:：,，]?"
        ),
        # 中国新闻网10月3日消息，据…, 俄罗斯卫星网12月11日报道：日前
        rf"据?{_SPACE}*(?:{_NAME}){_SPACE}*{_PLACE}{_SPACE}*{_DAY}(?:消息[:：,，]|(?:报道|報道)[:：])",
        # 本报讯（记者…）, 惠州日报讯 (记者戴建), 央视网消息：, 本报北京讯 记者张三报道：; the colon or the
        # brackets keep `据中央台消息` of a sentence apart.
        rf"(?:{_NAME}){_PLACE}(?:讯|訊|电|電|消息)(?:{_SPACE}*{_BYLINE}{_SPACE}*[:：,，]?|{_COLON})",
        rf"(?:本报|本報|本刊|本网|本網)(?:讯|訊){_SPACE}+",
        # 【环球网报道 记者 任洁】
        rf"【{_SPACE}*(?:{_NAME})(?:综合|綜合)?(?:报道|報道|讯|訊|消息)(?:{_SPACE}+(?P<byline>[^】]{{2,40}}))?】",
        # 记者 张三 北京报道：
        rf"(?P<byline>{_ROLE}[^，。,、:：]{{2,12}}?)(?:报道|報道|摄影报道|攝影報道)[:：]",
    )
)
# Every opening begins so, and hardly any paragraph does: it takes less time to ask this first than to try each pattern.
# Likewise the name of a house is looked for only where the last character of one is near.
_NEAR = "(?=[一-鿿A-Za-z]{1,14}[报報社网網台端]|中新|法新|路透|塔斯|本刊)"
_OPENS = re.compile(rf"据?{_SPACE}*{_NEAR}(?:{_NAME})|【|{_ROLE}")
_CLOSINGS = tuple(
    re.compile(pattern + rf"{_SPACE}*$")
    for pattern in (
        r"[（(](?:完|未完待续|未完待續)[）)]",
        rf"[（(【]{_SPACE}*(?:本文)?(?:来源|來源|据|转自|轉自)[:：]?(?P<source>[^（）()【】。]{{2,30}})[）)】]",
        rf"[（(]{_SPACE}*(?P<byline>{_ROLE}{_SPACE}*[^（）()。，]{{2,40}})[）)]",
        rf"[（(]{_SPACE}*[一-鿿]{{0,4}}(?:编辑|編輯|责编|責編|编审|校对|审核)[:： ][^（）()]{{1,60}}[）)]",
        r"[（(](?P<source>新华社|新華社|中新社|中央社|央视|央視)(?:专特稿|電|电|供本报特稿)?[）)]",
        r"(?:(?:责任编辑|責任編輯|流程编辑|编辑|編輯|责编|責編|校对|审核)[:：][^。！？，]{1,20})",
        rf"(?:来源|來源|稿源)[:：]{_SPACE}*(?P<source>[^。！？，:：\s|]{{2,20}}?)",
    )
)
_LONGEST_OPENING = 120
# Most paragraphs end in one of these marks, and no closing does.
_NO_CLOSING = ("。", "！", "？", "，")
_ROLES = re.compile(rf"{_ROLE}{_SPACE}*[:：]?{_SPACE}*")
_BETWEEN = re.compile(rf"(?:{_SPACE}|[、,，;；/])+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says, and how many characters of the paragraph it takes."""

    length: int
    source: str = ""
    byline: str = ""
    date_text: str = ""


def parse_opening(paragraph: str) -> Dateline | None:
    """Return the dateline that opens a paragraph, or None.

    >>> parse_opening("新华社北京3月18日电（记者丁小溪、王爱华）国务院")
    Dateline(length=22, source='新华社', byline='丁小溪 王爱华', date_text='3月18日')
    """
    if not _OPENS.match(paragraph, 0, _LONGEST_OPENING):
        return None
    head = paragraph[:_LONGEST_OPENING]
    for pattern in _OPENINGS:
        match = pattern.match(head)
        if match:
            return _dateline(match, match.end())
    return None


def parse_closing(paragraph: str) -> Dateline | None:
    """Return the closing of a paragraph, or None; where there are several, the last one.

    >>> parse_closing("调查仍在继续。（总台记者 黄铮铮）")
    Dateline(length=10, source='', byline='黄铮铮', date_text='')
    """
    if paragraph.endswith(_NO_CLOSING):
        return None
    tail = paragraph[-100:]
    for pattern in _CLOSINGS:
        match = pattern.search(tail)
        if match:
            return _dateline(match, len(tail) - match.start())
    return None


def parse_byline(text: str) -> str:
    """Return the names in a byline, parted by a space.

    >>> parse_byline("记者丁小溪、王爱华 通讯员 李明")
    '丁小溪 王爱华 李明'
    """
    if not text:
        return ""
    names = (_BETWEEN.sub(" ", part).strip() for part in _ROLES.split(text))
    return " ".join(name for name in names if name)


def _dateline(match: re.Match[str], length: int) -> Dateline:
    groups = match.groupdict("")
    return Dateline(
        length,
        groups.get("source", "").strip(),
        parse_byline(groups.get("byline", "").strip()),
        groups.get("date", "").strip(),
    )
