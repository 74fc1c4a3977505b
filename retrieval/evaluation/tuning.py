"""A user's own questions → a calibration for their archive, where that is better than the one that ships.

Every question is asked twice: as it is, and with the documents that answer it taken away, so that the archive
does not answer. What is said of a calibration is measured on questions that it has not seen: it is fitted
five times, each time to four fifths, and tried on the fifth that was left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.answering.answerer import Answerer
from retrieval.answering.calibration import estimate_all, shipped_calibration
from retrieval.answering.weighing import Weighed
from retrieval.errors import BenchError
from retrieval.evaluation.calibrating import choose_nearest, choose_threshold, fit_calibration
from retrieval.evaluation.measuring import is_right, normalise
from retrieval.evaluation.metrics import measure_auroc, measure_ece
from retrieval.evaluation.without import Without
from retrieval.settings import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from retrieval.answering.calibration import Calibration
    from retrieval.answers import NotFound
    from retrieval.evaluation.bench import Asked
    from retrieval.types import Booleans, Floats

LEAST_QUESTIONS = 30
"""With fewer questions a calibration would learn them by heart."""
_LEAST_OF_EACH = 5
_LEAST_GROUPS = 10
_FOLDS = 5
# How strongly the weights are drawn to those that ship, in questions. The best of these is found by trying.
_PULLS = (10.0, 30.0, 100.0, 300.0)
_BEST = 10
# A gain must exceed so many standard errors: of twenty sets that nothing can be learnt from, one would pass.
_BEYOND_CHANCE = 1.64


@dataclass(frozen=True, slots=True)
class Examples:
    """Askings of questions, a row each.

    Attributes:
        signals: what was measured.
        right: whether the first sentence was right.
        answerable: whether the archive, as it was when asked, answers.
        question: the question's number. Questions with one number are never parted between what is fitted and
            what is held back: they are asked in the same words, or of the same document.
    """

    signals: Floats
    right: Booleans
    answerable: Booleans
    question: NDArray[np.intp]

    def only(self, chosen: Booleans) -> Examples:
        """Return some of the rows."""
        return Examples(
            self.signals[chosen], self.right[chosen], self.answerable[chosen], self.question[chosen]
        )


@dataclass(frozen=True, slots=True)
class Tuned:
    """A calibration that was fitted to examples, and the figures of the shipped one (before) and of it (after) on unseen questions."""

    calibration: Calibration
    before: dict[str, float]
    after: dict[str, float]
    better: bool


def calibration_before(answerer: Answerer) -> Calibration:
    """Return what a new calibration is held against: what ships for the reader, or what another package's reader brings."""
    if answerer.reader.name in READERS:
        return shipped_calibration(answerer.reader)
    return answerer.calibration


def gather_examples(
    answerer: Answerer, bench: Sequence[Asked], progress: Callable[[int], None] = lambda _: None
) -> Examples:
    """Ask each question, as it is and with what answers it taken away; ``progress`` is told how many.

    Raises:
        BenchError: there are too few questions to learn from.
    """
    known = len({normalise(asked.question) for asked in bench if asked.answerable})
    if known < LEAST_QUESTIONS:
        raise BenchError(
            f"{known} different questions with an answer are too few to learn from: {LEAST_QUESTIONS} are the least, "
            "a hundred would be better; the weights that ship are kept"
        )
    groups = group_questions(bench)
    if len(set(groups)) < _LEAST_GROUPS:
        raise BenchError(
            f"the questions are about {len(set(groups))} document(s): of at least {_LEAST_GROUPS} some can be held back, "
            "to see what it is worth on new ones; the weights that ship are kept"
        )
    answerer = answerer.reading_all()
    shipped = calibration_before(answerer)
    rows: list[tuple[Floats, bool, bool, int]] = []
    for done, (number, asked) in enumerate(zip(groups, bench, strict=True), 1):
        asker = answerer.on(asked.asked_on) if asked.asked_on else answerer
        found = asker.weigh(asked.question)
        _add(rows, shipped, found, asked, number, answerable=asked.answerable)
        documents = asked.documents or _documents_that_answer(found, asked)
        if asked.answerable and documents:
            rest = Answerer(
                Without(answerer.index, answerer.segment, documents),
                answerer.segment,
                today=asker.today,
                reader=answerer.reader,
                calibration=answerer.calibration,
            ).reading_all()
            _add(rows, shipped, rest.weigh(asked.question), asked, number, answerable=False)
        progress(done)
    examples = Examples(
        np.array([signals for signals, _, _, _ in rows]).reshape(len(rows), len(shipped.signals)),
        np.array([right for _, right, _, _ in rows], dtype=bool),
        np.array([answerable for _, _, answerable, _ in rows], dtype=bool),
        np.array([question for _, _, _, question in rows], dtype=np.intp),
    )
    right = int(examples.right.sum())
    if min(right, len(rows) - right) < _LEAST_OF_EACH:
        raise BenchError(
            f"of {len(rows)} first sentences {right} were right: at least {_LEAST_OF_EACH} must be right and "
            f"{_LEAST_OF_EACH} wrong to tell them apart; is this the archive that the questions are about?"
        )
    return examples


