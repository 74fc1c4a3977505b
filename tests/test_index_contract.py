"""The law of :mod:`retrieval.index.base`, held against every engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexes import ARCHIVE, document, parse_query
from opensearch_indices import Indices

from retrieval.answering.naming import find_other_names
from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.index.base import Statistics
from retrieval.index.disk.index import DiskIndex
from retrieval.index.disk.writer import DiskWriter
from retrieval.index.drafts import cut_drafts, draft_document
from retrieval.index.memory import MemoryIndex
from retrieval.index.remembering import Remembering
from retrieval.question.parsing import parse_question
from retrieval.reader.terms import count_terms
from retrieval.values import EVERYTHING, Document, Filter, Query, Search

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index, Writer

    Build = Callable[[list[Document]], Index]


@pytest.fixture(scope="module")
def written() -> Iterator[dict[tuple[Document, ...], Indices]]:
    """Return which documents a cluster holds already: to write them takes a second or more, and most tests ask the same."""
    found: dict[tuple[Document, ...], Indices] = {}
    yield found
    for indices in found.values():
        indices.remove()


@pytest.fixture(params=["memory", "disk", "opensearch"])
def build(
    request: pytest.FixtureRequest, segment: Segment, outliner: Outline, tmp_path: Path
) -> Iterator[Build]:
    """Return a function that builds an index with each engine in turn."""

    def write(writer: Writer, documents: list[Document]) -> None:
        with writer:
            cut = cut_drafts([draft_document(document) for document in documents], outliner)
            writer.add([document.metadata.path for document in documents], writer.encode(cut))
            writer.commit({})

    def build_on_disk(documents: list[Document]) -> Index:
        write(DiskWriter(tmp_path, fresh=True), documents)
        return DiskIndex(tmp_path)

    if request.param == "opensearch":
        written: dict[tuple[Document, ...], Indices] = request.getfixturevalue("written")
        url = request.getfixturevalue("opensearch_url")

        def build_in_cluster(documents: list[Document]) -> Index:
            key = tuple(documents)
            if key not in written:
                written[key] = Indices(url)
                write(written[key].open_writer(fresh=True), documents)
            return written[key].open_index()

        yield build_in_cluster
        return
    engines: dict[str, Build] = {
        "memory": lambda documents: MemoryIndex(documents, segment),
        "disk": build_on_disk,
    }
    yield engines[request.param]


def found(
    index: Index, text: str, segment: Segment, limit: int = 30, narrowed: Filter = EVERYTHING
) -> list[str]:
    """Return the ids of the passages that a text finds."""
    return [hit.passage.id for hit in index.search(parse_query(text, segment), limit=limit, filter=narrowed)]


def test_a_hit_holds_a_term_even_where_every_passage_holds_it(build: Build, segment: Segment) -> None:
    """A word in most of a small archive still finds: Okapi's own idf would be zero or negative."""
    index = build([document("a", "会议"), document("b", "会议")])
    assert found(index, "会议", segment) == ["a#0", "b#0"]


def test_a_passage_without_any_term_is_no_hit(build: Build, segment: Segment) -> None:
    """Nothing is returned only to fill the list."""
    index = build(ARCHIVE)
    assert found(index, "火星探测器", segment) == []
    assert "a#1" in found(index, "天气", segment)
    assert "b#0" not in found(index, "天气", segment)


def test_equal_scores_stand_in_the_order_of_ids_and_paragraphs(build: Build, segment: Segment) -> None:
    """Two runs give the same order: document id first, then the paragraph's number (10 after 9)."""
    index = build([document(key, *["会议召开"] * 11) for key in ("b", "a")])
    assert found(index, "会议", segment) == [f"{key}#{number}" for key in "ab" for number in range(11)]


@pytest.mark.parametrize("limit", [1, 7, 45])
def test_the_best_few_are_the_first_of_all(build: Build, segment: Segment, limit: int) -> None:
    """Among more passages alike than an engine looks at first, those come first that come first of all."""
    index = build([document(f"{n:03}", "会议召开。" if n % 3 else "会议开始。") for n in range(200)])
    assert (
        found(index, "会议召开", segment, limit=limit) == found(index, "会议召开", segment, limit=300)[:limit]
    )


@pytest.mark.parametrize("limit", [1, 2, 10])
def test_no_more_than_the_limit(build: Build, segment: Segment, limit: int) -> None:
    """At most `limit` hits."""
    assert len(found(build(ARCHIVE), "会议", segment, limit=limit)) == min(limit, 3)


