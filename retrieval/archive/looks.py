"""What a line is by its look alone: prose, navigation, a credit, a line of metadata."""

from __future__ import annotations

import re

from retrieval.chinese.dates import find_dates
from retrieval.chinese.sentences import CLOSERS, ENDS

_SENTENCE_END = re.compile(f"[{ENDS}…；][{CLOSERS}]*$|[。！？｡].*[一-鿿]|：$")
# Punctuation that prose has and a row of links has not.
_PAUSE = re.compile("[，。、；：,]")
ORIGINAL_TITLE = re.compile("原(?:标题|標題|题|題)[:：]?[ \u3000]*")
_NAVIGATION = re.compile(
    "^(?:首页|首頁|.{0,6}(?:首页|首頁)[ \u3000]*[>»›].*|登录|登錄|注册|註冊|返回.{0,4}|上一[篇页条].*|下一[篇页条].*|相关(?:阅读|新闻|链接|推荐).*|推荐阅读.*|"
    "热门(?:推荐|新闻|文章).*|分享(?:到|至|按钮)?.{0,10}|扫一扫.*|扫码.*|打印|关闭|收藏|举报|评论.{0,6}|字号.*|字體.*|"
    "大 ?中 ?小|(?:您|你)?(?:现在|當前|当前)?的?位置[:：].*|点击(?:进入|查看).*|更多.{0,4}|版权(?:所有|声明).*|Copyright.*|©.*|"
    "[^。，]{0,10}ICP备.*|.*许可证.{0,4}[:：].*|关于我们.*|联系我们.*|网站地图.*|阅读(?:量|数)?[:：]? ?[0-9]*)$",
    re.IGNORECASE,
)
CREDIT = re.compile(
    "^[【（(]?(?:责任编辑|責任編輯|本文编辑|编辑|編輯|责编|責編|校对|校對|审核|審核|编审|监制|摄影|图源|来源|來源|稿源|视频编辑|"
    "文字编辑|值班主任|值班编辑|流程编辑|终审)[:： ].{1,60}$"
)
SOURCE = re.compile("(?:来源|來源|稿源|文章来源)[:：][ \u3000]*(?P<source>[^ \u3000\xa0|]{2,24})")
AUTHOR = re.compile(
    "(?:作者|记者|記者|撰文)[:： ][ \u3000]*(?P<byline>[^|0-9:：?？]{2,20}?)(?=$|[ \u3000]{2}|[|]| [^ ]{2,6}[:：])"
)
# A line that consists of date, source, author and buttons alone.
_META_LINE = re.compile(
    "^(?>[【（(]?(?:发布时间|发布日期|时间|日期|来源|來源|稿源|文章来源|作者|记者|記者|编辑|編輯|责任编辑|責任編輯|"
    "责编|責編|校对|审核|浏览|阅读|点击|字号|字体)[:：][ 　]*[^ 　，。、；?？]{0,20}[】）)]?|"
    "(?:19|20)[0-9]{2}(?:年|[-/.])[0-9]{1,2}(?:月|[-/.])[0-9]{1,2}日?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|"
    "打印|分享|收藏|关闭|评论|[大中小]|[| 　 ])++$"
)
# Every such line holds one of these as well. This is checked second, because the pattern above fails on most lines at
# their first character.
_META_SIGN = re.compile("[:：年-]")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
# With these words a day is another one than that of the text.
_EVENT = re.compile(
    "截止|截至|截標|截标|期限|有效|到期|报名|報名|开标|開標|投标|投標|递交|遞交|提交|开始时间|结束|结束时间|起止|开放|开馆|"
    "考试|考試|面试|面試|笔试|筆試|会议时间|會議時間|活动时间|活動時間|演出|比赛|举行|舉行|举办|舉辦|召开|召開|开工|竣工|完工|"
    "施行|实施|實施|生效|执行|執行|起施|成立|出生|生于|生日|逝世|卒于|签订|簽訂|交货|付款|缴费|繳費|预约|停水|停电|施工|公示期|公示时间"
)
# A cell of a row, behind its head.
_HEADED = re.compile("[^：；，。]{1,20}：")
# What separates the items of a row of links.
_ITEM_SEPARATOR = re.compile("[ \u3000\xa0|｜·>»/]+")
# A headline is shorter than this; a longer line without a full stop is a sentence that lost its full stop.
LONGEST_TITLE = 60
# Navigation that is no longer than this may be a button, and may be a word of a list.
LONGEST_BUTTON = 3


def is_prose(line: str) -> bool:
    """Say whether a line consists of sentences, and is no headline, credit or row of links."""
    if is_row(line):
        return True
    if is_navigation(line) or CREDIT.match(line) or _is_meta_only(line):
        return False
    # Of a very long line only the two ends are searched, to keep this fast.
    if len(line) >= 4 and (_SENTENCE_END.search(line[:400]) or _SENTENCE_END.search(line[-400:])):
        return True
    return len(line) > LONGEST_TITLE and len(_PAUSE.findall(line[:400])) >= 2


def is_meta(line: str) -> bool:
    """Say whether a line holds a date, source or author, as lines between headline and article do."""
    return bool(_CLOCK.search(line) or SOURCE.search(line) or AUTHOR.search(line)) or (
        len(line) < 24 and not names_event(line) and any(mention.date for mention in find_dates(line))
    )


def names_event(line: str) -> bool:
    """Say whether a line with a day names what happens then, such as a deadline: ``报名截止：2023年8月20日``."""
    return bool(_EVENT.search(line))


def is_meta_line(line: str) -> bool:
    """Say whether a line consists of nothing but a date, source, author and buttons."""
    return bool(_META_LINE.match(line) and _META_SIGN.search(line))


def is_row(line: str) -> bool:
    """Say whether a line is a row of a table that says its heads: 日期：10月24日；夜班编辑：梅东升；印厂电话：6240 1101."""
    if "；" not in line:
        return False
    pieces = line.rstrip("。").split("；")
    headed = sum(bool(_HEADED.match(piece)) for piece in pieces)
    # 责任编辑：王一；校对：李二 are credits, side by side.
    return headed * 3 >= len(pieces) * 2 and not all(
        CREDIT.match(piece) or AUTHOR.match(piece) for piece in pieces
    )


def is_navigation(line: str) -> bool:
    """Say whether a line is navigation by its words."""
    return len(line) <= 2 * LONGEST_TITLE and bool(_NAVIGATION.match(line))


def is_navigation_or_credit(line: str) -> bool:
    """Say whether a line is navigation or a credit: by its words, or as a row of three or more short items."""
    if line.startswith("|") or is_row(line):
        return False
    if is_navigation(line) or CREDIT.match(line):
        return True
    items = [item for item in _ITEM_SEPARATOR.split(line) if item]
    return len(items) >= 3 and not _PAUSE.search(line) and sum(map(len, items)) / len(items) <= 14


def _is_meta_only(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and bool(_CLOCK.search(line) and SOURCE.search(line))
