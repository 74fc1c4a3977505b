"""The measures of a sentence: its wording, what stands on both sides of the gap, the kinds of things that it names.

Each measure is returned under its name. A measure that is meant for another kind of question is left out, and counts as
0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.expressions import regex
from retrieval.reader import cues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.reader.sentences import Asked, Place, Sentences
    from retrieval.types import Booleans, Floats, Integers

_POINTS_BACK = regex(r"他|她|它|其|该|此|这|同时|另外|并")
_NOUN_KINDS = ("what", "which")
_FOUND_BY_FORM = ("when", "how many")
# This place is beyond the end of any sentence.
_FAR = 1 << 30

Column: TypeAlias = "Sequence[float] | Sequence[bool] | Floats | Booleans | float"

MEASURES = {
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
"""The names of the measures, grouped as an explanation shows them."""


def measure(asked: Asked, read: Sentences) -> Mapping[str, Column]:
    """Measure sentences closely: under each name of :data:`MEASURES` a value for each sentence, or one for all."""
    # For each letter of each sentence that the question holds, a bit mask of its places in the question.
    held = [list(filter(None, map(asked.masks.get, letters))) for letters in read.letters]
    sizes = np.array([len(letters) for letters in read.letters])
    return {
        **_measure_closeness(asked, read, held, sizes),
        **_measure_gap(asked, read),
        **_measure_shape(read),
        **_measure_news(asked, read, held, sizes),
        **_measure_kinds(asked, read),
    }


def _measure_closeness(
    asked: Asked, read: Sentences, held: Sequence[Sequence[int]], sizes: Integers
) -> dict[str, Column]:
    """Measure how closely the characters of each sentence follow those of the question."""
    length = len(asked.letters) or 1
    common = np.array([_common_letters(masks, len(asked.letters)) for masks in held])
    run = np.array([_longest_run(asked.letters, letters) for letters in read.letters])
    where, words = read.where, asked.question.query.words
    stands = where >= 0
    width = where.max(axis=1, initial=-1) - np.where(stands, where, _FAR).min(axis=1, initial=_FAR) + 1
    covered = stands @ np.array([len(word) for word in words], dtype=np.float64)
    return {
        "common_letters": common / length,
        "run": run / length,
        "run_letters": np.minimum(run, 12) / 12,
        "common_density": common / (sizes + 5.0),
        "close": np.where(covered > 0, np.minimum(covered / (np.maximum(width, 0) + 4.0), 1.5), 0.0),
    }


def _common_letters(masks: Sequence[int], length: int) -> int:
    """Return the length of the longest common subsequence, computed with the bits of one integer."""
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


def _measure_gap(asked: Asked, read: Sentences) -> dict[str, Column]:
    """Measure whether the sentence holds what stands on both sides of the question's gap, and in that order."""
    left = np.array([_count_held(asked.left, letters) for letters in read.letters])
    right = np.array([_count_held(asked.right, letters) for letters in read.letters])
    nowhere = np.full(len(left), -1)
    left_at = np.array([text.rfind(asked.left_word) for text in read.texts]) if asked.left_word else nowhere
    right_at = np.array([text.find(asked.right_word) for text in read.texts]) if asked.right_word else nowhere
    held_left, held_right = left_at >= 0, right_at >= 0
    return {
        "left": left / 8,
        "right": right / 8,
        "sides": (left + right) / (len(asked.left) + len(asked.right) or 1),
        "left_word": held_left,
        "right_word": held_right,
        "in_order": held_left & (right_at > left_at),
        "both_words": held_left & held_right,
    }


def _count_held(pieces: Sequence[str], letters: str) -> int:
    count = 0
    for piece in pieces:
        if piece not in letters:
            break
        count += 1
    return count


def _measure_shape(read: Sentences) -> dict[str, Column]:
    """Measure how long each sentence is, where it stands in its passage, and how it begins and ends."""
    sizes = np.array([len(text) for text in read.texts])
    return {
        "length_log": np.log1p(sizes),
        "length": np.minimum(sizes, 150) / 50,
        "first": read.place_of == 0,
        "place": read.place_of / read.count_of,
        "only": read.count_of == 1,
        "asks": ["?" in text[-3:] or "？" in text[-3:] for text in read.texts],
        "points_back": [_POINTS_BACK.match(letters) is not None for letters in read.letters],
    }


def _measure_news(
    asked: Asked, read: Sentences, held: Sequence[Sequence[int]], sizes: Integers
) -> dict[str, Column]:
    """Measure how much each sentence adds to the question, and whether it holds the question's numbers."""
    new = sizes - np.array([len(masks) for masks in held])
    measures: dict[str, Column] = {
        "new": np.minimum(new, 60) / 60,
        "new_share": new / (sizes + 1),
        "repeats": new < 4,
    }
    if asked.numbers:
        share = np.array(read.count_numbers(asked.numbers)) / len(asked.numbers)
        measures |= {"numbers_held": share, "numbers_missing": 1.0 - share}
    return measures


