"""Lookups: ours and peers, with our fields and with words alone. Called by ``index.py``."""

# ruff: noqa: PLC0415 - a row's process loads only what it measures

from __future__ import annotations

import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index_tools import (
    cut,
    open_index,
    paragraphs,
    passages,
    queries_of,
    questions,
    records,
    say,
    size_of,
    spread,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def ours(archive: Path, asked: str) -> None:
    """Words, bigrams and title, scored exactly, passages decoded; 60 are what the answerer reads."""
    with closing(open_index(archive)) as index:
        queries = queries_of(asked)
        for limit in (10, 60):
            figures = spread(lambda query, limit=limit: index.search(query, limit=limit), queries)
            say(f"ours, {limit} paragraphs", **figures, passages=index.statistics().passages)


def weights() -> dict[str, float]:
    """Return each field that is searched, with its weight."""
    from retrieval.index.scoring import BIGRAM_WEIGHT, TITLE_WEIGHT

    return {"words": 1.0, "bigrams": BIGRAM_WEIGHT, "title": TITLE_WEIGHT}


def tantivy_alike(archive: Path, asked: str) -> None:
    """Our fields and weights, paragraphs as bytes back; tantivy's own formula."""
    import tantivy as library

    folder = Path(tempfile.mkdtemp())
    builder = library.SchemaBuilder()
    for field in weights():
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("payload", stored=True)
    schema = builder.build()
    index = library.Index(schema, str(folder))
    start = time.perf_counter()
    writer = index.writer(256_000_000, 2)
    for terms, payload in passages(archive):
        joined = {field: [" ".join(cut)] for field, cut in zip(weights(), terms, strict=True)}
        writer.add_document(library.Document.from_dict({**joined, "payload": [payload]}, schema))
    writer.commit()
    writer.wait_merging_threads()
    built = time.perf_counter() - start
    index.reload()
    searcher = index.searcher()

    def look_up(query: Any) -> list[Any]:
        terms = [
            (library.Occur.Should, library.Query.boost_query(one, weight))
            for field, weight in weights().items()
            for term in {"words": query.words, "bigrams": query.bigrams}.get(
                field, query.words + query.bigrams
            )
            for one in [library.Query.term_query(schema, field, term, "freq")]
        ]
        hits = searcher.search(library.Query.boolean_query(terms), 10, count=False).hits
        return [searcher.doc(address)["payload"][0] for _, address in hits]

    figures = spread(look_up, queries_of(asked))
    say("tantivy (our fields, paragraphs back)", **figures, build_s=built, disk_MB=size_of(folder))


def bm25s_alike(archive: Path, asked: str) -> None:
    """Our fields and weights, each in an index of its own, paragraphs as bytes back; compiled with numba."""
    import bm25s as library
    import numpy as np

    from retrieval.index.scoring import K1, B

    start = time.perf_counter()
    columns: tuple[list[list[str]], ...] = ([], [], [])
    payloads = []
    for terms, payload in passages(archive):
        for column, field in zip(columns, terms, strict=True):
            column.append(field)
        payloads.append(payload)
    indexes = []
    for column in columns:
        index = library.BM25(method="lucene", k1=K1, b=B, backend="numba")
        index.index(column, show_progress=False)
        indexes.append(index)
        column.clear()
    built = time.perf_counter() - start

    def look_up(query: Any) -> list[bytes]:
        scores = np.zeros(len(payloads), dtype=np.float32)
        asked = (query.words, query.bigrams, query.words + query.bigrams)
        for index, terms, weight in zip(indexes, asked, weights().values(), strict=True):
            if known := [term for term in terms if term in index.vocab_dict]:
                scores += weight * index.get_scores(known)
        best = np.argpartition(scores, -10)[-10:]
        return [payloads[number] for number in best[np.argsort(-scores[best])]]

    say("bm25s + numba (our fields, paragraphs back)", **spread(look_up, queries_of(asked)), build_s=built)


def tantivy(archive: Path, asked: str) -> None:
    """Words alone, numbers of passages back."""
    import tantivy as library

    folder = Path(tempfile.mkdtemp())
    builder = library.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("number", stored=True, fast=True)
    schema = builder.build()
    index = library.Index(schema, str(folder))
    start = time.perf_counter()
    writer = index.writer(128_000_000, 1)
    for number, words in enumerate(cut(paragraphs(archive))):
        writer.add_document(
            library.Document.from_dict({"words": [" ".join(words)], "number": [number]}, schema)
        )
    writer.commit()
    writer.wait_merging_threads()
    built = time.perf_counter() - start
    index.reload()
    searcher = index.searcher()

    def look_up(words: Iterable[str]) -> list[Any]:
        terms = [
            (library.Occur.Should, library.Query.term_query(schema, "words", word, "freq")) for word in words
        ]
        hits = searcher.search(library.Query.boolean_query(terms), 10, count=False).hits
        return searcher.fast_field_values("number", [address for _, address in hits])

    queries = [query.words for query in queries_of(asked)]
    say("tantivy (words)", **spread(look_up, queries), build_s=built, disk_MB=size_of(folder))


def bm25s(archive: Path, asked: str) -> None:
    """Words alone, numbers of passages back; compiled with numba."""
    import bm25s as library

    start = time.perf_counter()
    index = library.BM25(method="lucene", k1=0.9, b=0.4, backend="numba")
    index.index(list(cut(paragraphs(archive))), show_progress=False)
    built = time.perf_counter() - start
    folder = Path(tempfile.mkdtemp())
    index.save(folder)
    queries = [list(query.words) for query in queries_of(asked)]
    figures = spread(lambda words: index.retrieve([words], k=10, show_progress=False, n_threads=1), queries)
    say("bm25s + numba (words)", **figures, build_s=built, disk_MB=size_of(folder))


def fts5(archive: Path, asked: str) -> None:
    """Words alone, numbers of passages back."""
    folder = Path(tempfile.mkdtemp())
    with closing(sqlite3.connect(folder / "index.sqlite")) as base:
        base.execute("create virtual table passages using fts5(words, content='', tokenize='unicode61')")
        start = time.perf_counter()
        base.executemany(
            "insert into passages(rowid, words) values (?, ?)",
            ((number, " ".join(words)) for number, words in enumerate(cut(paragraphs(archive)), 1)),
        )
        base.commit()
        built = time.perf_counter() - start

        def look_up(words: Iterable[str]) -> list[Any]:
            ask = " OR ".join('"' + word.replace('"', "") + '"' for word in words)
            order = "select rowid from passages where passages match ? order by rank limit 10"
            return base.execute(order, (ask,)).fetchall()

        queries = [query.words for query in queries_of(asked)]
        say("SQLite FTS5 (words)", **spread(look_up, queries), build_s=built, disk_MB=size_of(folder))


def rank_bm25(archive: Path, asked: str) -> None:
    """Words alone, over all passages in Python."""
    from rank_bm25 import BM25Okapi

    start = time.perf_counter()
    index = BM25Okapi(list(cut(paragraphs(archive))), k1=0.9, b=0.4)
    built = time.perf_counter() - start
    queries = [list(query.words) for query in queries_of(asked)[:10]]
    figures = spread(lambda words: index.get_scores(words).argsort()[-10:], queries)
    say("rank-bm25 (words)", **figures, build_s=built)


def literal(archive: Path, asked: str) -> None:
    """Cut whole records with jieba, hand them to rank-bm25: the card that everybody copies."""
    import jieba
    from rank_bm25 import BM25Okapi

    jieba.setLogLevel(40)
    jieba.initialize()
    start = time.perf_counter()
    index = BM25Okapi([jieba.lcut(record["text"]) for record in records(archive)])
    built = time.perf_counter() - start
    figures = spread(lambda text: index.get_scores(jieba.lcut(text)).argmax(), questions(asked)[:5])
    say("literal card (records)", **figures, build_s=built)
