"""Fit the confidence anew, to the half of the benches' passages that is called tuned.

    python tests/benchmarks/calibrate.py BENCH... --large FOLDER [--out confidence.json] [--limit N] [--folds 3]

A BENCH is a folder with ``questions.jsonl`` and ``archive/``; FOLDER is an archive that holds the benches'
archives among many other documents, and gets an index on disk (``WENDANG_INDEX`` says where).

Each question is asked of five kinds of archives: the bench's own; the large one; small ones of 1 to 100 of the
bench's documents; the smallest of these, where only the sentences that answer are taken out of their document,
which goes on speaking of the same; and where the bench says itself that the archive does not answer some of its
questions, as it says. In the first three it is asked twice: as it is, and with the documents that answer it
taken away. The large archive is also asked who holds the offices that it names (英国首相是谁) and as many that it
does not: the benches ask of single events, where a second sentence that fits as well is a doubt, and nobody who
asks of what a hundred reports say shall be refused for that. Sentences are ranked by weights that were fitted
without the question's passage, in as many folds as are said: the weights that ship have seen it, and would rank
it better than a stranger's question. Each kind of archive counts alike, offices and lost sentences less.

The figures are of the half that was held back, ranked by the weights that ship. Copied over
``retrieval/data/confidence.json``, what is written is what the program ships.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import tempfile
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from answers import is_tuned
from fit import learn_ranking

from retrieval import Answerer, Settings, Span, open_answerer, read_settings, split_sentences
from retrieval.answering.answerer import Weighed
from retrieval.answering.confidence import (
    Calibration,
    blank_calibration,
    estimate_all,
    shipped_calibration,
    write_calibration,
)
from retrieval.chinese.word_kinds import word_kind
from retrieval.evaluation.calibrating import choose_threshold, fit_calibration
from retrieval.evaluation.fitting import fit_network
from retrieval.evaluation.measuring import Asked, is_right, normalise, read_bench
from retrieval.evaluation.metrics import list_tenths, measure_auroc, measure_ece
from retrieval.evaluation.tuning import Examples, measure
from retrieval.evaluation.without import Without
from retrieval.index.memory import MemoryIndex
from retrieval.reader.lexical import LexicalReader, open_lexical_reader
from retrieval.reader.ranking import INPUTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.index.base import Index
    from retrieval.reader.network import Network
    from retrieval.values import Document, Passage, Quote

_SIZES = (1, 3, 10, 30, 100)
# With more documents another one comes nearer than the one that lost its answer.
_HOLED = 10
# So many passages are read for the offices of one kind, so many of these are asked for, and an office that none of
# so many passages names is held by nobody.
_READ, _OFFICES, _SEEN = 400, 300, 60
_OFFICE_ENDS = (
    "总统", "首相", "总理", "主席", "国王", "外长", "防长", "市长", "省长", "书记", "部长", "秘书长", "总干事", "议长", "行长", "院长",
    "局长", "会长", "校长", "大使", "发言人", "总裁", "董事长", "主任",
)  # fmt: skip
_OFFICE = re.compile(
    rf"(?:^|[，。、；：“\s])(?P<of>[\u4e00-\u9fff]{{2,8}}?)(?P<end>{'|'.join(_OFFICE_ENDS)})"
)
# How much a kind of archive counts beside the others: with more of these two confidence is too low where nothing was
# taken out, and questions are longer.
_COUNTS = {"holed": 0.15, "offices": 0.3}
# Enough to keep weights that hardly matter near zero; three times as much or as little changes no figure's
# second digit.
_PULL = 10.0

READER = open_lexical_reader()
NOTHING = blank_calibration(READER)
"""What the weights are drawn towards."""

Row = tuple[np.ndarray, bool, bool, str]
"""Signals, whether the first sentence is right, whether the archive answers, and the kind of archive."""


def hole(document: Document, asked: Asked) -> Document:
    """Return a document without the sentences that hold an answer to a question."""
    answers = [normalise(answer) for answer in asked.answers]
    paragraphs = []
    for paragraph in document.paragraphs:
        text = paragraph.of(document.text)
        kept = [
            span.of(text)
            for span in split_sentences(text)
            if not any(answer in normalise(span.of(text)) for answer in answers)
        ]
        if kept:
            paragraphs.append("".join(kept))
    ends = list(accumulate(len(paragraph) + 1 for paragraph in paragraphs))
    spans = tuple(
        Span(end - len(paragraph) - 1, end - 1) for paragraph, end in zip(paragraphs, ends, strict=True)
    )
    return replace(document, text="\n".join(paragraphs), paragraphs=spans)


def names_behind(passage: Passage, office: str) -> list[Span]:
    """Return the names of persons right behind an office."""
    text = passage.text
    return [
        word
        for word in passage.words
        if text.endswith(office, 0, word.start)
        and len(word) > 1
        and word_kind(word.of(text)) in {"person", "foreign"}
    ]


def list_offices(answerer: Answerer) -> list[tuple[str, str]]:
    """Return whose offices and which an archive names with their holders: (英国, 首相)."""
    offices: set[tuple[str, str]] = set()
    for end in _OFFICE_ENDS:
        for hit in answerer.index.search(answerer.parse(end).query, limit=_READ):
            starts = {word.start for word in hit.passage.words}
            offices.update(
                (found["of"], found["end"])
                for found in _OFFICE.finditer(hit.passage.text)
                if found.start("of") in starts and names_behind(hit.passage, found["of"] + found["end"])
            )
    return sorted(offices, key=lambda office: number_of("".join(office)))


def number_of(text: str) -> int:
    """Return a number that is always the same for a text, and spread evenly."""
    return int(hashlib.sha1(f"calibrate {text}".encode(), usedforsecurity=False).hexdigest(), 16)


def passage_of(asked: Asked) -> str:
    """Return what a question's fold is chosen by: questions of one passage are never apart."""
    return min(asked.documents, default=asked.id)


