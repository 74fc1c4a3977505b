"""What speaks for a sentence as the answer: one row of numbers each, always in the same columns.

The columns are measured, never judged, here: :mod:`retrieval.reader.ranking` weighs them with weights that were
learnt. Rough measures are taken of every sentence of the hits, fine ones only of the best of those.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.chinese.outlines import words_in
from retrieval.chinese.word_kinds import word_kind
from retrieval.reader import cues
from retrieval.reader.matching import match_terms, measure_coverage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.reader.matching import Booleans, Floats, Matches
    from retrieval.values import Hit, Passage, Question, Span

# How many sentences are looked at closely. With more the right one was not chosen more often.
_CLOSELY = 30

# Not the end of a line: sentences are looked at as the lines of one text.
_MARKS = re.compile(r"[^\S\n]|[，,。.、；;：:！!？?“”\"'‘’「」『』（）()《》〈〉【】\-—…·]")
_POINTS_BACK = re.compile(r"他|她|它|其|该|此|这|同时|另外|并")
_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NOUN_KINDS = ("what", "which")
# Which words are things of the kind that a question asks for; times and numbers are known by their form.
_THING_KINDS = {
    "who": frozenset(("person", "foreign")),
    "where": frozenset(("place", "organisation", "foreign")),
    "which": frozenset(("place", "organisation", "foreign", "name", "person")),
}
_NAMES = frozenset(("person", "foreign", "place", "organisation", "name"))
_FOUND_BY_FORM = ("when", "how many")
# Behind any place in a sentence.
_FAR = 1 << 30

Column: TypeAlias = "Sequence[float] | Sequence[bool] | Floats | Booleans"
Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences that may answer, and what speaks for each: a row of ``evidence`` by ``COLUMNS``."""

    passages: tuple[Passage, ...]
    sentences: tuple[Span, ...]
    evidence: Floats


def gather_evidence(
    question: Question,
    hits: Sequence[Hit],
    frequencies: Mapping[str, int],
    passages: int,
    *,
    some: Sequence[int] = (),
) -> list[Candidates]:
    """Measure the best sentences of the hits; and those of some hits, as if there were no others.

    Args:
        question: what is asked.
        hits: the passages found, best first; at least one.
        frequencies: in how many passages each term of the question occurs.
        passages: how many passages there are.
        some: numbers of hits, rising.

    Returns:
        The best sentences of all, and those of some hits where any are given.
    """
    matches = match_terms(question.query, hits, frequencies, passages)
    documents = [hit.passage.metadata.id for hit in hits]
    scores = np.array([hit.score for hit in hits], dtype=np.float64)
    covered = [measure_coverage(matches, documents, scores, _CLOSELY)]
    numbers = [covered[0].numbers]
    if some:
        part = np.array(some, dtype=np.intp)
        own = [documents[number] for number in some]
        covered.append(measure_coverage(matches.only(part), own, scores[part], _CLOSELY))
        numbers.append(matches.rows_of(part)[covered[1].numbers])
    # What is among the best of both is looked at closely once.
    chosen, places = np.unique(np.concatenate(numbers), return_inverse=True)
    read = _Sentences(matches, hits, chosen)
    fine = _measure(_Asked(question), read)
    candidates = []
    for one, rows in zip(covered, np.split(places, [len(numbers[0])]), strict=False):
        evidence = np.concatenate([[one.columns[name] for name in _COVERAGE], fine[:, rows]])
        found = rows.tolist()
        candidates.append(
            Candidates(
                tuple(read.passages[row] for row in found),
                tuple(read.sentences[row] for row in found),
                np.ascontiguousarray(evidence.T),
            )
        )
    return candidates


