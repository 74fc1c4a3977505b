"""Slides, ``.pptx``: the text of all slides in their order is one record, and so are the notes of the speaker.

python-pptx, which the extra ``slides`` installs, reads them.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from retrieval.archive.accounting import tell_words
from retrieval.archive.formats.grids import table_lines
from retrieval.archive.formats.office_parts import find_parts, read_diagram
from retrieval.archive.formats.packages import open_package, parse_data
from retrieval.archive.formats.slide_numbers import number_paragraphs
from retrieval.archive.records import Record
from retrieval.errors import UnreadableError
from retrieval.values import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file as one record."""
    with open_package(file.data) as package:
        parts = find_parts(package)
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
        if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame) is not None:
            lines += notes.text.replace("\v", "\n").splitlines()
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
        left_out=tell_words(parts, text),
    )


def _lines(shapes: Any) -> Iterator[str]:
    """Yield the lines of shapes from top to bottom, also of those in groups."""
    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        if hasattr(shape, "shapes"):
            yield from _lines(shape.shapes)
        elif shape.has_text_frame:
            for paragraph in number_paragraphs(shape):
                yield from paragraph.splitlines()
        elif shape.has_table:
            yield from table_lines([[cell.text for cell in row.cells] for row in shape.table.rows])
        elif shape.has_chart:
            try:
                yield from list(_chart_lines(shape.chart))
            except (ValueError, KeyError, AttributeError, TypeError):
                # Of kinds of charts that the library does not know (a cake in space) the words are told as left out.
                continue
        else:
            yield from _diagram_lines(shape)


def _chart_lines(chart: Any) -> Iterator[str]:
    """Yield a chart's title, and the numbers that it draws: ``一季度；产量：3；产值：5``."""
    if chart.has_title:
        yield from chart.chart_title.text_frame.text.splitlines()
    for plot in chart.plots:
        series = list(plot.series)
        # Points over a plane have no categories.
        names = [str(name) for name in plot.categories] or [""] * max(
            (len(one.values) for one in series), default=0
        )
        for number, name in enumerate(names):
            values = (
                f"{one.name}：{one.values[number]:.15g}"
                for one in series
                if number < len(one.values) and one.values[number] is not None
            )
            if line := "；".join(filter(None, [name, *values])):
                yield line


def _diagram_lines(shape: Any) -> Iterator[str]:
    """Yield the words of a diagram, which stand in a part of their own."""
    for named in shape._element.iter("{*}relIds"):  # noqa: SLF001 - python-pptx knows no diagrams
        for key, value in named.attrib.items():
            if key.endswith("}dm") and value in shape.part.rels:
                yield from read_diagram(parse_data(shape.part.related_part(value).blob, value))
