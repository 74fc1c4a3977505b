"""What the measures of the index share: records, questions, terms; rows of figures."""

# ruff: noqa: PLC0415 - a row's process loads only what it measures

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]
INDEXES = Path(tempfile.gettempdir()) / "wendang-benchmarks"
LOOKUPS = 300


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


def repeat(archive: Path, size: int) -> Iterator[dict[str, Any]]:
    """Yield the records of an archive, again and again with other names and numbers, up to so many paragraphs."""
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


def questions(path: str) -> list[str]:
    """Return some questions, spread over the file."""
    every = [json.loads(line)["question"] for line in Path(path).read_text("utf-8").splitlines()]
    return every[:: max(1, len(every) // LOOKUPS)][:LOOKUPS]


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


def open_index(archive: Path) -> Any:
    """Open our index, brought up to date."""
    return open_answerer_for(archive).index


def open_answerer_for(archive: Path) -> Any:
    """Open what answers from our index, brought up to date."""
    from retrieval import open_answerer
    from retrieval.wiring import build_index

    build_index(settings_for(archive), lambda _: None)
    return open_answerer(settings_for(archive), print)
