"""Which passages are read for a question: those that match best, and among them those of the days that it means."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from retrieval.answering.timeliness import HARDLY_WORSE
from retrieval.chinese.folding import fold
from retrieval.chinese.terms import bigram_terms
from retrieval.index.scoring import BIGRAM_WEIGHT, TITLE_WEIGHT
from retrieval.question.patterns import ASKS_NOW, find_office_asked
from retrieval.question.period import Period, without_own_day
from retrieval.reader.exact.holders import names_holder
from retrieval.reader.terms import columns_of, count_terms
from retrieval.values import Query, Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answers import Question, Renamed
    from retrieval.index.base import Index
    from retrieval.reader.terms import Terms
    from retrieval.values import Filter, Hit, Passage

# How many passages are read for their sentences: the right one is almost always among them.
_PASSAGES = 60
# Of the days that are meant fewer say the same: with 30 more of their reports are found than with 60.
_OF_DAYS = 30
# How many passages are looked at that hold other words for what is asked, and the most that one of them scores, as a
# share of the best.
_OTHERWISE = 20
_BEHIND = 0.7
# How many other writings of a question's names are searched for.
_WRITINGS = 2
# How many other words are searched for at once: each costs as much as a word of the question.
_WORDS = 6
# How often passages beyond the newest ones found are looked for.
_STEPS = 3
# What is younger than the newest hit by no more than this is asked for by 现在.
_RECENT = timedelta(2 * 365)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question as it is searched for, and what was found.

    ``terms`` tells how common its terms are, ``hits`` are the passages, best first, and ``dated`` says that some of them are of the days that the question means.
    """

    question: Question
    terms: Terms
    hits: Sequence[Hit]
    dated: bool


class Parse(Protocol):
    """How a question is understood, as :meth:`retrieval.answering.answerer.Answerer.parse` does."""

    def __call__(self, question: str, *, filter: Filter) -> Question:
        """Return a question as it is understood."""


def look_up(index: Index, parse: Parse, question: Question, period: Period) -> Iterator[Lookup]:
    """Yield what an index holds for a question, as it may be searched for, the likeliest first.

    Documents of 2023 seldom write 2023: where the best passage does not, the question without it comes first. So it
    does where the best passage writes only its own day: that stands in its first sentence, and the answer in another.
    """
    found = _find(index, question, period)
    if hits := _find_recent(index, question, period, found.hits):
        yield replace(found, hits=hits)
    if period.narrows and not found.dated:
        # Texts without a date of their own may say 4月以来 themselves.
        whole = _find(index, parse(question.asked, filter=question.filter), period)
        yield whole if whole.terms.know_all(whole.question.query.words) else found
        return
    if not period.plain or not (found.dated or period.every):
        yield found
        return
    plain = replace(parse(period.plain, filter=question.filter), asked=question.asked)
    if not found.dated:
        # Of 7月9日 in an earlier year the archive may hold the only report, and it writes 昨日 in its text.
        again = _find(index, plain, period)
        if again.hits and period.nears(again.hits[0].passage.metadata):
            yield again
        yield found
        return
    of_days = set(question.query.words) - set(plain.query.words)
    admitted = zip(found.hits, period.admit([hit.passage for hit in found.hits]), strict=True)
    best = next((hit.passage for hit, admits in admitted if admits), None)
    told = "" if best is None else without_own_day(best) if period.is_own_day(best) else best.folded
    said = all(word in told for word in of_days)
    if said:
        yield found
    again = _find(index, plain, period)
    if again.dated:
        yield again
    # Where nothing at all writes them, the words only lower what is thought of the best passage.
    if not said and (not again.dated or found.terms.know_all(of_days)):
        yield found


