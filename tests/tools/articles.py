from __future__ import annotations

from datetime import date

from retrieval.values import Document, Metadata, Origin, Span

META = Metadata("id", "a.txt", title="全市会议召开", source="惠州日报", date=date(2022, 11, 14))


def document_of(paragraphs: list[str]) -> Document:
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    return Document(META, "\n".join(paragraphs), tuple(spans), Origin(1, "utf-8"))