class _Asked:
    """What of the question every sentence is held against, worked out once."""

    def __init__(self, question: Question) -> None:
        text, gap = question.text, question.gap
        self.question = question
        self.kind = question.kind
        self.text = text
        self.thing_kinds = _THING_KINDS.get(self.kind, frozenset())
        left, right = (text[: gap.start], text[gap.end :]) if gap is not None else (text, "")
        self.letters = _MARKS.sub("", left + right)
        self.gap_text = question.gap_text
        left = _MARKS.sub("", left)[-8:] if gap is not None else ""
        right = _MARKS.sub("", right)[:8]
        # The shortest first: where one stands nowhere, no longer one does.
        self.left = [left[-size:] for size in range(1, len(left) + 1)]
        self.right = [right[:size] for size in range(1, len(right) + 1)]
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


class _Sentences:
    """The sentences that are looked at closely: those of some numbers, folded."""

    def __init__(self, matches: Matches, hits: Sequence[Hit], numbers: NDArray[np.intp]) -> None:
        hit_of = matches.hit_of[numbers]
        self.place_of = matches.place_of[numbers]
        self.count_of = matches.counts[hit_of]
        # Where each word of the question stands first, -1 where it does not.
        self.where = matches.where[numbers, : matches.words]
        self.passages = [hits[hit].passage for hit in hit_of.tolist()]
        self.sentences = [
            passage.sentences[place]
            for passage, place in zip(self.passages, self.place_of.tolist(), strict=True)
        ]
        self.texts = [
            matches.text[start : start + len(sentence)]
            for start, sentence in zip(matches.starts[numbers].tolist(), self.sentences, strict=True)
        ]
        # To look through one text takes less time than through thirty; no sentence holds the end of a line.
        self._whole = "\n".join(self.texts)
        self.letters = _MARKS.sub("", self._whole).split("\n")

    def hold(self, pattern: re.Pattern[str]) -> list[bool]:
        """Say which sentences hold what a pattern finds."""
        return [pattern.search(text) is not None for text in self.texts]

    def find_new(self, pattern: re.Pattern[str], asked: str) -> list[list[Place]]:
        """Return what a pattern finds in each sentence that does not stand in the question."""
        found: list[list[Place]] = [[] for _ in self.texts]
        opens = list(accumulate((len(text) + 1 for text in self.texts), initial=0))
        for match in pattern.finditer(self._whole):
            if match.group() not in asked:
                start, end = match.span()
                row = bisect_right(opens, start) - 1
                found[row].append((start - opens[row], end - opens[row]))
        return found

    def find_names(self, asked: str) -> list[list[tuple[str, Place]]]:
        """Return the names in each sentence that do not stand in the question, each with its kind."""
        found = []
        for passage, sentence, text in zip(self.passages, self.sentences, self.texts, strict=True):
            at = sentence.start
            words = words_in(passage, sentence)
            written = [text[word.start - at : word.end - at] for word in words]
            names = [
                (kind, (word.start - at, word.end - at))
                for kind, word, one in zip(map(word_kind, written), words, written, strict=True)
                if kind in _NAMES and one not in asked
            ]
            found.append(names)
        return found


def _measure(asked: _Asked, read: _Sentences) -> Floats:
    """Measure sentences closely: a row for each of ``_FINE``, a column for each sentence."""
    # Which letters of each sentence the question holds, each as its places there.
    held = [list(filter(None, map(asked.masks.get, letters))) for letters in read.letters]
    sizes = np.array([len(letters) for letters in read.letters])
    columns = [
        *_measure_wording(asked, read, held, sizes),
        *_measure_gap(asked, read),
        *_measure_shape(read),
        *_measure_news(asked, read, held, sizes),
        *_measure_kinds(asked, read),
    ]
    rows = np.empty((len(columns), len(sizes)))
    for row, column in zip(rows, columns, strict=True):
        row[:] = column
    return rows


