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
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import index_peers
from index_tools import (
    INDEXES,
    LOOKUPS,
    ROOT,
    open_answerer_for,
    open_index,
    questions,
    records,
    repeat,
    say,
    settings_for,
    size_of,
    spread,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PEERS = ("ours", "tantivy_alike", "bm25s_alike", "tantivy", "bm25s", "fts5", "rank_bm25")


def main() -> None:
    """Measure what the command line names; `peers` and the like start one process a row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=[*MEASURES, "peers"])
    parser.add_argument("archive", type=Path)
    parser.add_argument("rest", nargs="*")
    given = parser.parse_args()
    if given.what == "peers":
        for peer in PEERS:
            command = [sys.executable, __file__, peer, str(given.archive), *given.rest]
            subprocess.run(command, check=True)
    else:
        MEASURES[given.what](given.archive, *given.rest)


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
    changed = repeat(archive, int(size))
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in changed)
    settings = settings_for(file)
    start = time.perf_counter()
    build_index(settings, lambda _: None, rebuild=True)
    built = time.perf_counter() - start
    index = open_index(file)
    segment = open_segmenter()
    asked = [record["title"] for record in islice(records(file), 0, LOOKUPS * 5, 5)]
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
    function.__name__: function for function in (build, answers, cold, update, growth, grown, sizes, engines)
} | {name: getattr(index_peers, name) for name in (*PEERS, "literal")}

if __name__ == "__main__":
    main()
