"""What is measured of each word as the first and as the last of a stretch.

A stretch adds up what its two words are worth, so that a sentence of forty words is measured at eighty ends, and not in
its five hundred stretches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.reader.exact.columns import CLAUSE, COPULA, COPULAS, DE, LIST, LONGEST_RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.reader.exact.sentence import Asked, Sentence
    from retrieval.types import Booleans, Floats, Integers

# Where the question's next word is put on the left and on the right where there is none: the weights were fitted so.
_NONE_LEFT, _NONE_RIGHT = -1000, 10000
# How many words beside a stretch are looked through for the question's.
_NEAR = 5

Column: TypeAlias = "Sequence[bool] | Sequence[float] | Floats | Booleans | Integers"


@dataclass(frozen=True, slots=True)
class Ends:
    """What is measured of each word as the ``first`` and as the ``last`` of a stretch.

    What is counted inside a stretch is the difference of two sums (``held`` of the question's letters, ``lists`` of
    、), or so much for its last word less so much for its first one.
    """

    first: dict[str, Column]
    last: dict[str, Column]
    held: Integers
    lists: Integers


def measure_ends(asked: Asked, read: Sentence) -> Ends:
    """Measure each word of a sentence as the first and as the last of a stretch."""
    size, count = len(read.text) or 1, read.count
    starts, ends, numbers = read.starts, read.ends, np.arange(read.count)
    held, before, after = read.sums
    all_before, all_after = before[-1] or 1, after[-1] or 1
    left_run, right_run, apposed_left, apposed_right = _runs(asked, read)
    commas, particles = read.count_letters(CLAUSE), read.count_letters(DE)
    lists = read.count_letters(LIST)
    unit, focus, text = asked.unit, asked.focus, read.text
    first: dict[str, Column] = {
        "words": -numbers / 10,
        "letters": -starts / 20,
        "start_place": starts / size,
        "asked_inside": -held[:-1] / 5,
        "asked_left": (held[:-1] - held[np.maximum(numbers - _NEAR, 0)]) / 5,
        "left_distance": _distance_left(read),
        "before_on_left": before[:-1] / all_before,
        "after_on_left": after[:-1] / all_after,
        "left_run": left_run,
        "runs": left_run,
        "apposed_left": apposed_left,
        "commas": -commas[starts],
        "clause_start": read.begins,
        "has_de": -particles[starts],
        "copula_left": (read.left & COPULA) != 0,
    }
    last: dict[str, Column] = {
        "words": (numbers + 1) / 10,
        "letters": ends / 20,
        "end_place": ends / size,
        "asked_inside": held[1:] / 5,
        "asked_right": (held[np.minimum(numbers + 1 + _NEAR, count)] - held[1:]) / 5,
        "right_distance": _distance_right(read),
        "after_on_right": (after[-1] - after[1:]) / all_after,
        "before_on_right": (before[-1] - before[1:]) / all_before,
        "right_run": right_run,
        "runs": right_run,
        "apposed_right": apposed_right,
        "commas": commas[ends],
        "clause_end": read.finishes,
        "has_de": particles[ends],
    }
    if asked.many:
        first["many_lists"], last["many_lists"] = -lists[starts] / 2, lists[ends] / 2
    if asked.grains:
        first["grain_asked"] = np.ones(count)
    if unit:
        last["unit_next"] = np.array([text.startswith(unit, end) for end in ends.tolist()])
    if focus in text and focus:
        first["focus_left"] = np.array(
            [focus in text[max(0, start - 6) : start] for start in starts.tolist()]
        )
        last["focus_right"] = np.array([focus in text[end : end + 6] for end in ends.tolist()])
    if focus:
        last["focus_letter"] = np.array([text[end - 1] == focus[-1] for end in ends.tolist()])
    return Ends(first, last, held, lists)


def _distance_left(read: Sentence) -> Floats:
    """Return for each word how far the next word of the question is on its left, from 0 (none) to 1 (next)."""
    ends = np.concatenate([[_NONE_LEFT], np.where(read.asked, read.ends, _NONE_LEFT)[:-1]])
    distances: Floats = 1 / (1 + read.starts - np.maximum.accumulate(ends))
    return distances


def _distance_right(read: Sentence) -> Floats:
    starts = np.concatenate([np.where(read.asked, read.starts, _NONE_RIGHT)[1:], [_NONE_RIGHT]])
    distances: Floats = 1 / (1 + np.minimum.accumulate(starts[::-1])[::-1] - read.ends)
    return distances


def _runs(asked: Asked, read: Sentence) -> tuple[Floats, Floats, Floats, Floats]:
    """Return how long the question's own letters run on before and behind each word.

    1. Before it: those before the gap (``总策略是 什么`` and ``总策略为 外防输入``).
    2. Behind it: those behind the gap.
    3. Before it: those before the gap, whatever copula stands between.
    4. Behind it: those before the gap, for an answer that stands in front (``“外防输入”总策略``).
    """
    if asked.gap is None:
        return (np.zeros(read.count),) * 4
    left, right, subject, tails, heads = asked.left, asked.right, asked.subject, asked.tails, asked.heads
    letters = read.letters
    # The copulas before each place left out.
    bare = [0]
    for place, letter in enumerate(letters, 1):
        bare.append(bare[-1] if letter in COPULAS else place)
    # Few words stand beside the one letter with which a run begins.
    last, first, last_of_subject = left[-1:], right[:1], subject[-1:]
    before, behind = f"\n{letters}", f"{letters}\n\n"
    runs = []
    for start, end in zip(
        read.letter_at[read.starts].tolist(), read.letter_at[read.ends].tolist(), strict=True
    ):
        at, place = end + (behind[end] == "的"), bare[start]
        runs.append(
            (
                _common_end(left, letters, start) if before[start] == last else 0,
                _common_start(right, letters, end) if behind[end] == first else 0,
                _common_end(subject, letters, place) if before[place] == last_of_subject else 0,
                next((len(tail) for tail in tails if letters.startswith(tail, at)), 0)
                if behind[at] in heads
                else 0,
            )
        )
    one, two, three, four = np.array(runs).T / 4
    return one, two, three, four


def _common_end(one: str, other: str, end: int) -> int:
    """Return how many letters a text ends in that stand before a place in another one."""
    size, most = 0, min(len(one), end, LONGEST_RUN)
    while size < most and one[-size - 1] == other[end - size - 1]:
        size += 1
    return size


def _common_start(one: str, other: str, start: int) -> int:
    size, most = 0, min(len(one), len(other) - start, LONGEST_RUN)
    while size < most and one[size] == other[start + size]:
        size += 1
    return size
