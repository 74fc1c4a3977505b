"""Documents for segments, and the terms that stand in postings."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from retrieval.index.disk.batches import encode_batch
from retrieval.index.disk.keys import as_bigrams, keys_of
from retrieval.index.drafts import cut_drafts, draft_document
from retrieval.values import Document, Edit, Metadata, Origin, Span, Step

if TYPE_CHECKING:
    from retrieval.chinese.outlines import Outline
    from retrieval.index.disk.batches import Batch
    from retrieval.index.disk.postings import (
        Postings,
    )


TEXTS = st.text(alphabet="会议会议哈哈哈ＡＢab12·卡斯特罗𠀀 ，。\x01\x02\n\ud800", max_size=40) | st.text(
    max_size=40
)


METADATA = Metadata(
    "编号",
    "a/b.txt",
    "标题",
    "副题",
    "记者",
    "来源",
    "http://x",
    "14日",
    date(2022, 11, 14),
    date_inferred=True,
)


NO_FIXTURE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def document_of(paragraphs: list[str], id: str = "编号", title: str = "标题") -> Document:
    """Make a document with something between its paragraphs."""
    text, spans = "导航", []
    for paragraph in paragraphs:
        spans.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph + "|"
    step = Step("pinyin", (Edit(Span(1, 3), "会"),))
    metadata = replace(METADATA, id=id, title=title)
    return Document(metadata, text, tuple(spans), Origin(7, "gbk", ((0, 0), (3, 9))), (step,), 2)


def batch_of(documents: list[Document], outliner: Outline) -> Batch:
    """Return documents cut and encoded."""
    return encode_batch(cut_drafts([draft_document(document) for document in documents], outliner))


def counts_by_place(postings: Postings, places: int) -> list[Counter[int]]:
    """Return how often each key stands at each place."""
    found: list[Counter[int]] = [Counter() for _ in range(places)]
    for key, place, count in zip(
        postings.keys_of_places().tolist(), postings.places.tolist(), postings.counts.tolist(), strict=True
    ):
        assert key not in found[place]
        found[place][key] = count
    return found


def counted(words: list[str], bigrams: list[str]) -> Counter[int]:
    """Return how often the key of each term stands in some lists, of which the second holds bigrams."""
    return Counter(keys_of(words).tolist()) + Counter(as_bigrams(keys_of(bigrams)).tolist())
