"""Fit the weights of the ranking or of the exact words anew, to the half of the benches' passages called tuned.

    python tests/benchmarks/fit.py ranking BENCH[+FILE]... [--lessons LESSONS...] --out ranking.json [--networks 3]
        [--seed 0] [--limit N]
    python tests/benchmarks/fit.py spans BENCH... [--lessons LESSONS...] --out spans.json [--networks 3] [--seed 0] [--limit N]

A BENCH is a folder with ``questions.jsonl`` and ``archive/``; ``BENCH+FILE`` puts another file of documents
beside its archive, as ``answers.py --distractors`` does. Weights that saw only small archives rank a large one
worse, so the ranking is fitted to both. LESSONS are questions that were written to teach, and all of them are learnt
from: a bench's folder, or ``FILE.tsv+ARCHIVE`` (``reader/written.py``). Of each question's candidates the right ones are those that hold a
known answer and come from its passage; of a sentence's stretches, those that are a known answer, letter for
letter, or nearest to it. Several networks, from random numbers that begin with the seed and the numbers after it,
are joined to one.

On the half that was held back the new weights and those that ship are measured alike: how often the first candidate
is right, or the likeliest stretch is a known answer. The figures are printed, and written to ``--figures`` as JSON.
Everything runs on one thread, because products that are shared out over threads are added up in another order: the
same machine, versions and seed give the same bytes. ``tests/benchmarks/models.py`` runs this with the arguments of
``models.toml``, and ``tests/benchmarks/answers.py`` says what the weights are worth in whole answers.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from answers import is_tuned, lay_out
from reader.written import read_archive, read_texts, read_written
from threadpoolctl import threadpool_limits

from retrieval import Answerer, Settings, open_answerer, read_settings
from retrieval.answers import Quote
from retrieval.data import shipped
from retrieval.evaluation.bench import read_bench
from retrieval.evaluation.fitting import Lesson, fit_network, join_networks
from retrieval.evaluation.measuring import is_right, normalise
from retrieval.reader.evidence import gather_evidence
from retrieval.reader.exact.columns import COLUMNS
from retrieval.reader.exact.proposals import propose_spans
from retrieval.reader.network import read_network, write_network
from retrieval.reader.ranking import INPUTS, expand_rows
from retrieval.reader.terms import count_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.answers import Question
    from retrieval.evaluation.bench import Asked
    from retrieval.reader.exact.proposals import Proposals
    from retrieval.reader.network import Network
    from retrieval.types import Booleans
    from retrieval.values import Passage, Span

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
    [found] = gather_evidence(question, hits, count_terms(answerer.index, question.query, question.same))
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


def count_first_right(lessons: Iterable[Lesson], network: Network) -> int:
    """Return how many lessons have a right candidate first."""
    return sum(bool(lesson.right[network.score(lesson.rows).argmax()]) for lesson in lessons)


def count_marked_right(found: Iterable[Sentence], networks: Sequence[Network]) -> list[int]:
    """Return for each network in how many sentences the likeliest stretch is a known answer."""
    counts = [0] * len(networks)
    for asked, question, passage, sentence in found:
        spans = propose_spans(question, passage, sentence)
        if not len(spans.starts):
            continue
        known = {normalise(answer) for answer in asked.answers}
        for number, network in enumerate(networks):
            best = network.score(spans.rows).argmax()
            counts[number] += normalise(passage.text[spans.starts[best] : spans.ends[best]]) in known
    return counts


@contextmanager
def opened(bench: Path, beside: Path | None) -> Iterator[Answerer]:
    """Open what answers from a bench's archive, with another file beside it or not."""
    with tempfile.TemporaryDirectory() as folder:
        archive = lay_out(bench, beside, Path(folder)) if (bench / "archive").exists() else beside
        yield open_answerer(read_settings(Settings, archive=archive, index=Path(folder) / "index"), print)


