"""Web pages: trafilatura finds the main text, the title, the day, the author and the link."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from retrieval.archive.accounting import find_left_out, tell_words
from retrieval.archive.formats.credits import find_credits
from retrieval.archive.formats.decoding import decode
from retrieval.archive.formats.embedded import find_embedded
from retrieval.archive.formats.markup_lists import write_numbers, write_pairs
from retrieval.archive.formats.markup_tables import write_tables
from retrieval.archive.formats.markup_words import find_words, open_inner_pages
from retrieval.archive.looks import names_event
from retrieval.archive.records import Record
from retrieval.chinese.dates import find_dates
from retrieval.chinese.numerals import CHINESE
from retrieval.errors import UnreadableError
from retrieval.values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE
)
_MEDIA_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
# The line that Markdown writes below the head of a table.
_TABLE_RULE = re.compile(r"(?m)^\|(?:-+\|)+\n?")
# A dash that trafilatura sets before each item of a list, and before the number that the list sets.
_BULLET = re.compile(rf"(?m)^ *- (?=[0-9A-Za-z{CHINESE}]{{1,12}}(?:\. |、))")
# What a browser shows on lines of its own, and what ends a line only.
_ENDS = ("br", "td", "th", "option", "button", "label", "img", "input")
_BLOCKS = (
    *_ENDS, "address", "article", "aside", "audio", "blockquote", "canvas", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "iframe", "legend", "li", "main", "menu", "nav", "object", "ol", "p", "pre", "section", "select", "summary",
    "table", "textarea", "title", "tr", "ul", "video",
)  # fmt: skip
# A table is navigation where so large a share of its letters stands in links.
_LINKED = 0.8
# A line that gives the day of publication is no longer than this, and says no more than so many letters beside the
# day unless it says that the page was published then.
_LONGEST_DAY_LINE, _LONGEST_BESIDE = 60, 8
# A page's article stands in its JSON alone where that holds so many times as much text as what is shown.
_MORE_EMBEDDED = 2
_PUBLISHED = re.compile("发布|發布|发表|發表|时间|時間|日期|来源|來源|[0-9]{1,2}:[0-9]{2}")
_EDITOR = re.compile("编辑|編輯|责编|責編|校对|审核")
# The encoding that a page declares → the one that it is really in: pages declare the older one, of which the newer
# is a superset.
_ENCODINGS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the page's article; raise :class:`UnreadableError` where the page holds no text."""
    text, encoding = decode_page(file.data, file.media)
    yield parse_page(text, file.path, encoding)


def decode_page(data: bytes, media: str = "") -> tuple[str, str]:
    """Return a page's text and encoding: what it declares counts where its bytes do not show another one."""
    declared = _MEDIA_CHARSET.search(media)
    meta = _CHARSET.search(data[:4096])
    names = (declared[1] if declared else "", meta[1].decode("ascii") if meta else "")
    return decode(data, next((_ENCODINGS[name.lower()] for name in names if name.lower() in _ENCODINGS), ""))


def parse_page(text: str, path: str, encoding: str) -> Record:
    """Return the record of a page's article, or of all of its lines where trafilatura finds no article."""
    extract = _extract()
    tree, words = parse_markup(text)
    embedded = find_embedded(tree)
    links = _drop_tables_of_links(tree)
    write_numbers(tree)
    write_pairs(tree)
    write_tables(tree)
    found = extract(tree)
    main = _BULLET.sub("", _TABLE_RULE.sub("", found.text or "")).strip() if found else ""
    title = (found and found.title) or ""
    date = (found and found.date) or ""
    lines = page_lines(tree)
    # Without a main text the page goes on as its lines, for the document's own rules to sort out.
    whole = _without_heading(main, title) or "\n".join(lines)
    if not whole:
        raise UnreadableError("the page holds no text")
    left_out = tuple(LeftOut("navigation", link) for link in links)
    if len(embedded.text) > _MORE_EMBEDDED * len(main):
        # The page is filled by a script, and what stands there without it is a placeholder.
        shown = f"{title}\n{embedded.text}"
        left_out += find_left_out(lines, shown, "outside the article")
        left_out += tell_words(words, "\n".join([shown, *lines]))
        return replace(
            embedded, path=path, title=embedded.title or title, encoding=encoding, left_out=left_out
        )
    outside = find_left_out(lines, f"{title}\n{whole}", "outside the article") if main else ()
    said = find_credits([one.text for one in outside])
    return Record(
        path=path,
        text=whole,
        body=bool(main),
        title=title,
        byline=said.byline or _author((found and found.author) or ""),
        source=said.source or (found and found.sitename) or "",
        date=date or said.date or _written_day(lines),
        url=(found and found.url) or "",
        encoding=encoding,
        left_out=left_out + outside + tell_words(words, "\n".join([title, whole, *lines])),
    )


