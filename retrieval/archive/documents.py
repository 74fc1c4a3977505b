"""Repaired text → a document: title, byline, source, date, and the paragraphs that are searched.

A saved page holds the article and the navigation of its site. The article runs from the first line of prose to the
last: the lines before it are navigation and headlines, and the lines after it are credits and links. Those stay in the
text, so that every offset still leads back to the file, but they are not paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.archive.datelines import parse_byline, parse_closing, parse_opening
from retrieval.archive.places import move_places
from retrieval.chinese.dates import find_dates, find_path_dates, parse_date
from retrieval.values import Document, LeftOut, Metadata, Origin, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from retrieval.archive.records import Record, Repaired

_BLANK = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\u3000\xa0\ufeff"
_SENTENCE_END = re.compile("[。！？…；!?][”’」』）)\"']*$|[。！？].*[一-鿿]|：$")
# Punctuation that prose has and a row of links has not.
_PAUSE = re.compile("[，。、；：,]")
_ORIGINAL_TITLE = re.compile("原(?:标题|標題|题|題)[:：]?[ \u3000]*")
_NAVIGATION = re.compile(
    "^(?:首页|首頁|.{0,6}(?:首页|首頁)[ \u3000]*[>»›].*|登录|登錄|注册|註冊|返回.{0,4}|上一[篇页条].*|下一[篇页条].*|相关(?:阅读|新闻|链接|推荐).*|推荐阅读.*|"
    "热门(?:推荐|新闻|文章).*|分享(?:到|至|按钮)?.{0,10}|扫一扫.*|扫码.*|打印|关闭|收藏|举报|评论.{0,6}|字号.*|字體.*|"
    "大 ?中 ?小|(?:您|你)?(?:现在|當前|当前)?的?位置[:：].*|点击(?:进入|查看).*|更多.{0,4}|版权(?:所有|声明).*|Copyright.*|©.*|"
    "[^。，]{0,10}ICP备.*|.*许可证.{0,4}[:：].*|关于我们.*|联系我们.*|网站地图.*|阅读(?:量|数)?[:：]? ?[0-9]*)$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    "^[【（(]?(?:责任编辑|責任編輯|本文编辑|编辑|編輯|责编|責編|校对|校對|审核|審核|编审|监制|摄影|图源|来源|來源|稿源|视频编辑|"
    "文字编辑|值班主任|值班编辑|流程编辑|终审)[:： ].{1,60}$"
)
_SOURCE = re.compile("(?:来源|來源|稿源|文章来源)[:：][ \u3000]*(?P<source>[^ \u3000\xa0|]{2,24})")
_AUTHOR = re.compile(
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
# What separates the items of a row of links.
_ITEM_SEPARATOR = re.compile("[ \u3000\xa0|｜·>»/]+")
# A headline is shorter than this; a longer line without a full stop is a sentence that lost its full stop.
_LONGEST_TITLE = 60
# A paragraph may close with several credits in brackets (editor, source, reporter), and hardly ever with more.
_MOST_CREDITS = 4


@dataclass(slots=True)
class _Parts:
    """The metadata that was found in the text so far."""

    title: str = ""
    subtitle: str = ""
    byline: str = ""
    source: str = ""
    date_text: str = ""


def parse_document(
    record: Record, repaired: Repaired, anchors: tuple[tuple[int, int], ...] = ((0, 0),)
) -> Document:
    """Return the document that a record holds.

    ``repaired`` is the record's text after its repair; ``anchors`` map its offsets to the file's (:class:`Origin`). The
    record's own metadata takes precedence over metadata found in the text.
    """
    text = repaired.text
    lines = _lines(text)
    # If the record has a date, none is taken from the text.
    found = _Parts(date_text=record.date)
    article = lines if record.body else _article(text, lines, found)
    paragraphs = _paragraphs(text, article, found)
    written = found.date_text
    day = parse_date(written)
    inferred = None if day else infer_date(written, record)
    metadata = Metadata(
        id=record.id or (record.path if record.number == 1 else f"{record.path}#{record.number}"),
        path=record.path,
        title=record.title.strip(_BLANK) or found.title,
        subtitle=found.subtitle,
        byline=parse_byline(record.byline) or found.byline,
        source=record.source.strip(_BLANK) or found.source,
        url=record.url,
        date_text=written,
        date=day or inferred,
        date_inferred=inferred is not None,
        places=move_places(record.places, anchors),
    )
    origin = Origin(record.number, record.encoding, anchors)
    left_out = record.left_out + tuple(_left_out(text, lines, paragraphs, metadata))
    return Document(metadata, text, paragraphs, origin, repaired.steps, repaired.lost, left_out=left_out)


def infer_date(written: str, record: Record) -> date | None:
    """Return the date of a document that does not write it in full, or None if its file does not tell it either.

    If the text writes a day without its year, the year is taken from the names of the file and its folders, the file's
    first. If the text writes no date, the whole date is taken from there, or else from when the file was created.
    """
    mention = next(iter(find_dates(written)), None)
    if written and mention is None:
        return None
    in_path = find_path_dates(record.path)
    if mention is None:
        return next((day for _, day in in_path if day), None) or parse_date(record.created)
    return next((day for year, _ in in_path if (day := mention.on(year))), None)


def _lines(text: str) -> list[Span]:
    """Return the lines that are not blank, trimmed."""
    lines = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line and (trimmed := _trimmed(text, start, end)):
            lines.append(trimmed)
        start = end + 1
    return lines


def _article(text: str, lines: list[Span], found: _Parts) -> list[Span]:
    """Return the lines of a page that are its article, and collect in ``found`` what the other lines say about it."""
    prose = [number for number, line in enumerate(lines) if _is_prose(line.of(text))]
    if not prose:
        # A list, a poem or a headline alone has no prose that would tell where the article begins and ends.
        return [line for line in lines if not _is_navigation_or_credit(line.of(text))]
    first = prose[0]
    _read_head(text, lines[:first], found)
    article = []
    over = False
    for number, line in enumerate(lines[first:], first):
        written = line.of(text)
        if number > prose[-1]:
            over = over or bool(_is_navigation(written) or _CREDIT.match(written))
            _read_credit(written, found)
            if over or _is_navigation_or_credit(written):
                continue
        article.append(line)
    return article


def _read_head(text: str, lines: list[Span], found: _Parts) -> None:
    """Collect title, subtitle and metadata from the lines above an article. 原标题 in front marks the real title."""
    headlines: list[str] = []
    for line in lines:
        written = line.of(text)
        marker = _ORIGINAL_TITLE.match(written)
        if marker:
            headlines = [written[marker.end() :]] if marker.end() < len(written) else []
        elif _is_meta(written):
            _read_meta(written, found)
        elif not _is_navigation_or_credit(written) and len(written) <= _LONGEST_TITLE:
            headlines.append(written)
    if headlines:
        found.title = headlines[0]
        found.subtitle = "\n".join(headlines[1:])


def _is_meta(line: str) -> bool:
    """Say whether a line holds a date, source or author, as lines between headline and article do."""
    return bool(_CLOCK.search(line) or _SOURCE.search(line) or _AUTHOR.search(line)) or (
        len(line) < 24 and any(mention.date for mention in find_dates(line))
    )


def _read_meta(line: str, found: _Parts) -> None:
    for mention in find_dates(line):
        if mention.date and not found.date_text:
            found.date_text = mention.span.of(line)
    _read_credit(line, found)


def _read_credit(line: str, found: _Parts) -> None:
    if (match := _SOURCE.search(line)) and not found.source:
        found.source = match["source"].strip("）)】")
    if (match := _AUTHOR.search(line)) and not found.byline:
        found.byline = parse_byline(match["byline"])


def _is_prose(line: str) -> bool:
    """Say whether a line consists of sentences, and is no headline, credit or row of links."""
    if _is_navigation(line) or _CREDIT.match(line) or _is_meta_only(line):
        return False
    # Of a very long line only the two ends are searched, to keep this fast.
    if len(line) >= 4 and (_SENTENCE_END.search(line[:400]) or _SENTENCE_END.search(line[-400:])):
        return True
    return len(line) > _LONGEST_TITLE and len(_PAUSE.findall(line[:400])) >= 2


def _is_meta_only(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and bool(_CLOCK.search(line) and _SOURCE.search(line))


def _is_navigation(line: str) -> bool:
    return len(line) <= 2 * _LONGEST_TITLE and bool(_NAVIGATION.match(line))


def _is_navigation_or_credit(line: str) -> bool:
    """Say whether a line is navigation or a credit: by its words, or as a row of three or more short items."""
    if _is_navigation(line) or _CREDIT.match(line):
        return True
    if line.startswith("|"):
        # A row of a table.
        return False
    items = [item for item in _ITEM_SEPARATOR.split(line) if item]
    return len(items) >= 3 and not _PAUSE.search(line) and sum(map(len, items)) / len(items) <= 14


def _paragraphs(text: str, lines: list[Span], found: _Parts) -> tuple[Span, ...]:
    """Return the lines without their datelines and credits, which are collected in ``found``."""
    paragraphs = []
    for number, line in enumerate(lines):
        start, end = line.start, line.end
        written = text[start:end]
        if (
            (number < 3 or number >= len(lines) - 3)
            and _META_LINE.match(written)
            and _META_SIGN.search(written)
        ):
            _read_meta(written, found)
            continue
        if number < 3 and (marker := _ORIGINAL_TITLE.match(written)) and len(written) <= _LONGEST_TITLE:
            found.title = found.title or written[marker.end() :]
            continue
        opening = parse_opening(written)
        rest = written
        if opening:
            rest = written[opening.length :]
            start += opening.length
            _fill_missing(found, opening.source, opening.byline, opening.date_text)
            if not found.date_text and (days := find_dates(rest[:20])):
                found.date_text = days[0].span.shifted(opening.length).of(written)
        for _ in range(_MOST_CREDITS):
            closing = parse_closing(rest)
            if closing is None:
                break
            _fill_missing(found, closing.source, closing.byline, "")
            end = _trimmed(text, start, end - closing.length).end
            rest = text[start:end]
        if start == line.start and end == line.end:
            paragraphs.append(line)
        elif paragraph := _trimmed(text, start, end):
            paragraphs.append(paragraph)
    return tuple(paragraphs)


def _left_out(
    text: str, lines: list[Span], paragraphs: tuple[Span, ...], metadata: Metadata
) -> Iterator[LeftOut]:
    """Yield what stands in the text and neither in a paragraph nor in the headline."""
    if len(lines) == len(paragraphs) and lines == list(paragraphs):
        return
    inside = iter(paragraphs)
    paragraph = next(inside, None)
    for line in lines:
        start = line.start
        while paragraph is not None and paragraph.start < line.end:
            yield from _stretch(text, start, paragraph.start, metadata)
            start = paragraph.end
            paragraph = next(inside, None)
        yield from _stretch(text, start, line.end, metadata)


def _stretch(text: str, start: int, end: int, metadata: Metadata) -> Iterator[LeftOut]:
    stretch = _trimmed(text, start, end)
    written = stretch.of(text)
    if not written or _headline(written) in (metadata.title, *metadata.subtitle.split("\n")):
        return
    if _is_meta(written) or _CREDIT.match(written) or parse_closing(written) or parse_opening(written):
        reason = "source, byline or date"
    elif _is_navigation_or_credit(written):
        reason = "navigation"
    else:
        reason = "around the article"
    yield LeftOut(reason, written, stretch.start)


def _headline(line: str) -> str:
    """Return a headline without what marks it as the real one."""
    marker = _ORIGINAL_TITLE.match(line)
    return line[marker.end() :] if marker else line


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)


def _fill_missing(found: _Parts, source: str, byline: str, date_text: str) -> None:
    found.source = found.source or source
    found.byline = found.byline or byline
    found.date_text = found.date_text or date_text
