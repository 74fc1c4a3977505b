"""What readers see while the index changes, and that no list lacks a passage; the rest is in the contract."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from indexes import parse_query
from opensearch_indices import add_to, write_to

from retrieval.errors import StoreError
from retrieval.index.drafts import cut_drafts, draft_document
from retrieval.index.memory import MemoryIndex
from retrieval.index.opensearch.index import OpenSearchIndex, holds_index
from retrieval.values import Document, Filter, Metadata, Origin, Query, Span

if TYPE_CHECKING:
    from opensearch_indices import Indices

    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment


def test_each_new_state_is_served_with_the_next_question(
    indices: Indices, outliner: Outline, segment: Segment
) -> None:
    """An update, a rebuild that takes the old indices away, and a writer that is still at work, under an open reader."""
    assert not holds_index(indices.access, indices.names)
    with pytest.raises(StoreError, match="wendang index"):
        indices.open_index()
    write_to(indices, outliner, {"a": "市长主持会议。"})
    assert holds_index(indices.access, indices.names)
    index = indices.open_index()
    query = parse_query("会议", segment)
    assert [hit.passage.id for hit in index.search(query, limit=9)] == ["a#0"]
    with indices.open_writer() as writer:
        add_to(writer, outliner, {"b": "会议召开。"})
        assert [hit.passage.id for hit in index.search(query, limit=9)] == ["a#0"]
        writer.commit({})
    assert {hit.passage.id for hit in index.search(query, limit=9)} == {"a#0", "b#0"}
    assert index.statistics().documents == 2
    write_to(indices, outliner, {"c": "会议结束。"}, fresh=True)
    assert index.document("a") is None
    assert [hit.passage.id for hit in index.search(query, limit=9)] == ["c#0"]


def test_a_state_that_does_not_fit_is_not_taken_up(
    indices: Indices, outliner: Outline, segment: Segment, caplog: pytest.LogCaptureFixture
) -> None:
    """Another recipe cuts other words: the old state is served on, and the log says why; at first it is refused."""

    def differs(manifest: object) -> str | None:
        return "its dictionary is another" if manifest else None

    write_to(indices, outliner, {"a": "市长主持会议。"})
    index = OpenSearchIndex(indices.access, indices.names, differs)
    with indices.open_writer() as writer:
        add_to(writer, outliner, {"b": "会议召开。"})
        writer.commit({"dictionary": "other"})
    assert [hit.passage.id for hit in index.search(parse_query("会议", segment), limit=9)] == ["a#0"]
    assert "its dictionary is another" in caplog.text
    index.close()
    with pytest.raises(StoreError, match=r"its dictionary is another.*--rebuild"):
        OpenSearchIndex(indices.access, indices.names, differs)


@pytest.fixture(scope="module")
def mixed() -> list[Document]:
    """Return documents whose paragraphs are short and long, with words common and rare."""
    chance = random.Random(3)  # noqa: S311 - the same archive every time
    words = "市长 主持 会议 天气 晴朗 俞建华 出席 签字 仪式 举行 记者 总方针 的 劳尔·卡斯特罗".split()
    shares = [1 / (1 + rank) for rank in range(len(words))]

    def text(most: int) -> str:
        return "".join(chance.choices(words, shares, k=chance.randint(1, most)))

    documents = []
    for number in range(120):
        paragraphs = [text(80) for _ in range(4)]
        spans, start = [], 0
        for one in paragraphs:
            spans.append(Span(start, start + len(one)))
            start += len(one) + 1
        metadata = Metadata(
            f"{number:03}",
            f"{number}.txt",
            title=text(12),
            date=chance.choice((None, date(2022, 1, 1) + timedelta(days=2 * number))),
            source=chance.choice(("惠州日报", "新华社")),
        )
        documents.append(Document(metadata, "\n".join(paragraphs), tuple(spans), Origin(1, "utf-8")))
    return documents


def test_no_list_lacks_a_passage(
    indices: Indices,
    outliner: Outline,
    segment: Segment,
    mixed: list[Document],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same lists as the reference, score by score, with any filter, after removals, and in however many rounds."""
    # The first documents are short: the means that the cluster is told are far too small, for ever.
    monkeypatch.setattr(
        "retrieval.index.opensearch.writer.fit_means", lambda _cluster, _names, commit: commit
    )
    with indices.open_writer(fresh=True) as writer:
        add_to(writer, outliner, {"z": "会议"})
        for start in range(0, len(mixed), 40):
            some = mixed[start : start + 40]
            cut = cut_drafts([draft_document(one) for one in some], outliner)
            writer.add([one.metadata.path for one in some], writer.encode(cut))
        writer.commit({})
    with indices.open_writer() as writer:
        writer.remove_documents([one.id for one in mixed[::7]])
        writer.remove_files({"z.txt"})
        writer.commit({})
    memory = MemoryIndex([one for number, one in enumerate(mixed) if number % 7], segment)
    index = indices.open_index()
    assert index.statistics() == memory.statistics()
    chance = random.Random(5)  # noqa: S311 - likewise
    texts = [one.text[:20] for one in mixed]
    for more, limit in ((24, 60), (0, 1), (1, 5), (24, 20), (2, 600)) * 3:
        monkeypatch.setattr("retrieval.index.opensearch.asking._MORE", more)
        query = parse_query(chance.choice(texts), segment)
        since = chance.choice((None, date(2022, 3, 1)))
        narrowed = Filter(since, chance.choice((None, date(2022, 9, 1))), chance.choice(("", "日报")))
        expected, hits = (one.search(query, limit=limit, filter=narrowed) for one in (memory, index))
        assert list(hits) == expected
    words = ("会议", "市长", *(f"词{number}" for number in range(1_300)), "的", "晴朗")
    monkeypatch.setattr("retrieval.index.opensearch.scoring._MOST_CLAUSES", 3)
    asked = Query(words, ("市长", "长主"))
    assert list(index.search(asked, limit=30)) == memory.search(asked, limit=30)
    terms = ["会议", "市长", "长主", "俞建", "卡斯特罗", "火星", ""]
    assert index.frequencies(terms) == memory.frequencies(terms)
