"""How well questions are answered: a row of figures for each half of each bench.

    python tests/benchmarks/answers.py BENCH... [--distractors FILE]

A BENCH is a folder with ``questions.jsonl`` and ``archive/`` (see :mod:`retrieval.evaluation.bench`). The weights
that come with the program were fitted to the half called ``tuned``; ``held back`` is the half that they have
not seen. The halves are of passages, by a hash of their ids. ``--distractors`` puts another file of
documents beside each archive.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from pathlib import Path

from retrieval import Problem, Settings, open_answerer, read_settings
from retrieval.evaluation.bench import Asked, read_bench
from retrieval.evaluation.measuring import Outcome, evaluate, summarise

_SHOWN = (
    "questions",
    "S@1",
    "S@3",
    "EM",
    "F1",
    "AUROC",
    "ECE",
    "refused_answerable",
    "refused_unanswerable",
    "ms_p50",
)


def is_tuned(asked: Asked) -> bool:
    """Say whether the weights were fitted to a question's passage."""
    passage = min(asked.documents, default=asked.id)
    return int(hashlib.sha1(passage.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0


def caught(outcomes: list[Outcome]) -> str:
    """Return the share of unanswerable questions refused where a tenth of the answerable ones is."""
    good = sorted(one.answer.confidence for one in outcomes if one.asked.answerable)
    bad = [one.answer.confidence for one in outcomes if not one.asked.answerable]
    if not good or not bad:
        return ""
    limit = good[int(0.10 * len(good))]
    return f"{sum(confidence < limit for confidence in bad) / len(bad):.3f}"


def lay_out(bench: Path, beside: Path | None, folder: Path) -> Path:
    """Return a bench's archive; where another file is to stand beside it, a copy of both in the folder."""
    if beside is None:
        return bench / "archive"
    archive = folder / "archive"
    shutil.copytree(bench / "archive", archive)
    # Under a name of its own: a bench's file may be called the same.
    shutil.copy(beside, archive / f"beside-{beside.name}")
    return archive


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("benches", nargs="+", type=Path)
    parser.add_argument("--distractors", type=Path)
    given = parser.parse_args()
    print("| bench | half |", " | ".join(_SHOWN), "| caught@10 |")
    print("|---" * (len(_SHOWN) + 3) + "|")
    for bench in given.benches:
        with tempfile.TemporaryDirectory() as folder:
            archive = lay_out(bench, given.distractors, Path(folder))
            settings = read_settings(Settings, archive=archive, index=Path(folder) / "index")
            answerer = open_answerer(settings, _say)
            outcomes = evaluate(answerer, read_bench(bench))
        for name, tuned in (("tuned", True), ("held back", False)):
            half = [one for one in outcomes if is_tuned(one.asked) is tuned]
            figures = summarise(half)
            cells = [f"{figures[key]:.3f}" if key in figures else "" for key in _SHOWN]
            print(f"| {bench.name} | {name} |", " | ".join(cells), f"| {caught(half)} |", flush=True)


def _say(problem: Problem) -> None:
    print(f"  {problem}")


if __name__ == "__main__":
    main()
