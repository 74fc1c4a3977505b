"""Word: all that a reader sees, in its order, with title and author from the file's properties."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from retrieval.archive.accounting import tell_words
from retrieval.archive.formats.office_parts import find_parts
from retrieval.archive.formats.packages import open_package
from retrieval.archive.formats.word_blocks import read_blocks
from retrieval.archive.formats.word_numbers import Counter, Lists
from retrieval.archive.records import Record
from retrieval.errors import UnreadableError
from retrieval.values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile

# A .docx under a password is no zip file but an OLE container, as the old .doc is. It begins so.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_BESIDE = {"header": "page header or footer", "footer": "page header or footer", "comments": "comment"}
# The template of python-docx was made then, and every file that it writes claims the same of itself.
_TEMPLATE_MADE = "2013-12-23T23:15"


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the document as one record, with a line for each paragraph and each row of a table."""
    if file.data.startswith(_OLE):
        raise UnreadableError("it is under a password, or an old .doc: save it as .docx without one")
    with open_package(file.data) as package:
        parts = find_parts(package)
    # Imported here: only an archive with Word files waits for it.
    from docx import Document  # noqa: PLC0415 - see above
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - see above

    try:
        document = Document(io.BytesIO(file.data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise UnreadableError(f"it is no Word file, or damaged ({error})") from None
    names = {style.style_id: style.name for style in document.styles}
    lists = Lists(_numbering(document.part), document.styles.element)
    lines: list[str] = []
    title = ""
    for block in read_blocks(document.element.body, _notes(document.part, lists), Counter(lists).mark):
        # A numbered heading, 第一章 总则, is that of a chapter.
        if (
            not title
            and not lines
            and not block.numbered
            and names.get(block.style) in ("Title", "Heading 1")
        ):
            title = " ".join(block.lines).strip()
        else:
            lines += block.lines
    properties = document.core_properties
    text = "\n".join(lines)
    if not text.strip():
        raise UnreadableError("it holds no text")
    made = properties.created
    yield Record(
        path=file.path,
        text=text,
        title=title or properties.title or "",
        byline=properties.author if properties.author != "python-docx" else "",
        created=made.date().isoformat() if made and f"{made:%Y-%m-%dT%H:%M}" != _TEMPLATE_MADE else "",
        encoding="docx",
        body=bool(title),
        left_out=(*_left_out(document, lists), *tell_words(parts, f"{title}\n{text}")),
    )


def _numbering(part: Any) -> Any | None:
    """Return the root of what a file says of its lists; None where it has none."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - see above

    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/numbering"):
            return parse_xml(relation.target_part.blob)
    return None


def _left_out(document: Any, lists: Lists) -> Iterator[LeftOut]:
    """Yield what Word shows beside the text: headers and footers, comments, and what was deleted under tracked changes."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - see above
    from docx.oxml.ns import qn  # noqa: PLC0415 - likewise

    shown: dict[LeftOut, None] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if not relation.is_external and kind in _BESIDE:
            root = parse_xml(relation.target_part.blob)
            blocks = read_blocks(root, {}, Counter(lists).mark)
            lines = (line.strip() for block in blocks for line in block.lines)
            # A header is written once for each section, and shown as one.
            shown |= dict.fromkeys(LeftOut(_BESIDE[kind], line) for line in lines if line)
    yield from shown
    for deleted in document.element.body.iter(qn("w:del")):
        if text := "".join(piece.text or "" for piece in deleted.iter(qn("w:delText"))).strip():
            yield LeftOut("deleted under tracked changes", text)


def _notes(part: Any, lists: Lists) -> dict[tuple[str, str], list[str]]:
    """Return the lines of foot- and endnotes, by the name of what refers to them and its id."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - see above
    from docx.oxml.ns import qn  # noqa: PLC0415 - likewise

    notes: dict[tuple[str, str], list[str]] = {}
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if relation.is_external or kind not in ("footnotes", "endnotes"):
            continue
        name = kind.removesuffix("s")
        for note in parse_xml(relation.target_part.blob):
            # Word keeps the line above the notes as notes, too: they have a type.
            if note.get(qn("w:type")) in (None, "normal"):
                blocks = read_blocks(note, {}, Counter(lists).mark)
                lines = [line for block in blocks for line in block.lines if line.strip()]
                notes[f"{name}Reference", note.get(qn("w:id"), "")] = lines
    return notes
