"""The engine on a cluster beside the one on disk: the same first answers, time, round trips, candidates, size.

    python tests/benchmarks/cluster.py BENCH... [--every N] [--beside FILE] [--shards N]

A BENCH is a folder with ``questions.jsonl`` and ``archive/`` (see :mod:`retrieval.evaluation.bench`); of its questions each
``N``-th is asked, of both engines one after the other. ``--beside`` puts another file of documents beside each archive. A
server of one node is started (`tests/cluster/README.md` says what that needs), and ends with the run.

``differ`` counts first answers that are not the same sentence with the same score; ``requests`` are those to the cluster
for one question, ``candidates`` the passages that it handed out for each that was wanted, ``one round`` the share of
searches that the first request proved. ``bytes`` are those of a paragraph, after the cluster's segments are merged.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median, quantiles
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]

from opensearch_server import request, start_single  # noqa: E402 - found by the line above

from retrieval import Problem, Settings, open_answerer, read_settings  # noqa: E402 - likewise
from retrieval.evaluation.bench import read_bench  # noqa: E402 - likewise
from retrieval.index.opensearch import asking, cluster  # noqa: E402 - likewise
from retrieval.wiring import build_index, index_place  # noqa: E402 - likewise

if TYPE_CHECKING:
    from retrieval import Answer, Answerer


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("benches", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--shards", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        node = start_single(Path(folder) / "node")
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
    questions = [one.question for one in read_bench(bench / "questions.jsonl")][:: given.every]
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
    differ = 0
    for question in questions:
        said = []
        for name, answerer in answerers.items():
            started = time.perf_counter()
            said.append(first_of(answerer, question))
            times[name].append(time.perf_counter() - started)
        counting.end_question()
        differ += said[0] != said[1]
    passages = answerers["disk"].index.statistics().passages
    return (
        f"{bench.name}: {passages} paragraphs, {len(questions)} questions, differ {differ}; "
        f"built in {built['disk']:.0f} / {built['opensearch']:.0f} s; "
        + "; ".join(
            f"{name} p50 {median(t) * 1e3:.0f} p95 {quantiles(t, n=20)[-1] * 1e3:.0f} ms"
            for name, t in times.items()
        )
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


def first_of(answerer: Answerer, question: str) -> tuple[Any, ...]:
    """Return what is laid before the reader first."""
    answer: Answer = answerer.ask(question)
    first = answer.shown[0] if answer.shown else None
    return answer.outcome, first and (first.metadata.id, first.text, first.exact), round(answer.confidence, 6)


def size_of(settings: Settings, passages: int) -> float:
    """Return the bytes of a paragraph on disk."""
    folder = Path(index_place(settings))
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / passages


def in_cluster(url: str, settings: Settings, passages: int) -> float:
    """Return the bytes of a paragraph in the cluster, merged."""
    indices = index_place(settings).rpartition("/")[2]
    request(url, f"/{indices}/_forcemerge?max_num_segments=1&flush=true", "POST")
    stats = request(url, f"/{indices}/_stats/store")
    return float(stats["_all"]["primaries"]["store"]["size_in_bytes"]) / passages


def _ignore(_: Problem) -> None:
    pass


if __name__ == "__main__":
    main()