def test_an_empty_archive_and_an_empty_query_give_nothing(build: Build, segment: Segment) -> None:
    """Neither divides by zero."""
    empty = build([])
    assert found(empty, "会议", segment) == []
    assert empty.statistics() == Statistics(0, 0)
    assert list(empty.latest(3)) == []
    assert list(build(ARCHIVE).search(Query((), ()), limit=3)) == []


def test_a_name_that_the_dictionary_cuts_apart_is_found(build: Build, segment: Segment) -> None:
    """Bigrams are the net below the words."""
    assert found(build(ARCHIVE), "俞建华", segment)[0] == "c#0"


def test_a_title_finds_its_paragraphs(build: Build, segment: Segment) -> None:
    """A paragraph is found by the headline over it."""
    assert "a#1" in found(build(ARCHIVE), "召开", segment)


@pytest.mark.parametrize(
    ("narrowed", "documents"),
    [
        (Filter(since=date(2022, 11, 14)), {"a"}),
        (Filter(until=date(2022, 11, 13)), {"b"}),
        (Filter(since=date(2022, 11, 13), until=date(2022, 11, 14)), {"a", "b"}),
        (Filter(source="惠州"), {"a"}),
        (Filter(source="惠州日報"), {"a"}),
        (Filter(source="ＡＢＣ"), {"d"}),
        (Filter(since=date(2022, 11, 15), source="惠州日報"), set()),
        (Filter(source="没有"), set()),
    ],
)
def test_filters_admit_only_what_they_name(
    build: Build, segment: Segment, narrowed: Filter, documents: set[str]
) -> None:
    """Both days count; a document without a date passes no date filter; a source by a part of its name, in any script."""
    hits = found(
        build([*ARCHIVE, document("d", "会议开始。", source="abc")]), "会议", segment, narrowed=narrowed
    )
    assert {hit.split("#")[0] for hit in hits} == documents


def test_several_searches_find_what_each_finds_alone(build: Build, segment: Segment) -> None:
    """In the order in which they were asked for, each with its own limit and filter; none give none."""
    index = build(ARCHIVE)
    searches = [
        Search(parse_query("会议", segment), 1),
        Search(parse_query("会议", segment), 30, Filter(source="新华社")),
        Search(parse_query("火星探测器", segment), 5),
        Search(Query((), ()), 5),
    ]
    alone = [list(index.search(one.query, limit=one.limit, filter=one.filter)) for one in searches]
    assert [list(hits) for hits in index.search_many(searches)] == alone
    assert [[hit.passage.id for hit in hits] for hits in alone] == [["b#0"], ["b#0"], [], []]
    assert list(index.search_many([])) == []


def test_frequencies_count_passages(build: Build) -> None:
    """A passage counts once, its title included; an unknown term counts 0."""
    counts = build(ARCHIVE).frequencies(["会议", "俞建", "火星"])
    assert dict(counts) == {"会议": 3, "俞建": 1, "火星": 0}


def test_documents_come_back_whole_and_the_newest_first(build: Build) -> None:
    """What went in comes out; those without a date come last."""
    index = build(ARCHIVE)
    assert [index.document(key) for key in "abc"] == ARCHIVE
    assert index.document("d") is None
    assert list(index.documents(["c", "d", "a"])) == [ARCHIVE[2], ARCHIVE[0]]
    assert list(index.documents([])) == []
    assert [d.id for d in index.latest(3)] == ["a", "b", "c"]
    assert index.statistics() == Statistics(documents=3, passages=4)


@pytest.mark.parametrize(
    ("narrowed", "documents"),
    [
        (EVERYTHING, "abc"),
        (Filter(since=date(2022, 11, 14)), "a"),
        (Filter(until=date(2022, 11, 13)), "b"),
        (Filter(since=date(2022, 11, 1), until=date(2022, 11, 30)), "ab"),
        (Filter(since=date(2022, 11, 15)), ""),
        (Filter(source="惠州日報"), "a"),
        (Filter(source="人民日报"), ""),
    ],
)
def test_the_newest_of_those_that_a_filter_admits(build: Build, narrowed: Filter, documents: str) -> None:
    """A filter admits the same documents whether they are searched or listed: those without a date by no date."""
    assert [d.id for d in build(ARCHIVE).latest(9, filter=narrowed)] == list(documents)


def test_closing_twice_is_harmless(build: Build) -> None:
    """As the Protocol says."""
    index = build(ARCHIVE)
    index.close()
    index.close()


TEXTS = st.text(alphabet="市长主持会议天气晴朗俞建华A1。 ", max_size=12)


