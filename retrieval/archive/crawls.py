"""Web archives: the pages that a crawl was sent, unpacked."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlsplit

from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/json")
_PLAIN, _UNPACKED = ("", "identity"), ("gzip", "deflate")
_BLOCK = 1 << 16


class Page(NamedTuple):
    """A page of a crawl: its address, its media type, and its bytes, or None where its packing is not known."""

    url: str
    media: str
    packing: str
    content: IO[bytes] | None


def open_pages(stream: IO[bytes]) -> Iterator[Page]:
    """Yield the pages with text of a web archive. A page is read before the next one is asked for.

    Raises :class:`UnreadableError` where the archive is damaged.
    """
    # Only an archive that holds a crawl waits for this import.
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - see above
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - see above
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - see above

    try:
        for record in ArchiveIterator(stream):
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            headers = record.http_headers or record.rec_headers
            media = (headers.get_header("Content-Type") or "").lower()
            if record.http_headers and record.http_headers.get_statuscode() != "200":
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            if not media.startswith(_TEXTS) or urlsplit(url).path == "/robots.txt":
                continue
            packing = (headers.get_header("Content-Encoding") or "").strip().lower().removeprefix("x-")
            content: IO[bytes] | None = None
            if packing in _PLAIN or packing in _UNPACKED:
                content = record.content_stream()
            elif packing == "br":
                # warcio's own way to unpack it takes another package than the usual one.
                chunked = (headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
                raw = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
                content = cast("IO[bytes]", io.BufferedReader(_Brotli(raw)))
            yield Page(url, media, packing, content)
    except ArchiveLoadFailed as error:
        raise UnreadableError(f"it is damaged ({error}): the rest is left out") from None


class _Brotli(io.RawIOBase):
    """Bytes that brotli packed, unpacked piece by piece: a bomb costs no more than what is read of it."""

    def __init__(self, packed: IO[bytes]) -> None:
        from brotli import Decompressor  # noqa: PLC0415 - needed for few crawls

        self._packed = packed
        self._unpacker = Decompressor()
        self._rest = b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # io hands over a memoryview
        """Unpack the next bytes into a buffer; return how many."""
        from brotli import error  # noqa: PLC0415 - likewise

        try:
            while not self._rest and not self._unpacker.is_finished():
                taken = self._packed.read(_BLOCK) if self._unpacker.can_accept_more_data() else b""
                self._rest = self._unpacker.process(taken, output_buffer_limit=_BLOCK)
                if not taken and not self._rest:
                    raise UnreadableError("it is damaged (brotli)")
        except error:
            raise UnreadableError("it is damaged (brotli)") from None
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