def group_questions(bench: Sequence[Asked]) -> list[int]:
    """Return a number for each question, the same for those in the same words or of the same document.

    What was learnt from one of them is known of the others: held back, these would show it as a gain.
    """
    groups: list[int] = []
    first: dict[str, int] = {}
    for number, asked in enumerate(bench):
        keys = [f"words {normalise(asked.question)}", *(f"document {id}" for id in asked.documents)]
        known = {groups[first[key]] for key in keys if key in first}
        group = min(known, default=number)
        if len(known) > 1:
            groups = [group if other in known else other for other in groups]
        groups.append(group)
        for key in keys:
            first.setdefault(key, number)
    # The numbers follow one another, because the folds are counted off by them.
    order = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    return [order[group] for group in groups]


def _add(
    rows: list[tuple[Floats, bool, bool, int]],
    shipped: Calibration,
    found: Weighed | NotFound,
    asked: Asked,
    question: int,
    *,
    answerable: bool,
) -> None:
    if not isinstance(found, Weighed):
        return  # nothing was found: no weights decide here
    right = is_right(asked, found.ranking.quotes[0]) if asked.answers else False
    # Where the bench names no document, any may answer, and another one may still say it.
    rows.append((shipped.row(found.signals), right, answerable or right, question))


def _documents_that_answer(found: Weighed | NotFound, asked: Asked) -> frozenset[str]:
    if not isinstance(found, Weighed):
        return frozenset()
    return frozenset(quote.metadata.id for quote in found.ranking.quotes[:_BEST] if is_right(asked, quote))


def tune(examples: Examples, shipped: Calibration) -> Tuned:
    """Fit a calibration to examples, and say whether it is better on questions that it has not seen.

    It is better where it makes what happened likelier, by more than chance would.
    """
    folds = examples.question % _FOLDS
    said, cuts = np.zeros(len(folds)), np.zeros(len(folds))
    for fold in range(_FOLDS):
        unseen = folds == fold
        fitted = _fit(examples.only(~unseen), shipped)
        said[unseen] = estimate_all(examples.signals[unseen], fitted)
        cuts[unseen] = fitted.threshold
    before = estimate_all(examples.signals, shipped)
    gains = _surprise(before, examples.right) - _surprise(said, examples.right)
    # Both askings of a question rise and fall together: it counts once.
    gained = np.bincount(examples.question, gains)[np.unique(examples.question)]
    return Tuned(
        _fit(examples, shipped),
        measure(examples, before, np.full(len(before), shipped.threshold)),
        measure(examples, said, cuts),
        bool(gained.mean() > _BEYOND_CHANCE * gained.std() / np.sqrt(len(gained))),
    )


def _fit(examples: Examples, shipped: Calibration) -> Calibration:
    """Fit with the pull that does best on a part that was left out."""
    folds = (examples.question // _FOLDS) % _FOLDS
    losses = []
    for pull in _PULLS:
        loss = 0.0
        for fold in range(_FOLDS):
            unseen = folds == fold
            if not unseen.any() or unseen.all():
                continue
            fitted = fit_calibration(examples.signals[~unseen], examples.right[~unseen], shipped, pull=pull)
            said = estimate_all(examples.signals[unseen], fitted)
            loss += float(_surprise(said, examples.right[unseen]).sum())
        losses.append(loss)
    pull = _PULLS[int(np.argmin(losses))]
    fitted = fit_calibration(examples.signals, examples.right, shipped, pull=pull)
    said = estimate_all(examples.signals, fitted)
    return replace(
        fitted,
        threshold=choose_threshold(said, examples.answerable),
        nearest=choose_nearest(said, examples.right),
    )


def _surprise(said: Floats, right: Booleans) -> Floats:
    """Return how unlikely a calibration held what happened, in natural units of information."""
    surprise: Floats = -np.log(np.clip(np.where(right, said, 1 - said), 1e-9, 1.0))
    return surprise


def measure(examples: Examples, said: Floats, cuts: Floats) -> dict[str, float]:
    """Return what confidences and thresholds (one a row) are worth."""
    right, shown = examples.right, said >= cuts
    figures = {
        "threshold": float(np.median(cuts)),
        "surprise": float(_surprise(said, right).mean()),
        "ECE": measure_ece(said, right),
        "right sentences refused": float((~shown[right]).mean()),
        "wrong sentences shown": float(shown[~right].mean()),
    }
    good = examples.answerable
    if good.any() and not good.all():
        figures |= {
            "answerable refused": float((~shown[good]).mean()),
            "unanswerable refused": float((~shown[~good]).mean()),
            "AUROC": measure_auroc(said[good], said[~good]),
        }
    return figures
