"""Cut documents as lines of a bulk request."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from articles import META, document_of

from retrieval.index.drafts import cut_drafts, draft_document
from retrieval.index.opensearch.batches import deletion, encode_batch
from retrieval.index.opensearch.layout import Names, alias_of
from retrieval.index.opensearch.tokens import words_at

if TYPE_CHECKING:
    from retrieval.chinese.outlines import Outline

NAMES = Names("t").generation(3)


def lines_of(outliner: Outline, *paragraphs: str, path: str = "a.txt", folded: bool = False) -> list[Any]:
    """Return what a document is sent as."""
    document = document_of(list(paragraphs))
    if folded:
        document = replace(document, folded_into="other")
    batch = encode_batch(cut_drafts([draft_document(document)], outliner), names=NAMES, born=5)
    return [json.loads(line) for one in batch.with_files([path]) for line in one.decode().splitlines()]


def test_a_document_and_its_passages_bear_the_number_of_the_run(outliner: Outline) -> None:
    """Sent again they are the same: by name, by shard, by number."""
    first, passage, _, second, own, document = lines_of(outliner, "市长出席，天气晴朗。", "天气晴朗。")
    assert first["index"]["_index"] == alias_of(NAMES.passages)
    assert own["index"]["_index"] == alias_of(NAMES.documents)
    assert (passage["words"], passage["bigrams"]) == ("市长 出席 天气晴朗", "市长 长出 出席 天气 气晴 晴朗")
    assert second["number"] == 1
    assert (document["passages"], document["shown"], document["words"]) == (2, 1, 4)
    for line in (passage, second, document):
        assert (line["born"], line["document"], line["day"]) == (5, META.id, META.date.toordinal())  # type: ignore[union-attr] # it has a day
    assert lines_of(outliner, "市长出席，天气晴朗。", "天气晴朗。") == [
        first,
        passage,
        _,
        second,
        own,
        document,
    ]


def test_a_folded_document_has_no_passages(outliner: Outline) -> None:
    """It is read by its id alone."""
    _, document = lines_of(outliner, "市长主持会议。", folded=True)
    assert (document["passages"], document["shown"]) == (0, 0)


def test_any_path_is_sent(outliner: Outline) -> None:
    """A name with quotes, line ends, or bytes that are no UTF-8."""
    for path in ('"\n\\.txt', "新闻/\udcff.txt"):
        assert json.loads(lines_of(outliner, "会议", path=path)[1]["file"]) == path


def test_other_processes_encode(outliner: Outline) -> None:
    """What a writer hands to them can be pickled, and so can what comes back."""
    encode = pickle.loads(pickle.dumps(partial(encode_batch, names=NAMES, born=5)))  # noqa: S301 - our own
    batch = encode(cut_drafts([draft_document(document_of(["会议"]))], outliner))
    assert pickle.loads(pickle.dumps(batch)) == batch  # noqa: S301 - likewise


def test_a_name_with_a_middle_dot_is_several_words() -> None:
    """Whole, and in its parts."""
    assert words_at("劳尔·卡斯特罗 说", b"biiiiii b") == ["劳尔·卡斯特罗", "劳尔", "卡斯特罗", "说"]


def test_a_deletion_names_the_shard() -> None:
    assert json.loads(deletion("i", "a-1", "a")) == {
        "delete": {"_index": alias_of("i"), "_id": "a-1", "routing": "a"}
    }
