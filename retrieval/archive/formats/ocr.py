"""Pictures of pages: rapidocr, which the extra ``ocr`` installs with its models, reads their text.

Columns that run from top to bottom are read from right to left, as they were written.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from retrieval.archive.records import Record
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile

    Box = tuple[float, float, float, float]
# A box of text is a column where it is so many times as high as it is wide.
_COLUMN = 1.5


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the picture's text as one record, or nothing where the picture has no text."""
    lines = read_picture(file.data)
    if lines:
        yield Record(path=file.path, text="\n".join(lines), encoding="picture")


def read_picture(data: bytes) -> list[str]:
    """Return the lines of a picture in reading order.

    Raises :class:`UnreadableError` where the bytes are no picture, or the extra is not installed.
    """
    recognize = open_recognizer()
    from numpy import asarray  # noqa: PLC0415 - likewise
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - comes with the extra

    try:
        with Image.open(io.BytesIO(data)) as picture:
            pixels = asarray(picture.convert("RGB"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise UnreadableError(f"it is no picture, or damaged ({type(error).__name__})") from None
    return recognize(pixels)


@cache
def open_recognizer() -> Callable[[Any], list[str]]:
    """Return a function that turns pixels (height x width x 3) into lines in reading order.

    Raises :class:`UnreadableError` where the extra is not installed.
    """
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415 - an extra
    except ImportError:
        raise UnreadableError("pip install 'wendang[ocr]' reads it") from None
    engine = RapidOCR(params={"Global.log_level": "critical"})

    def recognize(pixels: Any) -> list[str]:
        found = engine(pixels)
        if not found.txts:
            return []
        boxes = [_bounds(box) for box in found.boxes]
        return order_lines(list(zip(boxes, found.txts, strict=True)))

    return recognize


def order_lines(found: list[tuple[Box, str]]) -> list[str]:
    """Return the texts of boxes in reading order; a box is ``(left, top, right, bottom)`` in pixels.

    >>> order_lines([((0, 0, 10, 90), "左行"), ((20, 0, 30, 90), "右行")])
    ['右行', '左行']
    """
    columns = [item for item in found if _is_column(item[0])]
    if len(columns) * 2 > len(found):
        return [text for _, text in sorted(found, key=lambda item: (-item[0][2], item[0][1]))]
    rows: list[list[tuple[Box, str]]] = []
    for item in sorted(found, key=lambda item: item[0][1]):
        (_, top, _, bottom) = item[0]
        # A box belongs to a row where it covers the row's middle.
        if rows and top < (rows[-1][0][0][1] + rows[-1][0][0][3]) / 2 < bottom:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [" ".join(text for _, text in sorted(row)) for row in rows]


def _is_column(box: Box) -> bool:
    left, top, right, bottom = box
    return bottom - top > _COLUMN * (right - left)


def _bounds(box: Any) -> Box:
    xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
    return min(xs), min(ys), max(xs), max(ys)
