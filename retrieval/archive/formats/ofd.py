"""OFD, the fixed layout of Chinese offices (GB/T 33190): read as PDF is, its documents in their order.

It is a zip file. ``OFD.xml`` names its documents, a document its pages and templates, and a page says what stands where:

    OFD.xml → Doc_0/Document.xml → Pages/Page_0/Content.xml, Tpls/Tpl_0/Content.xml

What a template draws, such as the lines of a form, belongs to the page. A page without text is a picture, which is read
where the extra ``ocr`` is installed. Notes that lie above a page, stamps, and attached files are told as left out.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.archive.formats.ocr import read_picture
from retrieval.archive.formats.ofd_glyphs import box_of, count_shapes, read_glyphs
from retrieval.archive.formats.packages import open_package, parse_member, read_member
from retrieval.archive.formats.page_layout import order_page
from retrieval.archive.formats.paging import Page, following, given_title, join_pages, lines_of_picture
from retrieval.archive.formats.vertical_layout import order_any_page
from retrieval.archive.limits import go_on
from retrieval.archive.records import Problem, Record
from retrieval.errors import UnreadableError
from retrieval.values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from zipfile import ZipFile

    from retrieval.archive.formats.page_layout import Glyph, Line
    from retrieval.archive.records import SourceFile

_ROOT = "OFD.xml"
_ENCRYPTED = "encryptions.xml"
_DAY = re.compile("([0-9]{4})[-/.年]?([0-9]{2})[-/.月]?([0-9]{2})")
_A4 = 297.0
# A template of a million characters under ten thousand pages would be a bomb; three thousand pages of a book are none.
_MOST_GLYPHS = 20_000_000


class _Member(NamedTuple):
    """A part of the package that is XML: its name, from which others are reached, and its root."""

    name: str
    root: Any

    def text(self, tag: str) -> str:
        """Return the text of the first element with a name, or nothing."""
        return next((text for one in self.root.iter(f"{{*}}{tag}") if (text := (one.text or "").strip())), "")


class _Package:
    """The parts of the file, found as its other parts name them."""

    def __init__(self, data: bytes) -> None:
        self._zip: ZipFile = open_package(data)
        self._names = {_plain(name): name for name in self._zip.namelist()}
        if _ENCRYPTED in self._names:
            raise UnreadableError("it is under a password: save it without one")
        if _ROOT.lower() not in self._names:
            raise UnreadableError("it is no OFD: it holds no OFD.xml")

    def open(self, place: str, beside: str = "") -> _Member:
        """Return a part, named by its place from the root or from the folder of another part."""
        name = self._find(place, posixpath.dirname(beside))
        return _Member(name, parse_member(self._zip, name))

    def read(self, place: str, folder: str) -> bytes:
        """Return the bytes of a part."""
        return read_member(self._zip, self._find(place, folder))

    def _find(self, place: str, folder: str) -> str:
        # Some programs write places from the root without the slash that says so.
        for start in (folder, ""):
            if found := self._names.get(_plain(posixpath.join(start, place.strip().replace("\\", "/")))):
                return found
        raise UnreadableError(f"{place!r} is missing from it")


class _Document:
    """A document of the package: what its pages share, and what they draw.

    ``drawn`` is how many characters the pages that were read draw, ``shapes`` how many signs they draw of which nothing says
    what they mean, ``faults`` what they do without.
    """

    def __init__(self, package: _Package, root: _Member) -> None:
        self._package, self._root = package, root
        self.height = _height(root.root, _A4)
        self._parts: dict[str, Any] = {}
        self._pictures: dict[str, tuple[str, str]] = {}
        self._templates = {
            one.get("ID", ""): one.get("BaseLoc", "") for one in root.root.iter("{*}TemplatePage")
        }
        self._templates_drawn: dict[tuple[str, float], list[Glyph]] = {}
        self.drawn = self.shapes = 0
        self.faults: dict[str, None] = {}
        self._take_resources(root)

    @property
    def places(self) -> list[str]:
        """Where each page lies."""
        return [page.get("BaseLoc", "") for page in self._root.root.iterfind("{*}Pages/{*}Page")]

    def read_page(self, place: str) -> tuple[list[Line], list[bytes]]:
        """Return the lines of a page; where it has none, the pictures on it."""
        page = self._package.open(place, self._root.name)
        self._take_resources(page)
        height = _height(page.root, self.height)
        glyphs: list[Glyph] = []
        for template in page.root.iterfind("{*}Template"):
            glyphs += self._template(template.get("TemplateID", ""), height)
        glyphs += read_glyphs(page.root, self._parts, height)
        self.drawn += len(glyphs)
        self.shapes += count_shapes(page.root)
        lines = order_any_page(glyphs)
        return lines, [] if lines else list(self._read_pictures(page.root))

    def read_notes(self) -> Iterator[LeftOut]:
        """Yield what lies above the pages, and the names of files that are attached."""
        for notes, page in self._named("Annotations", "Page"):
            if place := next((one.text or "" for one in page.iter("{*}FileLoc")), ""):
                root = self._package.open(place, notes.name).root
                written = [one.text or "" for one in root.iter("{*}Remark")]
                for shown in root.iter("{*}Appearance"):
                    written += [
                        line.text for line in order_page(read_glyphs(shown, self._parts, self.height))
                    ]
                yield from (LeftOut("annotation", text.strip()) for text in written if text.strip())
        for _, attached in self._named("Attachments", "Attachment"):
            if attached.get("Name"):
                yield LeftOut("attachment", attached.get("Name"))

    def _named(self, list_tag: str, tag: str) -> Iterator[tuple[_Member, Any]]:
        if place := self._root.text(list_tag):
            listed = self._package.open(place, self._root.name)
            yield from ((listed, one) for one in listed.root.iter(f"{{*}}{tag}"))

    def _template(self, id: str, height: float) -> list[Glyph]:
        """Return what a template draws; where it cannot be read, the pages are read without it."""
        if (id, height) not in self._templates_drawn:
            self._templates_drawn[id, height] = []
            try:
                page = self._package.open(self._templates.get(id, ""), self._root.name)
                self._take_resources(page)
                self._templates_drawn[id, height] = read_glyphs(page.root, self._parts, height)
            except UnreadableError as error:
                self.faults[f"a template of its pages cannot be read: {error}"] = None
        return self._templates_drawn[id, height]

    def _take_resources(self, member: _Member) -> None:
        """Remember the parts and pictures that a document or a page names."""
        for place in member.root.iter("{*}PublicRes", "{*}DocumentRes", "{*}PageRes"):
            try:
                found = self._package.open(place.text or "", member.name)
            except UnreadableError:
                # Most name fonts and colours alone; what is drawn of a part that is missing is nowhere.
                continue
            folder = posixpath.join(posixpath.dirname(found.name), found.root.get("BaseLoc", ""))
            for part in found.root.iter("{*}CompositeGraphicUnit"):
                self._parts[part.get("ID", "")] = part
            for picture in found.root.iter("{*}MultiMedia"):
                self._pictures[picture.get("ID", "")] = (picture.findtext("{*}MediaFile") or "", folder)

    def _read_pictures(self, root: Any) -> Iterator[bytes]:
        ids = dict.fromkeys(one.get("ResourceID", "") for one in root.iter("{*}ImageObject"))
        for id in ids:
            if id in self._pictures:
                yield self._package.read(*self._pictures[id])


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield each document of the file as one record; what cannot be read of it is reported."""
    package = _Package(file.data)
    bodies = list(package.open(_ROOT).root.iter("{*}DocBody"))
    found = 0
    for number, body in enumerate(bodies, 1):
        try:
            record = _read_body(package, _Member(_ROOT, body), file.path, number, report)
        except UnreadableError as error:
            if len(bodies) == 1:
                raise
            report(Problem(file.path, number, str(error)))
            continue
        found += 1
        yield record
    if not found:
        raise UnreadableError("it holds no text")