def _author(name: str) -> str:
    """Return the author whom a page names, unless it is its editor."""
    return "" if _EDITOR.search(name) else name


def parse_markup(text: str) -> tuple[Any, list[tuple[str, str]]]:
    """Return the tree of a page, and its words that stand in no line of it (:mod:`retrieval.archive.formats.markup_words`).

    Raises :class:`UnreadableError` where there is no page.
    """
    from lxml import html  # noqa: PLC0415 - needed for pages only
    from lxml.etree import ParserError  # noqa: PLC0415 - likewise

    try:
        # lxml refuses a str that declares an encoding, so it is given bytes.
        tree = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except ParserError:
        raise UnreadableError("the page holds no text") from None
    open_inner_pages(tree)
    words = find_words(tree)
    for element in tree.xpath(".//rt | .//rp | .//rtc"):
        # The pronunciation above a character is no part of the sentence.
        element.drop_tree()
    for element in tree.xpath(".//ruby | .//rb"):
        # trafilatura would end a sentence at a tag that it does not know.
        element.drop_tag()
    return tree, words


def _drop_tables_of_links(tree: Any) -> list[str]:
    """Drop tables of links, with which old pages lay out their navigation; return the text of their rows."""
    dropped = []
    for table in tree.xpath(".//table[not(ancestor::table)]"):
        linked = sum(len("".join(link.itertext()).strip()) for link in table.iter("a"))
        if linked and linked >= _LINKED * len("".join("".join(table.itertext()).split())):
            dropped += [row for one in table.iter("tr") if (row := " ".join(one.text_content().split()))]
            table.drop_tree()
    return dropped


def _without_heading(main: str, title: str) -> str:
    """Return a main text without the headline at its beginning."""
    first, _, rest = main.partition("\n")
    return rest.strip() if title and rest.strip() and first.strip() == title else main


def _written_day(lines: list[str]) -> str:
    """Return the day that a page gives on a line of its own, beside the source and the time at most, or an empty string."""
    for line in lines:
        if len(line) <= _LONGEST_DAY_LINE and not line.startswith(("今天", "今日")) and not names_event(line):
            for day in find_dates(line):
                rest = line[: day.span.start] + line[day.span.end :]
                if day.date and (len(rest) <= _LONGEST_BESIDE or _PUBLISHED.search(rest)):
                    return day.date.isoformat()
    return ""


def page_lines(tree: Any) -> list[str]:
    """Return a page's text, one line for each of its blocks."""
    for element in tree.xpath(".//script | .//style | .//noscript | .//template | .//comment()"):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
        if element.tag not in _ENDS:
            element.text = "\n" + (element.text or "")
    lines = (line.strip() for line in tree.text_content().splitlines())
    return [line for line in lines if line]


@cache
def _extract() -> Callable[[Any], Any]:
    # Imported at the first page: it takes a fifth of a second and 26 MB.
    from trafilatura import bare_extraction  # noqa: PLC0415 - see above
    from trafilatura.settings import DEFAULT_CONFIG  # noqa: PLC0415 - see above

    # Where a page is broken, these loggers would write pieces of it to the log.
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    config = deepcopy(DEFAULT_CONFIG)
    # A Chinese article says in 40 characters what takes 250 in English; below that trafilatura takes every
    # line of the page, navigation included.
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "40"
    return partial(
        bare_extraction,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        config=config,
        # Its extensive search takes any year of the page for the first of that January.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
