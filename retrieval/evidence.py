"""What speaks for a sentence as the answer: one row of numbers each, always in the same columns.

The columns are measured, never judged, here: :mod:`retrieval.ranking` weighs them with weights that were
learnt. Rough measures are taken of every sentence of the hits, fine ones only of the best of those.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval import kinds
from retrieval.matching import match_terms, measure_coverage
from retrieval.segmentation import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.matching import Floats, Matches
    from retrieval.values import Hit, Passage, Question, Span

# How many sentences are looked at closely. With more the right one was not chosen more often.
_CLOSELY = 30

_MARKS = re.compile(r"[\s，,。.、；;：:！!？?“”\"'‘’「」『』（）()《》〈〉【】\-—…·]")
_POINTS_BACK = re.compile(r"他|她|它|其|该|此|这|同时|另外|并")
_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NOUN_KINDS = ("what", "which")
# Which words are things of the kind that a question asks for; times and numbers are known by their form.
_THING_KINDS = {
    "who": frozenset(("person", "foreign")),
    "where": frozenset(("place", "organisation", "foreign")),
    "which": frozenset(("place", "organisation", "foreign", "name", "person")),
}
_FOUND_BY_FORM = ("when", "how many")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences that may answer, and what speaks for each: a row of ``evidence`` by ``COLUMNS``."""

    passages: tuple[Passage, ...]
    sentences: tuple[Span, ...]
    evidence: Floats


def gather_evidence(
    question: Question, hits: Sequence[Hit], frequencies: Mapping[str, int], passages: int
) -> Candidates:
    """Measure the sentences of the hits.

    Args:
        question: what is asked.
        hits: the passages found, best first; at least one.
        frequencies: in how many passages each term of the question occurs.
        passages: how many passages there are.
    """
    matches = match_terms(question.query, hits, frequencies, passages)
    scores = np.array([hit.score for hit in hits], dtype=np.float64)
    coverage = measure_coverage(matches, [hit.passage.metadata.id for hit in hits], scores)
    rough = (
        coverage["alone_w"] + coverage["alone_b"]
        + 0.7 * (coverage["titled_w"] + coverage["titled_b"])
        + 0.3 * (coverage["neighbours_w"] + coverage["neighbours_b"])
        + 1.5 * coverage["hit"]
    )  # fmt: skip
    chosen = np.argsort(-rough, kind="stable")[:_CLOSELY]
    asked = _Asked(question)
    found_in, found = [], []
    rows = []
    for number in chosen:
        passage = hits[matches.hit_of[number]].passage
        sentence = passage.sentences[matches.place_of[number]]
        found_in.append(passage)
        found.append(sentence)
        rows.append(_measure(asked, matches, int(number), passage, sentence))
    rough_columns = np.stack([coverage[name][chosen] for name in _COVERAGE], axis=1)
    fine_columns = np.array(rows, dtype=np.float64).reshape(len(rows), len(_FINE))
    return Candidates(tuple(found_in), tuple(found), np.concatenate([rough_columns, fine_columns], axis=1))


class _Named(dict[str, str]):
    """What kind of thing each word names that the question does not hold itself; found out when it is first met."""

    def __init__(self, asked: str) -> None:
        self._asked = asked

    def __missing__(self, word: str) -> str:
        found = self[word] = "" if word in self._asked else kinds.word_kind(word)
        return found


class _Asked:
    """What of the question every sentence is held against, worked out once."""

    def __init__(self, question: Question) -> None:
        text, gap = question.text, question.gap
        self.question = question
        self.kind = question.kind
        self.text = text
        self.named = _Named(text)
        self.thing_kinds = _THING_KINDS.get(self.kind, frozenset())
        left, right = (text[: gap.start], text[gap.end :]) if gap is not None else (text, "")
        self.letters = _MARKS.sub("", left + right)
        self.letter_set = frozenset(self.letters)
        self.gap_text = gap.of(text) if gap is not None else ""
        self.left = _MARKS.sub("", left)[-8:] if gap is not None else ""
        self.right = _MARKS.sub("", right)[:8]
        words = question.query.words
        self.left_word = next((word for word in reversed(question.before) if word in words), "")
        self.right_word = next((word for word in question.after if word in words), "")
        self.numbers = frozenset(_NUMBERS.findall(text))
        self.unit = (
            self.gap_text.lstrip("第多少几百分之") or question.focus
            if self.kind == "how many" and gap
            else ""
        )
        self.masks: dict[str, int] = {}
        for place, letter in enumerate(self.letters):
            self.masks[letter] = self.masks.get(letter, 0) | (1 << place)


