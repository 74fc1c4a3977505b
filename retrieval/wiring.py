"""Puts the parts together. The only module that knows the engines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from retrieval.answering import Answerer
from retrieval.index.memory import MemoryIndex
from retrieval.reading import read_documents
from retrieval.segmentation import open_segmenter

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.reading import Problem
    from retrieval.settings import Settings


def open_answerer(settings: Settings, report: Callable[[Problem], None]) -> Answerer:
    """Read the archive that the settings name, and return what answers from it.

    Args:
        settings: see :class:`retrieval.settings.Settings`.
        report: is told of each file or record that could not be read.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
    """
    segment = open_segmenter()
    index = MemoryIndex(read_documents(settings.archive, report), segment)
    return Answerer(index, segment, threshold=settings.threshold, today=date.today)
