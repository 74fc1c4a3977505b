"""Mailboxes → letters, and letters → what is attached to them, as files in a file.

The text of a letter is read by its own format (:mod:`retrieval.archive.formats.letters`).
"""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header, make_header
from typing import IO, TYPE_CHECKING

from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_LONGEST_LINE = 1 << 20


def split_mailbox(stream: IO[bytes]) -> Iterator[bytes]:
    r"""Yield the letters of a mailbox: each begins behind a line ``From …``, before which there is an empty one.

    >>> import io
    >>> list(split_mailbox(io.BytesIO(b"From a\nSubject: 1\n\n1\n\nFrom b\nSubject: 2\n\n>From 2\n")))
    [b'Subject: 1\n\n1\n\n', b'Subject: 2\n\nFrom 2\n']
    """
    lines: list[bytes] = []
    blank = True
    while line := stream.readline(_LONGEST_LINE):
        if blank and line.startswith(b"From "):
            if lines:
                yield b"".join(lines)
            lines = []
        else:
            # A line of the letter itself that begins so was marked when it was put into the box.
            lines.append(line[1:] if line.startswith(b">From ") else line)
        blank = line in (b"\n", b"\r\n")
    if any(map(bytes.strip, lines)):
        yield b"".join(lines)


def attachments_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the bytes of what is attached to a letter; another letter may be.

    Raises :class:`UnreadableError` where the letter is damaged.
    """
    try:
        yield from _attachments(data)
    # The library raises whatever it likes there.
    except Exception as error:
        raise UnreadableError(f"what is attached to it is damaged ({type(error).__name__})") from error


def _attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    letter = message_from_bytes(data)
    if letter.get_content_type() == "multipart/related":
        # What a page is made of is no attachment.
        return
    parts = [letter]
    while parts:
        part = parts.pop(0)
        if part.get_content_type() == "message/rfc822":
            for inner in part.get_payload():
                yield part.get_filename() or "letter.eml", inner.as_bytes()  # type: ignore[union-attr] # it holds letters, and no text
        elif part.is_multipart():
            if part.get_content_type() != "multipart/related":
                parts[:0] = part.get_payload()  # type: ignore[assignment] # likewise
        elif (name := _name(part)) and part is not letter:
            content = part.get_payload(decode=True)
            yield name, content if isinstance(content, bytes) else b""


def _name(part: Message) -> str:
    """Return the name that an attachment bears; mailers write it as a header is written, which no standard allows."""
    try:
        return str(make_header(decode_header(part.get_filename() or "")))
    except (ValueError, LookupError):
        return part.get_filename() or ""
