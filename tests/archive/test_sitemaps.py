"""Sitemaps beside saved pages."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.reading import read_documents
from retrieval.archive.sitemaps import Page, find_places, is_sitemap, parse_sitemap

if TYPE_CHECKING:
    from pathlib import Path

SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://www.example.cn/2022/7.html</loc><lastmod>2022-07-04T08:00:00+08:00</lastmod>
  <image:image><image:loc>https://www.example.cn/7.jpg</image:loc></image:image>
  <news:news><news:publication_date>2022-07-03</news:publication_date></news:news></url>
<url><loc>https://www.example.cn/2022/%E5%A4%A7%E6%A1%A5.html</loc><lastmod>2022-08-01</lastmod></url>
<url><loc>https://www.example.cn/</loc></url>
</urlset>"""
BRIDGE = "https://www.example.cn/2022/%E5%A4%A7%E6%A1%A5.html"


@pytest.mark.parametrize(("name", "data"), [("sitemap.xml", SITEMAP), ("map.xml.gz", gzip.compress(SITEMAP))])
def test_a_sitemap_lists_addresses_and_days(name: str, data: bytes) -> None:
    """A news item's own day goes before that of its last change; a picture's address is not the page's."""
    assert is_sitemap(name, data)
    assert parse_sitemap(name, data) == [
        Page("https://www.example.cn/2022/7.html", "2022-07-03"),
        Page(BRIDGE, "2022-08-01"),
        Page("https://www.example.cn/", ""),
    ]


def test_a_list_of_addresses_is_a_sitemap() -> None:
    """The protocol knows plain text, too; a text that only speaks of sitemaps is none."""
    data = b"https://example.cn/1.html\nhttps://example.cn/2.html\n"
    assert is_sitemap("sitemap.txt", data)
    assert [page.url for page in parse_sitemap("sitemap.txt", data)] == data.decode().split()
    assert not is_sitemap("sitemap.txt", "网站地图 https://example.cn/ 见此。".encode())
    assert not is_sitemap("feed.xml", b"<rss><channel/></rss>")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://a.cn/2022/7.html", "a.cn/2022/7.html"),
        ("https://a.cn/2022/7.html", "2022/7.html"),
        ("https://a.cn/2022/7.html", "7.html"),
        ("https://a.cn/", "a.cn/index.html"),
        ("https://a.cn/news/", "news/index.htm"),
        ("https://a.cn/show.php?id=7", "a.cn/show.php?id=7"),
        ("https://a.cn/show.php?id=7", "show.php@id=7.html"),
        ("https://a.cn/2022/7", "2022/7.html"),
        (BRIDGE, "www.example.cn/2022/大桥.html"),
    ],
)
def test_pages_are_found_where_crawlers_save_them(url: str, path: str) -> None:
    """With the host's name or without, flat, under a name for folders and for queries, quoted or not."""
    assert find_places([Page(url, "")], "", [path]) == {path: Page(url, "")}


def test_saved_pages_get_their_address_and_day(tmp_path: Path) -> None:
    """The sitemap itself is no document; a page that bears no day has the sitemap's, said to be inferred."""
    site = tmp_path / "site"
    (site / "2022").mkdir(parents=True)
    (site / "sitemap.xml").write_bytes(SITEMAP)
    page = "<html><body><h1>{0}通车</h1><p>{0}昨日正式通车，全长三千二百米，工程历时四年。</p></body></html>"
    (site / "2022" / "大桥.html").write_text(page.format("江城大桥"), "utf-8")
    (site / "other.html").write_text(page.format("河口大桥"), "utf-8")
    problems: list[object] = []
    found = {one.metadata.path: one.metadata for one in read_documents(tmp_path, problems.append)}
    assert problems == []
    assert set(found) == {"site/2022/大桥.html", "site/other.html"}
    listed = found["site/2022/大桥.html"]
    assert (listed.url, str(listed.date), listed.date_inferred) == (BRIDGE, "2022-08-01", True)
    assert found["site/other.html"].url == ""


@given(st.binary(max_size=200), st.sampled_from(["sitemap.xml", "sitemap.xml.gz", "sitemap.txt"]))
def test_any_bytes_are_read_or_passed_over(data: bytes, name: str) -> None:
    """Whatever the bytes: a sitemap or none, and no error."""
    is_sitemap(name, b"<urlset>" + data)
    assert isinstance(parse_sitemap(name, b"<urlset>" + data), list)
    assert isinstance(find_places(parse_sitemap("sitemap.txt", data), "a", []), dict)


def test_entities_are_not_unpacked() -> None:
    """A page of them would unpack to gigabytes."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'">]><urlset><url><loc>&a;</loc></url></urlset>'
    assert all("xxx" not in page.url for page in parse_sitemap("sitemap.xml", bomb))
