"""Fit the weights of the ranking or of the exact words anew, to the half of the benches' passages called tuned.

    python tests/benchmarks/fit.py ranking BENCH[+FILE]... --out ranking.json [--networks 3] [--limit N]
    python tests/benchmarks/fit.py spans BENCH... --out spans.json [--networks 3] [--limit N]

A BENCH is a folder with ``questions.jsonl`` and ``archive/``; ``BENCH+FILE`` puts another file of documents
beside its archive, as ``answers.py --distractors`` does. Weights that saw only small archives rank a large one
worse, so the ranking is fitted to both. Of each question's candidates the right ones are those that hold a
known answer and come from its passage; of a sentence's stretches, those that are a known answer, letter for
letter, or nearest to it. Several networks, from different random numbers, are joined to one. Copied over the file of the same
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
from retrieval.evaluation.fitting import Lesson, fit_network, join_networks
from retrieval.evaluation.measuring import is_right, normalise, read_bench
from retrieval.reader.evidence import gather_evidence
from retrieval.reader.exact.columns import COLUMNS
from retrieval.reader.exact.proposals import propose_spans
from retrieval.reader.network import write_network
from retrieval.reader.ranking import INPUTS, expand_rows
from retrieval.reader.terms import count_terms
from retrieval.values import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.evaluation.measuring import Asked
    from retrieval.reader.exact.proposals import Proposals
    from retrieval.reader.network import Network
    from retrieval.types import Booleans
    from retrieval.values import Passage, Question, Span

    Sentence = tuple[Asked, Question, Passage, Span]

# As many passages as are read for an answer.
_PASSAGES = 60
# Of a sentence's hundreds of stretches so many wrong ones are shown, another choice for each question.
_WRONG_STRETCHES = 60
# And so many of those that are hard to tell from the right ones.
_HARD_STRETCHES = 40
_FIRST_EPOCHS = 12
# An answer that ends inside a word is learnt from where a stretch of whole words has so much in common with it.
_NEAR = 0.6


def learn_ranking(answerer: Answerer, asked: Asked) -> Lesson | None:
    """Return a question's candidates and which are right, or None where none is."""
    question = answerer.parse(asked.question)
    hits = answerer.index.search(question.query, limit=_PASSAGES)
    if not hits:
        return None
    [found] = gather_evidence(question, hits, count_terms(answerer.index, question.query))
    right = np.array(
        [
            is_right(asked, Quote(passage, sentence, None, 0.0))
            for passage, sentence in zip(found.passages, found.sentences, strict=True)
        ]
    )
    rows = expand_rows(found.evidence, question.kind)
    return Lesson(rows.astype(np.float32), right) if right.any() else None


def find_right(answerer: Answerer, asked: Asked) -> Sentence | None:
    """Return the first sentence that holds a right answer, or None where none does."""
    question = answerer.parse(asked.question)
    for hit in answerer.index.search(question.query, limit=_PASSAGES):
        for sentence in hit.passage.sentences:
            if is_right(asked, Quote(hit.passage, sentence, None, 0.0)):
                return asked, question, hit.passage, sentence
    return None


def teach_spans(found: Sentence, network: Network | None) -> Lesson | None:
    """Return stretches of a sentence and which are the answer, or None where none is nearly it.

    Among the wrong ones are those that a network likes best: of hundreds few are hard to tell from the answer,
    and a handful drawn at random holds none of them.
    """
    asked, question, passage, sentence = found
    spans = propose_spans(question, passage, sentence)
    text = passage.text
    known = {normalise(answer) for answer in asked.answers}
    bounds = list(zip(spans.starts.tolist(), spans.ends.tolist(), strict=True))
    right = np.array([normalise(text[start:end]) in known for start, end in bounds], dtype=bool)
    if not right.any():
        right = find_nearest(asked, text, sentence, spans)
    if not right.any():
        return None
    wrong = np.flatnonzero(~right)
    shown = [np.flatnonzero(right), np.random.default_rng(len(text)).permutation(wrong)[:_WRONG_STRETCHES]]
    if network is not None:
        shown.append(wrong[np.argsort(-network.score(spans.rows[wrong]))[:_HARD_STRETCHES]])
    chosen = np.unique(np.concatenate(shown))
    return Lesson(spans.rows[chosen].astype(np.float32), right[chosen])


def find_nearest(asked: Asked, text: str, sentence: Span, spans: Proposals) -> Booleans:
    """Say which stretches of whole words have most in common with an answer that begins or ends inside a word."""
    best = np.zeros(len(spans.starts))
    for answer in asked.answers:
        start = text.find(answer, sentence.start, sentence.end) if answer else -1
        if start >= 0:
            end = start + len(answer)
            common = np.minimum(spans.ends, end) - np.maximum(spans.starts, start)
            best = np.maximum(best, 2 * np.maximum(common, 0) / (spans.ends - spans.starts + len(answer)))
    return (best >= _NEAR) & (best >= best.max(initial=0.0))


def learn_spans(found: list[Sentence]) -> list[Lesson]:
    """Return what is learnt from right sentences, hard to tell for a network that was fitted to chance."""
    first = [lesson for one in found if (lesson := teach_spans(one, None))]
    network = fit_network(first, COLUMNS, epochs=_FIRST_EPOCHS)
    return [lesson for one in found if (lesson := teach_spans(one, network))]


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
    lessons: list[Lesson] = []
    sentences: list[Sentence] = []
    for name in given.benches:
        bench, _, beside = name.partition("+")
        with opened(Path(bench), Path(beside) if beside else None) as answerer:
            tuned = [asked for asked in read_bench(Path(bench)) if asked.answerable and is_tuned(asked)]
            for asked in tuned[: given.limit]:
                if given.what == "spans":
                    sentences += [found] if (found := find_right(answerer, asked)) else []
                else:
                    lessons += [lesson] if (lesson := learn_ranking(answerer, asked)) else []
        print(f"{name}: {len(lessons) + len(sentences)} questions so far", flush=True)
    lessons, columns = (learn_spans(sentences), COLUMNS) if sentences else (lessons, INPUTS)
    print(f"{len(lessons)} with a right candidate", flush=True)
    networks = [fit_network(lessons, columns, seed=seed) for seed in range(given.networks)]
    write_network(join_networks(networks), given.out)


if __name__ == "__main__":
    main()
