"""The engine on a cluster beside the one on disk: the same first answers, time, round trips, candidates, size.

And beside what others do with such a server: its own ``match`` over paragraphs cut as its CJK analyzer cuts them, into
pairs of ideographs. The cutting is done here: of the analyzer's module the small Java of the tests cannot build a part.

    python tests/benchmarks/cluster.py BENCH... [--every N] [--beside FILE] [--shards N]

A BENCH is a folder with ``questions.jsonl`` and ``archive/`` (see :mod:`retrieval.evaluation.bench`); of its questions each
``N``-th is asked, of both engines one after the other. ``--beside`` puts another file of documents beside each archive. A
server of one node is started (`tests/cluster/README.md` says what that needs), and ends with the run.

``differ`` counts first answers that are not the same sentence with the same score; ``requests`` are those to the cluster
for one question, ``candidates`` the passages that it handed out for each that was wanted, ``one round`` the share of
searches that the first request proved. ``updated`` is how long a hundred new documents take. ``paragraph first`` is the
share of questions whose answer stands in the first paragraph, ours and that of ``match``. ``bytes`` are those of a paragraph, after
the cluster's segments are merged.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from statistics import mean, median, quantiles
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]

from opensearch_server import LARGE, request, start_single  # noqa: E402 - found by the line above

from retrieval import Problem, Settings, open_answerer, read_settings  # noqa: E402 - likewise
from retrieval.evaluation.bench import read_bench  # noqa: E402 - likewise
from retrieval.index.opensearch import asking, cluster  # noqa: E402 - likewise
from retrieval.stores import store_to_build  # noqa: E402 - likewise
from retrieval.wiring import build_index  # noqa: E402 - likewise

if TYPE_CHECKING:
    from retrieval import Answer
    from retrieval.evaluation.bench import Asked
    from retrieval.index.base import Index


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("benches", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--shards", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        node = start_single(Path(folder) / "node", LARGE)
        try:
            for bench in given.benches:
                print(measure(bench, given, Path(folder) / bench.name, node.url), flush=True)
        finally:
            node.stop()


def measure(bench: Path, given: argparse.Namespace, folder: Path, url: str) -> str:
    """Return a row of figures."""
    archive = folder / "archive"
    shutil.copytree(bench / "archive", archive)
    if given.beside:
        shutil.copy(given.beside, archive / f"beside-{given.beside.name}")
    questions = read_bench(bench / "questions.jsonl")[:: given.every]
    common: dict[str, Any] = {"archive": archive, "index": folder / "index"}
    engines = {
        "disk": read_settings(Settings, engine="disk", **common),
        "opensearch": read_settings(
            Settings,
            engine="opensearch",
            opensearch_url=url,
            opensearch_replicas=0,
            opensearch_shards=given.shards,
            opensearch_timeout=60,
            **common,
        ),
    }
    built, answerers = {}, {}
    for name, settings in engines.items():
        started = time.perf_counter()
        build_index(settings, _ignore)
        built[name] = time.perf_counter() - started
        answerers[name] = open_answerer(settings, _ignore)
    counting = Counting()
    times: dict[str, list[float]] = {name: [] for name in engines}
    times["match"] = []
    differ, found = 0, {"ours": 0, "match": 0}
    index_paragraphs(url, answerers["disk"].index)
    for asked in questions:
        said = []
        for name, answerer in answerers.items():
            started = time.perf_counter()
            answer = answerer.ask(asked.question)
            times[name].append(time.perf_counter() - started)
            said.append(first_of(answer))
        counting.end_question()
        differ += said[0] != said[1]
        best = answer.shown[0].passage if answer.shown else None
        found["ours"] += best is not None and answers(asked, best.metadata.id, best.text)
        started = time.perf_counter()
        matched = match(url, asked.question)
        times["match"].append(time.perf_counter() - started)
        found["match"] += bool(matched) and answers(asked, *matched[0])
    passages = answerers["disk"].index.statistics().passages
    more = [{"id": f"more-{n}", "title": "通知", "text": f"第{n}号通知：会议改期。"} for n in range(100)]
    (archive / "more.jsonl").write_text("\n".join(map(json.dumps, more)), "utf-8")
    updated = {}
    for name, settings in engines.items():
        started = time.perf_counter()
        build_index(settings, _ignore)
        updated[name] = time.perf_counter() - started
    return (
        f"{bench.name}: {passages} paragraphs, {len(questions)} questions, differ {differ}; "
        f"built in {built['disk']:.0f} / {built['opensearch']:.0f} s, "
        f"updated in {updated['disk']:.1f} / {updated['opensearch']:.1f} s; "
        + "; ".join(
            f"{name} p50 {median(t) * 1e3:.0f} p95 {quantiles(t, n=20)[-1] * 1e3:.0f} ms"
            for name, t in times.items()
        )
        + "; paragraph first "
        + ", ".join(f"{name} {number / len(questions):.3f}" for name, number in found.items())
        + f"; {counting}; {size_of(engines['disk'], passages):.0f} / {in_cluster(url, engines['opensearch'], passages):.0f} bytes"
    )


class Counting:
    """Counts requests and candidates from now on."""

    def __init__(self) -> None:
        self.requests: list[int] = []
        self.wanted = self.candidates = self.rounds = self.proved = 0
        self._now = 0
        send, prove = cluster.Cluster.search_all, asking.Asking._is_proved  # noqa: SLF001 - counted, not called

        def counted(one: cluster.Cluster, searches: Any) -> Any:
            self._now += 1
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

    def end_question(self) -> None:
        """Note how many requests the last question took."""
        self.requests.append(self._now)
        self._now = 0

    def __str__(self) -> str:
        return (
            f"requests mean {mean(self.requests):.2f} max {max(self.requests)}; "
            f"candidates {self.candidates / max(self.wanted, 1):.2f}, one round {self.proved / max(self.rounds, 1):.4f}"
        )


def first_of(answer: Answer) -> tuple[Any, ...]:
    """Return what is laid before the reader first."""
    first = answer.shown[0] if answer.shown else None
    return answer.outcome, first and (first.metadata.id, first.text, first.exact), round(answer.confidence, 6)


def answers(asked: Asked, id: str, text: str) -> bool:
    """Say whether a paragraph of a document holds an answer."""
    right = not asked.documents or id in asked.documents
    return right and any(answer in text for answer in asked.answers)


def index_paragraphs(url: str, index: Index) -> None:
    """Put all paragraphs of an index into one that the server ranks by itself."""
    settings = {"number_of_replicas": 0, "refresh_interval": "-1"}
    fields = {
        "cut": {"type": "text", "analyzer": "whitespace"},
        "text": {"type": "text", "index": False},
        "document": {"type": "keyword", "index": False},
    }
    with suppress(urllib.error.HTTPError):
        request(url, "/peer", "DELETE")
    request(url, "/peer", "PUT", {"settings": settings, "mappings": {"properties": fields}})
    documents = index.latest(index.statistics().documents)
    lines = [
        json.dumps({"cut": cut_pairs(text), "text": text, "document": document.id})
        for document in documents
        for text in (paragraph.of(document.text) for paragraph in document.paragraphs)
    ]
    for start in range(0, len(lines), 5_000):
        data = "".join(f'{{"index":{{}}}}\n{line}\n' for line in lines[start : start + 5_000])
        headers = {"Content-Type": "application/x-ndjson"}
        sent = urllib.request.Request(f"{url}/peer/_bulk", data.encode(), headers)  # noqa: S310 - our own
        with urllib.request.urlopen(sent, timeout=600) as response:  # noqa: S310 - likewise
            assert not json.load(response)["errors"]
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


def size_of(settings: Settings, passages: int) -> float:
    """Return the bytes of a paragraph on disk."""
    folder = Path(store_to_build(settings).place)
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / passages


def in_cluster(url: str, settings: Settings, passages: int) -> float:
    """Return the bytes of a paragraph in the cluster, merged."""
    indices = store_to_build(settings).place.rpartition("/")[2]
    request(url, f"/{indices}/_forcemerge?max_num_segments=1&flush=true", "POST")
    # What was merged is let go of only when nobody searches it any more.
    request(url, f"/{indices}/_refresh", "POST")
    request(url, f"/{indices}/_flush?force=true", "POST")
    stats = request(url, f"/{indices}/_stats/store")
    return float(stats["_all"]["primaries"]["store"]["size_in_bytes"]) / passages


def _ignore(_: Problem) -> None:
    pass


if __name__ == "__main__":
    main()
