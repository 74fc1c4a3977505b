"""The index on disk against its peers: time to build, memory, disk, lookups, whole answers, growth, quality.

    python tests/benchmarks/index.py peers   ARCHIVE QUESTIONS   lookups: ours and peers, with our fields and with words alone
    python tests/benchmarks/index.py literal ARCHIVE QUESTIONS   jieba and rank-bm25 over whole records, as it is told everywhere
    python tests/benchmarks/index.py build   ARCHIVE             our index from nothing
    python tests/benchmarks/index.py answers ARCHIVE QUESTIONS   whole answers, one after the other and from 8 threads
    python tests/benchmarks/index.py cold    ARCHIVE             the first answer of a new process, part by part
    python tests/benchmarks/index.py update  ARCHIVE             100 documents more, until a reader finds them
    python tests/benchmarks/index.py growth  ARCHIVE 10000 …     so many paragraphs, repeated with other names and numbers
    python tests/benchmarks/index.py sizes   ARCHIVE 100 …       memory against disk: start with so many records
    python tests/benchmarks/index.py engines BENCH [EVERY [DISTRACTORS]]   memory against disk: the quality of answers


ARCHIVE is a file of JSON lines with "id", "title" and "text", QUESTIONS one with "question". Every row is measured
in a process of its own. Memory is the process's own (anonymous) and mapped from files, in megabytes, at the end.
All look up 10 paragraphs by the terms by which a question is asked (without 的 and 什么). The peers need
`pip install bm25s numba tantivy`.
"""

# ruff: noqa: PLC0415 - a row's process loads only what it measures

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]
INDEXES = Path(tempfile.gettempdir()) / "wendang-benchmarks"
_LOOKUPS = 300


