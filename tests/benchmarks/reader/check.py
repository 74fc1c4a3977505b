"""How the reader's score joins the lexical one, and what it is worth on questions that neither has seen.

The joint score of a sentence is ``lexical + share * reader``, over the first so many of the lexical ranking; what is
below these stays below. ``share`` is fitted to the slice of passages that the reader was not taught, with lexical
scores by a network that has not seen them either.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reader.lessons import number_of, role_of
from retrieval.evaluation.fitting import Lesson, fit_network
from retrieval.evaluation.measuring import measure_f1, normalise
from retrieval.evaluation.metrics import measure_auroc
from retrieval.reader.neural.inputs import Candidate
from retrieval.reader.ranking import INPUTS, expand_rows, shipped_network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.reader.network import Network
    from retrieval.reader.neural.encoder import Encoder, Reading

    Numbers = NDArray[np.float64]


@dataclass(slots=True)
class Measured:
    """A question with what was read of its first candidates."""

    record: dict[str, Any]
    lexical: Numbers
    right: NDArray[np.bool_]
    readings: list[Reading]
    evidence: Numbers

    def joined(self, share: float, read: int) -> Numbers:
        """Return the joint scores of all candidates."""
        scores = self.lexical.copy()
        count = min(read, len(self.readings))
        scores[:count] += share * np.array([one.score for one in self.readings[:count]])
        # None below is lifted, and none is lifted over those that were read.
        scores[count:] -= 1e3
        return scores


def load(file: Path, role: str, limit: int | None) -> list[tuple[dict[str, Any], Numbers]]:
    """Return the questions of a set that have a role, in an order by chance, with the evidence of each."""
    stored = np.load(file.with_suffix(".npz"))
    bounds = np.concatenate([[0], np.cumsum(stored["sizes"])])
    rows = stored["rows"]
    found = []
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            record["set"] = file.stem
            if role_of(record) == role:
                found.append((record, rows[bounds[number] : bounds[number + 1]]))
    found.sort(key=lambda pair: number_of(f"check {pair[0]['id']}"))
    return found[:limit]


def to_candidates(record: dict[str, Any], read: int) -> list[Candidate]:
    """Return the first candidates of a question as the reader is given them."""
    return [
        Candidate(one["sentence"], one["title"], one["before"], one["day"][:4])
        for one in record["candidates"][:read]
    ]


def measure(
    some: Sequence[tuple[dict[str, Any], Numbers]], encoder: Encoder, read: int, fitted: Network | None = None
) -> list[Measured]:
    """Read the candidates of some questions.

    Args:
        some: what :func:`load` returned.
        encoder: what reads.
        read: how many candidates of each.
        fitted: a lexical network that has not seen these questions, where the shipped one has.
    """
    measured = []
    for one in some:
        record, evidence, lexical = _rank_anew(*one, fitted)
        right = np.array([one["right"] for one in record["candidates"]])
        if record["set"] == "news_away" or not record["answerable"]:
            right[:] = False
        readings = encoder.read(record["question"], to_candidates(record, read))
        measured.append(Measured(record, lexical, right, readings, evidence))
    return measured


def _rank_anew(
    record: dict[str, Any], evidence: Numbers, fitted: Network | None
) -> tuple[dict[str, Any], Numbers, Numbers]:
    """Return a question, its evidence and its lexical scores, in the order of another network where one is given."""
    lexical = np.array([one["score"] for one in record["candidates"]])
    if not fitted:
        return record, evidence, lexical
    rows = expand_rows(evidence.astype(np.float64), record["kind"])
    lexical = lexical - shipped_network().score(rows) + fitted.score(rows)
    order = np.argsort(-lexical, kind="stable")
    ranked = {**record, "candidates": [record["candidates"][number] for number in order]}
    return ranked, evidence[order], lexical[order]


def fit_without_kept(files: Iterable[Path]) -> Network:
    """Fit the lexical network to what the reader was taught of the benches, without the slice that was kept."""
    lessons = []
    for file in files:
        for record, evidence in load(file, "learn", None):
            right = np.array([one["right"] for one in record["candidates"]])
            if right.any():
                rows = expand_rows(evidence.astype(np.float64), record["kind"])
                lessons.append(Lesson(rows.astype(np.float32), right))
    return fit_network(lessons, INPUTS, epochs=14)


def share_right(measured: Sequence[Measured], first: int, scores: Callable[[Measured], Numbers]) -> float:
    """Return how often a right sentence is among the first so many."""
    answerable = [one for one in measured if one.record["answerable"]]
    return float(
        np.mean([one.right[np.argsort(-scores(one), kind="stable")[:first]].any() for one in answerable])
    )


def fit_share(measured: Sequence[Measured], read: int) -> float:
    """Return the share with which the right sentences have the largest likelihood by the joint score."""
    best = (float("inf"), 0.0)
    for share in np.arange(0.0, 2.01, 0.05):
        loss, count = 0.0, 0
        for one in measured:
            if one.right[: len(one.readings)].any():
                scores = one.joined(float(share), read)[: len(one.readings)]
                shares = np.exp(scores - scores.max())
                loss -= float(np.log(shares[one.right[: len(scores)]].sum() / shares.sum()))
                count += 1
        best = min(best, (loss / max(count, 1), float(share)))
    return best[1]


def judge_marks(measured: Sequence[Measured], scores: Callable[[Measured], Numbers]) -> dict[str, float]:
    """Compare the exact words of the first sentence with the known answers, over all answerable questions.

    As ``score.py`` counts them: of the first sentence, right or wrong.
    """
    figures: dict[str, list[float]] = {"EM": [], "F1": [], "EM_in_right": [], "F1_in_right": []}
    for one in measured:
        if not one.record["answerable"]:
            continue
        wanted = [normalise(text) for text in one.record["answers"]]
        first = int(np.argsort(-scores(one), kind="stable")[0])
        reading = one.readings[first]
        marked = normalise(one.record["candidates"][first]["sentence"][reading.start : reading.end])
        exact = float(bool(marked) and marked in wanted)
        f1 = max((measure_f1(marked, text) for text in wanted), default=0.0) if marked else 0.0
        figures["EM"].append(exact)
        figures["F1"].append(f1)
        if one.right[first]:
            figures["EM_in_right"].append(exact)
            figures["F1_in_right"].append(f1)
    return {name: float(np.mean(some)) for name, some in figures.items()}


def judge_lexical_marks(measured: Sequence[Measured]) -> dict[str, float]:
    """Compare the marks of the program itself likewise, of the first sentence by its own ranking."""
    exacts, f1s = [], []
    for one in measured:
        if not one.record["answerable"]:
            continue
        wanted = [normalise(text) for text in one.record["answers"]]
        first = one.record["candidates"][0]
        marked = normalise(first["sentence"][slice(*first["exact"])]) if first["exact"] else ""
        exacts.append(float(bool(marked) and marked in wanted))
        f1s.append(max((measure_f1(marked, text) for text in wanted), default=0.0) if marked else 0.0)
    return {"EM": float(np.mean(exacts)), "F1": float(np.mean(f1s))}


def presence_of(one: Measured, share: float, read: int) -> float:
    """Return the probability that the first sentence of the joint order answers."""
    first = int(np.argmax(one.joined(share, read)))
    return one.readings[first].present


def auroc(measured: Sequence[Measured], value: Callable[[Measured], float]) -> float:
    """Return the chance that an answerable question is given more than an unanswerable one."""
    good = np.array([value(one) for one in measured if one.record["answerable"]])
    bad = np.array([value(one) for one in measured if not one.record["answerable"]])
    return float(measure_auroc(good, bad))


def report(work: Path, encoder: Encoder, fitted: Network, read: int) -> None:
    """Fit the share to the kept slice, and print what the reader is worth on the questions that are held back.

    Args:
        work: where the collected questions lie.
        encoder: what reads.
        fitted: the lexical network that has not seen the kept slice.
        read: how many candidates are read of each question.
    """
    kept = [
        one
        for name in ("cmrc2018", "drcd", "news")
        for one in measure(load(work / f"{name}.jsonl", "kept", None), encoder, read, fitted)
    ]
    share = fit_share(kept, read)
    print(f"share of the reader's score: {share:.2f} (fitted to {len(kept)} questions)\n")
    print(
        "| set | questions | S@1 | S@3 | S@1 read | S@3 read | EM | F1 | EM read | F1 read | AUROC | AUROC read |"
    )
    print("|---" * 12 + "|")
    for name in ("cmrc2018", "drcd", "news", "natural", "refuse"):
        some = measure(load(work / f"{name}.jsonl", "held", None), encoder, read)
        before, after = (lambda one: one.lexical), (lambda one: one.joined(share, read))
        own, marks = judge_lexical_marks(some), judge_marks(some, after)
        cells = [share_right(some, first, scores) for scores in (before, after) for first in (1, 3)]
        cells += [own["EM"], own["F1"], marks["EM"], marks["F1"]]
        if not all(one.record["answerable"] for one in some):
            cells.append(auroc(some, lambda one: float(one.record["confidence"])))
            cells.append(auroc(some, lambda one: presence_of(one, share, read)))
        count = sum(one.record["answerable"] for one in some)
        print(f"| {name} | {count} |", " | ".join(f"{cell:.3f}" for cell in cells), "|", flush=True)
