"""The candidate spans of a sentence, any of which may be the exact answer, and the measures of each.

Every run of whole words is a candidate. It is measured what stands before and behind it, what it consists of and where
the question's own words stand around it, by :data:`retrieval.reader.exact.columns.COLUMNS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.reader import cues
from retrieval.reader.exact.columns import ASKS, CLOSES, COLUMNS, FIRST, LAST, LEFT, NUMBER, OPENS, RIGHT
from retrieval.reader.exact.ends import measure_ends
from retrieval.reader.exact.sentence import Sentence, hold, left_tokens, right_tokens, sum_up
from retrieval.reader.network import Shared

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from retrieval.answers import Question
    from retrieval.reader.exact.ends import Column, Ends
    from retrieval.reader.exact.sentence import Asked
    from retrieval.types import Booleans, Floats, Integers
    from retrieval.values import Passage, Span

# The most words of a candidate. Only whole clauses may be longer.
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Proposals:
    """The candidate spans of a sentence in a passage's text, and their measures, by :data:`COLUMNS`.

    ``measures`` has a row for each candidate, of some ``columns``. Measures that all candidates with the same first or
    last word have in common are in ``shared``. All other columns are 0.
    """

    starts: Integers
    ends: Integers
    measures: Floats
    columns: list[int]
    shared: tuple[Shared, ...]

    @property
    def rows(self) -> Floats:
        """All columns, a row for each candidate."""
        rows = np.zeros((len(self.starts), len(COLUMNS)))
        rows[:, self.columns] = self.measures
        for part in self.shared:
            rows[:, part.columns] += part.values[part.kinds]
            np.put_along_axis(rows, part.ones[part.kinds], 1.0, axis=1)
        return rows


def propose_spans(question: Question, passage: Passage, sentence: Span) -> Proposals:
    """Return the candidate spans of a sentence with their measures.

    Args:
        question: what is asked.
        passage: where the sentence stands.
        sentence: a span of the passage's text.
    """
    asked = hold(question)
    read = Sentence(asked, passage, sentence)
    if not read.count:
        none = np.zeros(0, dtype=np.intp)
        return Proposals(none, none, np.zeros((0, 0)), [], ())
    first, last = _pairs(read)
    ends = measure_ends(asked, read)
    measures = _measure_marks(read, ends, first, last) | _measure_things(asked, read, first, last)
    kind = np.full(read.count, ASKS + asked.kind_number)
    shared = (
        _share(first, ends.first, [LEFT + left_tokens(read), FIRST + read.kinds, kind]),
        _share(last, ends.last, [RIGHT + right_tokens(read), LAST + read.kinds]),
    )
    return Proposals(
        read.starts[first] + sentence.start,
        read.ends[last] + sentence.start,
        np.stack(list(measures.values())).T.astype(np.float64),
        [NUMBER[name] for name in measures],
        shared,
    )


def _share(kinds: Integers, measures: Mapping[str, Column], ones: list[Integers]) -> Shared:
    values = np.stack(list(measures.values()), dtype=np.float64, casting="unsafe").T
    return Shared(kinds, [NUMBER[name] for name in measures], values, np.stack(ones, axis=1))


def _pairs(read: Sentence) -> tuple[Integers, Integers]:
    """Return the first and last word of each candidate: all short ones, and whole clauses of any length."""
    numbers = np.arange(read.count)
    further = numbers - numbers[:, np.newaxis]
    clauses = read.begins[:, np.newaxis] & read.finishes
    first, last = np.nonzero((further >= 0) & ((further < _LONGEST) | clauses))
    return first, last


def _measure_marks(read: Sentence, ends: Ends, first: Integers, last: Integers) -> dict[str, Column]:
    """Measure how long each stretch is, what of the question it holds, and the punctuation inside and around it."""
    balance = read.count_letters(OPENS) - read.count_letters(CLOSES)
    held, lists = ends.held, ends.lists
    length, inside, listed, unbalanced = _between(
        [read.starts, held[:-1], lists[read.starts], balance[read.starts]],
        [read.ends, held[1:], lists[read.ends], balance[read.ends]],
        first,
        last,
    )
    measures: dict[str, Column] = {
        "letters_log": np.log1p(length),
        "asked_inside_share": inside / length,
        "lists": np.minimum(listed, 4) / 2,
        "quoted_inside": unbalanced != 0,
        "clause": read.begins[first] & read.finishes[last],
        "sentence": (first == 0) & (last == read.count - 1),
    }
    opened, closed = (read.left & OPENS) != 0, (read.right & CLOSES) != 0
    if opened.any() and closed.any():
        # The candidate fills a pair of quotation marks or brackets.
        quoted = opened[first] & closed[last]
        measures["quoted"] = quoted
        measures["quoted_apposed"] = np.asarray(ends.last["apposed_right"])[last] * quoted
    return measures


def _between(
    of_first: list[Integers],
    of_last: list[Integers],
    first: Integers,
    last: Integers,
) -> Integers:
    """Return how many things stand in each candidate, from counts up to its first word and through its last word.

    There is a row for each kind of thing that is counted.
    """
    counted: Integers = np.stack(of_last).take(last, axis=1) - np.stack(of_first).take(first, axis=1)
    return counted


def _measure_things(asked: Asked, read: Sentence, first: Integers, last: Integers) -> dict[str, Column]:
    """Measure what each stretch names, and whether that is what is asked for."""
    text, focus = read.text, asked.focus
    persons, places = sum_up(read.kinds <= 1), sum_up((read.kinds == 2) | (read.kinds == 3))
    times, numbers = _find(cues.WHEN, text), _find(cues.NUMBER, text)
    person, place, time, number = _between(
        [
            persons[:-1],
            places[:-1],
            *(np.searchsorted(found[:, 1], read.starts, side="right") for found in (times, numbers)),
        ],
        [persons[1:], places[1:], *(np.searchsorted(found[:, 0], read.ends) for found in (times, numbers))],
        first,
        last,
    )
    measures: dict[str, Column] = {"persons": np.minimum(person, 3) / 2, "places": np.minimum(place, 3) / 2}
    # Whether a candidate overlaps a time (a number), and whether it is exactly one.
    for name, found, shared in (("time", times, time), ("number", numbers, number)):
        if len(found):
            measures[f"{name}_inside"] = shared > 0
            measures[name] = _equal(read, found, first, last)
    by_kind = {"who": person, "where": place, "when": time, "how many": number}
    if asked.kind in by_kind:
        measures["same_kind"] = by_kind[asked.kind] > 0
    endings = {"unit_end": [asked.unit] if asked.unit else [], "grain_end": asked.grains}
    if focus and focus in text:
        endings["focus_end"] = [focus]
        nearest = [
            at if (at := text.find(focus, start)) >= 0 else len(text) for start in read.starts.tolist()
        ]
        measures["focus_inside"] = np.array(nearest)[first] + len(focus) <= read.ends[last]
    for name, some in endings.items():
        if some:
            measures[name] = _ends_in(read, some, first, last)
    return measures


def _equal(read: Sentence, found: Integers, first: Integers, last: Integers) -> Booleans:
    """Say which candidates are exactly one of the spans found."""
    begun = {start: number for number, start in enumerate(found[:, 0].tolist())}
    ended = {end: number for number, end in enumerate(found[:, 1].tolist())}
    begins = np.array([begun.get(start, -1) for start in read.starts.tolist()])
    finishes = np.array([ended.get(end, -2) for end in read.ends.tolist()])
    return np.asarray(begins[first] == finishes[last])


def _find(pattern: re.Pattern[str], text: str) -> Integers:
    return np.array([found.span() for found in pattern.finditer(text)], dtype=np.intp).reshape(-1, 2)


def _ends_in(read: Sentence, endings: Sequence[str], first: Integers, last: Integers) -> Booleans:
    """Say which candidates end in one of some endings, which must lie inside the candidate."""
    shortest = np.full(read.count, len(read.text) + 1)
    for ending in sorted(endings, key=len, reverse=True):
        shortest[[read.text.endswith(ending, 0, end) for end in read.ends.tolist()]] = len(ending)
    return np.asarray(read.ends[last] - read.starts[first] >= shortest[last])
