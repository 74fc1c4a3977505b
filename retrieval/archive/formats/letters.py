"""Letters, ``.eml``, and saved pages, ``.mht``: subject, sender and day, and the text as it was written.

What is attached to a letter is read as files of its own (:mod:`retrieval.archive.mailboxes`).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.accounting import find_left_out, tell_words
from retrieval.archive.formats.html import decode_page, page_lines, parse_markup, parse_page
from retrieval.archive.formats.markup_lists import write_numbers, write_pairs
from retrieval.archive.formats.markup_tables import write_tables
from retrieval.archive.records import Record
from retrieval.errors import UnreadableError
from retrieval.values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

    from retrieval.archive.records import Problem, SourceFile

_PAGES = (".mht", ".mhtml")
# Characters of a part that an error repeats.
_LONGEST = 200


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
    body = _body(letter)
    if not body.text:
        for one in body.left_out:
            raise UnreadableError(f"the letter holds no text: {one.reason}, {one.text[:_LONGEST]!r}")
        raise UnreadableError("the letter holds no text")
    senders = [name or address for name, address in getaddresses([_header(letter, "From")])]
    shown = [f"{name}: {written}" for name in ("To", "Cc") if (written := _header(letter, name))]
    return Record(
        path=file.path,
        text=body.text,
        title=_header(letter, "Subject"),
        byline=" ".join(filter(None, senders)),
        date=_day(letter),
        encoding=body.encoding,
        body=True,
        left_out=(*(LeftOut("a letter's address", line) for line in shown), *body.left_out),
    )


class _Body(NamedTuple):
    """A letter's text, the encoding of its first part, and what the letter shows beside it."""

    text: str = ""
    encoding: str = ""
    left_out: tuple[LeftOut, ...] = ()


def _body(part: Message) -> _Body:
    """Return the text of a letter or of a part of it; of several versions of one text the plain one."""
    kind = part.get_content_type()
    if kind == "message/rfc822" or part.get_filename():
        # It is a file of its own.
        return _Body()
    if part.is_multipart():
        inner: list[Message] = part.get_payload()  # type: ignore[assignment] # it holds parts, and no text
        bodies = [(one.get_content_type(), _body(one)) for one in inner]
        return _one_of(bodies) if kind == "multipart/alternative" else _joined([body for _, body in bodies])
    content = _content(part)
    if kind not in ("text/plain", "text/html"):
        told: tuple[LeftOut, ...] = ()
        if content.strip():
            told = (LeftOut("part of a letter that is no text", kind),)
        if told and part.get_content_maintype() == "text":
            with suppress(UnreadableError):
                told = tuple(
                    LeftOut("part of a letter that is no text", line)
                    for line in decode_page(content)[0].split("\n")
                    if line.strip()
                )
        return _Body(left_out=told)
    text, encoding = decode_page(content, part.get("Content-Type", ""))
    if kind == "text/plain" or not text.strip():
        return _Body(text.replace("\r\n", "\n").strip("\n") if text.strip() else "", encoding)
    tree, words = parse_markup(text)
    write_numbers(tree)
    write_pairs(tree)
    write_tables(tree)
    text = "\n".join(page_lines(tree))
    return _Body(text, encoding, tell_words(words, text))


def _one_of(bodies: list[tuple[str, _Body]]) -> _Body:
    """Return one of several versions of a text; what another one says beside it is told."""
    said = [(kind, body) for kind, body in bodies if body.text]
    chosen = next((body for kind, body in said if kind == "text/plain"), said[0][1] if said else _Body())
    told = chosen.left_out
    for _, body in bodies:
        if body is not chosen:
            told += find_left_out(body.text.split("\n"), chosen.text, "another version of the letter")
            told += body.left_out
    return chosen._replace(left_out=told)


def _joined(bodies: list[_Body]) -> _Body:
    said = [body for body in bodies if body.text]
    return _Body(
        "\n\n".join(body.text for body in said),
        said[0].encoding if said else "",
        tuple(one for body in bodies for one in body.left_out),
    )


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
