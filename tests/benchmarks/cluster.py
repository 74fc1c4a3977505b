"""The engine on a cluster beside the one on disk: the same first answers, time, round trips, candidates, size.

And beside what others do with such a server: its own ``match`` over paragraphs cut as its CJK analyzer cuts them, into
pairs of ideographs. The cutting is done here: of the analyzer's module the small Java of the tests cannot build a part.

    python tests/benchmarks/cluster.py BENCH [--every N] [--beside FILE --paragraphs N ...] [--shards N ...]

A BENCH is a folder with ``questions.jsonl`` and ``archive/`` (see :mod:`retrieval.evaluation.bench`); of its questions each
``N``-th is asked, of all engines one after the other. ``--beside`` puts documents of another file beside the archive, again
and again with other names and numbers, up to so many paragraphs. A server of one node is started
(`tests/cluster/README.md` says what that needs), and ends with the run. Each row is a number of paragraphs and of shards.

``cold`` is a question of whose words none was counted before, ``warm`` the same question again; times are p50 / p95 of
whole answers in milliseconds (of ``match``: of 60 paragraphs), trips the requests to the cluster that follow each other for
one question, mean / most. ``differ`` counts answers that are not the same sentences with the same scores. ``candidates`` are
the passages that the cluster handed out for each that was wanted, and ``one round`` the share of searches that the first
request proved. ``built`` and ``updated`` (a hundred new documents) are seconds, on disk / in the cluster. ``first`` is the share of questions whose
answer stands in the first paragraph, ours / of ``match``. ``bytes`` are those of a paragraph, on disk / in the cluster as
it is built / after its segments are merged.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from statistics import mean, median, quantiles
from typing import TYPE_CHECKING, Any

from index_tools import ROOT, records, repeat

sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]

from opensearch_server import LARGE, request, start_single  # noqa: E402 - found by the line above

from retrieval import Problem, Settings, open_answerer, read_settings  # noqa: E402 - likewise
from retrieval.evaluation.bench import read_bench  # noqa: E402 - likewise
from retrieval.index.opensearch import asking, cluster  # noqa: E402 - likewise
from retrieval.index.opensearch.asking import State  # noqa: E402 - likewise
from retrieval.stores import store_to_build  # noqa: E402 - likewise
from retrieval.wiring import build_index  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval import Answer
    from retrieval.evaluation.bench import Asked
    from retrieval.index.base import Index

_COLUMNS = (
    "paragraphs", "shards", "disk ms", "cold ms", "warm ms", "match ms", "trips cold", "trips warm", "differ",
    "candidates", "one round", "first", "built s", "updated s", "bytes", "load",
)  # fmt: skip


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--paragraphs", type=int, nargs="+", default=[0])
    parser.add_argument("--shards", type=int, nargs="+", default=[1])
    given = parser.parse_args()
    print("|".join(("", *_COLUMNS, "")) + "\n" + "|".join(("", *["---"] * len(_COLUMNS), "")), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        node = start_single(Path(folder) / "node", LARGE)
        try:
            for size in given.paragraphs:
                archive = Path(folder) / str(size) / "archive"
                shutil.copytree(given.bench / "archive", archive)
                if given.beside:
                    with (archive / "beside.jsonl").open("w", encoding="utf-8") as lines:
                        lines.writelines(json.dumps(record) + "\n" for record in repeat(given.beside, size))
                for shards in given.shards:
                    row = measure(given.bench, given.every, archive, node.url, shards)
                    print("|".join(("", *map(row.__getitem__, _COLUMNS), "")), flush=True)
        finally:
            node.stop()


def measure(bench: Path, every: int, archive: Path, url: str, shards: int) -> dict[str, str]:
    """Return a row of figures, by column; the archive grows by what the update adds."""
    questions = read_bench(bench / "questions.jsonl")[::every]
    common: dict[str, Any] = {"archive": archive, "index": archive.parent / "index"}
    engines = {
        "disk": read_settings(Settings, engine="disk", **common),
        "cluster": read_settings(
            Settings,
            engine="opensearch",
            opensearch_url=url,
            opensearch_replicas=0,
            opensearch_shards=shards,
            opensearch_timeout=60,
            **common,
        ),
    }
    built = {
        name: timed(lambda s=settings: build_index(s, _ignore, rebuild=True))
        for name, settings in engines.items()
    }  # type: ignore[misc]
    answerers = {name: open_answerer(settings, _ignore) for name, settings in engines.items()}
    index: Any = answerers["cluster"].index
    passages = index.statistics().passages
    raw = in_cluster(url, engines["cluster"]) / passages
    index_paragraphs(url, answerers["disk"].index, archive, shards)
    ask_all(answerers["cluster"].ask, questions[:20])
    counting = Counting()
    said: dict[str, list[Answer]] = {name: [] for name in ("disk", "cold", "warm")}
    times: dict[str, list[float]] = {name: [] for name in (*said, "match")}
    trips: dict[str, list[int]] = {name: [] for name in said}
    found = {"ours": 0, "match": 0}
    for asked in questions:
        index._state = State(index._state.commit)  # noqa: SLF001 - what a new process knows
        for name, some in said.items():
            ask = answerers["disk" if name == "disk" else "cluster"].ask
            started = time.perf_counter()
            some.append(ask(asked.question))
            times[name].append(time.perf_counter() - started)
            trips[name].append(counting.take())
        best = said["disk"][-1].shown[0].passage if said["disk"][-1].shown else None
        found["ours"] += best is not None and answers(asked, best.metadata.id, best.text)
        started = time.perf_counter()
        matched = match(url, asked.question)
        times["match"].append(time.perf_counter() - started)
        found["match"] += bool(matched) and answers(asked, *matched[0])
    counting.end()
    more = [
        {"id": f"more-{shards}-{n}", "title": "通知", "text": f"第{n}号通知：会议改期。"} for n in range(100)
    ]
    (archive / f"more-{shards}.jsonl").write_text("\n".join(map(json.dumps, more)), "utf-8")
    updated = {name: timed(lambda s=settings: build_index(s, _ignore)) for name, settings in engines.items()}  # type: ignore[misc]
    for answerer in answerers.values():
        answerer.index.close()
    row = {
        f"{name} ms": f"{median(some) * 1e3:.0f} / {quantiles(some, n=20)[-1] * 1e3:.0f}"
        for name, some in times.items()
    }
    row |= {
        f"trips {name}": f"{mean(some):.2f} / {max(some)}" for name, some in trips.items() if name != "disk"
    }
    disk = sum(
        file.stat().st_size
        for file in Path(store_to_build(engines["disk"]).place).rglob("*")
        if file.is_file()
    )
    merged = merge(url, engines["cluster"]) / passages
    return row | {
        "paragraphs": str(passages),
        "shards": str(shards),
        "differ": str(sum(a != b or a != c for a, b, c in zip(*said.values(), strict=True)))
        + f" of {len(questions)}",
        "candidates": f"{counting.candidates / max(counting.wanted, 1):.2f}",
        "one round": f"{counting.proved / max(counting.rounds, 1):.4f}",
        "first": " / ".join(f"{number / len(questions):.3f}" for number in found.values()),
        "built s": f"{built['disk']:.0f} / {built['cluster']:.0f}",
        "updated s": f"{updated['disk']:.1f} / {updated['cluster']:.1f}",
        "bytes": f"{disk / passages:.0f} / {raw:.0f} / {merged:.0f}",
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ask_all(ask: Callable[[str], object], questions: Sequence[Asked]) -> None:
    """Ask questions to warm a server up."""
    for asked in questions:
        ask(asked.question)


class Counting:
    """Counts requests and candidates from now on."""

    def __init__(self) -> None:
        self.wanted = self.candidates = self.rounds = self.proved = 0
        self._requests = 0
        self._before = cluster.Cluster.search_all, asking.Asking._is_proved  # noqa: SLF001 - counted, not called
        send, prove = self._before

        def counted(one: cluster.Cluster, searches: Any) -> Any:
            self._requests += 1
            return send(one, searches)

        def proving(one: asking.Asking, pending: Any, hits: Any) -> bool:
            first = not pending.candidates
            done = prove(one, pending, hits)
            self.rounds += first
            self.proved += first and done
            if done:
                self.candidates += pending.candidates
                self.wanted += len(pending.best)
            return done

        cluster.Cluster.search_all = counted  # type: ignore[method-assign] # likewise
        asking.Asking._is_proved = proving  # type: ignore[method-assign] # noqa: SLF001 - likewise

    def take(self) -> int:
        """Return how many requests there were since this was asked last."""
        number, self._requests = self._requests, 0
        return number

    def end(self) -> None:
        """Count no more."""
        cluster.Cluster.search_all, asking.Asking._is_proved = self._before  # type: ignore[method-assign] # noqa: SLF001 - likewise


def answers(asked: Asked, id: str, text: str) -> bool:
    """Say whether a paragraph of a document holds an answer."""
    right = not asked.documents or id in asked.documents
    return right and any(answer in text for answer in asked.answers)


def index_paragraphs(url: str, index: Index, archive: Path, shards: int) -> None:
    """Put all paragraphs of an archive into an index that the server ranks by itself."""
    settings = {"number_of_shards": shards, "number_of_replicas": 0, "refresh_interval": "-1"}
    fields = {
        "cut": {"type": "text", "analyzer": "whitespace"},
        "text": {"type": "text", "index": False},
        "document": {"type": "keyword", "index": False},
    }
    with suppress(urllib.error.HTTPError):
        request(url, "/peer", "DELETE")
    request(url, "/peer", "PUT", {"settings": settings, "mappings": {"properties": fields}})
    ids = [record["id"] for file in sorted(archive.glob("*.jsonl")) for record in records(file)]
    # Of a large archive not all documents fit in memory.
    for start in range(0, len(ids), 1_000):
        lines = [
            json.dumps({"cut": cut_pairs(text), "text": text, "document": document.id})
            for document in index.documents(ids[start : start + 1_000])
            for text in (paragraph.of(document.text) for paragraph in document.paragraphs)
        ]
        data = "".join(f'{{"index":{{}}}}\n{line}\n' for line in lines)
        headers = {"Content-Type": "application/x-ndjson"}
        sent = urllib.request.Request(f"{url}/peer/_bulk", data.encode(), headers)  # noqa: S310 - our own
        for pause in (0.5, 2, 8, None):
            try:
                with urllib.request.urlopen(sent, timeout=600) as response:  # noqa: S310 - likewise
                    assert not json.load(response)["errors"]
                break
            except urllib.error.HTTPError as error:
                # Its memory is short for a moment.
                if error.code != 429 or pause is None:
                    raise
                time.sleep(pause)
    request(url, "/peer/_forcemerge?max_num_segments=1", "POST")
    request(url, "/peer/_refresh", "POST")


def cut_pairs(text: str) -> str:
    """Return the tokens of a text as a CJK analyzer makes them.

    >>> cut_pairs("开会议ABC。")
    '开会 会议 abc'
    """
    runs = re.findall(r"[\u3400-\u9fff]+|[a-z0-9]+", text.lower())
    return " ".join(
        token
        for run in runs
        for token in (
            [run] if run.isascii() or len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]
        )
    )


def match(url: str, question: str) -> list[tuple[str, str]]:
    """Return the paragraphs that the server's own ranking gives for a question, each behind the id of its document."""
    query = {"query": {"match": {"cut": cut_pairs(question)}}, "size": 60}
    hits = request(url, "/peer/_search", "POST", query)["hits"]["hits"]
    return [(hit["_source"]["document"], hit["_source"]["text"]) for hit in hits]


def in_cluster(url: str, settings: Settings) -> float:
    """Return the bytes of an archive's indices in the cluster."""
    indices = store_to_build(settings).place.rpartition("/")[2]
    request(url, f"/{indices}/_flush?force=true", "POST")
    stats = request(url, f"/{indices}/_stats/store")
    return float(stats["_all"]["primaries"]["store"]["size_in_bytes"])


def merge(url: str, settings: Settings) -> float:
    """Merge an archive's segments in the cluster, and return its bytes."""
    indices = store_to_build(settings).place.rpartition("/")[2]
    request(url, f"/{indices}/_forcemerge?max_num_segments=1&flush=true", "POST")
    # What was merged is let go of only when nobody searches it any more.
    request(url, f"/{indices}/_refresh", "POST")
    return in_cluster(url, settings)


def _ignore(_: Problem) -> None:
    pass


if __name__ == "__main__":
    main()
