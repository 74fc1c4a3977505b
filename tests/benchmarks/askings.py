"""Questions asked of archives that hold the answer, and of archives that do not: what confidence is fitted to.

Each question is asked of a bench's own archive and of a large one, of small ones of 1 to 100 of the bench's
documents, and of the smallest of these where only the sentences that answer are taken out of their document. Who
holds an office is asked of the large archive alone.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from answers import is_tuned

from retrieval import Answerer, Span, split_sentences
from retrieval.answering.calibration import blank_calibration
from retrieval.answering.weighing import Weighed
from retrieval.chinese.word_kinds import word_kind
from retrieval.data import shipped
from retrieval.evaluation.bench import Asked
from retrieval.evaluation.measuring import is_right, normalise
from retrieval.evaluation.without import Without
from retrieval.index.memory import MemoryIndex
from retrieval.reader.lexical import LexicalReader
from retrieval.reader.neural.encoder import load_encoder
from retrieval.reader.neural.reader import NeuralReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from retrieval.answers import Quote
    from retrieval.index.base import Index
    from retrieval.reader.base import Reader
    from retrieval.reader.network import Network
    from retrieval.values import Document, Passage

_SIZES = (1, 3, 10, 30, 100)
# Of the tuned half's passages so many in a hundred were kept from the lessons of the encoder.
_KEPT = 15
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

READERS: dict[str, Callable[[Network], Reader]] = {
    "lexical": LexicalReader,
    "neural": lambda network: NeuralReader(LexicalReader(network), load_encoder(shipped("reader.bin"))),
}
"""By name, a reader that ranks with some weights."""
"""A confidence that says the same of all; also what the weights are drawn towards."""

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


def is_kept(asked: Asked) -> bool:
    """Say whether a question of the tuned half was kept from the lessons of the encoder."""
    shared = hashlib.sha1(f"slice {passage_of(asked)}".encode(), usedforsecurity=False).hexdigest()
    return int(shared, 16) % 100 < _KEPT


def passage_of(asked: Asked) -> str:
    """Return what a question's fold is chosen by: questions of one passage are never apart."""
    return min(asked.documents, default=asked.id)


class Asker:
    """Asks questions of archives, ranked by weights that have not seen them.

    Args:
        day: on which the questions are asked: what 去年 means depends on it, and a fit shall be the same tomorrow.
        networks: weights of the ranking; a question of the tuned half is asked of the one that its passage's fold
            left out.
        ranking: weights for all other questions.
        reader: what reads, given the weights of its ranking.
    """

    def __init__(
        self, day: date, networks: list[Network], ranking: Network, reader: Callable[[Network], Reader]
    ) -> None:
        self._day = day
        self._readers = [reader(network) for network in networks]
        self._reader = reader(ranking)
        self.blank = blank_calibration(self._reader)

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
        reader = (
            self._readers[number_of(passage_of(asked)) % len(self._readers)]
            if self._readers and is_tuned(asked)
            else self._reader
        )
        answerer = Answerer(
            index,
            whole.segment,
            today=lambda: self._day,
            calibration=self.blank,
            reader=reader,
        ).reading_all()
        found = answerer.weigh(asked.question)
        if not isinstance(found, Weighed):
            return None
        right = right or partial(is_right, asked)
        return self.blank.row(found.signals), answers and right(found.ranking.quotes[0]), answers, kind

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
