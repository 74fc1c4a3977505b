"""The reader that understands: the lexical ranking, whose first sentences an encoder reads once more."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from retrieval.data import shipped
from retrieval.reader.exact.marking import Marked, mark_exact
from retrieval.reader.lexical import LexicalReader, open_lexical_reader, with_mark
from retrieval.reader.neural.encoder import Encoder, load_encoder
from retrieval.reader.neural.inputs import Candidate
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question, Quote
    from retrieval.reader.base import Ranking
    from retrieval.reader.neural.encoder import Reading
    from retrieval.reader.terms import Terms
    from retrieval.values import Hit

# So many sentences are read: with ten the first one is right as often, and each takes its time.
_READ = 6
# What one unit of the encoder's score is worth beside the lexical one. By the benches' questions that neither had seen it
# is .5; everyday ones are answered rightly more often with 1, and the benches as often.
_SHARE = 1.0
_REASON = "reading"
# A probability of 0 or 1 is never meant: as odds it would drown every other signal.
_LEAST = 1e-4
MEASURES = ("read_present", "read_sure", "read_lead", "read_agrees")
"""What is measured of a sentence that was read: the odds that it answers, the odds of its likeliest exact words, how
far its score is ahead of the best other one's, and whether the lexical ranking had it first."""


@dataclass(frozen=True, slots=True)
class NeuralReader:
    """Hands on what the lexical reader ranked, and reads the first sentences; exact words are the surer ones of both.

    See :class:`retrieval.reader.base.Reader` for the methods.
    """

    lexical: LexicalReader
    encoder: Encoder
    name: ClassVar[str] = "neural"
    signals: ClassVar[tuple[str, ...]] = (*LexicalReader.signals, *MEASURES)

    @property
    def first(self) -> LexicalReader | None:
        """The lexical reader, whose answer stands where it is sure of it."""
        return self.lexical

    def rank(
        self, question: Question, hits: Sequence[Hit], terms: Terms, *, meant: Sequence[int] = ()
    ) -> Ranking:
        """Return the best sentences of the hits, best first."""
        return self.lexical.rank(question, hits, terms, meant=meant)

    def read(self, question: Question, ranking: Ranking) -> Ranking:
        """Return the ranking with its first sentences read, in the order of both scores together.

        None of the others passes one that was read: it counts as what was read and liked least.
        """
        quotes = ranking.quotes
        # Without courtesy, and without the days where these were looked up: the encoder would take the sentence that
        # begins with them for the answer.
        readings = self.encoder.read(question.text, [_as_candidate(quote) for quote in quotes[:_READ]])
        scores = np.array([reading.score for reading in readings])
        gains = np.full(len(quotes), _SHARE * (scores.min() - scores.max()))
        gains[: len(scores)] = _SHARE * (scores - scores.max())
        marked = [
            with_mark(quote, _likeliest(quote, reading))
            for quote, reading in zip(quotes, readings, strict=False)
        ]
        ranking = replace(ranking, quotes=(*marked, *quotes[len(marked) :]))
        measured = ranking.with_measures(_measure(readings, len(quotes)))
        return measured.favour(_REASON, gains.tolist())

    def mark(self, question: Question, quote: Quote) -> Quote:
        """Return a quote with its exact words marked, where they are sure; else without any.

        A sentence that was not read with others, since the lexical reader is sure of it, is read by itself.
        """
        if any(name == _REASON for name, _ in quote.evidence):
            read = None if quote.exact is None else Marked(quote.exact, quote.sure)
        else:
            read = _likeliest(quote, self.encoder.read(question.text, [_as_candidate(quote)])[0])
        return with_mark(quote, mark_exact(question, quote.passage, quote.sentence, read))


def _as_candidate(quote: Quote) -> Candidate:
    """Return a quote as the encoder reads it: with its headline, its year, and what introduces it or the sentence before it."""
    sentences = quote.passage.sentences
    place = sentences.index(quote.sentence)
    day = quote.metadata.date
    return Candidate(
        quote.text,
        title=quote.metadata.title,
        before=quote.introduced or (sentences[place - 1].of(quote.passage.text) if place else ""),
        year=f"{day.year:04}" if day else "",
    )


def _likeliest(quote: Quote, reading: Reading) -> Marked:
    """Return the likeliest exact words of a quote that was read."""
    return Marked(Span(reading.start, reading.end).shifted(quote.sentence.start), reading.sure)


def _measure(readings: Sequence[Reading], sentences: int) -> dict[str, list[float]]:
    """Return :data:`MEASURES`, of each a value for every sentence; of one that was not read what says least for it."""
    scores = [reading.score for reading in readings]
    lead = [
        score - max(scores[:place] + scores[place + 1 :], default=score) for place, score in enumerate(scores)
    ]
    beyond = sentences - len(readings)
    return {
        "read_present": [*(_odds(reading.present) for reading in readings), *[_odds(0.0)] * beyond],
        "read_sure": [*(_odds(reading.sure) for reading in readings), *[_odds(0.0)] * beyond],
        "read_lead": [*lead, *[min(lead)] * beyond],
        "read_agrees": [float(place == 0) for place in range(sentences)],
    }


def _odds(probability: float) -> float:
    """Return the logarithm of odds: ``_odds(0.5) == 0.0``."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def open_neural_reader() -> NeuralReader:
    """Return the reader with the weights that come with the program.

    Raises:
        ModelError: the encoder's file is missing, damaged or of another version.
    """
    return NeuralReader(open_lexical_reader(), load_encoder(shipped("reader.bin")))
