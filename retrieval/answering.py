"""The one call that the terminal, the bot and the evaluation share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.agreement import NEARLY_AS_GOOD, find_dispute, join_list, order_equal
from retrieval.confidence import (
    estimate_confidence,
    find_reason,
    find_unknown,
    read_signals,
    shipped_calibration,
)
from retrieval.context import join_favoured, reorder
from retrieval.folding import fold
from retrieval.offices import favour_office, find_office
from retrieval.question import parse_question
from retrieval.ranking import rank_sentences
from retrieval.spans import mark_exact
from retrieval.spelling import respell
from retrieval.times import favour_period, find_period
from retrieval.values import EVERYTHING, NO_CONTEXT, Answer, Context, Filter, Found, NotFound, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from retrieval.confidence import Calibration
    from retrieval.index.base import Index
    from retrieval.matching import Floats
    from retrieval.network import Network
    from retrieval.ranking import Ranking
    from retrieval.segmentation import Segment
    from retrieval.times import Period
    from retrieval.values import Hit, Quote

# How many passages are read for their sentences: the right one is almost always among them.
_PASSAGES = 60
LONGEST_QUESTION = 400
"""A longer question is a pasted text: its first part says what is asked."""
# How much surer an answer must be for the question to be taken as misspelt.
_BETTER_SPELT = 0.3


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found, before it is decided whether it answers.

    ``ranking`` holds at least one sentence; ``signals`` are what confidence is worked out from
    (:data:`retrieval.confidence.SIGNALS`), ``unknown`` the question's words that occur nowhere, ``hits``
    the passages that were read, ``frequencies`` in how many passages each term of the question occurs, and
    ``period`` what the question says of time.
    """

    question: Question
    ranking: Ranking
    signals: Floats
    unknown: tuple[str, ...]
    hits: Sequence[Hit]
    frequencies: Mapping[str, int]
    period: Period

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
        threshold: the confidence, 0 to 1, under which the archive is said not to answer; the calibration's
            own where it is None.
        calibration: how confidence is worked out; the one that comes with the program where it is None.
        network: how sentences are ranked; likewise.
    """

    def __init__(
        self,
        index: Index,
        segment: Segment,
        *,
        today: Callable[[], date],
        threshold: float | None = None,
        calibration: Calibration | None = None,
        network: Network | None = None,
    ) -> None:
        self.index = index
        self.segment = segment
        self.today = today
        self.calibration = calibration or shipped_calibration()
        self.threshold = self.calibration.threshold if threshold is None else threshold
        self._network = network

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
            Found, with quotes best first, or NotFound, with the reason and the near misses.
        """
        weighed = self.weigh(question, filter=filter, context=context)
        if isinstance(weighed, NotFound):
            return replace(weighed, nearest=weighed.nearest[:limit])
        confidence, spelling = estimate_confidence(weighed.signals, self.calibration), ""
        if confidence < self.threshold:
            weighed, confidence, spelling = self._respell(weighed, confidence, filter, context)
        parsed, best = weighed.question, weighed.ranking.quotes
        marked = [best[0], *(_mark(parsed, quote, best[0].score) for quote in best[1:])]
        quotes, several = order_equal(marked)
        quotes, together = join_list(parsed, quotes)
        quotes, disputed = find_dispute(parsed, quotes)
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
        reason = find_reason(parsed, weighed.ranking, weighed.unknown, disputed=disputed)
        return NotFound(parsed, reason, weighed.unknown, quotes, confidence, spelling)

    def _respell(
        self, weighed: Weighed, confidence: float, filter: Filter, context: Context
    ) -> tuple[Weighed, float, str]:
        """Return what is found with one character changed, where that is much surer; else what there was.

        Where the new character sounds like the old one it is taken for what was meant. Else it gives near
        misses, and no more confidence than there was: it may be another name.
        """
        best, least, taken = weighed, max(self.threshold, confidence + _BETTER_SPELT), None
        for spelling in respell(weighed.question, weighed.hits, weighed.frequencies):
            if taken and taken.alike and not spelling.alike:
                break
            text = _with_times(weighed, spelling.text)
            other = self.weigh(text, filter=filter, context=context)
            if isinstance(other, Weighed):
                sure = estimate_confidence(other.signals, self.calibration)
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
        parsed = replace(self.parse(period.rest, filter=filter), asked=asked)
        terms = parsed.query.words + parsed.query.bigrams
        passages = self.index.statistics().passages
        if not terms:
            return NotFound(parsed, "no words", (), (), 0.0)
        if not passages:
            return NotFound(parsed, "empty archive", (), (), 0.0)
        parsed, frequencies, hits, dated = self._look_up(parsed, period)
        unknown = find_unknown(parsed, frequencies)
        no_match = NotFound(parsed, "unknown words" if unknown else "no match", unknown, (), 0.0)
        if not hits:
            return no_match
        hits = join_favoured(hits, parsed, context, self.index, self.segment, frequencies)
        ranking = reorder(rank_sentences(parsed, hits, frequencies, passages, self._network), context)
        if period:
            ranking = favour_period(ranking, period)
        if parsed.person:
            ranking = favour_office(ranking, parsed.person)
        if not ranking.quotes:
            return no_match
        if period.narrows and not dated and ranking.quotes[0].metadata.date:
            return NotFound(parsed, "other days", (), ranking.quotes, 0.0)
        first = _mark(parsed, ranking.quotes[0], ranking.quotes[0].score)
        ranking = replace(ranking, quotes=(first, *ranking.quotes[1:]))
        return Weighed(
            parsed,
            ranking,
            read_signals(parsed, ranking, frequencies, passages),
            unknown,
            hits,
            frequencies,
            period,
        )

    def _look_up(
        self, question: Question, period: Period
    ) -> tuple[Question, Mapping[str, int], Sequence[Hit], bool]:
        """Return a question as it is searched for, how common its terms are, and what :meth:`_search` does."""
        frequencies = self.index.frequencies(question.query.words + question.query.bigrams)
        hits, dated = self._search(question, period)
        if dated and period.plain:
            # Documents of 2023 seldom write 2023: what no text says is no more searched for.
            plain = replace(self.parse(period.plain, filter=question.filter), asked=question.asked)
            of_days = set(question.query.words) - set(plain.query.words)
            if any(not frequencies[word] for word in of_days):
                again, still = self._search(plain, period)
                if still:
                    known = self.index.frequencies(plain.query.words + plain.query.bigrams)
                    return plain, known, again, still
        return question, frequencies, hits, dated

    def _search(self, question: Question, period: Period) -> tuple[Sequence[Hit], bool]:
        """Return the passages that match best, and whether some are of the days that the question means.

        Among them are the best of those days, or no others where the days narrow; what has no date may be of
        any day, so that it stands in where none of them is found.
        """
        hits = self.index.search(question.query, limit=_PASSAGES, filter=question.filter)
        if not (period.since or period.until):
            return hits, False
        within = self.index.search(question.query, limit=_PASSAGES, filter=period.narrow(question.filter))
        if period.narrows:
            undated = [hit for hit in hits if hit.passage.metadata.date is None]
            return within or undated or hits, bool(within)
        found = {hit.passage.id: hit for hit in (*hits, *within)}
        ordered = sorted(
            found.values(), key=lambda hit: (-hit.score, hit.passage.metadata.id, hit.passage.number)
        )
        return ordered, bool(within)


def _with_times(weighed: Weighed, spelling: str) -> str:
    """Return a respelt question with the words of time that were taken out of it: 昨天谁主持了会议."""
    asked = " ".join(fold(weighed.question.asked).split())
    before = weighed.question.text
    return asked.replace(before, spelling, 1) if weighed.period and before in asked else spelling


def _mark(question: Question, quote: Quote, best: float) -> Quote:
    # In a sentence that does not answer, any marked words would mislead.
    if quote.score < best - NEARLY_AS_GOOD:
        return quote
    if question.person:
        return replace(quote, exact=find_office(quote.passage, quote.sentence, question.person))
    return replace(quote, exact=mark_exact(question, quote.passage, quote.sentence))