def _find(index: Index, question: Question, period: Period) -> Lookup:
    """Return the passages that match best, and those of the days that the question means.

    Where the days narrow there are no others; what has no date may be of any day, so that it stands in where
    none of them is found.
    """
    terms = count_terms(index, question.query, question.same)
    plan = plan_searches(question, period)
    found = list(index.search_many(plan))
    otherwise = found.pop() if question.loose_others else ()
    hits, *of_days = _merge_writings(question, terms, plan, found)
    # What is only found by other words comes behind what holds the question's own.
    hits = _join(hits, _behind(hits, otherwise))
    if not of_days:
        return Lookup(question, terms, _find_ends(index, question, period.order, hits), dated=False)
    within, *near = of_days
    if period.narrows:
        undated = [hit for hit in hits if hit.passage.metadata.date is None]
        return Lookup(question, terms, within or undated or hits, bool(within))
    dated = bool(within) or any(period.holds(hit.passage.metadata) for hit in hits)
    return Lookup(question, terms, _join([*hits, *chain(*near)], within), dated)


def plan_searches(question: Question, period: Period) -> list[Search]:
    """Return the searches that a question is looked up with first, in the order in which they are read."""
    given = question.filter
    searches = []
    for query in _queries(question):
        searches.append(Search(query, _PASSAGES, given))
        if period.since or period.until:
            searches.append(Search(query, _OF_DAYS, period.narrow(given)))
            if period.near and not period.narrows:
                searches.append(Search(query, _OF_DAYS, Period("", *period.near).narrow(given)))
    if question.loose_others:
        of_others = period.narrow(given) if period.narrows else given
        searches.append(Search(_widened(question), _OTHERWISE, of_others))
    return searches


def _queries(question: Question) -> list[Query]:
    """Return a question's query, and those with a name each in another writing."""
    return [question.query, *(name.query for name in question.same[:_WRITINGS])]


def _widened(question: Question) -> Query:
    """Return a question's query with the words that documents write for the same."""
    query, others = question.query, _first_others(question)
    pairs = chain.from_iterable(map(bigram_terms, others))
    return Query(
        tuple(dict.fromkeys((*query.words, *others))), tuple(dict.fromkeys((*query.bigrams, *pairs)))
    )


def _first_others(question: Question) -> list[str]:
    """Return the other words that are searched for: the first of each piece of the question before the second of any."""
    loose, turns = {*question.loose_others}, Counter[str]()
    ordered = []
    for said, written in question.otherwise:
        if written in loose:
            ordered.append((turns[said], written))
            turns[said] += 1
    ordered.sort(key=lambda pair: pair[0])
    return list(dict.fromkeys(written for _, written in ordered))[:_WORDS]


def _merge_writings(
    question: Question, terms: Terms, plan: Sequence[Search], found: Sequence[Sequence[Hit]]
) -> list[Sequence[Hit]]:
    """Return what each search of a plan found, with what the same search found by other writings of a name.

    Who asks for cpi means what is written 居民消费价格: where a passage holds the other writing, that weighs what the name
    itself does, however many terms it has. Of several scores of a passage the best counts.
    """
    queries = _queries(question)
    if len(queries) == 1:
        return list(found)
    size = len(found) // len(queries)
    merged = list(found[:size])
    weigh = _Weighing(question, terms)
    for number, name in enumerate(question.same[:_WRITINGS], 1):
        if not terms.knows_name(name.written):
            continue
        for place in range(size):
            # What holds the rest of the question alone has been found by the first search.
            others = [
                replace(hit, score=weigh(hit.passage, name))
                for hit in found[number * size + place]
                if name.written in hit.passage.folded
            ]
            # Of two hits of one passage the last that is joined stays: the better one.
            both = sorted((*merged[place], *others), key=lambda hit: hit.score)
            merged[place] = _join(both, ())[: plan[place].limit]
    return merged