def _measure(
    asked: _Asked, matches: Matches, number: int, passage: Passage, sentence: Span
) -> tuple[float, ...]:
    hit = int(matches.hit_of[number])
    text = sentence.of(matches.texts[hit])
    letters = _MARKS.sub("", text)
    words = asked.question.query.words
    places = [
        (at, len(word))
        for at, word in zip(matches.where[number, : matches.words].tolist(), words, strict=True)
        if at >= 0
    ]
    return (
        *_measure_wording(asked, places, letters),
        *_measure_gap(asked, text, letters),
        *_measure_shape(matches, number, text, letters),
        *_measure_news(asked, text, letters),
        *_measure_kinds(asked, passage, sentence, text, places),
    )


def _measure_wording(asked: _Asked, places: Sequence[tuple[int, int]], letters: str) -> tuple[float, ...]:
    """Measure how closely the sentence follows the question's own characters."""
    length = len(asked.letters) or 1
    common = _common_letters(asked.masks, letters, len(asked.letters))
    run = _longest_run(asked.letters, letters)
    close = 0.0
    if places:
        width = max(at for at, _ in places) - min(at for at, _ in places) + 1
        close = min(sum(size for _, size in places) / (width + 4.0), 1.5)
    return common / length, run / length, min(run, 12) / 12, common / (len(letters) + 5.0), close


def _common_letters(masks: Mapping[str, int], letters: str, length: int) -> int:
    """Return the length of the longest common subsequence, counted with the bits of one integer."""
    full = (1 << length) - 1
    rest = full
    for letter in letters:
        mask = masks.get(letter)
        if mask:
            matched = rest & mask
            rest = ((rest + matched) | (rest - matched)) & full
    return (rest ^ full).bit_count()


def _longest_run(asked: str, letters: str) -> int:
    best = 0
    for start in range(len(asked)):
        while start + best < len(asked) and asked[start : start + best + 1] in letters:
            best += 1
    return best


def _measure_gap(asked: _Asked, text: str, letters: str) -> tuple[float, ...]:
    """Measure whether what stands on both sides of the gap stands in the sentence, and in that order."""
    left = next((size for size in range(len(asked.left), 0, -1) if asked.left[-size:] in letters), 0)
    right = next((size for size in range(len(asked.right), 0, -1) if asked.right[:size] in letters), 0)
    left_at = text.rfind(asked.left_word) if asked.left_word else -1
    right_at = text.find(asked.right_word) if asked.right_word else -1
    both = left_at >= 0 and right_at >= 0
    return (
        left / 8,
        right / 8,
        (left + right) / (len(asked.left) + len(asked.right) or 1),
        float(left_at >= 0),
        float(right_at >= 0),
        float(left_at >= 0 and right_at > left_at),
        float(both),
    )


def _measure_shape(matches: Matches, number: int, text: str, letters: str) -> tuple[float, ...]:
    hit = int(matches.hit_of[number])
    place, count = int(matches.place_of[number]), int(matches.counts[hit])
    size = len(text)
    return (
        math.log1p(size),
        min(size, 150) / 50,
        float(place == 0),
        place / count,
        float(count == 1),
        float("?" in text[-3:] or "？" in text[-3:]),
        float(bool(_POINTS_BACK.match(letters))),
    )


def _measure_news(asked: _Asked, text: str, letters: str) -> tuple[float, ...]:
    """Measure what the sentence adds, and whether the question's numbers are its own."""
    new = len(letters) - sum(map(asked.letter_set.__contains__, letters))
    numbers = frozenset(_NUMBERS.findall(text))
    share = 1 / len(asked.numbers) if asked.numbers else 0.0
    return (
        min(new, 60) / 60,
        new / (len(letters) + 1),
        float(new < 4),
        len(asked.numbers - numbers) * share,
        len(asked.numbers & numbers) * share,
    )


