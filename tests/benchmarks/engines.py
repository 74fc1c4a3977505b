"""What the encoder costs in numpy, and what it would cost in onnxruntime: time, memory, size and scores.

    pip install onnx onnxruntime
    python tests/benchmarks/engines.py QUESTIONS [--readings 200] [--timed 20] [--rounds 3]

QUESTIONS is a file of questions with the sentences that the program found for each, as ``teach.py`` collects them
(``reader/collect.py``). The same weights are built as graphs in single precision and in 8 bits; every engine reads the same
candidates in turn, so that what else the machine does falls on all of them; times compare only within one run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from importlib.metadata import files, version
from itertools import pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from engines_graph import KINDS, Graph, lay_out

from retrieval.data import shipped
from retrieval.reader.neural.encoder import Encoder
from retrieval.reader.neural.files import read_model
from retrieval.reader.neural.inputs import Candidate, Marker, encode_candidate, encode_question
from retrieval.reader.neural.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.reader.neural.encoder import Reading
    from retrieval.reader.neural.files import Stored
    from retrieval.reader.neural.inputs import Row

    Floats = NDArray[np.float32]


class GraphEncoder(Encoder):
    """The encoder with its network in onnxruntime: two parts, each read by one thread, as in numpy."""

    def __init__(self, stored: Stored, model: bytes, *, threads: int) -> None:
        super().__init__(stored, threads=threads)
        self._session = open_session(model)

    def _read_part(self, rows: Sequence[Row]) -> list[tuple[Floats, Floats]]:
        verdicts, ends = self._session.run(None, lay_out(rows))
        at = np.cumsum([0, *(len(row.pieces) - row.sentence + 1 for row in rows)]).tolist()
        return [
            (verdict, ends[start + 1 : end])
            for verdict, (start, end) in zip(verdicts, pairwise(at), strict=True)
        ]


def open_session(model: bytes) -> onnxruntime.InferenceSession:
    """Open a model on the processor, with one thread for each call."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def lay_rows(stored: Stored, question: str, candidates: Sequence[Candidate]) -> list[Row]:
    """Return the rows of one question."""
    pieces = Pieces([text for text, _ in stored.pieces], [weight for _, weight in stored.pieces])
    marker = Marker(pieces, encode_question(pieces, question))
    return [
        marker.join(encode_candidate(pieces, one.title, one.year, one.before, one.sentence))
        for one in candidates
    ]


def read_questions(path: Path, count: int, candidates: int) -> list[tuple[str, list[Candidate]]]:
    """Return the first questions that have so many candidates."""
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        found = [
            Candidate(one["sentence"], title=one["title"], before=one["before"], year=one["day"][:4])
            for one in record["candidates"][:candidates]
        ]
        if len(found) == candidates:
            questions.append((record["question"], found))
    if not questions:
        raise SystemExit(f"{str(path)!r} holds no question with {candidates} candidates")
    return questions[:count]


def compare_scores(encoders: dict[str, Encoder], questions: list[tuple[str, list[Candidate]]]) -> None:
    """Print how far each engine's scores are from numpy's, and how often another candidate comes first."""
    print("| engine | readings | score: mean, largest difference | first candidate differs | words differ |")
    print("|---" * 5 + "|")
    first, *others = [name for name in encoders if not name.endswith("2")]
    known = [encoders[first].read(*one) for one in questions]
    for name in others:
        read = [encoders[name].read(*one) for one in questions]
        apart = [
            abs(x.score - y.score)
            for some, more in zip(known, read, strict=True)
            for x, y in zip(some, more, strict=True)
        ]
        changed = sum(best_of(some) != best_of(more) for some, more in zip(known, read, strict=True))
        words = [
            (x.start, x.end) != (y.start, y.end)
            for some, more in zip(known, read, strict=True)
            for x, y in zip(some, more, strict=True)
        ]
        print(
            f"| {name[:-2]} | {len(read)} | {np.mean(apart):.4f}, {max(apart):.4f} | {changed} | {np.mean(words):.3f} |",
            flush=True,
        )


def best_of(readings: Sequence[Reading]) -> int:
    """Return which candidate has the highest score."""
    return max(range(len(readings)), key=lambda number: readings[number].score)