@dataclass(slots=True)
class Gathered:
    """What the benches give: lessons or sentences, of the half to learn from or of the half held back."""

    asked: int = 0
    lessons: list[Lesson] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def gather(what: str, benches: Iterable[str], limit: int | None) -> dict[bool, Gathered]:
    """Ask the questions of the benches, and return what they give by whether it is of the tuned half."""
    halves = {True: Gathered(), False: Gathered()}
    for name in benches:
        bench, _, beside = name.partition("+")
        with opened(Path(bench), Path(beside) if beside else None) as answerer:
            answerable = [asked for asked in read_bench(Path(bench)) if asked.answerable]
            for tuned, half in halves.items():
                for asked in [asked for asked in answerable if is_tuned(asked) is tuned][:limit]:
                    half.asked += 1
                    if what == "spans":
                        half.sentences += [found] if (found := find_right(answerer, asked)) else []
                    else:
                        half.lessons += [lesson] if (lesson := learn_ranking(answerer, asked)) else []
        print(f"{name}: {halves[True].asked} questions to learn from so far", flush=True)
    return halves


def open_lessons(names: Iterable[str]) -> Iterator[tuple[Answerer, list[Asked], dict[str, list[str]]]]:
    """Yield what answers from each archive of questions that were written to teach, the questions, and their exact words."""
    for name in names:
        path, _, archive = name.partition("+")
        if archive:
            questions, spans = read_written(Path(path), read_texts(Path(archive)))
        else:
            questions, spans = read_archive(Path(path))
        with opened(Path(path), Path(archive) if archive else None) as answerer:
            yield answerer, [asked for asked in questions if asked.answerable], spans
        print(f"{name}: {len(questions)} questions that teach", flush=True)


def gather_lessons(what: str, names: Iterable[str]) -> Gathered:
    """Return what questions that were written to teach give; for exact words, those that have some."""
    learnt = Gathered()
    for answerer, questions, spans in open_lessons(names):
        learnt.asked += len(questions)
        for asked in questions:
            if what == "ranking":
                learnt.lessons += [lesson] if (lesson := learn_ranking(answerer, asked)) else []
            elif asked.id in spans:
                exact = replace(asked, answers=tuple(spans[asked.id]))
                learnt.sentences += [found] if (found := find_right(answerer, exact)) else []
    return learnt


def main() -> None:
    """Fit, write the weights, and measure them on the half that was held back."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("ranking", "spans"))
    parser.add_argument("benches", nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--lessons", nargs="*", default=())
    parser.add_argument("--networks", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    with threadpool_limits(1):
        halves = gather(given.what, given.benches, given.limit)
        tuned, held = halves[True], halves[False]
        written = gather_lessons(given.what, given.lessons)
        sentences = tuned.sentences + written.sentences
        lessons = learn_spans(sentences) if given.what == "spans" else tuned.lessons + written.lessons
        print(f"{len(lessons)} with a right candidate", flush=True)
        columns = COLUMNS if given.what == "spans" else INPUTS
        seeds = range(given.seed, given.seed + given.networks)
        networks = [fit_network(lessons, columns, seed=seed) for seed in seeds]
        write_network(join_networks(networks), given.out)
        # The new weights as they are read, for they are cut to some digits where they are written.
        compared = [read_network(given.out), read_network(shipped(f"{given.what}.json"))]
        # Those that ship are of other measures where a measure was added or taken out since.
        compared = [network for network in compared if network.columns == columns]
        if given.what == "spans":
            right, measured = count_marked_right(held.sentences, compared), len(held.sentences)
        else:
            right, measured = [count_first_right(held.lessons, network) for network in compared], held.asked
    shares = zip(("first right", "first right, shipped"), right, strict=False)
    figures = {
        "lessons": len(lessons),
        "held back": measured,
        **{name: round(count / measured, 4) for name, count in shares},
    }
    print(json.dumps(figures))
    if given.figures:
        given.figures.write_text(json.dumps(figures) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