class Asker:
    """Asks questions of archives, ranked by weights that have not seen them."""

    def __init__(self, networks: list[Network]) -> None:
        self._networks = networks

    def ask(
        self,
        whole: Answerer,
        index: Index,
        asked: Asked,
        kind: str,
        *,
        answers: bool,
        right: Callable[[Quote], bool] | None = None,
    ) -> Row | None:
        """Return what was measured of a question; None where nothing at all is found.

        ``right`` says whether a quote answers, where that is not known from the question's own answers.
        """
        reader = READER
        if self._networks and is_tuned(asked):
            reader = LexicalReader(self._networks[number_of(passage_of(asked)) % len(self._networks)])
        answerer = Answerer(index, whole.segment, today=date.today, calibration=NOTHING, reader=reader)
        found = answerer.weigh(asked.question)
        if not isinstance(found, Weighed):
            return None
        right = right or partial(is_right, asked)
        return NOTHING.row(found.signals), answers and right(found.ranking.quotes[0]), answers, kind

    def ask_twice(self, whole: Answerer, index: Index, asked: Asked, kind: str) -> Iterator[Row]:
        """Ask as it is, and with what answers taken away."""
        for here, answers in ((index, True), (Without(index, whole.segment, asked.documents), False)):
            if row := self.ask(whole, here, asked, kind, answers=answers):
                yield row

    def ask_holed(
        self, whole: Answerer, documents: list[Document], index: Index, asked: Asked
    ) -> Iterator[Row]:
        """Ask as it is, and with the sentences that answer taken out of their documents."""
        holed = [
            hole(document, asked) if document.id in asked.documents else document for document in documents
        ]
        for here, answers in ((index, True), (MemoryIndex(holed, whole.segment), False)):
            if row := self.ask(whole, here, asked, "holed", answers=answers):
                yield row

    def ask_small(self, whole: Answerer, questions: list[Asked], limit: int) -> Iterator[Row]:
        """Ask of archives that hold a few of a bench's documents each."""
        passages = sorted({passage_of(asked) for asked in questions}, key=number_of)
        start = 0
        for size in _SIZES * 3:
            group = passages[start : start + size]
            start += size
            documents = [document for id in group if (document := whole.index.document(id))]
            index = MemoryIndex(documents, whole.segment)
            inside = [asked for asked in questions if passage_of(asked) in group][: limit // 10]
            if size <= _HOLED:
                for asked in inside:
                    yield from self.ask_holed(whole, documents, index, asked)
            outside = [asked for asked in questions if passage_of(asked) not in group]
            for number, asked in enumerate(inside):
                if size > 1:
                    yield from self.ask_twice(whole, index, asked, "small")
                    continue
                other = outside[number_of(f"{start} {number}") % len(outside)]
                for one, answers in ((asked, True), (other, False)):
                    if row := self.ask(whole, index, one, "small", answers=answers):
                        yield row

    def ask_offices(self, everything: Answerer, *, tuned: bool) -> Iterator[Row]:
        """Ask who holds the offices that an archive names, and those that it does not."""
        offices = list_offices(everything)[:_OFFICES]
        for number, (of, end) in enumerate(offices):
            # Another's office: 四川 and 行长 make one that nobody holds.
            other = of + offices[(number + 1) % len(offices)][1]
            for office, answers in ((of + end, True), (other, False)):
                asked = Asked(office, f"{office}是谁", ())
                if is_tuned(asked) is not tuned:
                    continue
                hits = everything.index.search(everything.parse(office).query, limit=_SEEN)
                if any(office in hit.passage.text for hit in hits) is answers:
                    right = partial(_names_holder, office)
                    if row := self.ask(
                        everything, everything.index, asked, "offices", answers=answers, right=right
                    ):
                        yield row


def _names_holder(office: str, quote: Quote) -> bool:
    sentence = quote.sentence
    return any(sentence.start <= name.start < sentence.end for name in names_behind(quote.passage, office))


def open_for_asking(archive: Path, folder: Path, **given: str) -> Answerer:
    """Open an archive without the weights that ship: they may be of other signals than those to be fitted."""
    blank = folder / "blank.json"
    write_calibration(NOTHING, blank)
    return open_answerer(read_settings(Settings, archive=archive, calibration=blank, **given), print)


def fit_folds(benches: list[Path], large: Path, limit: int, folds: int) -> list[Network]:
    """Return for each fold weights of the ranking that were fitted to the other ones, of the tuned half.

    As those that ship, they are fitted to each bench's own archive and, for some of its questions, to the large
    one.
    """
    lessons = []
    with tempfile.TemporaryDirectory() as folder:
        everything = open_for_asking(large, Path(folder), engine="disk")
        for bench in benches:
            own = open_for_asking(bench / "archive", Path(folder), engine="memory")
            tuned = [asked for asked in read_bench(bench) if asked.answerable and is_tuned(asked)]
            tuned.sort(key=lambda asked: number_of(asked.id))
            lessons += [
                (number_of(passage_of(asked)) % folds, lesson)
                for answerer, some in ((own, tuned), (everything, tuned[:limit]))
                for asked in some
                if (lesson := learn_ranking(answerer, asked))
            ]
            print(f"{bench.name}: {len(lessons)} lessons so far", flush=True)
    return [
        fit_network([lesson for other, lesson in lessons if other != fold], INPUTS, seed=fold)
        for fold in range(folds)
    ]


def gather(benches: list[Path], large: Path, asker: Asker, limit: int, *, tuned: bool) -> list[Row]:
    """Ask the questions of one half of all benches in every kind of archive."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        everything = open_for_asking(large, Path(folder), engine="disk")
        for bench in benches:
            whole = open_for_asking(bench / "archive", Path(folder), engine="memory")
            questions = [asked for asked in read_bench(bench) if is_tuned(asked) is tuned]
            questions.sort(key=lambda asked: number_of(asked.id))
            if not all(asked.answerable for asked in questions):
                asks = (
                    asker.ask(whole, whole.index, asked, bench.name, answers=asked.answerable)
                    for asked in questions[: 2 * limit]
                )
                rows += [row for row in asks if row]
                continue
            for asked in questions[:limit]:
                rows += asker.ask_twice(whole, whole.index, asked, "own")
            for asked in questions[: limit // 2]:
                rows += asker.ask_twice(whole, everything.index, asked, "large")
            rows += asker.ask_small(whole, questions, limit)
            print(f"{bench.name}: {len(rows)} askings so far", flush=True)
        rows += asker.ask_offices(everything, tuned=tuned)
    return rows


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


def main() -> None:
    """Fit, write, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("benches", nargs="+", type=Path)
    parser.add_argument("--large", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--limit", type=int, default=400)
    parser.add_argument("--folds", type=int, default=3)
    given = parser.parse_args()
    if given.out:
        answered = [bench for bench in given.benches if all(one.answerable for one in read_bench(bench))]
        networks = fit_folds(answered, given.large, given.limit, given.folds)
        rows = gather(given.benches, given.large, Asker(networks), given.limit, tuned=True)
        examples, kinds = to_examples(rows)
        shares = np.array([_COUNTS.get(kind, 1) / (kinds == kind).sum() for kind in kinds])
        fitted = fit_calibration(examples.signals, examples.right, NOTHING, pull=_PULL, shares=shares)
        said = estimate_all(examples.signals, fitted)
        # Small archives are easy and large ones hard: the threshold is set by those of the benches' own size, as
        # they are.
        usual = ~np.isin(kinds, ("small", "holed", "large", "offices"))
        calibration = replace(fitted, threshold=choose_threshold(said[usual], examples.answerable[usual]))
        write_calibration(calibration, given.out)
        print(f"threshold {calibration.threshold}; the tuned half:\n")
        report(rows, calibration)
        print("\nheld back:\n")
    else:
        calibration = shipped_calibration(READER)
    report(gather(given.benches, given.large, Asker([]), given.limit, tuned=False), calibration)


if __name__ == "__main__":
    main()
