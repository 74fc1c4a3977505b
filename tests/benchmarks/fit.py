"""Fit the weights of the ranking anew, to the half of the benches' passages that is called tuned.

    python tests/benchmarks/fit.py BENCH... --out ranking.json [--networks 2] [--limit N]

A BENCH is a folder with ``questions.jsonl`` and ``archive/``. Of each question's candidates the right ones
are those that hold a known answer and come from its passage. Several networks, from different random
numbers, are joined to one. Copied over ``retrieval/data/ranking.json``, the file is what the program ships;
``tests/benchmarks/answers.py`` says what it is worth on the half that was held back.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from answers import is_tuned

from retrieval import Answerer, Settings, open_answerer, read_settings
from retrieval.evaluation import is_right, read_bench
from retrieval.evidence import gather_evidence
from retrieval.fitting import Lesson, fit_network, join_networks
from retrieval.network import write_network
from retrieval.ranking import INPUTS, expand_rows
from retrieval.values import Quote

if TYPE_CHECKING:
    from retrieval.evaluation import Asked

# As many passages as are read for an answer.
_PASSAGES = 40


def learn(answerer: Answerer, asked: Asked) -> Lesson | None:
    """Return a question's candidates and which are right, or None where none is."""
    question = answerer.parse(asked.question)
    hits = answerer.index.search(question.query, limit=_PASSAGES)
    if not hits:
        return None
    frequencies = answerer.index.frequencies(question.query.words + question.query.bigrams)
    found = gather_evidence(question, hits, frequencies, answerer.index.statistics().passages)
    right = np.array(
        [
            is_right(asked, Quote(passage, sentence, None, 0.0))
            for passage, sentence in zip(found.passages, found.sentences, strict=True)
        ]
    )
    return Lesson(expand_rows(found.evidence, question.kind), right) if right.any() else None


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("benches", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--networks", type=int, default=2)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    lessons: list[Lesson] = []
    for bench in given.benches:
        with tempfile.TemporaryDirectory() as folder:
            settings = read_settings(Settings, archive=bench / "archive", index=Path(folder))
            answerer = open_answerer(settings, print)
            tuned = [asked for asked in read_bench(bench) if asked.answerable and is_tuned(asked)]
            lessons += [one for asked in tuned[: given.limit] if (one := learn(answerer, asked))]
    print(f"{len(lessons)} questions with a right candidate")
    networks = [fit_network(lessons, INPUTS, seed=seed) for seed in range(given.networks)]
    write_network(join_networks(networks), given.out)


if __name__ == "__main__":
    main()
