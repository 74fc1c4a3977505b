"""The one call that the terminal, the bot and the evaluation share."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.answering.agreement import find_dispute, join_list, order_equal
from retrieval.answering.browsing import browse
from retrieval.answering.calibration import shipped_calibration
from retrieval.answering.context import NO_CONTEXT
from retrieval.answering.foreseeing import Asking, foresee_question
from retrieval.answering.naming import ask_renamed
from retrieval.answering.numbers import find_asked, find_missing
from retrieval.answering.reasons import find_reason, leave_renamed
from retrieval.answering.rephrasing import ask_rephrased, ask_respelt, foresee_doubt
from retrieval.answering.timeliness import are_beside
from retrieval.answering.weighing import SURER, Weighed, Weigher
from retrieval.answers import Found, NotFound
from retrieval.chinese.folding import fold
from retrieval.index.remembering import Remembering
from retrieval.question.browsing import find_browse
from retrieval.question.small_talk import find_small_talk
from retrieval.reader.lexical import open_lexical_reader
from retrieval.values import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from retrieval.answering.calibration import Calibration
    from retrieval.answering.context import Context
    from retrieval.answers import Answer, Question
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index
    from retrieval.reader.base import Reader
    from retrieval.values import Filter


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
        self._weigher = Weigher(segment, self.reader, self.calibration, self.threshold)

    def on(self, day: date) -> Answerer:
        """Return the same answerer as it is asked on another day: 昨天 is the day before that one."""
        other = copy(self)
        other.today = lambda: day
        return other

    def reading_all(self) -> Answerer:
        """Return the same answerer, whose reader reads also where its first stage is sure: so a calibration is fitted."""
        weigher, other = copy(self._weigher), copy(self)
        weigher.first_calibration = None
        other._weigher = weigher  # noqa: SLF001 - its own copy
        return other

    def parse(self, question: str, *, filter: Filter = EVERYTHING) -> Question:
        """Return a question as :meth:`ask` understands it."""
        return self._weigher.parse(question, filter=filter)

    def weigh(
        self, question: str, *, filter: Filter = EVERYTHING, context: Context = NO_CONTEXT
    ) -> Weighed | NotFound:
        """Return what is found for a question and what speaks for it; NotFound where nothing is.

        The arguments are those of :meth:`ask`.
        """
        return self._weigher.weigh(
            Remembering(self.index), question, self.today(), filter=filter, context=context
        )

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
        index = Remembering(self.index)
        asking = Asking(self._weigher, index, self.today(), filter, context)
        foresee_question(asking, question)
        first = asking.weigh(question)
        foresee_doubt(asking, first)
        weighed, confidence, asking = ask_renamed(asking, first)
        if isinstance(weighed, NotFound):
            return replace(weighed, nearest=weighed.nearest[:limit])
        spelling = ""
        if confidence < self.threshold and not weighed.another:
            weighed, confidence, spelling = ask_respelt(
                asking, weighed, confidence, max(self.threshold, confidence + SURER)
            )
        if confidence < self.threshold and not weighed.another:
            weighed, confidence = ask_rephrased(asking, weighed, confidence)
        parsed, best = weighed.question, weighed.ranking.quotes
        marked = [self._weigher.mark(parsed, quote, best[0].score) for quote in best]
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
        reason, unknown, others = self._find_reason(index, weighed, disputed=disputed)
        # Of two documents that contradict each other both are shown, or nobody could judge.
        near = reason == "disputed" or self._weigher.is_near(confidence, weighed.unknown)
        return NotFound(parsed, reason, unknown, quotes, confidence, spelling, others, near=near)

    def wants_reports(self, question: str) -> bool:
        """Say whether a question wants the reports of some days, and not what one of them says."""
        return find_browse(self.parse(question), self.today(), self.segment) is not None

    def _browse(self, question: str, limit: int, filter: Filter, context: Context) -> Answer | None:
        """Return the reports of the days that a question wants; None where it asks for something else."""
        parsed = self.parse(question, filter=filter)
        wanted = find_browse(parsed, self.today(), self.segment)
        if wanted is None:
            return None
        return browse(Remembering(self.index), self.segment, parsed, wanted, self.parse, limit, context)

    def _find_reason(
        self, index: Remembering, weighed: Weighed, *, disputed: bool
    ) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """Return why the archive does not say it, the words that occur nowhere, and what occurs in their place."""
        unknown = leave_renamed(weighed.unknown, weighed.question, index)
        if weighed.another:
            asked = find_asked(weighed.question)
            missing = find_missing(asked, index, self.parse, weighed.hits)
            if missing and all(word in fold(missing[0]) for word in unknown):
                return "no such number", (missing[0],), missing[1]
            if not unknown:
                return "another number", (asked[0].text,), ()
        if weighed.period.misses(weighed.ranking.quotes[0].metadata):
            return "other days", unknown, ()
        return find_reason(weighed.question, weighed.ranking, unknown, disputed=disputed), unknown, ()
