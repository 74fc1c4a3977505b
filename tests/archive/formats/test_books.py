import pytest
from pages import write_zip

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError

CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/b.opf"/></rootfiles></container>'
BOOK = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>江城志</dc:title><dc:creator>陈立</dc:creator><dc:publisher>江城出版社</dc:publisher><dc:date>1998-05-01</dc:date>
</metadata><manifest>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="text/%E4%B8%80.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>
<item id="p" href="p.png" media-type="image/png"/></manifest>
<spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/><itemref idref="p"/></spine></package>"""
CHAPTER = "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"
FILES = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/b.opf": BOOK,
    "OEBPS/nav.xhtml": CHAPTER.format("目录", "第一章"),
    "OEBPS/text/一.xhtml": CHAPTER.format("第二章", "江城<ruby>临<rt>lín</rt></ruby>江。"),
    "OEBPS/b.xhtml": CHAPTER.format("第一章", "江城建于唐代。"),
    "OEBPS/c.xhtml": "<html><body><img src='p.png'/></body></html>",
}


def read_all(data):
    problems = []
    return list(read_records(SourceFile("a.epub", data), problems.append)), problems


def test_chapters_come_in_the_order_of_reading():
    """Each chapter is a record; contents and pictures are none; title and author are the book's."""
    records, problems = read_all(write_zip(FILES))
    assert problems == []
    assert [(r.path, r.title, r.text) for r in records] == [
        ("a.epub!/OEBPS/b.xhtml", "江城志 第一章", "江城建于唐代。"),
        ("a.epub!/OEBPS/text/一.xhtml", "江城志 第二章", "江城临江。"),
    ]
    assert (records[0].byline, records[0].source, records[0].date) == ("陈立", "江城出版社", "1998-05-01")


def test_a_missing_chapter_costs_itself():
    records, problems = read_all(
        write_zip({name: data for name, data in FILES.items() if name != "OEBPS/b.xhtml"})
    )
    assert [record.title for record in records] == ["江城志 第二章"]
    assert [problem.path for problem in problems] == ["a.epub!/OEBPS/b.xhtml"]


ENTITIES = '<!DOCTYPE p [<!ENTITY a "{}"><!ENTITY b "{}">]>'.format("x" * 10_000, "&a;" * 10_000)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"META-INF/container.xml": ""},
        {"META-INF/container.xml": "<x/>"},
        {"META-INF/container.xml": CONTAINER, "OEBPS/b.opf": "<package>&b;</package>"},
        {"META-INF/container.xml": CONTAINER, "OEBPS/b.opf": ENTITIES + "<package>&b;</package>"},
        {"META-INF/container.xml": CONTAINER, "OEBPS/b.opf": BOOK},
    ],
)
def test_what_is_no_book_is_named(files):
    with pytest.raises(UnreadableError):
        read_all(write_zip(files))
