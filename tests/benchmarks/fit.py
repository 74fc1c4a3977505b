"""Fit the weights of the ranking or of the exact words anew, to the half of the benches' passages called tuned.

    python tests/benchmarks/fit.py ranking BENCH[+FILE]... --out ranking.json [--networks 3] [--limit N]
    python tests/benchmarks/fit.py spans BENCH... --out spans.json [--networks 3] [--limit N]

A BENCH is a folder with ``questions.jsonl`` and ``archive/``; ``BENCH+FILE`` puts another file of documents
beside its archive, as ``answers.py --distractors`` does. Weights that saw only small archives rank a large one
worse, so the ranking is fitted to both. Of each question's candidates the right ones are those that hold a
known answer and come from its passage; of a sentence's stretches, those that are a known answer, letter for
letter. Several networks, from different random numbers, are joined to one. Copied over the file of the same
name in ``retrieval/data/``, the result is what the program ships; ``tests/benchmarks/answers.py`` says what it
is worth on the half that was held back.
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from answers import is_tuned, lay_out

from retrieval import Answerer, Settings, open_answerer, read_settings
from retrieval import spans as spans_module
from retrieval.evaluation import is_right, normalise, read_bench
from retrieval.evidence import gather_evidence
from retrieval.fitting import Lesson, fit_network, join_networks
from retrieval.network import write_network
from retrieval.ranking import INPUTS, expand_rows
from retrieval.spans import propose_spans
from retrieval.values import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.evaluation import Asked

# As many passages as are read for an answer.
_PASSAGES = 60
# Of a sentence's hundreds of stretches so many wrong ones are shown, another choice for each question.
_WRONG_STRETCHES = 60


def learn_ranking(answerer: Answerer, asked: Asked) -> Lesson | None:
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
    rows = expand_rows(found.evidence, question.kind)
    return Lesson(rows.astype(np.float32), right) if right.any() else None


def learn_spans(answerer: Answerer, asked: Asked) -> Lesson | None:
    """Return stretches of the first right sentence and which are the answer, or None where none is."""
    question = answerer.parse(asked.question)
    known = {normalise(text) for text in asked.answers}
    for hit in answerer.index.search(question.query, limit=_PASSAGES):
        for sentence in hit.passage.sentences:
            if not is_right(asked, Quote(hit.passage, sentence, None, 0.0)):
                continue
            found = propose_spans(question, hit.passage, sentence)
            text = hit.passage.text
            right = np.array(
                [normalise(text[a:b]) in known for a, b in zip(found.starts, found.ends, strict=True)],
                dtype=bool,
            )
            if not right.any():
                return None
            wrong = np.flatnonzero(~right)
            random = np.random.default_rng(len(text))
            shown = np.concatenate([np.flatnonzero(right), random.permutation(wrong)[:_WRONG_STRETCHES]])
            return Lesson(found.rows[shown].astype(np.float32), right[shown])
    return None


@contextmanager
def opened(bench: Path, beside: Path | None) -> Iterator[Answerer]:
    """Open what answers from a bench's archive, with another file beside it or not."""
    with tempfile.TemporaryDirectory() as folder:
        archive = lay_out(bench, beside, Path(folder))
        yield open_answerer(read_settings(Settings, archive=archive, index=Path(folder) / "index"), print)


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("ranking", "spans"))
    parser.add_argument("benches", nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--networks", type=int, default=3)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    learn, columns = {
        "ranking": (learn_ranking, INPUTS),
        "spans": (learn_spans, spans_module.COLUMNS),
    }[given.what]
    lessons: list[Lesson] = []
    for name in given.benches:
        bench, _, beside = name.partition("+")
        with opened(Path(bench), Path(beside) if beside else None) as answerer:
            tuned = [asked for asked in read_bench(Path(bench)) if asked.answerable and is_tuned(asked)]
            lessons += [one for asked in tuned[: given.limit] if (one := learn(answerer, asked))]
        print(f"{name}: {len(lessons)} questions so far with a right candidate", flush=True)
    networks = [fit_network(lessons, columns, seed=seed) for seed in range(given.networks)]
    write_network(join_networks(networks), given.out)


if __name__ == "__main__":
    main()