def main() -> None:
    """Measure what the command line names; `peers` and the like start one process a row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=[*MEASURES, "peers"])
    parser.add_argument("archive", type=Path)
    parser.add_argument("rest", nargs="*")
    given = parser.parse_args()
    if given.what == "peers":
        for peer in ("ours", "tantivy_alike", "bm25s_alike", "tantivy", "bm25s", "fts5", "rank_bm25"):
            command = [sys.executable, __file__, peer, str(given.archive), *given.rest]
            subprocess.run(command, check=True)
    else:
        MEASURES[given.what](given.archive, *given.rest)


# --- helpers --------------------------------------------------------------------------------------------


def say(name: str, **figures: float | str) -> None:
    """Print a row: name, figures, memory."""
    rss = {
        line.split(":")[0]: int(line.split()[1]) // 1024
        for line in Path("/proc/self/status").read_text("ascii").splitlines()
        if line.startswith(("RssAnon", "RssFile"))
    }
    shown = " | ".join(
        f"{key} {value:.4g}" if isinstance(value, float) else f"{key} {value}"
        for key, value in figures.items()
    )
    used = sum(
        part.ru_utime + part.ru_stime
        for part in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    print(
        f"{name} | {shown} | whole cpu s {used:.1f} | own MB {rss['RssAnon']} | mapped MB {rss['RssFile']}",
        flush=True,
    )


def records(archive: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of an archive."""
    with archive.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def questions(path: str) -> list[str]:
    """Return some questions, spread over the file."""
    every = [json.loads(line)["question"] for line in Path(path).read_text("utf-8").splitlines()]
    return every[:: max(1, len(every) // _LOOKUPS)][:_LOOKUPS]


def paragraphs(archive: Path) -> Iterator[str]:
    """Yield the archive's paragraphs."""
    for record in records(archive):
        yield from filter(str.strip, record["text"].split("\n"))


def cut(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the words of each text."""
    from retrieval.chinese.terms import word_terms
    from retrieval.chinese.words import open_segmenter

    segment = open_segmenter()
    for text in texts:
        yield word_terms(text, segment(text))


def queries_of(asked: str) -> list[Any]:
    """Return some questions as the answerer asks them of an index."""
    from retrieval.chinese.words import open_segmenter
    from retrieval.question.parsing import parse_question

    segment = open_segmenter()
    return [parse_question(text, segment).query for text in questions(asked)]


def passages(archive: Path) -> Iterator[tuple[tuple[list[str], list[str], list[str]], bytes]]:
    """Yield the terms of each paragraph, field by field, and it as bytes."""
    from retrieval.archive.reading import read_documents
    from retrieval.chinese.terms import bigram_terms, word_terms
    from retrieval.chinese.words import open_segmenter
    from retrieval.index.passages import split_passages, title_terms

    segment = open_segmenter()
    for document in read_documents(archive, print):
        for passage in split_passages(document, segment):
            words = word_terms(passage.text, passage.words)
            yield (words, bigram_terms(passage.text), title_terms(passage, segment)), passage.text.encode()


def spread(work: Callable[[Any], object], tasks: Iterable[Any]) -> dict[str, float]:
    """Do each task once to warm up and once to measure; return p50 and p95 in milliseconds.

    Both by the clock and of the processor: on a machine that others use, only the second says something.
    """
    tasks = list(tasks)
    for task in tasks:
        work(task)
    clock, processor = [], []
    for task in tasks:
        start, used = time.perf_counter(), time.thread_time()
        work(task)
        clock.append((time.perf_counter() - start) * 1e3)
        processor.append((time.thread_time() - used) * 1e3)
    clock.sort()
    processor.sort()
    half, most = len(tasks) // 2, int(len(tasks) * 0.95)
    return {
        "p50 ms": clock[half],
        "p95 ms": clock[most],
        "p50 cpu ms": processor[half],
        "p95 cpu ms": processor[most],
    }


def size_of(folder: Path) -> float:
    """Return the megabytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def settings_for(archive: Path, engine: str = "disk") -> Any:
    """Return settings with an index of our own."""
    from retrieval import Settings, read_settings

    return read_settings(Settings, archive=archive, engine=engine, index=INDEXES)


# --- lookups --------------------------------------------------------------------------------------------


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
        for column, cut in zip(columns, terms, strict=True):
            column.append(cut)
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


def open_index(archive: Path) -> Any:
    """Open our index, brought up to date."""
    return open_answerer_for(archive).index


def open_answerer_for(archive: Path) -> Any:
    """Open what answers from our index, brought up to date."""
    from retrieval import open_answerer
    from retrieval.wiring import build_index

    build_index(settings_for(archive), lambda _: None)
    return open_answerer(settings_for(archive), print)


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


# --- ours -----------------------------------------------------------------------------------------------


def build(archive: Path) -> None:
    """Build our index from nothing."""
    from retrieval.stores import index_folder
    from retrieval.wiring import build_index

    settings = settings_for(archive)
    start = time.perf_counter()
    done = build_index(settings, lambda _: None, rebuild=True)
    say(
        "ours, from nothing",
        build_s=time.perf_counter() - start,
        documents=done.documents,
        disk_MB=size_of(index_folder(settings)),
    )


def answers(archive: Path, asked: str) -> None:
    """Ask whole questions, alone and from 8 threads; the threads must say what one alone said."""
    from retrieval import Found

    answerer = open_answerer_for(archive)
    texts = questions(asked)
    say("whole answers", **spread(answerer.ask, texts))
    expected = [answerer.ask(text) for text in texts]
    wrong: list[str] = []

    def ask_all(shift: int) -> None:
        for number in range(len(texts)):
            at = (number + shift) % len(texts)
            if answerer.ask(texts[at]) != expected[at]:
                wrong.append(texts[at])

    threads = [threading.Thread(target=ask_all, args=(shift * 37,)) for shift in range(8)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = 8 * len(texts) / (time.perf_counter() - start)
    found = sum(isinstance(answer, Found) for answer in expected)
    say("8 threads", per_second=rate, wrong=len(wrong), found=f"{found}/{len(texts)}")


def cold(archive: Path) -> None:
    """Start, import, open and answer once, in a new process each; the quickest of five."""
    script = (
        "import time; s = time.perf_counter()\n"
        "from retrieval import open_answerer, read_settings, Settings\n"
        "import retrieval.chinese.words as g; i = time.perf_counter()\n"
        "g.open_segmenter(); d = time.perf_counter()\n"
        "from pathlib import Path; import sys\n"
        "x = read_settings(Settings, archive=Path(sys.argv[1]), engine='disk', index=Path(sys.argv[2]))\n"
        "a = open_answerer(x, print); o = time.perf_counter()\n"
        "a.ask('习近平在哪里会见了劳尔·卡斯特罗？'); e = time.perf_counter()\n"
        "print(i - s, d - i, o - d, e - o)\n"
    )
    open_index(archive).close()
    best: list[float] = []
    for _ in range(5):
        start = time.perf_counter()
        command = [sys.executable, "-c", script, str(archive), str(INDEXES)]
        run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        parts = [time.perf_counter() - start, *map(float, run.stdout.split())]
        best = min(best, parts) if best else parts
    names = ("whole process s", "imports s", "dictionary s", "open (with dictionary) s", "first answer s")
    say("cold start", **dict(zip(names, best, strict=True)))


def update(archive: Path) -> None:
    """Put 100 documents beside an indexed archive; how long until an open reader finds the last of them."""
    from retrieval.wiring import build_index

    folder = INDEXES / "update" / archive.stem
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / archive.name).exists():
        (folder / archive.name).hardlink_to(archive)
    added = folder / "added.jsonl"
    added.unlink(missing_ok=True)
    settings = settings_for(folder)
    build_index(settings, lambda _: None)
    index = open_index(folder)
    before = index.statistics().documents
    lines = [
        json.dumps({**record, "id": f"added-{number}"})
        for number, record in enumerate(islice(records(archive), 100))
    ]
    added.write_text("\n".join(lines), "utf-8")
    start = time.perf_counter()
    build_index(settings, lambda _: None)
    assert index.document("added-99") is not None
    say("100 documents more", visible_s=time.perf_counter() - start, documents=f"{before} + 100")


def growth(archive: Path, *sizes: str) -> None:
    """Repeat the archive with other names and numbers up to so many paragraphs."""
    for size in sizes:
        command = [sys.executable, __file__, "grown", str(archive), size]
        subprocess.run(command, check=True)


def grown(archive: Path, size: str) -> None:
    """Build and ask an archive of so many paragraphs."""
    from indexes import parse_query

    from retrieval.chinese.words import open_segmenter
    from retrieval.stores import index_folder
    from retrieval.wiring import build_index

    file = INDEXES / f"grown-{size}.jsonl"
    INDEXES.mkdir(exist_ok=True)
    changed = _repeat(archive, int(size))
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in changed)
    settings = settings_for(file)
    start = time.perf_counter()
    build_index(settings, lambda _: None, rebuild=True)
    built = time.perf_counter() - start
    index = open_index(file)
    segment = open_segmenter()
    asked = [record["title"] for record in islice(records(file), 0, _LOOKUPS * 5, 5)]
    figures = spread(
        lambda query: index.search(query, limit=20), [parse_query(text, segment) for text in asked]
    )
    say(
        f"{index.statistics().passages} paragraphs",
        build_s=built,
        **figures,
        text_MB=file.stat().st_size / 1e6,
        disk_MB=size_of(index_folder(settings)),
    )
    file.unlink()


def _repeat(archive: Path, size: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(7)  # noqa: S311 - the same archive every time
    letters = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红"
    count = 0
    turn = 0
    while True:
        table = {ord(str(digit)): str(chance.randrange(10)) for digit in range(10)}
        table |= {ord(letter): chance.choice(letters) for letter in letters}
        for record in records(archive):
            texts = record["text"].translate(table) if turn else record["text"]
            yield {**record, "id": f"{turn}-{record['id']}", "text": texts}
            count += sum(1 for line in texts.split("\n") if line.strip())
            if count >= size:
                return
        turn += 1


def sizes(archive: Path, *counts: str) -> None:
    """Start with the first so many records: read into memory, or opened on disk."""
    from retrieval import open_answerer
    from retrieval.chinese.words import open_segmenter
    from retrieval.stores import index_folder

    open_segmenter()("會議")
    for count in counts:
        file = INDEXES / f"first-{count}.jsonl"
        INDEXES.mkdir(exist_ok=True)
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(
                json.dumps(record, ensure_ascii=False) + "\n"
                for record in islice(records(archive), int(count))
            )
        figures: dict[str, float] = {"text_MB": file.stat().st_size / 1e6}
        shutil.rmtree(index_folder(settings_for(file)), ignore_errors=True)
        for name, engine in (("memory", "memory"), ("disk, first", "disk"), ("disk, then", "disk")):
            start = time.perf_counter()
            answerer = open_answerer(settings_for(file, engine), print)
            figures[f"{name}: start s"] = time.perf_counter() - start
            figures[f"{name}: ask ms"] = spread(
                answerer.ask, ["谁主持了会议？", "在哪里举行？", "什么时候？"]
            )["p50 ms"]
        say(f"{count} records", **figures)
        file.unlink()


def engines(bench: Path, every: str = "1", distractors: str = "") -> None:
    """Ask every so many-th question of a bench with both engines; say how many answers are not the same."""
    from retrieval import open_answerer
    from retrieval.evaluation.bench import read_bench
    from retrieval.evaluation.measuring import evaluate, summarise

    asked = read_bench(bench)[:: int(every)]
    said: list[list[Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        shutil.copytree(bench / "archive", archive)
        if distractors:
            shutil.copy(distractors, archive)
        for engine in ("memory", "disk"):
            start = time.perf_counter()
            settings = settings_for(archive, engine).model_copy(update={"index": Path(folder) / "index"})
            answerer = open_answerer(settings, print)
            started = time.perf_counter() - start
            outcomes = evaluate(answerer, asked)
            figures = summarise(outcomes)
            quotes = [_first_quote(outcome.answer) for outcome in outcomes]
            said.append([(quote.passage, quote.sentence, quote.exact) if quote else None for quote in quotes])
            shown = {key: f"{figures[key]:.4f}" for key in ("S@1", "S@3", "MRR", "EM", "F1")}
            say(f"{bench.name}, {engine}", questions=len(asked), **shown, start_s=started)
    differ = sum(one != other for one, other in zip(*said, strict=True))
    print(f"{bench.name}: {differ} of {len(asked)} first answers differ between the engines", flush=True)


def _first_quote(answer: Any) -> Any:

    quotes = answer.shown
    return quotes[0] if quotes else None


MEASURES: dict[str, Callable[..., None]] = {
    function.__name__: function
    for function in (
        ours,
        tantivy_alike,
        bm25s_alike,
        tantivy,
        bm25s,
        fts5,
        rank_bm25,
        literal,
        build,
        answers,
        cold,
        update,
        growth,
        grown,
        sizes,
        engines,
    )
}

if __name__ == "__main__":
    main()