def check_what_is_found(build: Build, segment: Segment, texts: list[str], asked: str) -> None:
    """Hold the law of the next two tests against an engine."""
    index = build([document(str(number), text) for number, text in enumerate(texts)])
    query = parse_query(asked, segment)
    wanted = {*query.words, *query.bigrams}
    holding = {
        f"{number}#0"
        for number, text in enumerate(texts)
        if wanted & {*word_terms(text, segment(text)), *bigram_terms(text)}
    }
    hits = index.search(query, limit=10)
    assert {hit.passage.id for hit in hits} == holding
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("build", ["memory", "disk"], indirect=True)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, max_size=6), asked=TEXTS)
def test_exactly_the_passages_with_a_term_are_found(
    build: Build, segment: Segment, texts: list[str], asked: str
) -> None:
    """For any archive and question: a passage is a hit if and only if it shares a term with it."""
    check_what_is_found(build, segment, texts, asked)


@pytest.mark.parametrize("build", ["opensearch"], indirect=True)
# To make an index there takes a second.
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, max_size=6), asked=TEXTS)
def test_exactly_those_are_found_in_a_cluster(
    build: Build, segment: Segment, texts: list[str], asked: str
) -> None:
    """The same for an engine on another machine."""
    check_what_is_found(build, segment, texts, asked)


@pytest.mark.parametrize("left", [None, 0.1, 0.3, 0.6, 0.9])
def test_of_many_passages_the_engines_find_the_same(
    left: float | None, segment: Segment, outliner: Outline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts and titles short and long, common words and rare ones, any filter: one list, with the same scores.

    What is common is passed over where it cannot matter, however much is left at first, and that never shows; nor
    do several segments, from which a part is removed.
    """
    if left is not None:
        monkeypatch.setattr("retrieval.index.disk.searching._FEW_POSTINGS", -1)
        monkeypatch.setattr("retrieval.index.disk.searching._DEFERRED_SHARE", left)
    monkeypatch.setattr("retrieval.index.disk.writer._MOST_PASSAGES", 200)
    chance = random.Random(3)  # noqa: S311 - the same archive every time
    words = [
        "市长",
        "主持",
        "会议",
        "天气",
        "晴朗",
        "俞建华",
        "出席",
        "签字",
        "仪式",
        "举行",
        "记者",
        "总方针",
        "的",
    ]
    shares = [1 / (1 + rank) for rank in range(len(words))]

    def text(most: int) -> str:
        return "".join(chance.choices(words, shares, k=chance.randint(1, most)))

    documents = [
        document(
            f"{n:03}",
            *(text(80) for _ in range(4)),
            title=text(12),
            day=chance.choice((None, date(2022, 1, 1) + timedelta(days=2 * n))),
            source=chance.choice(("惠州日报", "新华社")),
        )
        for n in range(150)
    ]
    with DiskWriter(tmp_path, fresh=True) as writer:
        for start in range(0, len(documents), 20):
            some = documents[start : start + 20]
            cut = cut_drafts([draft_document(one) for one in some], outliner)
            writer.add([one.metadata.path for one in some], writer.encode(cut))
        writer.commit({})
    with DiskWriter(tmp_path) as writer:
        writer.remove_documents([one.id for one in documents[::7]])
        writer.commit({})
    documents = [one for number, one in enumerate(documents) if number % 7]
    memory, disk = MemoryIndex(documents, segment), DiskIndex(tmp_path)
    for limit in (1, 5, 20, 60, 600) * 8:
        query = parse_query(text(5), segment)
        since = chance.choice((None, date(2022, 3, 1)))
        narrowed = Filter(since, chance.choice((None, date(2022, 9, 1))), chance.choice(("", "日报")))
        expected, hits = (index.search(query, limit=limit, filter=narrowed) for index in (memory, disk))
        assert hits == expected


def test_every_engine_tells_the_other_names_of_its_archive(build: Build, segment: Segment) -> None:
    """The pairs that documents tell are read from any engine, and whether other documents call something else so."""
    index = build(
        [
            document("a", "东江经济技术开发区（以下简称“经开区”）揭牌。"),
            document("b", "西河经济技术开发区（下称经开区）扩建。"),
            document("c", "泛洋渔业合作组织（泛渔组织）开会。"),
        ]
    )
    names = {}
    for text in ("东江经济技术开发区在哪里", "泛渔组织在哪里"):
        question = parse_question(text, segment)
        terms = count_terms(index, question.query)
        [name] = find_other_names(Remembering(index), question, terms, [], segment)
        names[name.said] = (name.written, sorted(name.tellers), name.shared)
    assert names == {
        "东江经济技术开发区": ("经开区", ["a"], True),
        "泛渔组织": ("泛洋渔业合作组织", ["c"], False),
    }
