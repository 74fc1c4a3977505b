"""Sitemaps beside saved pages: which address each page was saved from, and on which day it was last changed.

    <urlset><url><loc>https://example.org/2022/7.html</loc><lastmod>2022-07-03</lastmod></url>…

A crawl is often kept as its pages and the sitemap that led to them. The pages lie under the folder of the
sitemap as their addresses say, with the host's name before or without it.
"""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST_SITEMAP = 50 << 20
"""Bytes; the protocol allows no more."""

_NAMES = regex(r"(?i)(?:\.xml(?:\.gz)?|(?:^|/)sitemap[^/]*\.txt)$")
_ROOT = regex(rb"<(?:urlset|sitemapindex)[\s>]")
_ADDRESS = regex(r"https?://\S+")
_DEFAULTS = ("index.html", "index.htm", "index.shtml")


class Page(NamedTuple):
    """A page that a sitemap lists: its address, and the day of its news or of its last change, as written."""

    url: str
    day: str


def may_be_sitemap(path: str) -> bool:
    """Say whether a file's name is one that sitemaps have."""
    return bool(_NAMES.search(path))


def is_sitemap(path: str, data: bytes) -> bool:
    """Say whether a file is a sitemap: by its name and how it begins."""
    if not may_be_sitemap(path):
        return False
    if path.lower().endswith(".txt"):
        return all(map(_ADDRESS.fullmatch, data[:2000].decode("utf-8", "replace").split()[:-1] or ["-"]))
    return bool(_ROOT.search(_unpacked(path, data)[:2000]))


def parse_sitemap(path: str, data: bytes) -> list[Page]:
    """Return the pages that a sitemap lists; none where it is damaged or lists other sitemaps."""
    if path.lower().endswith(".txt"):
        return [Page(url, "") for url in data.decode("utf-8", "replace").split() if _ADDRESS.fullmatch(url)]
    from lxml import etree  # noqa: PLC0415 - needed for sitemaps only

    # Entities are not resolved: those from outside would open files, and those from inside can unpack to gigabytes.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(_unpacked(path, data), parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    return [] if root is None else list(_pages(root))


def find_places(pages: Iterable[Page], folder: str, paths: Iterable[str]) -> dict[str, Page]:
    """Return which saved files are pages of a sitemap that lies in ``folder``.

    >>> find_places([Page("https://example.org/a/7.html", "")], "", ["example.org/a/7.html"])
    {'example.org/a/7.html': Page(url='https://example.org/a/7.html', day='')}
    """
    known = set(paths)
    found: dict[str, Page] = {}
    for page in pages:
        for place in _places(page.url):
            path = f"{folder}/{place}" if folder else place
            if path in known:
                found.setdefault(path, page)
                break
    return found


def _places(url: str) -> Iterator[str]:
    """Give the places where crawlers save an address, below the folder of all, the likeliest first."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    path = parts.path.lstrip("/")
    names = [path + name for name in _DEFAULTS] if not path or path.endswith("/") else [path]
    if parts.query:
        names = [f"{path}?{parts.query}", f"{path}@{parts.query}", f"{path}?{parts.query}.html"]
    names += [f"{name}.html" for name in names if not name.lower().endswith(("html", "htm"))]
    for name in names:
        for written in dict.fromkeys((name, unquote(name))):
            yield f"{parts.netloc}/{written}"
            yield written
            # All pages lie in one folder.
            yield written.rpartition("/")[2] or written


def _pages(root: Any) -> Iterator[Page]:
    for entry in root.iter("{*}url"):
        fields: dict[str, str] = {}
        for element in entry.iter("{*}loc", "{*}lastmod", "{*}publication_date"):
            name = element.tag.rpartition("}")[2]
            # Pictures of the page have a `loc` too, behind its own.
            fields.setdefault(name, (element.text or "").strip())
        if fields.get("loc"):
            yield Page(fields["loc"], fields.get("publication_date") or fields.get("lastmod", ""))


def _unpacked(path: str, data: bytes) -> bytes:
    if not path.lower().endswith(".gz"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return stream.read(LARGEST_SITEMAP)
    except (OSError, EOFError, zlib.error):
        return b""
