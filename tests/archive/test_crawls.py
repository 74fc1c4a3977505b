from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

import brotli
import pytest

from retrieval.archive.crawls import open_pages
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "<p>西渠工程总指挥是高立德。</p>" * 5000


def crawl(pages: Sequence[tuple[bytes, str]]) -> io.BytesIO:
    """Return a web archive of pages, each packed in the way that is named."""
    records = []
    for number, (data, packing) in enumerate(pages):
        http = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {packing}\r\n\r\n".encode()
            + data
        )
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + http + b"\r\n\r\n"))
    return io.BytesIO(b"".join(records))


def test_each_packing_is_unpacked() -> None:
    """What a server packed is read as what it was; a packing that is not known is named."""
    data = TEXT.encode()
    packed = [(data, ""), (gzip.compress(data), "gzip"), (brotli.compress(data), "br"), (data, "zstd")]
    found = [(page.packing, page.content and page.content.read()) for page in open_pages(crawl(packed))]
    assert found == [("", data), ("gzip", data), ("br", data), ("zstd", None)]


def test_damaged_brotli_is_said() -> None:
    """In a word, and not by the library's own error."""
    [page] = open_pages(crawl([(brotli.compress(TEXT.encode())[:40] + b"\xff" * 40, "br")]))
    assert page.content
    with pytest.raises(UnreadableError, match="damaged"):
        page.content.read()
