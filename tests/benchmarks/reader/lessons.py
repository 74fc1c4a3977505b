"""What was collected → lessons: a question in pieces, and its candidates in pieces, right and wrong.

Which questions may be learnt from is decided here, and nowhere else:

- of the benches the half called tuned, without a slice of its passages that is kept for fitting how the reader's
  score joins the lexical one (``kept``);
- ``xquad_zh``, ``dbqa``, the made questions and those written to teach whole, but for a twentieth that shows how
  training goes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from retrieval.chinese.folding import fold
from retrieval.evaluation.measuring import normalise
from retrieval.reader.neural.inputs import encode_candidate, encode_question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from retrieval.reader.neural.inputs import Encoded
    from retrieval.reader.neural.pieces import Pieces

JUDGED = frozenset(("newsitems_written",))
"""All likely sentences of these were judged, so that what holds the exact words of an answer may be a wrong one."""
_HALVED = frozenset(("cmrc2018", "drcd", "news", "refuse", "news_away"))
_KEPT = 15
_SHOWN = 5
# Farther down nothing is hard to tell from the answer.
_HARD = 14
# An answer that is longer is a whole sentence, and its bounds teach nothing.
_LONGEST_SPAN = 40


@dataclass(slots=True)
class Lesson:
    """A question, and candidates of which some may be right; ``spans`` are the exact words in pieces."""

    set: str
    id: str
    question: str
    pieces: list[int]
    candidates: list[Encoded]
    right: list[bool]
    spans: list[tuple[int, int] | None]
    lexical: list[float]
    varied: list[list[int]] = field(default_factory=list)


def number_of(text: str) -> int:
    """Return a number that is always the same for a text, and spread evenly."""
    return int(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(), 16)


def role_of(record: dict[str, Any]) -> str:
    """Say whether a question is learnt from (``learn``), kept for fitting (``kept``) or measured by (``held``)."""
    passage = min(record["documents"], default=record["id"])
    share = number_of(f"slice {passage}") % 100
    if record["set"] in _HALVED:
        if not record["tuned"]:
            return "held"
        return "kept" if share < _KEPT else "learn"
    if record["set"] == "natural":
        return "held"
    return "kept" if share < _SHOWN else "learn"


def find_span(candidate: Encoded, sentence: str, answers: Iterable[str]) -> tuple[int, int] | None:
    """Return the first and the last piece of the first answer that stands in a sentence."""
    text = fold(sentence)
    for answer in answers:
        folded = fold(answer)
        at = text.find(folded) if folded else -1
        if at < 0 or len(folded) > _LONGEST_SPAN:
            continue
        last = at + len(folded)
        inside = [
            number
            for number, (start, end) in enumerate(zip(candidate.starts, candidate.ends, strict=True))
            if start < last and end > at
        ]
        if inside:
            return inside[0], inside[-1]
    return None


def read_lessons(
    files: Iterable[Path], pieces: Pieces, spans: dict[str, list[str]]
) -> Iterator[tuple[str, Lesson]]:
    """Yield each question's role and its lesson.

    A wrong candidate that holds a known answer is left out: another document may well say the same.

    Args:
        files: what ``collect`` wrote.
        pieces: the reader's pieces.
        spans: the exact words that answer a made or written question, by its id.
    """
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                record["set"] = file.stem
                role = role_of(record)
                if role != "held":
                    lesson = _to_lesson(record, pieces, spans)
                    if lesson:
                        yield role, lesson


def _to_lesson(record: dict[str, Any], pieces: Pieces, spans: dict[str, list[str]]) -> Lesson | None:
    answers = record["answers"]
    exact = spans.get(record["id"], answers)
    away = record["set"] == "news_away" or not record["answerable"]
    made = record["set"] == "made"
    # What holds the exact words of a short answer may say the same in another way: it is no wrong one.
    said = [] if record["set"] in JUDGED else answers if made else [*answers, *exact]
    known = list(map(normalise, said))
    chosen: list[tuple[dict[str, Any], bool]] = []
    for place, candidate in enumerate(record["candidates"]):
        right = candidate["right"] and not away
        says = any(len(text) > 1 and text in normalise(candidate["sentence"]) for text in known)
        if made and says and (len(answers[0]) >= 4 or candidate["right"]):
            right = True
        if right or (not says and (place < _HARD or len(chosen) < 4)):
            chosen.append((candidate, right))
    if not any(right for _, right in chosen) and not away:
        if record["set"] != "dbqa":
            return None
        gold = {"title": "", "day": "", "before": "", "sentence": answers[0], "behind": "", "score": 0.0}
        chosen.append((gold, True))
    if len(chosen) < 2:
        return None
    encoded = [
        encode_candidate(pieces, one["title"], one["day"], one["before"], one["sentence"])
        for one, _ in chosen
    ]
    return Lesson(
        set=record["set"],
        id=record["id"],
        question=record["question"],
        pieces=encode_question(pieces, record["question"]),
        candidates=encoded,
        right=[right for _, right in chosen],
        spans=[
            find_span(candidate, one["sentence"], exact) if right and record["set"] != "dbqa" else None
            for candidate, (one, right) in zip(encoded, chosen, strict=True)
        ],
        lexical=[float(one["score"]) for one, _ in chosen],
    )
