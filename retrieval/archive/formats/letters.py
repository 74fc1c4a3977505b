"""Letters, ``.eml``, and saved pages, ``.mht``: subject, sender and day, and the text as it was written.

What is attached to a letter is read as files of its own (:mod:`retrieval.archive.mailboxes`).
"""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING

from retrieval.archive.formats.html import decode_page, page_lines, parse_markup, parse_page
from retrieval.archive.formats.markup_tables import write_tables
from retrieval.archive.records import Record
from retrieval.errors import UnreadableError
from retrieval.values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

    from retrieval.archive.records import Problem, SourceFile

_PAGES = (".mht", ".mhtml")


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield a letter, or the article of a saved page, as one record."""
    letter = message_from_bytes(file.data)
    if not letter.keys():
        raise UnreadableError("it is no letter and no saved page")
    if file.path.lower().endswith(_PAGES) or letter.get("Snapshot-Content-Location"):
        yield _page(letter, file)
    else:
        yield _letter(letter, file)


def _page(letter: Message, file: SourceFile) -> Record:
    for part in letter.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            text, encoding = decode_page(_content(part), part.get("Content-Type", ""))
            record = parse_page(text, file.path, encoding)
            url = part.get("Content-Location") or letter.get("Snapshot-Content-Location") or ""
            return replace(record, url=record.url or (url if url.startswith("http") else ""))
    raise UnreadableError("it holds no page")


def _letter(letter: Message, file: SourceFile) -> Record:
    text, encoding = _body(letter)
    if not text.strip():
        raise UnreadableError("the letter holds no text")
    senders = [name or address for name, address in getaddresses([_header(letter, "From")])]
    shown = [f"{name}: {written}" for name in ("To", "Cc") if (written := _header(letter, name))]
    return Record(
        path=file.path,
        text=text,
        title=_header(letter, "Subject"),
        byline=" ".join(filter(None, senders)),
        date=_day(letter),
        encoding=encoding,
        body=True,
        left_out=tuple(LeftOut("a letter's address", line) for line in shown),
    )


def _body(letter: Message) -> tuple[str, str]:
    """Return a letter's text and its encoding: the plain text, or the page where there is none."""
    texts: dict[str, tuple[str, str]] = {}
    for part in letter.walk():
        kind = part.get_content_type()
        if part.get_filename() or kind in texts or kind not in ("text/plain", "text/html"):
            continue
        text, encoding = decode_page(_content(part), part.get("Content-Type", ""))
        if kind == "text/html":
            tree = parse_markup(text)
            write_tables(tree)
            text = "\n".join(page_lines(tree))
        if text.strip():
            texts[kind] = text.replace("\r\n", "\n"), encoding
    return texts.get("text/plain") or texts.get("text/html") or ("", "")


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _header(letter: Message, name: str) -> str:
    """Return a header as it reads; what a mailer wrote into it without saying its encoding is told by its bytes."""
    written = letter.get(name)
    if written is None:
        return ""
    try:
        pieces = decode_header(written)
    except HeaderParseError:
        return str(written)
    text = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            # The parser keeps raw bytes as surrogates.
            piece = piece.encode("ascii", "surrogateescape")  # noqa: PLW2901 - the same piece as bytes
        text += decode_page(piece, f"charset={charset}" if charset else "")[0] if piece.strip() else " "
    return " ".join(text.split())


def _day(letter: Message) -> str:
    try:
        return parsedate_to_datetime(letter.get("Date", "")).date().isoformat()
    except (ValueError, TypeError):
        return ""