def compare_times(
    encoders: dict[str, Encoder], questions: list[tuple[str, list[Candidate]]], rounds: int
) -> None:
    """Print what each engine takes for the questions; it is asked each in turn with the others."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in encoders}
    for question, candidates in questions:
        # What a candidate is cut into is remembered: it would be told of the first engine alone.
        for encoder in encoders.values():
            encoder.read(question, candidates)
        for _ in range(rounds):
            for name, encoder in encoders.items():
                start, used = time.perf_counter(), time.process_time()
                encoder.read(question, candidates)
                spent[name].append((time.perf_counter() - start, time.process_time() - used))
    alone = np.median([used for _, used in spent[next(iter(encoders))]])
    count = len(questions[0][1])
    for name, pairs in spent.items():
        walls, uses = (1000 * np.array(some) for some in zip(*pairs, strict=True))
        print(
            f"| {name[:-2]} | {name[-1]} | {count} | {np.median(walls):.0f}, {np.percentile(walls, 95):.0f}"
            f" | {np.median(uses):.1f}, {np.percentile(uses, 95):.1f} | {np.median(uses) / 1000 / alone:.2f} |",
            flush=True,
        )


_MEMORY = """
import sys, time
from pathlib import Path
import numpy
from retrieval.reader.neural.encoder import load_encoder
from retrieval.reader.neural.files import read_model
from retrieval.reader.neural.inputs import Candidate
from retrieval.reader.neural.pieces import Pieces

def size():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024

reader, graph, feeds = map(Path, sys.argv[1:])
before, start, used = size(), time.perf_counter(), time.process_time()
if graph.name == "none":
    encoder = load_encoder(reader)
    loaded = time.perf_counter() - start, time.process_time() - used
    encoder.read("谁主持了会议？", [Candidate("市委书记刘吉主持会议并讲话。" * 5)] * 6)
else:
    stored = read_model(reader)
    pieces = Pieces([text for text, _ in stored.pieces], [weight for _, weight in stored.pieces])
    del stored
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    loaded = time.perf_counter() - start, time.process_time() - used
    session.run(None, dict(numpy.load(feeds)))
print(f"{size() - before:.0f} | {1000 * loaded[0]:.0f} | {1000 * loaded[1]:.0f}")
"""


def compare_memory(models: dict[str, bytes], rows: Sequence[Row]) -> None:
    """Print what the resident set of a process grows by when an engine was loaded and has read once, each in its own."""
    print("| engine | file, MB | memory, MB | load, ms | processor, ms |")
    print("|---" * 5 + "|")
    with tempfile.TemporaryDirectory() as folder:
        feeds, reader = Path(folder) / "feeds.npz", shipped("reader.bin")
        np.savez(feeds, **lay_out(rows))
        for name, model in {"numpy": b"", **models}.items():
            graph = Path(folder) / (f"{name}.onnx" if model else "none")
            graph.write_bytes(model)
            command = [sys.executable, "-c", _MEMORY, str(reader), str(graph), str(feeds)]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
            size = (len(model) or reader.stat().st_size) / 1e6
            print(f"| {name} | {size:.1f} | {told} |", flush=True)


def compare_sizes() -> None:
    """Print what each package takes on disk, alone."""
    for name in ("numpy", "onnxruntime", "onnx"):
        held = sum(
            Path(str(one.locate())).stat().st_size for one in files(name) or () if one.locate().exists()
        )
        print(f"{name} {version(name)}: {held / 1e6:.0f} MB installed", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--readings", type=int, default=200)
    parser.add_argument("--timed", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    stored = read_model(shipped("reader.bin"))
    models = {kind: Graph(stored, kind).build() for kind in given.kinds}
    encoders: dict[str, Encoder] = {
        f"numpy {threads}": Encoder(stored, threads=threads) for threads in (1, 2)
    }
    for kind, threads in product(models, (1, 2)):
        encoders[f"{kind} {threads}"] = GraphEncoder(stored, models[kind], threads=threads)
    compare_sizes()
    [(question, candidates)] = read_questions(given.questions, 1, 6)
    compare_memory(models, lay_rows(stored, question, candidates))
    print("| engine | threads | candidates | ms: p50, p95 | processor ms: p50, p95 | to numpy with 1 |")
    print("|---" * 6 + "|")
    for count in (6, 10):
        compare_times(encoders, read_questions(given.questions, given.timed, count), given.rounds)
    compare_scores(encoders, read_questions(given.questions, given.readings, 6))


if __name__ == "__main__":
    main()
