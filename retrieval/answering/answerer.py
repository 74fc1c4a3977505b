"""The one call that the terminal, the bot and the evaluation share."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from retrieval.answering.agreement import NEARLY_AS_GOOD, find_dispute, join_list, order_equal
from retrieval.answering.browsing import browse
from retrieval.answering.confidence import (
    estimate_confidence,
    find_reason,
    find_unknown,
    names_something,
    read_signals,
    shipped_calibration,
)
from retrieval.answering.context import join_favoured, reorder
from retrieval.answering.echoes import join_echoes, part_echoes
from retrieval.answering.forms import favour_form, favour_others
from retrieval.answering.lookup import look_up
from retrieval.answering.numbers import (
    ANOTHER_NUMBER,
    favour_numbers,
    find_asked,
    find_missing,
    speaks_of,
)
from retrieval.answering.offices import favour_office, find_office
from retrieval.answering.timeliness import are_beside, favour_period, find_meant, is_in_name, stray
from retrieval.chinese.folding import fold
from retrieval.index.remembering import Remembering
from retrieval.question.browsing import find_browse
from retrieval.question.parsing import parse_question
from retrieval.question.period import Period, find_period
from retrieval.question.rewording import reword
from retrieval.question.small_talk import find_small_talk
from retrieval.question.spelling import respell
from retrieval.reader.lexical import open_lexical_reader
from retrieval.values import EVERYTHING, NO_CONTEXT, Answer, Context, Filter, Found, NotFound, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from retrieval.answering.confidence import Calibration, Signals
    from retrieval.answering.lookup import Lookup
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index
    from retrieval.reader.base import Ranking, Reader
    from retrieval.reader.terms import Terms
    from retrieval.values import Hit, Quote

LONGEST_QUESTION = 400
"""A longer question is a pasted text: its first part says what is asked."""
# How much surer an answer must be for the question to be taken as misspelt, or a report of other days for an answer
# where there are some of the days that are meant.
_SURER = 0.3


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found, before it is decided whether it answers.

    ``ranking`` holds at least one sentence; ``signals`` are what confidence is worked out from, by name, ``unknown``
    the question's words that occur nowhere, ``hits`` the passages that were read, ``terms`` tells how common the
    question's terms are, and ``period`` what the question says of time; ``another`` says that the first sentence speaks
    of a thing with another number than the question's.
    """

    question: Question
    ranking: Ranking
    signals: Signals
    unknown: tuple[str, ...]
    hits: Sequence[Hit]
    terms: Terms
    period: Period
    another: bool = False

    @property
    def repeated(self) -> bool:
        """Whether documents of other days hold the best sentence too, of which the newest is quoted."""
        best = self.ranking.quotes[0]
        days = {hit.passage.metadata.date for hit in self.hits if best.text in hit.passage.text}
        newest = max((day for day in days if day), default=None)
        return best.metadata.date is not None and best.metadata.date == newest and len(days - {None}) > 1