def _measure_kinds(asked: Asked, read: Sentences) -> dict[str, Column]:
    """Measure which kinds of things each sentence names that the question does not name."""
    kind, texts = asked.kind, read.texts
    names = read.find_names(asked.text)
    named = [{of for of, _ in some} for some in names]
    times, numbers = (read.find_new(pattern, asked.text) for pattern in (cues.WHEN, cues.NUMBER))
    if kind in _FOUND_BY_FORM:
        things = times if kind == "when" else numbers
    else:
        things = [[place for of, place in some if of in asked.thing_kinds] for some in names]
    place = [
        not some.isdisjoint(("place", "organisation")) or cues.PLACE.search(text) is not None
        for some, text in zip(named, texts, strict=True)
    ]
    quoted = np.array([sum(found not in asked.text for found in cues.QUOTED.findall(text)) for text in texts])
    sought = asked.question.focus
    has = {
        "has_time": np.array(list(map(bool, times))),
        "has_number": np.array(list(map(bool, numbers))),
        "has_person": np.array([not some.isdisjoint(("person", "foreign")) for some in named]),
        "has_place": np.array(place),
        "has_known_place": np.array(["place" in some for some in named]),
        "focus": np.array([bool(sought) and sought in text for text in texts]),
    }
    measures: dict[str, Column] = {
        **has,
        **_measure_kind_asked(asked, read, has, times),
        "has_quotation": np.minimum(quoted, 2) / 2,
        "speech": read.hold(cues.SAYS),
        "thing_near": _nearness(asked, read, things),
    }
    if kind in _NOUN_KINDS:
        measures["noun_quotation"] = quoted > 0
    if asked.unit:
        measures["many_unit"] = _have_unit(asked.unit, numbers, texts)
    if asked.question.many:
        measures["list_marks"] = ["、" in text for text in texts]
    if asked.left_word:
        measures["thing_follows"] = _follow(things, asked.left_word, texts)
    return measures


def _measure_kind_asked(
    asked: Asked, read: Sentences, has: Mapping[str, Booleans], times: Sequence[Sequence[Place]]
) -> dict[str, Column]:
    """Measure whether the sentence names a thing of the kind asked for, with a measure of its own for each kind."""
    person, place = has["has_person"], has["has_place"]
    measures: dict[str, Column] = {}
    match asked.kind:
        case "when":
            fits = _fit_times(asked.gap_text, times, read.texts)
            measures = {"when_time": has["has_time"], "when_no_time": ~has["has_time"], "when_grain": fits}
        case "how many":
            # 前五 and 二十二行省 are numbers too, though no pattern knows what they count.
            no_number = ~(has["has_number"] | read.hold(cues.NUMERAL))
            measures = {"many_number": has["has_number"], "many_no_number": no_number}
        case "who":
            cue = read.hold(cues.PERSON_CUE)
            measures = {"who_person": person, "who_no_person": ~person, "who_cue": cue}
        case "where":
            known = has["has_known_place"]
            measures = {"where_place": place, "where_known_place": known, "where_no_place": ~place}
        case "why":
            measures = {"why_reason": read.hold(cues.REASON)}
        case "how":
            measures = {"how_manner": read.hold(cues.MANNER)}
        case "what" | "which":
            measures = {"noun_definition": read.hold(cues.DEFINITION), "noun_focus": has["focus"]}
    return measures


def _nearness(asked: Asked, read: Sentences, things: Sequence[Sequence[Place]]) -> list[float]:
    """Return how near a thing of the kind asked for stands to a word of the question: 1 if they touch, 0 if there is none."""
    sizes = [len(word) for word in asked.question.query.words]
    near = []
    for found, where in zip(things, read.where.tolist(), strict=True):
        places = [(at, at + size) for at, size in zip(where, sizes, strict=True) if at >= 0] if found else ()
        distances = [max(at - end, start - behind, 0) for start, end in found for at, behind in places]
        near.append(1 / (1 + min(distances) / 2) if distances else 0.0)
    return near


def _follow(things: Sequence[Sequence[Place]], word: str, texts: Sequence[str]) -> list[bool]:
    """Say in which sentences such a thing directly follows the word before the gap: 秘书长古特雷斯."""
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
    """Say in which sentences a number has the unit that is asked for."""
    return [
        any(
            written.endswith(unit[:1]) or unit in written or written + unit in text
            for written in (text[start:end] for start, end in found)
        )
        for found, text in zip(numbers, texts, strict=True)
    ]
