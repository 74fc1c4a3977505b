"""A question → the sentences that may answer it and what speaks for them, before it is decided whether they do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from retrieval.answering.agreement import NEARLY_AS_GOOD
from retrieval.answering.calibration import Calibration, estimate_confidence, shipped_calibration
from retrieval.answering.context import join_favoured, reorder
from retrieval.answering.doubts import DOUBTED, lower_doubted, says_otherwise
from retrieval.answering.echoes import join_echoes, part_echoes
from retrieval.answering.forms import favour_form, favour_others
from retrieval.answering.lookup import look_up
from retrieval.answering.numbers import ANOTHER_NUMBER, favour_numbers, find_asked, speaks_of
from retrieval.answering.offices import asks_for_holder, favour_holder, favour_office, find_office
from retrieval.answering.reasons import find_unknown, names_something
from retrieval.answering.restating import RESTATED, restates
from retrieval.answering.roles import favour_roles
from retrieval.answering.signals import read_signals
from retrieval.answering.states import favour_state
from retrieval.answering.timeliness import are_beside, favour_period, find_meant, is_in_name, stray
from retrieval.answers import NotFound, Question
from retrieval.chinese.folding import fold
from retrieval.question.parsing import parse_question
from retrieval.question.period import Period, find_period
from retrieval.question.rewording import find_terms, find_writings, reword
from retrieval.values import EVERYTHING, Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from retrieval.answering.context import Context
    from retrieval.answering.lookup import Lookup
    from retrieval.answering.signals import Signals
    from retrieval.answers import Quote
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index
    from retrieval.index.remembering import Remembering
    from retrieval.reader.base import Ranking, Reader
    from retrieval.reader.terms import Terms
    from retrieval.values import Hit

LONGEST_QUESTION = 400
"""A longer question is a pasted text: its first part says what is asked."""
# So many readings of questions are kept.
_READ = 256
SURER = 0.2
"""How much surer an answer must be for the question to be taken as misspelt."""
# The same for a report of other days to answer, where there are some of the days that are meant.
_ASTRAY = 0.35
_ALONE = 0.65
"""How sure the first stage of a reader must be for its answer to stand: then as much is right as of what is read on
(``tests/benchmarks/RESULTS.md``), and one sentence is read for its exact words in place of six."""
_NEVER = -1.0
_ASKED, _BESIDE_READING = ("form", "role", "number", "other words"), 2.0
"""What an encoder knows little of, and how many times as much it counts beside what the encoder says."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found, before it is decided whether it answers.

    ``ranking`` holds at least one sentence; ``signals`` are what confidence is worked out from, by name, by
    ``calibration``, which is that of the stage of the reader that chose the first sentence; ``unknown``
    the question's words that occur nowhere, ``hits`` the passages that were read, ``terms`` tells how common the
    question's terms are, and ``period`` what the question says of time; ``another`` says that the first sentence speaks
    of a thing with another number than the question's; ``first_sure`` is how sure the first stage of a reader is.
    """

    question: Question
    ranking: Ranking
    signals: Signals
    calibration: Calibration
    unknown: tuple[str, ...]
    hits: Sequence[Hit]
    terms: Terms
    period: Period
    another: bool = False
    first_sure: float = 0.0

    @property
    def repeated(self) -> bool:
        """Whether documents of other days hold the best sentence too, of which the newest is quoted."""
        best = self.ranking.quotes[0]
        days = {hit.passage.metadata.date for hit in self.hits if best.text in hit.passage.text}
        newest = max((day for day in days if day), default=None)
        return best.metadata.date is not None and best.metadata.date == newest and len(days - {None}) > 1


class Weigher:
    """Weighs what an index holds for a question; the arguments are those of :class:`retrieval.answering.answerer.Answerer`."""

    def __init__(self, segment: Segment, reader: Reader, calibration: Calibration, threshold: float) -> None:
        self.segment = segment
        self.reader = reader
        self.calibration = calibration
        self.threshold = threshold
        self.first_calibration = shipped_calibration(reader.first) if reader.first else None
        # On its way to an answer a question is read several times, with its words of time and without them.
        self._parse = lru_cache(maxsize=_READ)(partial(parse_question, segment=segment))

    def parse(self, question: str, *, filter: Filter = EVERYTHING) -> Question:
        """Return a question as it is understood."""
        return self._parse(question[:LONGEST_QUESTION], filter=filter)

    def weigh(
        self,
        index: Remembering,
        question: str,
        today: date,
        *,
        filter: Filter,
        context: Context,
        surer_than: float = _NEVER,
    ) -> Weighed | NotFound:
        """Return what is found for a question and what speaks for it; NotFound where nothing is.

        ``index`` is what holds it, and ``today`` the asker's day; the other arguments are those of
        :meth:`retrieval.answering.answerer.Answerer.ask`. What the first stage of a reader is no surer of than
        ``surer_than`` is not read, and counts as not found.
        """
        asked, period = self.find_times(question, today)
        understand = partial(self.understand, index)
        self.count(index, [(asked, period)], filter)
        parsed = replace(understand(period.rest, filter=filter), asked=asked)
        if not parsed.query.words + parsed.query.bigrams:
            return NotFound(parsed, "no words", (), (), 0.0)
        if not index.statistics().passages:
            return NotFound(parsed, "empty archive", (), (), 0.0)
        if asks_for_holder(parsed) and not period:
            # Who holds an office is told by the newest report.
            period = replace(period, order=1)
        lookups = look_up(index, understand, parsed, period)
        first = next(lookups)
        if period.words and is_in_name(period.words, asked, first.hits):
            period = Period(asked)
            parsed = understand(asked, filter=filter)
            lookups = look_up(index, understand, parsed, period)
            first = next(lookups)
        # What is found in another way is looked up only where the first way gives no sure answer.
        weighed = self._weigh_lookups(index, chain([first], lookups), period, context, surer_than)
        if weighed is None:
            unknown = find_unknown(first.question, first.terms)
            reason = "unknown words" if unknown else "no match"
            return NotFound(first.question, reason, unknown, (), 0.0)
        if period.narrows and not first.dated and weighed.ranking.quotes[0].metadata.date:
            # What would answer if it were not for the days is worth a look, and is no answer to what was asked.
            near = self.is_near(estimate_confidence(weighed.signals, weighed.calibration), weighed.unknown)
            best, *others = weighed.ranking.quotes
            quotes = (best, *map(_unmarked, others))
            return NotFound(weighed.question, "other days", (), quotes, 0.0, near=near)
        return weighed

    def find_times(self, question: str, today: date) -> tuple[str, Period]:
        """Return as much of a question as is read, and what it says of time."""
        asked = question[:LONGEST_QUESTION]
        return asked, find_period(asked, today, self.segment)

    def count(
        self,
        index: Index,
        questions: Iterable[tuple[str, Period]],
        filter: Filter,
        others: Sequence[str] = (),
    ) -> None:
        """Let an index count at once whatever is wanted of some questions, and other terms.

        A question is also taken as it was asked, with its words of time.
        """
        texts = dict.fromkeys(
            text
            for asked, period in questions
            for text in ((period.rest, period.plain, asked) if period else (period.rest,))
        )
        readings = [self.parse(one, filter=filter) for text in texts for one in find_writings(text)]
        index.frequencies([*chain.from_iterable(map(find_terms, readings)), *others])

    def understand(self, index: Index, question: str, *, filter: Filter) -> Question:
        """Return a question as it is understood, in the archive's own words."""
        parse = partial(self.parse, filter=filter)
        return reword(parse(question), parse, index.frequencies)

    def _weigh_lookups(
        self, index: Index, lookups: Iterable[Lookup], period: Period, context: Context, surer_than: float
    ) -> Weighed | None:
        """Return what is found by the first lookup that gives a sure answer; by the first of all where none does.

        A report of other days than those that are meant must be much surer, where there are some of these days.
        """
        best = None
        for looked in lookups:
            if not looked.hits:
                continue
            hits = join_favoured(looked.hits, looked.question, context, index, self.segment, looked.terms)
            weighed = self._weigh_hits(index, replace(looked, hits=hits), period, context, surer_than)
            if weighed is None:
                continue
            confidence = self.estimate(weighed)
            astray = looked.dated and stray(period, weighed.ranking.quotes[:1])[0]
            if confidence >= self.threshold + _ASTRAY * astray:
                return weighed
            if astray:
                # Near misses of the days that are meant tell more, be they less like the question.
                ranking = weighed.ranking.sorted(stray(period, weighed.ranking.quotes))
                # What is better said of other days is a doubt about them.
                marked = self._mark_first(index, looked, ranking, Period(""), weighed.calibration)
                weighed = replace(marked, period=period)
            best = best or weighed
        return best

    def _weigh_hits(
        self, index: Index, looked: Lookup, period: Period, context: Context, surer_than: float
    ) -> Weighed | None:
        question, hits = looked.question, looked.hits
        meant = find_meant(hits, period) if looked.dated or period.order else ()
        joined, echoes = join_echoes(hits, question, index, self.segment)
        ranking = self.reader.rank(
            question, joined, looked.terms, meant=meant if len(meant) < len(hits) else ()
        )
        ranking = favour_period(reorder(part_echoes(ranking, echoes), context), period)
        if question.person:
            ranking = favour_office(ranking, question.person)
        ranking = favour_holder(ranking, question)
        ranking = favour_numbers(ranking, find_asked(question), index)
        ranking = favour_roles(favour_others(favour_form(ranking, question), question.loose_others), question)
        if not ranking.quotes:
            return None
        first_sure = 0.0
        if self.first_calibration:
            first = self._mark_first(index, looked, ranking, period, self.first_calibration)
            # Words alone ask nothing, and an office stands beside its holder's name: there is nothing to understand.
            easy = question.person or question.kind == "keywords"
            first_sure = self.estimate(first)
            if easy or first_sure >= max(_ALONE, self.threshold):
                return replace(first, first_sure=first_sure)
            if first_sure <= surer_than:
                return None
        # Of a report's day the encoder sees the year alone: in a sentence that does not name the day it would miss it.
        text = fold(period.plain) if period.is_day and period.plain else question.text
        read = self.reader.read(replace(question, text=text), ranking)
        if read.columns != ranking.columns:
            read = read.stressed(_ASKED, _BESIDE_READING)
        marked = self._mark_first(index, looked, read, period, self.calibration)
        return replace(marked, first_sure=first_sure)

    def _mark_first(
        self, index: Index, looked: Lookup, ranking: Ranking, period: Period, calibration: Calibration
    ) -> Weighed:
        question, terms = looked.question, looked.terms
        ranking, superseded = favour_state(ranking, question, period)
        # The first stage's confidence is that of its own marks.
        stage = self.reader.first if calibration is self.first_calibration else self.reader
        first = self.mark(question, ranking.quotes[0], ranking.quotes[0].score, stage)
        ranking = replace(ranking, quotes=(first, *ranking.quotes[1:]))
        # What other days, other occasions or other states say alike is no doubt about this one.
        rivals = ranking.without(superseded)
        rivals = rivals.without(are_beside(period, first, rivals.quotes))
        signals = read_signals(question, rivals, terms, calibration.evidence)
        unknown = find_unknown(question, terms)
        # An archive that writes 新型冠状病毒 knows covid.
        unknown = tuple(word for word in unknown if not says_otherwise(word, question, first))
        another = not speaks_of(find_asked(question), first, index.document)
        return Weighed(question, ranking, signals, calibration, unknown, looked.hits, terms, period, another)

    def estimate(self, weighed: Weighed) -> float:
        """Return the probability that the first sentence answers."""
        confidence = estimate_confidence(weighed.signals, weighed.calibration)
        question, first, unknown = weighed.question, weighed.ranking.quotes[0], weighed.unknown
        restated = restates(question, first)
        confidence = max(confidence, RESTATED * restated) * (ANOTHER_NUMBER if weighed.another else 1.0)
        # Of a mayor of 深圳 an archive that never names 深圳 says nothing, however well a sentence on another mayor fits.
        if any(map(names_something, unknown)):
            return DOUBTED * confidence
        # What restates the question is no heading, whatever it looks like.
        if restated:
            return confidence
        return lower_doubted(confidence, question, first, unknown, self.calibration.nearest)

    def is_near(self, confidence: float, unknown: Sequence[str]) -> bool:
        """Say whether the first sentence, which is not sure to answer, may well be what was looked for."""
        return confidence >= self.calibration.nearest and not any(map(names_something, unknown))

    def mark(self, question: Question, quote: Quote, best: float, reader: Reader | None = None) -> Quote:
        """Return a quote with its exact words, by this or a stage of it; ``best`` is the score of the first sentence."""
        # In a sentence that does not answer, any marked words would mislead.
        if quote.score < best - NEARLY_AS_GOOD:
            return _unmarked(quote)
        if question.person:
            office = find_office(quote.passage, quote.sentence, question.person)
            return replace(quote, exact=office, sure=float(office is not None))
        return (reader or self.reader).mark(question, quote)


def _unmarked(quote: Quote) -> Quote:
    """Return a quote without the exact words that a reader proposed for it and that nobody chose."""
    return quote if quote.exact is None else replace(quote, exact=None, sure=0.0)