class Answerer:
    """Answers questions from an index.

    Args:
        index: what is searched.
        segment: cuts a question into words, as the archive was cut.
        today: returns the asker's day.
        threshold: the confidence, 0 to 1, under which no sentence is shown as the answer; the calibration's
            own where it is None. From which one on a sentence is shown as the nearest, the calibration says.
        calibration: how confidence is worked out; the one that comes with the program for the reader where it is None.
        reader: ranks and marks sentences; the lexical one with the weights that come with the program where it is
            None.
    """

    def __init__(
        self,
        index: Index,
        segment: Segment,
        *,
        today: Callable[[], date],
        threshold: float | None = None,
        calibration: Calibration | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.index = index
        self.segment = segment
        self.today = today
        self.reader = reader or open_lexical_reader()
        self.calibration = calibration or shipped_calibration(self.reader)
        self.threshold = self.calibration.threshold if threshold is None else threshold

    def on(self, day: date) -> Answerer:
        """Return the same answerer as it is asked on another day: 昨天 is the day before that one."""
        other = copy(self)
        other.today = lambda: day
        return other

    def parse(self, question: str, *, filter: Filter = EVERYTHING) -> Question:
        """Return a question as :meth:`ask` understands it."""
        return parse_question(question[:LONGEST_QUESTION], self.segment, filter=filter)

    def ask(
        self,
        question: str,
        *,
        limit: int = 10,
        filter: Filter = EVERYTHING,
        context: Context = NO_CONTEXT,
    ) -> Answer:
        """Answer a question.

        Args:
            question: as the user wrote it; any text at all is allowed.
            limit: how many quotes come back at most.
            filter: which documents may answer.
            context: what the conversation adds.

        Returns:
            Found, with quotes best first, or NotFound, with the reason and the near misses, and whether the first of
            these is near enough to be shown.
        """
        if kind := find_small_talk(question):
            return NotFound(self.parse(question, filter=filter), kind, (), (), 0.0)
        if answer := self._browse(question, limit, filter, context):
            return answer
        weighed = self.weigh(question, filter=filter, context=context)
        if isinstance(weighed, NotFound):
            return replace(weighed, nearest=weighed.nearest[:limit])
        confidence, spelling = self._estimate(weighed), ""
        if confidence < self.threshold and not weighed.another:
            weighed, confidence, spelling = self._respell(weighed, confidence, filter, context)
        parsed, best = weighed.question, weighed.ranking.quotes
        marked = [best[0], *(self._mark(parsed, quote, best[0].score) for quote in best[1:])]
        quotes, several = order_equal(marked)
        quotes, together = join_list(parsed, quotes)
        # Nothing that is said of other days is said against the first.
        besides = are_beside(weighed.period, quotes[0], quotes)
        of_days, disputed = find_dispute(
            parsed, [quote for quote, out in zip(quotes, besides, strict=True) if not out]
        )
        if disputed:
            quotes = (*of_days, *(quote for quote, out in zip(quotes, besides, strict=True) if out))
        quotes, disputed = quotes[:limit], disputed and limit > 1
        if confidence >= self.threshold:
            return Found(
                parsed,
                quotes,
                confidence,
                together=min(together, limit),
                disputed=disputed,
                newest_first=several or weighed.repeated,
                spelling=spelling,
                other_days=weighed.period.misses(quotes[0].metadata),
            )
        reason, unknown, others = self._find_reason(weighed, disputed=disputed)
        # Of two documents that contradict each other both are shown, or nobody could judge.
        near = reason == "disputed" or self._is_near(confidence, weighed.unknown)
        return NotFound(parsed, reason, unknown, quotes, confidence, spelling, others, near=near)

    def _is_near(self, confidence: float, unknown: Sequence[str]) -> bool:
        """Say whether the first sentence, which is not sure to answer, may well be what was looked for."""
        return confidence >= self.calibration.nearest and not any(map(names_something, unknown))

    def wants_reports(self, question: str) -> bool:
        """Say whether a question wants the reports of some days, and not what one of them says."""
        return find_browse(self.parse(question), self.today(), self.segment) is not None

    def _browse(self, question: str, limit: int, filter: Filter, context: Context) -> Answer | None:
        """Return the reports of the days that a question wants; None where it asks for something else."""
        parsed = self.parse(question, filter=filter)
        wanted = find_browse(parsed, self.today(), self.segment)
        if wanted is None:
            return None
        return browse(self.index, self.segment, parsed, wanted, self.parse, limit, context)

    def _respell(
        self, weighed: Weighed, confidence: float, filter: Filter, context: Context
    ) -> tuple[Weighed, float, str]:
        """Return what is found with one character changed, where that is much surer; else what there was.

        Where the new character sounds like the old one it is taken for what was meant. Else it gives near
        misses, and no more confidence than there was: it may be another name.
        """
        best, least, taken = weighed, max(self.threshold, confidence + _SURER), None
        for spelling in respell(weighed.question, weighed.hits, weighed.terms.frequencies):
            if taken and taken.alike and not spelling.alike:
                break
            text = _with_times(weighed, spelling.text)
            other = self.weigh(text, filter=filter, context=context)
            if isinstance(other, Weighed):
                sure = self._estimate(other)
                if sure > least:
                    best, least, taken = other, sure, replace(spelling, text=text)
        if taken is None:
            return weighed, confidence, ""
        best = replace(
            best, question=replace(best.question, asked=weighed.question.asked), unknown=weighed.unknown
        )
        return best, least if taken.alike else confidence, taken.text

    def weigh(
        self, question: str, *, filter: Filter = EVERYTHING, context: Context = NO_CONTEXT
    ) -> Weighed | NotFound:
        """Return what is found for a question and what speaks for it; NotFound where nothing is.

        The arguments are those of :meth:`ask`.
        """
        asked = question[:LONGEST_QUESTION]
        period = find_period(asked, self.today(), self.segment)
        index = Remembering(self.index)
        understand = partial(self._understand, index)
        parsed = replace(understand(period.rest, filter=filter), asked=asked)
        if not parsed.query.words + parsed.query.bigrams:
            return NotFound(parsed, "no words", (), (), 0.0)
        if not self.index.statistics().passages:
            return NotFound(parsed, "empty archive", (), (), 0.0)
        lookups = look_up(index, understand, parsed, period)
        first = next(lookups)
        if period.words and is_in_name(period.words, asked, first.hits):
            period = Period(asked)
            parsed = understand(asked, filter=filter)
            lookups = look_up(index, understand, parsed, period)
            first = next(lookups)
        # What is found in another way is looked up only where the first way gives no sure answer.
        weighed = self._weigh_lookups(chain([first], lookups), period, context)
        if weighed is None:
            unknown = find_unknown(first.question, first.terms)
            reason = "unknown words" if unknown else "no match"
            return NotFound(first.question, reason, unknown, (), 0.0)
        if period.narrows and not first.dated and weighed.ranking.quotes[0].metadata.date:
            # What would answer if it were not for the days is worth a look, and is no answer to what was asked.
            near = self._is_near(estimate_confidence(weighed.signals, self.calibration), weighed.unknown)
            best, *others = weighed.ranking.quotes
            quotes = (best, *map(_unmarked, others))
            return NotFound(weighed.question, "other days", (), quotes, 0.0, near=near)
        return weighed

    def _understand(self, index: Index, question: str, *, filter: Filter) -> Question:
        """Return a question as it is understood, in the archive's own words."""
        parse = partial(self.parse, filter=filter)
        return reword(parse(question), parse, index.frequencies)

    def _weigh_lookups(self, lookups: Iterable[Lookup], period: Period, context: Context) -> Weighed | None:
        """Return what is found by the first lookup that gives a sure answer; by the first of all where none does.

        A report of other days than those that are meant must be much surer, where there are some of these days.
        """
        best = None
        for looked in lookups:
            if not looked.hits:
                continue
            hits = join_favoured(
                looked.hits, looked.question, context, self.index, self.segment, looked.terms
            )
            weighed = self._weigh_hits(replace(looked, hits=hits), period, context)
            if weighed is None:
                continue
            confidence = self._estimate(weighed)
            astray = looked.dated and stray(period, weighed.ranking.quotes[:1])[0]
            if confidence >= self.threshold + _SURER * astray:
                return weighed
            if astray:
                # Near misses of the days that are meant tell more, be they less like the question.
                ranking = weighed.ranking.sorted(stray(period, weighed.ranking.quotes))
                # What is better said of other days is a doubt about them.
                weighed = replace(self._mark_first(looked, ranking, Period("")), period=period)
            best = best or weighed
        return best

    def _weigh_hits(self, looked: Lookup, period: Period, context: Context) -> Weighed | None:
        question, hits = looked.question, looked.hits
        meant = find_meant(hits, period) if looked.dated or period.order else ()
        joined, echoes = join_echoes(hits, question, self.index, self.segment)
        ranking = self.reader.rank(
            question, joined, looked.terms, meant=meant if len(meant) < len(hits) else ()
        )
        ranking = reorder(part_echoes(ranking, echoes), context)
        if period:
            ranking = favour_period(ranking, period)
        if question.person:
            ranking = favour_office(ranking, question.person)
        ranking = favour_numbers(ranking, find_asked(question), self.index)
        ranking = favour_others(favour_form(ranking, question), question.others)
        if not ranking.quotes:
            return None
        return self._mark_first(looked, self.reader.read(question, ranking), period)

    def _mark_first(self, looked: Lookup, ranking: Ranking, period: Period) -> Weighed:
        question, terms = looked.question, looked.terms
        first = self._mark(question, ranking.quotes[0], ranking.quotes[0].score)
        ranking = replace(ranking, quotes=(first, *ranking.quotes[1:]))
        # What other days or other occasions say alike is no doubt about this one.
        rivals = ranking.without(are_beside(period, first, ranking.quotes))
        signals = read_signals(question, rivals, terms, self.reader.signals)
        unknown = find_unknown(question, terms)
        another = not speaks_of(find_asked(question), first, self.index.document)
        return Weighed(question, ranking, signals, unknown, looked.hits, terms, period, another)

    def _estimate(self, weighed: Weighed) -> float:
        """Return the probability that the first sentence answers."""
        confidence = estimate_confidence(weighed.signals, self.calibration)
        return confidence * (ANOTHER_NUMBER if weighed.another else 1.0)

    def _find_reason(
        self, weighed: Weighed, *, disputed: bool
    ) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """Return why the archive does not say it, the words that occur nowhere, and what occurs in their place."""
        unknown = weighed.unknown
        if weighed.another:
            asked = find_asked(weighed.question)
            missing = find_missing(asked, self.index, self.parse, weighed.hits)
            if missing and all(word in fold(missing[0]) for word in unknown):
                return "no such number", (missing[0],), missing[1]
            if not unknown:
                return "another number", (asked[0].text,), ()
        if weighed.period.misses(weighed.ranking.quotes[0].metadata):
            return "other days", unknown, ()
        return find_reason(weighed.question, weighed.ranking, unknown, disputed=disputed), unknown, ()

    def _mark(self, question: Question, quote: Quote, best: float) -> Quote:
        # In a sentence that does not answer, any marked words would mislead.
        if quote.score < best - NEARLY_AS_GOOD:
            return _unmarked(quote)
        if question.person:
            office = find_office(quote.passage, quote.sentence, question.person)
            return replace(quote, exact=office, sure=float(office is not None))
        return self.reader.mark(question, quote)


def _unmarked(quote: Quote) -> Quote:
    """Return a quote without the exact words that a reader proposed for it and that nobody chose."""
    return quote if quote.exact is None else replace(quote, exact=None, sure=0.0)


def _with_times(weighed: Weighed, spelling: str) -> str:
    """Return a respelt question with the words of time that were taken out of it: 昨天谁主持了会议."""
    asked = " ".join(fold(weighed.question.asked).split())
    before = weighed.question.text
    return asked.replace(before, spelling, 1) if weighed.period and before in asked else spelling