class _Weighing:
    """Scores a passage as the search for a question would if a name of it stood there in the question's own writing.

    How often a term stands in a passage, and how long that is, matters so little to a search that it is left out here.
    """

    def __init__(self, question: Question, terms: Terms) -> None:
        query = question.query
        self._query, self._terms = query, query.words + query.bigrams
        weights = terms.weigh_all(query, question.same)
        self._weights = [
            weight * (1.0 if column < len(query.words) else BIGRAM_WEIGHT)
            for column, weight in enumerate(weights)
        ]

    def __call__(self, passage: Passage, name: Renamed) -> float:
        of_name, title = set(columns_of(self._query, name.said)), fold(passage.metadata.title)
        return sum(
            weight * ((column in of_name or term in passage.folded) + TITLE_WEIGHT * (term in title))
            for column, (term, weight) in enumerate(zip(self._terms, self._weights, strict=True))
        )


def _behind(hits: Sequence[Hit], others: Sequence[Hit]) -> Sequence[Hit]:
    """Return the hits of a wider search that are not among the first, none with a higher score than half the best."""
    found = {hit.passage.id for hit in hits}
    most = _BEHIND * hits[0].score if hits else math.inf
    return [replace(hit, score=min(hit.score, most)) for hit in others if hit.passage.id not in found]


def _find_recent(index: Index, question: Question, period: Period, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return what the last years alone hold, where it is asked what holds now; nothing where all years were found.

    Of a thousand reports on one office those that match best name whoever held it in any of thirty years. Who asks for
    the holder of one wants a report that names one.
    """
    days = [day for hit in hits if (day := hit.passage.metadata.date)]
    asks_now = (period.order > 0 and not period.told) or ASKS_NOW.search(question.text)
    if not asks_now or period.narrows or len(days) < _PASSAGES or min(days) >= max(days) - _RECENT:
        return ()
    recent = Period("", since=max(days) - _RECENT).narrow(question.filter)
    [found] = index.search_many([Search(question.query, _OF_DAYS, recent)])
    if find_office_asked(question.text) is None:
        return found
    return [hit for hit in found if names_holder(question, hit.passage)]


def _find_ends(index: Index, question: Question, order: int, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return the hits, and with them newer ones (or older ones) that match hardly worse, where order is asked.

    Of a hundred reports that match alike the newest is seldom among the best sixty.
    """
    for _ in range(_STEPS):
        beyond = _plan_beyond(question, order, hits)
        more = _join_beyond(hits, index.search_many([beyond])[0]) if beyond else None
        if more is None:
            break
        hits = more
    return hits


def _plan_beyond(question: Question, order: int, hits: Sequence[Hit]) -> Search | None:
    """Return the search for what is newer (or older) than the best hits, where order is asked; else None."""
    least = HARDLY_WORSE * hits[0].score if hits else 0.0
    days = [day for hit in hits if hit.score >= least and (day := hit.passage.metadata.date)]
    if not order or not days:
        return None
    if order > 0:
        beyond = Period("", since=max(days) + timedelta(1))
    else:
        beyond = Period("", until=min(days) - timedelta(1))
    return Search(question.query, _OF_DAYS, beyond.narrow(question.filter))


def _join_beyond(hits: Sequence[Hit], more: Sequence[Hit]) -> Sequence[Hit] | None:
    """Return the hits with those of the search beyond them that match hardly worse; None where there are none."""
    least = HARDLY_WORSE * hits[0].score
    more = [hit for hit in more if hit.score >= least]
    return _join(hits, more) if more else None


def foresee_beyond(index: Index, asked: Sequence[tuple[Question, int, Sequence[Hit]]]) -> None:
    """Let an index find at once, step by step, what is newer or older than the hits of several questions."""
    for _ in range(_STEPS):
        planned = [(one, beyond) for one in asked if (beyond := _plan_beyond(*one))]
        found = index.search_many([beyond for _, beyond in planned])
        asked = [
            (question, order, further)
            for ((question, order, hits), _), more in zip(planned, found, strict=True)
            if (further := _join_beyond(hits, more)) is not None
        ]


def _join(hits: Sequence[Hit], others: Sequence[Hit]) -> Sequence[Hit]:
    """Return the hits of searches for the same terms as one list, best first."""
    found = {hit.passage.id: hit for hit in (*hits, *others)}
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.passage.metadata.id, hit.passage.number))
