"""Whether every answer stands where it says, over all questions of all benches.

    python tests/benchmarks/sources.py BENCH... [--limit N]

A BENCH is a folder with ``questions.jsonl`` and ``archive/``. The law is :func:`tracing.find_fault`'s.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from importlib import import_module
from pathlib import Path

from retrieval import Found, Settings, open_answerer, read_settings
from retrieval.evaluation.bench import read_bench


def main() -> None:
    """Count."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("benches", nargs="+", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    sys.path.append(str(Path(__file__).parents[1] / "tools"))  # where the tests' tools lie
    tracing = import_module("tracing")
    print("| bench | questions | answers | sentences of lists | with exact words | at fault |")
    print("|---" * 6 + "|")
    for bench in given.benches:
        archive = bench / "archive"
        originals = tracing.read_originals(archive)
        counts: Counter[str] = Counter()
        with tempfile.TemporaryDirectory() as folder:
            answerer = open_answerer(read_settings(Settings, archive=archive, index=Path(folder)), print)
            for asked in read_bench(bench)[: given.limit]:
                answer = answerer.ask(asked.question)
                counts["questions"] += 1
                if isinstance(answer, Found) and answer.together > 1:
                    counts["list"] += answer.together
                for quote in answer.shown:
                    counts["answers"] += 1
                    counts["exact"] += quote.exact is not None
                    if fault := tracing.find_fault(quote, answerer, originals):
                        counts["fault"] += 1
                        print(f"  {asked.id}: {fault}: {quote.text}")
        shown = [counts[name] for name in ("questions", "answers", "list", "exact", "fault")]
        print(f"| {bench.name} |", " | ".join(map(str, shown)), "|", flush=True)


if __name__ == "__main__":
    main()
