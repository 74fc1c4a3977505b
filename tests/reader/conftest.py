"""What the tests of ranking share: a few documents, of which two say the same on different days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval.index.memory import MemoryIndex
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

ARCHIVE = {
    "会议": (
        "11月14日下午，全市疫情防控工作会议召开。市委书记刘吉主持会议并讲话。市长温金荣出席会议。会议要求支援广州抗疫。",
        None,
    ),
    "桥": (
        "虎门大桥全长4.6公里。大桥于1997年建成通车，连接虎门和南沙。因为车流太大，2019年又建了第二座桥。",
        None,
    ),
    "旧闻": ("图书馆每天开放八小时。读者可以免费借书。", date(2020, 1, 1)),
    "新闻": ("图书馆每天开放八小时。读者需要预约。", date(2022, 1, 1)),
}


@pytest.fixture(scope="module")
def index(segment: Segment) -> MemoryIndex:
    """Return an index of the few documents."""
    documents = [
        Document(
            Metadata(id=id, path=id, title=id, date=day), text, (Span(0, len(text)),), Origin(1, "utf-8")
        )
        for id, (text, day) in ARCHIVE.items()
    ]
    return MemoryIndex(documents, segment)