def _measure_kinds(
    asked: _Asked, passage: Passage, sentence: Span, text: str, places: Sequence[tuple[int, int]]
) -> tuple[float, ...]:
    """Measure whether a thing of the kind asked for is there that the question does not name itself."""
    start = sentence.start
    named = set()
    things: list[tuple[int, int]] = []
    for span in words_in(passage, sentence):
        at, end = span.start - start, span.end - start
        word_kind = asked.named[text[at:end]]
        named.add(word_kind)
        if word_kind in asked.thing_kinds:
            things.append((at, end))
    times = [found for found in kinds.WHEN.finditer(text) if found.group() not in asked.text]
    numbers = [found for found in kinds.NUMBER.finditer(text) if found.group() not in asked.text]
    if asked.kind in _FOUND_BY_FORM:
        things = [found.span() for found in (times if asked.kind == "when" else numbers)]
    quoted = sum(found not in asked.text for found in kinds.QUOTED.findall(text))
    person = not named.isdisjoint(("person", "foreign"))
    place = not named.isdisjoint(("place", "organisation")) or bool(kinds.PLACE.search(text))
    kind = asked.kind
    focus = bool(asked.question.focus) and asked.question.focus in text
    noun = kind in _NOUN_KINDS
    return (
        float(focus),
        float(bool(times)),
        float(bool(numbers)),
        float(person),
        float(place),
        float("place" in named),
        min(quoted, 2) / 2,
        float(kind == "when" and bool(times)),
        float(kind == "when" and not times),
        float(kind == "when" and _fits_time(asked.gap_text, [found.group() for found in times], text)),
        float(kind == "how many" and bool(numbers)),
        # 前五 and 二十二行省 are numbers too, though no pattern knows what they count.
        float(kind == "how many" and not numbers and not kinds.NUMERAL.search(text)),
        float(bool(asked.unit) and _has_unit(asked.unit, [found.group() for found in numbers], text)),
        float(kind == "who" and person),
        float(kind == "who" and not person),
        float(kind == "who" and bool(kinds.PERSON_CUE.search(text))),
        float(kind == "where" and place),
        float(kind == "where" and "place" in named),
        float(kind == "where" and not place),
        float(kind == "why" and bool(kinds.REASON.search(text))),
        float(kind == "how" and bool(kinds.MANNER.search(text))),
        float(noun and bool(kinds.DEFINITION.search(text))),
        float(noun and quoted > 0),
        float(noun and focus),
        float(asked.question.many and "、" in text),
        float(bool(kinds.SPEECH.search(text))),
        _nearness(things, places),
        float(_follows(things, asked.left_word, text)),
    )


def _nearness(things: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> float:
    """Return 1 where a thing of the kind asked for touches a word of the question, less with distance."""
    if not things or not places:
        return 0.0
    distance = min(
        at - end if at >= end else start - at - size if start > at + size else 0
        for start, end in things
        for at, size in places
    )
    return 1 / (1 + distance / 2)


def _follows(things: Sequence[tuple[int, int]], word: str, text: str) -> bool:
    """Say whether such a thing stands right behind the word before the gap: 秘书长古特雷斯."""
    return bool(word) and any(word in text[max(0, start - len(word) - 1) : start] for start, _ in things)


def _fits_time(gap: str, times: Sequence[str], text: str) -> bool:
    """Say whether a time of the grain asked for is there: 哪一年 wants a year, 哪个世纪 a century."""
    if "年" in gap:
        return any("年" in found for found in times)
    if any(grain in gap for grain in ("世纪", "朝", "代")):
        return any(grain in text for grain in ("世纪", "年代", "朝", "时期", "代"))
    return bool(times)


def _has_unit(unit: str, numbers: Sequence[str], text: str) -> bool:
    return any(found.endswith(unit[:1]) or unit in found or found + unit in text for found in numbers)


_COVERAGE_GROUPS = {
    "words": ("alone_w", "alone_b", "telling_w", "telling_b", "rare_w", "rare_b"),
    "context": (
        "previous_w", "previous_b", "only_previous_w", "only_previous_b", "only_following_w", "only_following_b",
        "neighbours_w", "neighbours_b", "titled_w", "titled_b",
        "titled_previous_w", "titled_previous_b", "titled_earlier_w", "titled_earlier_b",
    ),
    "passage": (
        "title_w", "passage_w", "passage_b", "document_w", "document_b",
        "hit", "hit_full", "hit_document", "hit_rank", "hits_of_document",
    ),
}  # fmt: skip
_FINE_GROUPS = {
    "closeness": ("common_letters", "run", "run_letters", "common_density", "close"),
    "gap": ("left", "right", "sides", "left_word", "right_word", "in_order", "both_words"),
    "shape": ("length_log", "length", "first", "place", "only", "asks", "points_back"),
    "news": ("new", "new_share", "repeats", "numbers_missing", "numbers_held"),
    "kind": (
        "focus", "has_time", "has_number", "has_person", "has_place", "has_known_place", "has_quotation",
        "when_time", "when_no_time", "when_grain", "many_number", "many_no_number", "many_unit",
        "who_person", "who_no_person", "who_cue", "where_place", "where_known_place", "where_no_place",
        "why_reason", "how_manner", "noun_definition", "noun_quotation", "noun_focus", "list_marks", "speech",
        "thing_near", "thing_follows",
    ),
}  # fmt: skip
_COVERAGE = tuple(name for names in _COVERAGE_GROUPS.values() for name in names)
_FINE = tuple(name for names in _FINE_GROUPS.values() for name in names)
COLUMNS = _COVERAGE + _FINE
"""The names of the columns of :attr:`Candidates.evidence`."""
GROUPS = {
    name: group
    for groups in (_COVERAGE_GROUPS, _FINE_GROUPS)
    for group, names in groups.items()
    for name in names
}
"""Each column's group: what a reader can tell apart."""