def _measure_wording(
    asked: _Asked, read: _Sentences, held: Sequence[Sequence[int]], sizes: NDArray[np.intp]
) -> list[Column]:
    """Measure how closely each sentence follows the question's own characters."""
    length = len(asked.letters) or 1
    common = np.array([_common_letters(masks, len(asked.letters)) for masks in held])
    run = np.array([_longest_run(asked.letters, letters) for letters in read.letters])
    where, words = read.where, asked.question.query.words
    stands = where >= 0
    width = where.max(axis=1, initial=-1) - np.where(stands, where, _FAR).min(axis=1, initial=_FAR) + 1
    covered = stands @ np.array([len(word) for word in words], dtype=np.float64)
    close = np.where(covered > 0, np.minimum(covered / (np.maximum(width, 0) + 4.0), 1.5), 0.0)
    return [common / length, run / length, np.minimum(run, 12) / 12, common / (sizes + 5.0), close]


def _common_letters(masks: Sequence[int], length: int) -> int:
    """Return the length of the longest common subsequence, counted with the bits of one integer."""
    full = (1 << length) - 1
    rest = full
    for mask in masks:
        matched = rest & mask
        rest = ((rest + matched) | (rest - matched)) & full
    return (rest ^ full).bit_count()


def _longest_run(asked: str, letters: str) -> int:
    best = 0
    for start in range(len(asked)):
        while start + best < len(asked) and asked[start : start + best + 1] in letters:
            best += 1
    return best


def _measure_gap(asked: _Asked, read: _Sentences) -> list[Column]:
    """Measure whether what stands on both sides of the gap stands in each sentence, and in that order."""
    left = np.array([_count_held(asked.left, letters) for letters in read.letters])
    right = np.array([_count_held(asked.right, letters) for letters in read.letters])
    nowhere = np.full(len(left), -1)
    left_at = np.array([text.rfind(asked.left_word) for text in read.texts]) if asked.left_word else nowhere
    right_at = np.array([text.find(asked.right_word) for text in read.texts]) if asked.right_word else nowhere
    held_left, held_right = left_at >= 0, right_at >= 0
    return [
        left / 8,
        right / 8,
        (left + right) / (len(asked.left) + len(asked.right) or 1),
        held_left,
        held_right,
        held_left & (right_at > left_at),
        held_left & held_right,
    ]


def _count_held(pieces: Sequence[str], letters: str) -> int:
    count = 0
    for piece in pieces:
        if piece not in letters:
            break
        count += 1
    return count


def _measure_shape(read: _Sentences) -> list[Column]:
    sizes = np.array([len(text) for text in read.texts])
    return [
        np.log1p(sizes),
        np.minimum(sizes, 150) / 50,
        read.place_of == 0,
        read.place_of / read.count_of,
        read.count_of == 1,
        ["?" in text[-3:] or "？" in text[-3:] for text in read.texts],
        [_POINTS_BACK.match(letters) is not None for letters in read.letters],
    ]


def _measure_news(
    asked: _Asked, read: _Sentences, held: Sequence[Sequence[int]], sizes: NDArray[np.intp]
) -> list[Column]:
    """Measure what each sentence adds, and whether the question's numbers are its own."""
    new = sizes - np.array([len(masks) for masks in held])
    same = missing = np.zeros(len(new))
    if asked.numbers:
        own = [len(asked.numbers.intersection(_NUMBERS.findall(text))) for text in read.texts]
        same = np.array(own) / len(asked.numbers)
        missing = 1.0 - same
    return [np.minimum(new, 60) / 60, new / (sizes + 1), new < 4, missing, same]


