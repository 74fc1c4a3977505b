"""Which lines of a text are its article, and what the lines around it say: headline, subtitle, source, author, day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.archive.datelines import parse_byline
from retrieval.archive.looks import (
    AUTHOR,
    CREDIT,
    LONGEST_BUTTON,
    LONGEST_TITLE,
    ORIGINAL_TITLE,
    SOURCE,
    is_meta,
    is_meta_line,
    is_navigation,
    is_navigation_or_credit,
    is_prose,
    names_event,
)
from retrieval.chinese.dates import find_dates

if TYPE_CHECKING:
    from retrieval.values import Span

# A page has no more lines of subtitle, and a text no more lines of day, source and author beside its headline.
_MOST_SUBTITLES, _MOST_METADATA = 3, 2
# This is the time of a message, which stands beside its sender.
_STAMP = re.compile("[0-9]{1,2}[-/月.][0-9]{1,2}日?[ \u3000T]+[0-9]{1,2}:[0-9]{2}")
# Rows of links begin so.
_HOME = re.compile("(?:首页|首頁|主页|主頁|网站首页)[ \u3000|｜·]")
# A subtitle of a text is marked as one: ——在全市工作会议上的讲话.
_SUBTITLE = re.compile("[—－―─]{1,2}[^—－―─]")


@dataclass(slots=True)
class Parts:
    """The metadata that was found in the text so far; ``says_day``: a line says that the text appeared on that day."""

    title: str = ""
    subtitle: str = ""
    byline: str = ""
    source: str = ""
    date_text: str = ""
    says_day: bool = False


def find_article(text: str, lines: list[Span], found: Parts) -> list[Span]:
    """Return the lines of a file that are its article, and collect in ``found`` what the other lines say about it.

    Only where words show that a site stands around the article, short lines are taken for navigation. Anywhere else a
    line is kept whatever it looks like: lists, verse, statutes and messages end in no full stop.
    """
    prose = [number for number, line in enumerate(lines) if is_prose(line.of(text))]
    site = _has_site(text, lines)
    if not site and _is_log(text, lines):
        read_meta(lines[0].of(text), found)
        return lines
    if not prose:
        # A list, a poem or a headline alone has no prose that would tell where the article begins and ends.
        return [line for line in lines if not (site and is_navigation_or_credit(line.of(text)))]
    first = prose[0]
    article = (
        _read_head(text, lines[:first], found) if site else _read_opening(text, lines[: first + 1], found)
    )
    over = False
    for number, line in enumerate(lines[first:], first):
        written = line.of(text)
        if number > prose[-1]:
            over = over or (site and bool(is_navigation(written) or CREDIT.match(written)))
            _read_credit(written, found)
            if over or CREDIT.match(written) or (site and is_navigation_or_credit(written)):
                continue
        article.append(line)
    return article


def _has_site(text: str, lines: list[Span]) -> bool:
    """Say whether words show that a file is a page with its site around the article."""
    buttons = set()
    for line in lines:
        written = line.of(text)
        if ORIGINAL_TITLE.match(written) or (_HOME.match(written) and is_navigation_or_credit(written)):
            return True
        if is_navigation(written):
            if len(written) > LONGEST_BUTTON:
                return True
            buttons.add(written)
    # One alone may be an item of a list: 收藏, 打印.
    return len(buttons) > 1


def _read_head(text: str, lines: list[Span], found: Parts) -> list[Span]:
    """Collect title, subtitle and metadata from the lines of a page above its article; return those that are neither.

    原标题 in front marks the real title. The lines below a headline are subtitles, unless they are many.
    """
    headlines: list[Span] = []
    title = ""
    for line in lines:
        written = line.of(text)
        marker = ORIGINAL_TITLE.match(written)
        if marker:
            headlines, title = [], written[marker.end() :]
        elif is_meta(written):
            read_meta(written, found)
        elif not is_navigation_or_credit(written):
            headlines.append(line)
    if not title and headlines and len(headlines[0]) <= LONGEST_TITLE:
        title = headlines.pop(0).of(text)
    found.title = title
    if len(headlines) > _MOST_SUBTITLES or any(len(line) > LONGEST_TITLE for line in headlines):
        return headlines
    found.subtitle = "\n".join(line.of(text) for line in headlines)
    return []


def _read_opening(text: str, lines: list[Span], found: Parts) -> list[Span]:
    """Collect title and metadata from the lines of a text up to its first prose; return those that are its text too.

    A headline stands first and is set off: by a blank line, by a line of metadata, or by prose. One that is not may be
    the first of many like it, and is both headline and text.
    """
    title = 0
    # A day, a source and an author stand beside a headline, and nowhere else in a log of messages.
    while title < len(lines) - 1 and title < _MOST_METADATA and is_meta_line(lines[title].of(text)):
        title += 1
    article = title + 1
    while article < len(lines) - 1 and article <= title + _MOST_METADATA and is_meta(lines[article].of(text)):
        article += 1
    if title >= len(lines) - 1 or len(lines[title]) > LONGEST_TITLE:
        return lines[:-1]
    for line in (*lines[:title], *lines[title + 1 : article]):
        read_meta(line.of(text), found)
    found.title = lines[title].of(text)
    if article < len(lines) - 1 and _SUBTITLE.match(lines[article].of(text)):
        found.subtitle = lines[article].of(text)
        article += 1
    apart = article > title + 1 or article == len(lines) - 1
    apart = apart or text[lines[title].end : lines[title + 1].start].count("\n") != 1
    return [*([] if apart else [lines[title]]), *lines[article:-1]]


def _is_log(text: str, lines: list[Span]) -> bool:
    """Say whether the first line names a time, and a later one does too, as the messages of a chat do."""
    return bool(lines and _STAMP.search(lines[0].of(text))) and any(
        _STAMP.search(line.of(text)) for line in lines[1:]
    )


def read_meta(line: str, found: Parts) -> None:
    """Collect date, source and author from a line that holds them."""
    for mention in find_dates(line):
        if mention.date and not found.date_text and not names_event(line):
            found.date_text = mention.span.of(line)
            found.says_day = is_meta_line(line) or bool(SOURCE.search(line))
    _read_credit(line, found)


def _read_credit(line: str, found: Parts) -> None:
    if (match := SOURCE.search(line)) and not found.source:
        found.source = match["source"].strip("）)】")
    if (match := AUTHOR.search(line)) and not found.byline:
        found.byline = parse_byline(match["byline"])


def fill_missing(found: Parts, source: str, byline: str, date_text: str) -> None:
    """Add what is not known yet."""
    found.source = found.source or source
    found.byline = found.byline or byline
    found.date_text = found.date_text or date_text
