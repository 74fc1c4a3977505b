"""Slides, ``.pptx``: the text of all slides in their order is one record, and so are the notes of the speaker.

python-pptx, which the extra ``slides`` installs, reads them.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from retrieval.archive.formats.grids import table_lines
from retrieval.archive.formats.packages import open_package
from retrieval.archive.records import Record
from retrieval.errors import UnreadableError
from retrieval.values import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file as one record."""
    open_package(file.data).close()
    try:
        from pptx import Presentation  # noqa: PLC0415 - an extra
        from pptx.exc import PackageNotFoundError  # noqa: PLC0415 - likewise
    except ImportError:
        raise UnreadableError("pip install 'wendang[slides]' reads it") from None
    try:
        presentation = Presentation(io.BytesIO(file.data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise UnreadableError(f"it is no PowerPoint file, or damaged ({error})") from None
    text = title = ""
    marks: list[tuple[int, str]] = []
    for number, slide in enumerate(presentation.slides, 1):
        lines = [line.strip() for line in _lines(slide.shapes) if line.strip()]
        if slide.has_notes_slide:
            lines += slide.notes_slide.notes_text_frame.text.splitlines()
        if number == 1 and slide.shapes.title is not None:
            title = " ".join(slide.shapes.title.text_frame.text.split())
        if lines:
            marks.append((len(text), str(number)))
            text += "\n".join(lines) + "\n"
    if not text:
        raise UnreadableError("it holds no text")
    yield Record(
        path=file.path,
        text=text.rstrip("\n"),
        title=title or presentation.core_properties.title or "",
        byline=presentation.core_properties.author or "",
        encoding="pptx",
        body=True,
        places=Places("slide", "", tuple(marks)),
    )


def _lines(shapes: Any) -> Iterator[str]:
    """Yield the lines of shapes from top to bottom, also of those in groups."""
    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        if hasattr(shape, "shapes"):
            yield from _lines(shape.shapes)
        elif shape.has_text_frame:
            yield from shape.text_frame.text.replace("\v", "\n").splitlines()
        elif shape.has_table:
            yield from table_lines([[cell.text for cell in row.cells] for row in shape.table.rows])