def _measure_kinds(asked: _Asked, read: _Sentences) -> list[Column]:
    """Measure whether a thing of the kind asked for is in each sentence that the question does not name itself."""
    kind, texts = asked.kind, read.texts
    names = read.find_names(asked.text)
    named = [{kind for kind, _ in some} for some in names]
    times, numbers = (read.find_new(pattern, asked.text) for pattern in (cues.WHEN, cues.NUMBER))
    if kind in _FOUND_BY_FORM:
        things = times if kind == "when" else numbers
    else:
        things = [[place for of, place in some if of in asked.thing_kinds] for some in names]
    has_time, has_number = (np.array(list(map(bool, found))) for found in (times, numbers))
    person = np.array([not some.isdisjoint(("person", "foreign")) for some in named])
    known_place = np.array(["place" in some for some in named])
    place = np.array(
        [
            not some.isdisjoint(("place", "organisation")) or cues.PLACE.search(text) is not None
            for some, text in zip(named, texts, strict=True)
        ]
    )
    quoted = np.array([sum(found not in asked.text for found in cues.QUOTED.findall(text)) for text in texts])
    sought = asked.question.focus
    focus = np.array([sought in text for text in texts]) if sought else np.zeros(len(texts), dtype=bool)
    when, many, who, where = (kind == one for one in ("when", "how many", "who", "where"))
    noun = kind in _NOUN_KINDS
    return [
        focus,
        has_time,
        has_number,
        person,
        place,
        known_place,
        np.minimum(quoted, 2) / 2,
        *((has_time, ~has_time, _fit_times(asked.gap_text, times, texts)) if when else (0.0, 0.0, 0.0)),
        # 前五 and 二十二行省 are numbers too, though no pattern knows what they count.
        *((has_number, ~(has_number | read.hold(cues.NUMERAL))) if many else (0.0, 0.0)),
        _have_unit(asked.unit, numbers, texts) if asked.unit else 0.0,
        *((person, ~person, read.hold(cues.PERSON_CUE)) if who else (0.0, 0.0, 0.0)),
        *((place, known_place, ~place) if where else (0.0, 0.0, 0.0)),
        read.hold(cues.REASON) if kind == "why" else 0.0,
        read.hold(cues.MANNER) if kind == "how" else 0.0,
        *((read.hold(cues.DEFINITION), quoted > 0, focus) if noun else (0.0, 0.0, 0.0)),
        ["、" in text for text in texts] if asked.question.many else 0.0,
        read.hold(cues.SPEECH),
        _nearness(asked, read, things),
        _follow(things, asked.left_word, texts) if asked.left_word else 0.0,
    ]


def _nearness(asked: _Asked, read: _Sentences, things: Sequence[Sequence[Place]]) -> list[float]:
    """Return 1 where a thing of the kind asked for touches a word of the question, less with distance."""
    sizes = [len(word) for word in asked.question.query.words]
    near = []
    for found, where in zip(things, read.where.tolist(), strict=True):
        places = [(at, at + size) for at, size in zip(where, sizes, strict=True) if at >= 0] if found else ()
        distances = [max(at - end, start - behind, 0) for start, end in found for at, behind in places]
        near.append(1 / (1 + min(distances) / 2) if distances else 0.0)
    return near


def _follow(things: Sequence[Sequence[Place]], word: str, texts: Sequence[str]) -> list[bool]:
    """Say in which sentences such a thing stands right behind the word before the gap: 秘书长古特雷斯."""
    return [
        any(word in text[max(0, start - len(word) - 1) : start] for start, _ in found)
        for found, text in zip(things, texts, strict=True)
    ]


def _fit_times(gap: str, times: Sequence[Sequence[Place]], texts: Sequence[str]) -> list[bool]:
    """Say which sentences hold a time of the grain asked for: 哪一年 wants a year, 哪个世纪 a century."""
    if "年" in gap:
        return [
            any("年" in text[start:end] for start, end in found)
            for found, text in zip(times, texts, strict=True)
        ]
    if any(grain in gap for grain in ("世纪", "朝", "代")):
        return [any(grain in text for grain in ("世纪", "年代", "朝", "时期", "代")) for text in texts]
    return list(map(bool, times))


def _have_unit(unit: str, numbers: Sequence[Sequence[Place]], texts: Sequence[str]) -> list[bool]:
    """Say in which sentences a number counts what is asked for."""
    return [
        any(
            written.endswith(unit[:1]) or unit in written or written + unit in text
            for written in (text[start:end] for start, end in found)
        )
        for found, text in zip(numbers, texts, strict=True)
    ]


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
