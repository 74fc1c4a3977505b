"""What Word, Excel and PowerPoint show beside their text, in parts that are the same in all of them.

Charts, diagrams, comments, the words of pictures, headers and footers of sheets, hints of cells. A reader that puts some
of them into its text is told of no loss: only what it has not kept is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.packages import parse_data, parse_member, read_member
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART = re.compile(r"(?:word|xl|ppt)/charts/chart[0-9]*\.xml")
_DIAGRAM = re.compile(r"(?:word|xl|ppt)/diagrams/data[0-9]*\.xml")
_COMMENTS = re.compile(r"(?:xl|ppt)/(?:comments|threadedComments)/?[\w-]*\.xml")
_DRAWN = re.compile(r"xl/drawings/drawing[0-9]*\.xml|ppt/slides/slide[0-9]+\.xml|word/document\.xml")
_BOXES = re.compile(r"xl/drawings/drawing[0-9]*\.xml")
_SHEET = re.compile(r"xl/(?:work|chart)sheets/sheet[0-9]+\.xml")
# What OpenDocument keeps its text in.
_OPEN = "content.xml"
_LAYOUT = re.compile(r"ppt/slideLayouts/slideLayout[0-9]+\.xml")
# They stand behind the cells of a sheet, of which there may be a million.
_HEADERS = re.compile(rb"<headerFooter\b.*?</headerFooter>", re.DOTALL)
_HINTS = re.compile(rb"<dataValidation\b[^>]*>")
_HINT = re.compile(rb"\b(?:prompt|promptTitle|error|errorTitle)=\"([^\"]*)\"")
_TAG = re.compile(rb"<[^>]*>")
# &C is the middle of a header, &P a page's number, &"宋体,加粗"&12 a font and its size.
_CODE = re.compile(r"&\"[^\"]*\"|&K[0-9A-F]{6}|&[0-9]+|&[A-Za-z]")
# What programs call a picture that nobody described.
_NO_WORDS = re.compile(
    r"(?i)(?:picture|image|图片|圖片|图像|descr)?\s*[0-9]*|[^\s/]+\.(?:png|jpe?g|gif|emf|wmf|bmp|tiff?)"
)


def find_parts(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return what a file shows beside its text, each behind what it is: ``("words of a chart", "各月雨量")``."""
    found: dict[tuple[str, str], None] = {}
    for name in package.namelist():
        for pattern, reason, read in _PARTS:
            if pattern.fullmatch(name):
                try:
                    words = list(read(package, name))
                except UnreadableError:
                    # It is told where it is read as a part of the text, or it is a picture that nobody sees.
                    continue
                found |= dict.fromkeys((reason, " ".join(one.split())) for one in words if one.strip())
    return list(found)


def read_boxes(package: zipfile.ZipFile) -> list[str]:
    """Return the paragraphs of the text boxes that lie over the sheets of a workbook."""
    lines = []
    for name in package.namelist():
        if _BOXES.fullmatch(name):
            for shape in parse_member(package, name).iter("{*}sp"):
                lines += list(_paragraphs(shape))
        elif name == _OPEN and b":text-box" in (data := read_member(package, name)):
            for box in parse_data(data, name).iter("{*}text-box"):
                lines += filter(None, ("".join(one.itertext()).strip() for one in box.iter("{*}p")))
    return lines


def read_diagram(root: Any) -> Iterator[str]:
    """Yield the words of a diagram, a line for each of its boxes."""
    for point in root.iter("{*}pt"):
        if point.get("type", "node") in ("node", "asst"):
            yield from _paragraphs(point)


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter(f"{_A}p"):
        if text := "".join(piece.text or "" for piece in paragraph.iter(f"{_A}t")).strip():
            yield text


def _chart(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    root = parse_member(package, name)
    yield from _paragraphs(root)
    for place in (f"{_C}tx", f"{_C}cat"):
        for element in root.iter(place):
            yield from (value.text or "" for value in element.iter(f"{_C}v"))


def _diagram(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    return read_diagram(parse_member(package, name))


def _comments(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    for comment in parse_member(package, name).iter("{*}comment", "{*}threadedComment", "{*}cm"):
        yield "".join(piece.text or "" for piece in comment.iter("{*}t", "{*}text"))


def _pictures(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    root = parse_member(package, name)
    for element in root.iter("{*}cNvPr", "{*}docPr"):
        yield from _described(element.get("descr", ""))
        yield from _described(element.get("title", ""))
    for element in root.iter("{urn:schemas-microsoft-com:vml}*"):
        yield from _described(element.get("alt", ""))
        # Old WordArt keeps its words here.
        yield element.get("string", "")


def _described(words: str) -> Iterator[str]:
    if not _NO_WORDS.fullmatch(words.strip()):
        yield words


def _fields(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    root = parse_member(package, name)
    for entry in root.iter("{*}listEntry", "{*}listItem"):
        yield next(
            (value for key, value in entry.attrib.items() if key.endswith(("}val", "}displayText"))), ""
        )


def _readings(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    for reading in parse_member(package, name).iter("{*}rt"):
        yield "".join(piece.text or "" for piece in reading.iter("{*}t"))


def _headers(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    for found in _HEADERS.findall(read_member(package, name)):
        for written in _TAG.split(found):
            yield _CODE.sub(" ", _unescaped(written))


def _hints(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    for found in _HINTS.findall(read_member(package, name)):
        yield from map(_unescaped, _HINT.findall(found))


def _unescaped(written: bytes) -> str:
    from html import unescape  # noqa: PLC0415 - needed for few files

    return unescape(written.decode("utf-8", "replace"))


def _annotations(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    data = read_member(package, name)
    # To take a large sheet apart for nothing takes gigabytes.
    if b":annotation" in data:
        for note in parse_data(data, name).iter("{*}annotation"):
            yield "\n".join("".join(one.itertext()) for one in note.iter("{*}p"))


def _layout(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    for shape in parse_member(package, name).iter("{*}sp"):
        # What stands in a place for text is a hint to whoever writes: it is no text of a slide.
        if next(shape.iter("{*}ph"), None) is None:
            yield from _paragraphs(shape)


_PARTS: tuple[tuple[re.Pattern[str], str, Callable[[zipfile.ZipFile, str], Iterator[str]]], ...] = (
    (_CHART, "words of a chart", _chart),
    (_DIAGRAM, "words of a diagram", _diagram),
    (_COMMENTS, "comment", _comments),
    (_DRAWN, "words of a picture", _pictures),
    (re.compile(r"word/document\.xml"), "choice of a form", _fields),
    (re.compile(r"word/document\.xml"), "reading above a character", _readings),
    (_SHEET, "page header or footer", _headers),
    (_SHEET, "hint at a cell", _hints),
    (re.compile(_OPEN), "comment", _annotations),
    (_LAYOUT, "words of a slide's layout", _layout),
)
