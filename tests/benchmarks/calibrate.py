"""Fit the confidence anew, to the half of the benches' passages that is called tuned.

    python tests/benchmarks/calibrate.py BENCH... --beside FILE [--everyday BENCH...] [--lessons LESSONS...] [--reader lexical|neural]
        [--ranking ranking.json] [--out confidence.json] [--day 2026-11-25] [--seed 0] [--limit N] [--folds 3]

A BENCH is a folder with ``questions.jsonl`` and ``archive/``. The large archive is made of the archives of those
benches that answer all of their questions, with FILE beside them: many other documents.

Each question is asked of five kinds of archives: the bench's own; the large one; small ones of 1 to 100 of the
bench's documents; the smallest of these, where only the sentences that answer are taken out of their document,
which goes on speaking of the same; and where the bench says itself that the archive does not answer some of its
questions, as it says. In the first three it is asked twice: as it is, and with the documents that answer it
taken away. The large archive is also asked who holds the offices that it names (英国首相是谁) and as many that it
does not: the benches ask of single events, where a second sentence that fits as well is a doubt, and nobody who
asks of what a hundred reports say shall be refused for that. Sentences are ranked by weights that were fitted
without the question's passage, in as many folds as are said, with the questions that were written to teach
(``--lessons``, as in ``fit.py``) of other passages: weights that have seen it would rank it better than a
stranger's question. Each kind of archive counts alike, offices and lost sentences less.

Everyday questions (``--everyday``) are asked as they are, of their own archive or of the large one where they bring none:
no weights have seen them. With the neural reader only those passages of the tuned half count that its encoder was not
taught. Where there are everyday questions they set both thresholds, and what confidence is worth on them is printed
by five folds.

The figures are of the half that was held back, ranked by the weights in ``--ranking``, or else by those that ship;
two of them, with those of the confidence that ships, are written to ``--figures`` as JSON. ``models.py`` runs this
with the arguments of ``models.toml``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from answers import is_tuned
from askings import READERS, Asker, is_kept, number_of, passage_of
from fit import learn_ranking, open_lessons
from threadpoolctl import threadpool_limits

from retrieval import Settings, open_answerer, read_settings
from retrieval.answering.calibration import (
    Calibration,
    blank_calibration,
    estimate_all,
    read_calibration,
    shipped_calibration,
    write_calibration,
)
from retrieval.errors import SettingsError
from retrieval.evaluation.bench import read_bench
from retrieval.evaluation.calibrating import choose_nearest, choose_threshold, fit_calibration
from retrieval.evaluation.fitting import fit_network
from retrieval.evaluation.metrics import list_tenths, measure_auroc, measure_ece
from retrieval.evaluation.tuning import Examples, measure
from retrieval.reader.lexical import open_lexical_reader
from retrieval.reader.network import read_network
from retrieval.reader.ranking import INPUTS, shipped_network

if TYPE_CHECKING:
    from askings import Row

    from retrieval import Answerer
    from retrieval.evaluation.bench import Asked
    from retrieval.reader.base import Reader
    from retrieval.reader.network import Network

# How much a kind of archive counts beside the others: with more of the first two confidence is too low where nothing
# was taken out, and questions are longer; everyday questions are what people ask.
_COUNTS = {"holed": 0.15, "offices": 0.3, "everyday": 5.0}
# Enough to keep weights that hardly matter near zero; three times as much or as little changes no figure's
# second digit.
_PULL = 10.0
# Of the everyday questions that are answered as sure so many of a hundred are to be right. At .9 one in ten of them is
# answered as sure: no signal tells more of them from wrong ones.
_PROMISED = 0.8


class Archives:
    """The benches with what answers from each, and from all of their documents among many others."""

    def __init__(
        self, benches: list[Path], everyday: list[Path], beside: Path, folder: Path, *, kept: bool
    ) -> None:
        self._blank = folder / "blank.json"
        # Without the weights that ship: they may be of other signals than those to be fitted.
        write_calibration(blank_calibration(open_lexical_reader()), self._blank)
        self._kept = kept
        self.benches = {bench.name: (self._open(bench / "archive"), read_bench(bench)) for bench in benches}
        self.answered = [
            name
            for name, (_, questions) in self.benches.items()
            if all(asked.answerable for asked in questions)
        ]
        large = folder / "large"
        for bench in benches:
            if bench.name in self.answered:
                shutil.copytree(bench / "archive", large / bench.name)
        shutil.copy(beside, large)
        self.large = self._open(large, engine="disk", index=folder / "index")
        self.everyday = {
            bench.name: (
                self._open(bench / "archive") if (bench / "archive").exists() else self.large,
                read_bench(bench),
            )
            for bench in everyday
        }

    def _open(self, archive: Path, *, engine: str = "memory", index: Path | None = None) -> Answerer:
        settings = read_settings(
            Settings, archive=archive, engine=engine, index=index, calibration=self._blank, reader="lexical"
        )
        return open_answerer(settings, print)

    def half(self, name: str, *, tuned: bool) -> list[Asked]:
        """Return the questions of one half of a bench, in an order that mixes its passages."""
        questions = [
            asked
            for asked in self.benches[name][1]
            if is_tuned(asked) is tuned and (is_kept(asked) or not (tuned and self._kept))
        ]
        return sorted(questions, key=lambda asked: number_of(asked.id))


def fit_folds(archives: Archives, written: list[str], limit: int, folds: int, seed: int) -> list[Network]:
    """Return for each fold weights of the ranking that were fitted to the other ones, of the tuned half.

    As those that ship, they are fitted to each bench's own archive and, for some of its questions, to the large
    one, and to the questions that were written to teach.
    """
    lessons = []
    for name in archives.answered:
        tuned = archives.half(name, tuned=True)
        lessons += [
            (number_of(passage_of(asked)) % folds, lesson)
            for answerer, some in ((archives.benches[name][0], tuned), (archives.large, tuned[:limit]))
            for asked in some
            if (lesson := learn_ranking(answerer, asked))
        ]
        print(f"{name}: {len(lessons)} lessons so far", flush=True)
    for answerer, questions, _ in open_lessons(written):
        lessons += [
            (number_of(passage_of(asked)) % folds, lesson)
            for asked in questions
            if (lesson := learn_ranking(answerer, asked))
        ]
    return [
        fit_network([lesson for other, lesson in lessons if other != fold], INPUTS, seed=seed + fold)
        for fold in range(folds)
    ]


def gather(archives: Archives, asker: Asker, limit: int, *, tuned: bool) -> list[Row]:
    """Ask the questions of one half of all benches in every kind of archive."""
    rows: list[Row] = []
    for name, (whole, _) in archives.benches.items():
        questions = archives.half(name, tuned=tuned)
        if name not in archives.answered:
            asks = (
                asker.ask(whole, whole.index, asked, name, answers=asked.answerable)
                for asked in questions[: 2 * limit]
            )
            rows += [row for row in asks if row]
            continue
        for asked in questions[:limit]:
            rows += asker.ask_twice(whole, whole.index, asked, "own")
        for asked in questions[: limit // 2]:
            rows += asker.ask_twice(whole, archives.large.index, asked, "large")
        rows += asker.ask_small(whole, questions, limit)
        print(f"{name}: {len(rows)} askings so far", flush=True)
    rows += asker.ask_offices(archives.large, tuned=tuned)
    return rows


def gather_everyday(archives: Archives, asker: Asker) -> list[Row]:
    """Ask everyday questions, as they are, of their own archives; no weights have seen any of them."""
    return [
        row
        for whole, questions in archives.everyday.values()
        for asked in questions
        if (row := asker.ask(whole, whole.index, asked, "everyday", answers=asked.answerable))
    ]


def to_examples(rows: list[Row]) -> tuple[Examples, np.ndarray]:
    """Return rows as arrays, and their kinds of archive."""
    examples = Examples(
        np.array([signals for signals, _, _, _ in rows]),
        np.array([right for _, right, _, _ in rows]),
        np.array([answers for _, _, answers, _ in rows]),
        np.arange(len(rows)),
    )
    return examples, np.array([kind for _, _, _, kind in rows])


def report(rows: list[Row], calibration: Calibration) -> None:
    """Print figures for each kind of archive, and how true each tenth of confidence is."""
    examples, kinds = to_examples(rows)
    said = estimate_all(examples.signals, calibration)
    print(
        "| archive | askings | S@1 | AUROC | ECE | ECE where all are answered | caught@10 | refused answerable | "
        "refused unanswerable | right sentences refused |"
    )
    print("|---" * 10 + "|")
    for kind in [*dict.fromkeys(kinds), "all"]:
        chosen = (kinds == kind) | (kind == "all")
        some, sure = examples.only(chosen), said[chosen]
        good = some.answerable
        cut = np.sort(sure[good])[int(0.1 * good.sum())]
        shown = sure >= calibration.threshold
        figures = measure(some, sure, np.full(len(sure), calibration.threshold))
        cells = (
            some.right[good].mean(), measure_auroc(sure[good], sure[~good]), figures["ECE"],
            measure_ece(sure[good], some.right[good]), (sure[~good] < cut).mean(),
            (~shown[good]).mean(), (~shown[~good]).mean(), figures["right sentences refused"],
        )  # fmt: skip
        print(f"| {kind} | {len(sure)} |", " | ".join(f"{cell:.3f}" for cell in cells), "|")
    print("\n| confidence | askings | mean confidence | right | |\n|---|---|---|---|---|")
    for mean, share, count in list_tenths(said, examples.right):
        # A tenth's mean lies in it, but for 1, which ends the last.
        tenth = min(int(mean * 10), 9)
        bar = "█" * round(20 * share)
        print(f"| {tenth / 10:.1f} to {(tenth + 1) / 10:.1f} | {count} | {mean:.3f} | {share:.3f} | {bar} |")


def calibrate(rows: list[Row], blank: Calibration) -> Calibration:
    """Return the confidence that fits the askings of the tuned half, and the everyday ones, best."""
    examples, kinds = to_examples(rows)
    shares = np.array([_COUNTS.get(kind, 1) / (kinds == kind).sum() for kind in kinds])
    fitted = fit_calibration(examples.signals, examples.right, blank, pull=_PULL, shares=shares)
    said = estimate_all(examples.signals, fitted)
    everyday = kinds == "everyday"
    if everyday.any():
        return replace(
            fitted,
            threshold=choose_precise(said[everyday], examples.right[everyday]),
            nearest=choose_nearest(said[everyday], examples.right[everyday]),
        )
    # Small archives are easy and large ones hard: the threshold is set by those of the benches' own size, as
    # they are.
    usual = ~np.isin(kinds, ("small", "holed", "large", "offices"))
    return replace(
        fitted,
        threshold=choose_threshold(said[usual], examples.answerable[usual]),
        nearest=choose_nearest(said[usual], examples.right[usual]),
    )


def choose_precise(said: np.ndarray, right: np.ndarray) -> float:
    """Return the lowest threshold above which so many of a hundred are right as a sure answer promises."""
    for threshold in np.arange(0.05, 0.96, 0.01):
        shown = said >= threshold
        if shown.any() and right[shown].mean() >= _PROMISED:
            return float(round(threshold, 2))
    return 0.95


def cross_fit(rows: list[Row], everyday: list[Row], blank: Calibration, folds: int = 5) -> None:
    """Print what confidence is worth on everyday questions, each judged by weights that were fitted without it."""
    examples, _ = to_examples(everyday)
    said, sure = np.zeros(len(everyday)), np.zeros(len(everyday), dtype=bool)
    fold_of = np.arange(len(everyday)) % folds
    for fold in range(folds):
        taught = [row for row, at in zip(everyday, fold_of, strict=True) if at != fold]
        calibration = calibrate(rows + taught, blank)
        inside = fold_of == fold
        said[inside] = estimate_all(examples.signals[inside], calibration)
        sure[inside] = said[inside] >= calibration.threshold
    good = examples.answerable
    print(
        f"everyday, cross-fitted: {len(said)} askings, right {examples.right[good].mean():.3f}, "
        f"AUROC of right {measure_auroc(said[examples.right], said[~examples.right]):.3f}, "
        f"ECE {measure_ece(said, examples.right):.3f}; of the answerable shown and right "
        f"{(sure & examples.right)[good].mean():.3f}, shown and wrong {(sure & ~examples.right)[good].mean():.3f}; "
        f"of the unanswerable shown {sure[~good].mean():.3f}; of what is shown right "
        f"{examples.right[sure].mean():.3f}\n",
        flush=True,
    )


def figures_of(rows: list[Row], calibration: Calibration) -> dict[str, float]:
    """Return how well a confidence tells right from wrong over all askings, and how true it is."""
    examples, _ = to_examples(rows)
    said = estimate_all(examples.signals, calibration)
    good = examples.answerable
    return {
        "AUROC": round(measure_auroc(said[good], said[~good]), 4),
        "ECE": round(measure_ece(said, examples.right), 4),
    }


def _shipped_calibration(reader: Reader) -> Calibration | None:
    """Return the confidence that ships, or None where a signal was added or taken out since it was fitted."""
    try:
        return shipped_calibration(reader)
    except SettingsError:
        return None


def main() -> None:
    """Fit, write, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("benches", nargs="+", type=Path)
    parser.add_argument("--everyday", nargs="*", type=Path, default=[])
    parser.add_argument("--lessons", nargs="*", default=[])
    parser.add_argument("--reader", choices=[*READERS], default="lexical")
    parser.add_argument("--beside", type=Path, required=True)
    parser.add_argument("--ranking", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 25))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, default=400)
    parser.add_argument("--folds", type=int, default=3)
    given = parser.parse_args()
    ranking = read_network(given.ranking) if given.ranking else shipped_network()
    reader = READERS[given.reader]
    asker = Asker(given.day, [], ranking, reader)
    shipped = _shipped_calibration(reader(ranking))
    if not (calibration := shipped) and not given.out:
        parser.error("the confidence that ships is of other signals: name --out to fit it anew")
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):
        archives = Archives(
            given.benches, given.everyday, given.beside, Path(folder), kept=given.reader == "neural"
        )
        if given.out:
            networks = fit_folds(archives, given.lessons, given.limit, given.folds, given.seed)
            rows = gather(archives, Asker(given.day, networks, ranking, reader), given.limit, tuned=True)
            everyday = gather_everyday(archives, asker)
            if everyday:
                cross_fit(rows, everyday, asker.blank)
            rows += everyday
            write_calibration(calibrate(rows, asker.blank), given.out)
            # As it is read, for its weights are cut to some digits where they are written.
            calibration = read_calibration(given.out, reader(ranking))
            print(f"threshold {calibration.threshold}; the tuned half:\n")
            report(rows, calibration)
            print("\nheld back:\n")
        held = gather(archives, asker, given.limit, tuned=False)
    report(held, calibration)
    figures: dict[str, float] = {"askings": len(held)} | figures_of(held, calibration)
    if shipped:
        figures |= {f"{name}, shipped": value for name, value in figures_of(held, shipped).items()}
    print(json.dumps(figures))
    if given.figures:
        given.figures.write_text(json.dumps(figures) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
