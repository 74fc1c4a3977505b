"""Repaired text → a document: title, byline, source, date, and the paragraphs that are searched.

A saved page holds the article and the navigation of its site. Where words show that it does (首页 >, 版权所有), the
article runs from the first line of prose to the last: the lines before it are navigation and headlines, and the lines
after it are credits and links. Those stay in the text, so that every offset still leads back to the file, but they are
not paragraphs. Where nothing shows a site, every line but the headline and its metadata is a paragraph. What is no
paragraph is told (:class:`LeftOut`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.archive.articles import Parts, fill_missing, find_article, read_meta
from retrieval.archive.datelines import parse_byline, parse_closing, parse_opening
from retrieval.archive.formats.chat_lines import read_heading
from retrieval.archive.formats.decoding import UNREAD
from retrieval.archive.looks import (
    CREDIT,
    LONGEST_TITLE,
    ORIGINAL_TITLE,
    is_meta,
    is_meta_line,
    is_navigation_or_credit,
    is_row,
)
from retrieval.archive.places import move_places
from retrieval.chinese.dates import find_dates, find_name_date, find_path_dates, parse_date
from retrieval.values import Document, LeftOut, Metadata, Origin, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from retrieval.archive.records import Record, Repaired

_BLANK = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\u3000\xa0\ufeff"
# A paragraph may close with several credits in brackets (editor, source, reporter), and hardly ever with more.
_MOST_CREDITS = 4


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
    found = Parts(date_text=record.date)
    article = lines if record.body else find_article(text, lines, found)
    if record.places.kind == "message":
        article = list(_without_headings(text, article))
    # What stands in a table's cells are no credits: 夜班编辑：梅东升；校对：苏慎之.
    in_sheet = record.places.kind == "cell"
    paragraphs = tuple(article) if in_sheet else _paragraphs(text, article, found)
    written = found.date_text
    day = parse_date(written)
    if day and not find_dates(written):
        # Nobody reads 1680307200 as a day.
        written = day.isoformat()
    if not record.date and not found.says_day and (named := find_name_date(record.path)):
        # A day that the text tells of is not the day of which the file says that it is.
        written, day = ("", None) if day != named else (written, day)
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
    if UNREAD.search(record.encoding):
        broken = (line.of(text) for line in lines if "\ufffd" in line.of(text))
        left_out += tuple(LeftOut("bytes that are no text", line) for line in broken)
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


def _without_headings(text: str, lines: list[Span]) -> Iterator[Span]:
    """Yield the lines of a chat without what says who sent them and when, which is shown with the source."""
    for line in lines:
        if said := _trimmed(text, line.start + read_heading(line.of(text)), line.end):
            yield said


def _paragraphs(text: str, lines: list[Span], found: Parts) -> tuple[Span, ...]:
    """Return the lines without their datelines and credits, which are collected in ``found``."""
    paragraphs = []
    for number, line in enumerate(lines):
        written = line.of(text)
        if (number < 3 or number >= len(lines) - 3) and is_meta_line(written):
            read_meta(written, found)
            continue
        if number < 3 and (marker := ORIGINAL_TITLE.match(written)) and len(written) <= LONGEST_TITLE:
            found.title = found.title or written[marker.end() :]
            continue
        rest = line if is_row(written) else _without_credits(text, line, found)
        if rest == line:
            paragraphs.append(line)
        elif paragraph := _trimmed(text, rest.start, rest.end):
            paragraphs.append(paragraph)
    return tuple(paragraphs)


def _without_credits(text: str, line: Span, found: Parts) -> Span:
    """Return a line without its dateline and the credits behind it, which are collected in ``found``."""
    start, end = line.start, line.end
    if opening := parse_opening(line.of(text)):
        start += opening.length
        fill_missing(found, opening.source, opening.byline, opening.date_text)
        if not found.date_text and (days := find_dates(text[start : min(start + 20, end)])):
            found.date_text = days[0].span.shifted(start).of(text)
    for _ in range(_MOST_CREDITS):
        closing = parse_closing(text[start:end])
        if closing is None:
            break
        fill_missing(found, closing.source, closing.byline, "")
        end = _trimmed(text, start, end - closing.length).end
    return Span(start, end)


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
    if is_meta(written) or CREDIT.match(written) or parse_closing(written) or parse_opening(written):
        reason = "source, byline or date"
    elif is_navigation_or_credit(written):
        reason = "navigation"
    else:
        reason = "around the article"
    yield LeftOut(reason, written, stretch.start)


def _headline(line: str) -> str:
    """Return a headline without what marks it as the real one."""
    marker = ORIGINAL_TITLE.match(line)
    return line[marker.end() :] if marker else line


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)