def _read_body(
    package: _Package, body: _Member, path: str, number: int, report: Callable[[Problem], None]
) -> Record:
    document = _Document(package, package.open(body.text("DocRoot")))
    pages = _read_pages(document, path, report)
    text, places, left_out = join_pages(pages)
    if not text.strip():
        raise UnreadableError("it holds no text")
    try:
        left_out += tuple(document.read_notes())
    except UnreadableError as error:
        report(Problem(path, number, f"the notes on its pages are damaged: {error}"))
    day = _DAY.match(body.text("CreationDate"))
    return Record(
        path=path,
        text=text,
        number=number,
        title=given_title(body.text("Title")),
        byline=body.text("Author"),
        created="-".join(day.groups()) if day else "",
        encoding="ofd",
        places=places,
        left_out=left_out,
    )


def _read_pages(document: _Document, path: str, report: Callable[[Problem], None]) -> list[Page]:
    pages: list[Page] = []
    damaged: dict[int, UnreadableError] = {}
    seen: set[str] = set()
    for number, place in enumerate(document.places, 1):
        # A file of a kilobyte may list one page a million times.
        if place in seen:
            continue
        seen.add(place)
        try:
            lines, pictures = document.read_page(place)
        except UnreadableError as error:
            damaged[number] = error
            continue
        if document.drawn > _MOST_GLYPHS:
            raise UnreadableError(f"its pages draw more than {_MOST_GLYPHS:,} characters: split it")
        for picture in pictures:
            try:
                lines += lines_of_picture(read_picture(picture))
            except UnreadableError as error:
                report(Problem(path, number, f"this page is a picture: {error}"))
        pages.append(Page(number, lines))
        go_on()
    for first, last in following(list(damaged)):
        which = "this page" if first == last else f"the pages up to {last}"
        report(Problem(path, first, f"{which} cannot be read: {damaged[first]}"))
    for fault in document.faults:
        report(Problem(path, None, fault))
    if document.shapes:
        message = (
            f"{document.shapes:,} signs are drawn as shapes alone, without the characters that they stand for"
        )
        report(Problem(path, None, message))
    return pages


def _height(root: Any, default: float) -> float:
    """Return the height of a page in millimetres."""
    return next(
        (height for box in root.iter("{*}PhysicalBox") if (height := box_of(box.text)[3]) > 0), default
    )


def _plain(name: str) -> str:
    """Return a name as places are compared: from the root, without steps up, in small letters."""
    return posixpath.normpath("/" + name.replace("\\", "/")).strip("/").lower()
