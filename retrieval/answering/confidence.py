"""Evidence → the probability that the first sentence is right, and why it may not be.

A weighted sum of signals through the logistic function, fitted to questions whose answer is in the archive
and to the same questions with the document that answers them taken away, in archives of every size
(``tests/benchmarks/calibrate.py``).
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.chinese.dictionary import open_dictionary
from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import CHINESE, LARGE
from retrieval.chinese.terms import bigram_terms
from retrieval.chinese.vocabulary import EVERYDAY_WORDS, STOP_WORDS
from retrieval.chinese.word_kinds import word_kind
from retrieval.data import shipped
from retrieval.errors import SettingsError
from retrieval.settings import PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.reader.base import Ranking, Reader
    from retrieval.reader.terms import Terms
    from retrieval.types import Floats
    from retrieval.values import Question, Quote

REASONS = (
    "no words", "empty archive", "no match", "other days", "unknown words", "no such number", "another number", "kind missing", "disputed", "unsure",
)  # fmt: skip
"""Why there is no answer, in the same order: the question holds no word; the archive is empty; no passage holds any of
the words; all passages that match are of other days than those the question narrows to; some words occur nowhere; what
the question numbers (3号线) occurs with other numbers only; the best sentence speaks of another number; it holds nothing
of the kind asked for (a date, a number, a name); two documents contradict each other; the confidence is too low."""

OWN_SIGNALS = (
    "score", "lead", "lead_over_documents", "share", "share_log", "unknown_words", "unknown_bigrams", "length",
    "only_document", "archive_size", "names", "names_missing", "names_elsewhere", "same_document", "hit_lead",
)  # fmt: skip
"""What the probability is worked out from, whichever reader it is: how far the best sentence is ahead of the next and
of the next document, and its passage of the next passage; which part of the question the archive does not know; how
long the question is, how large the archive; whether the question names somebody or something, and how many of its
names the passage does not name, or the sentence does not; how many of the next sentences are of the same document.
Besides these, evidence of the best sentence (:attr:`retrieval.reader.base.Reader.signals`)."""

# Words that name one person, place or thing: a passage that does not name them is about something else.
_NAMING = frozenset(("person", "foreign", "place", "organisation", "name", "new"))
_NEXT = 4
# Exact words of one character would be found in nearly every sentence.
_LEAST_EXACT = 2
_LEAST_STEM = 4
# The dictionary has 东西 for a place, and 和平 for a name.
_LEAST_NAME = 3
_STEM_END = re.compile("[了过的是]+$")
# The largest value of a signal. This one is a share of the total idf of the question's words. That total is nearly 0 if
# every passage holds them: in an archive of one page the share was 10.
_LARGEST = {"hit_full": 1.0}

# A question "how many" whose best sentence holds no number: the probability is multiplied by this. Of 1,036 such
# questions only three had such a sentence, and one of these was right (终身监禁), which is too few to fit a weight to.
_WITHOUT_NUMBER = 0.1
_NUMERALS = f"0-9.,%{CHINESE}{LARGE}"
_BARE_NUMBER = re.compile(f"第[{_NUMERALS}]+\\w?|[{_NUMERALS}]+|[0-9]+\\w")

_DIGIT = re.compile("[0-9]")
_NUMBER_BEFORE = re.compile(f"(?:[0-9]+|[{CHINESE}]+)$")
# jieba's tags of verbs, adjectives, adverbs, pronouns, prepositions, conjunctions, particles and places beside things.
_OF_SPEECH = ("v", "d", "r", "p", "c", "u", "y", "f", "a")

# The measure that says that a sentence lacks the kind asked for, by the kind of question.
_LACKING = {
    "when": "when_no_time",
    "how many": "many_no_number",
    "who": "who_no_person",
    "where": "where_no_place",
}


NEAREST = 0.005
"""From which confidence on a sentence is shown as the nearest, where a calibration does not say."""

Signals: TypeAlias = "Mapping[str, float]"
"""What was measured of an answer, by name."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """``probability = 1 / (1 + exp(-(signals·weights + offset)))``, and the ``threshold`` from which it is an answer.

    ``reader`` is the name of the reader whose answers it was fitted to, because another reader's scores mean something
    else. ``signals`` are the names of the weights. From ``threshold`` on the first sentence is the answer; from
    ``nearest`` on it is shown as the nearest that the archive holds; below that no sentence is shown.
    """

    reader: str
    signals: tuple[str, ...]
    weights: Floats
    offset: float
    threshold: float
    nearest: float = NEAREST

    def row(self, signals: Signals) -> Floats:
        """Return signals in the order of the weights."""
        return np.array([signals[name] for name in self.signals], dtype=np.float64)


def blank_calibration(reader: Reader, threshold: float = 0.5) -> Calibration:
    """Return a calibration for a reader under which every answer has probability 0.5."""
    signals = OWN_SIGNALS + reader.signals
    return Calibration(reader.name, signals, np.zeros(len(signals)), 0.0, threshold)


def shipped_calibration(reader: Reader) -> Calibration:
    """Return the weights that come with the program for a reader.

    Raises:
        SettingsError: none come for this one.
    """
    return read_calibration(shipped(f"confidence-{reader.name}.json"), reader)


def read_calibration(path: Path, reader: Reader) -> Calibration:
    """Read a calibration that was fitted to a reader's answers from a JSON file.

    Raises:
        SettingsError: the file cannot be read, or was not written for this reader and its signals.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        signals, weights = tuple(stored["weights"]), np.array(list(map(float, stored["weights"].values())))
        calibration = Calibration(
            str(stored["reader"]),
            signals,
            weights,
            float(stored["offset"]),
            float(stored["threshold"]),
            # A file of before there were three ways to answer says nothing of it.
            float(stored.get("nearest", NEAREST)),
        )
        problem = _find_misfit(calibration, reader)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"{type(error).__name__}: {error}"
    if problem:
        raise SettingsError(
            f"{PREFIX}CALIBRATION={str(path)!r} is not a calibration of this version ({problem}): "
            "write it anew with `wendang tune`, or leave the setting empty"
        )
    return calibration


def _find_misfit(calibration: Calibration, reader: Reader) -> str:
    """Say why a calibration is not one for a reader, or nothing where it is."""
    if calibration.reader != reader.name:
        return f"fitted to the {calibration.reader} reader, and this is the {reader.name} one"
    numbers = [*calibration.weights, calibration.offset]
    cuts = (calibration.nearest, calibration.threshold)
    sound = all(0 <= cut <= 1 for cut in cuts) and bool(np.isfinite(numbers).all())
    same = set(calibration.signals) == {*OWN_SIGNALS, *reader.signals}
    return "" if sound and same else "other weights than this version's"


def write_calibration(calibration: Calibration, path: Path) -> None:
    """Write a calibration, a weight a line.

    Raises:
        OSError: the file cannot be written.
    """
    weights = {
        name: round(float(weight), 4)
        for name, weight in zip(calibration.signals, calibration.weights, strict=True)
    }
    stored = {
        "reader": calibration.reader,
        "threshold": round(calibration.threshold, 4),
        "nearest": round(calibration.nearest, 4),
        "offset": round(calibration.offset, 4),
        "weights": weights,
    }
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def read_signals(question: Question, ranking: Ranking, terms: Terms, evidence: Sequence[str]) -> Signals:
    """Return the signals of a ranking that holds at least one sentence.

    Args:
        question: what is asked.
        ranking: the sentences, best first; the first one's exact words, where they are known, are marked.
        terms: how common the question's terms are.
        evidence: the names of the columns of the first sentence's evidence that are signals too.
    """
    rivals = _find_rivals(question, ranking)
    scores = np.array([quote.score for quote in rivals])
    documents = [quote.metadata.id for quote in rivals]
    elsewhere = next((rank for rank, other in enumerate(documents) if other != documents[0]), None)
    share = 1 / float(np.exp(scores - scores[0]).sum())
    quote = ranking.quotes[0]
    names = [word for word in question.query.words if word_kind(word) in _NAMING]
    title, passage = fold(quote.metadata.title), quote.passage.folded
    nowhere = sum(name not in title and name not in passage for name in names)
    best = dict(zip(ranking.columns, ranking.evidence[0].tolist(), strict=True))
    return {
        "score": scores[0],
        "lead": scores[0] - scores[min(1, len(scores) - 1)],
        "lead_over_documents": 0.0 if elsewhere is None else scores[0] - scores[elsewhere],
        "share": share,
        "share_log": math.log(share + 1e-6),
        "unknown_words": _unknown_share(question.query.words, terms),
        "unknown_bigrams": _unknown_share(question.query.bigrams, terms),
        "length": min(len(question.query.bigrams), 20) / 20,
        "only_document": float(elsewhere is None),
        "archive_size": math.log10(max(terms.passages, 1)),
        "names": float(bool(names)),
        "names_missing": nowhere / (len(names) or 1),
        "names_elsewhere": sum(name not in quote.folded for name in names) / (len(names) or 1),
        "same_document": sum(other.metadata.id == documents[0] for other in ranking.quotes[1 : _NEXT + 1])
        / _NEXT,
        "hit_lead": _hit_lead(ranking),
        **{name: min(best[name], _LARGEST.get(name, math.inf)) for name in evidence},
    }


def _find_rivals(question: Question, ranking: Ranking) -> list[Quote]:
    """Return the first quote and its rivals, which are the quotes that say something else.

    A quote that holds the first one's exact words is no rival: what a large archive says in a hundred reports
    (法国总统马克龙) is only the surer. Nor is a quote that continues the question's own words as the first does: every
    刘吉强调… tells what 刘吉强调.
    """
    first, *others = ranking.quotes
    exact = first.exact_folded
    said = [exact] if len(exact) >= _LEAST_EXACT else []
    stem = _STEM_END.sub("", question.text[: question.gap.start]) if question.gap else ""
    if len(stem) >= _LEAST_STEM and stem in first.folded:
        said.append(stem)
    if not said:
        return [first, *others]
    return [first, *(other for other in others if not any(one in other.folded for one in said))]


def _hit_lead(ranking: Ranking) -> float:
    """Return how far the passage that matches best is ahead of the next one, as a share of its score."""
    hits: dict[str, float] = {}
    for quote, share in zip(ranking.quotes, ranking.measures("hit").tolist(), strict=True):
        hits[quote.passage.id] = share
    second = sorted(hits.values())[-2] if len(hits) > 1 else 0.0
    return max(hits.values()) - second


def _unknown_share(some: Sequence[str], terms: Terms) -> float:
    return sum(not terms.knows(term) for term in some) / len(some) if some else 0.0


def estimate_confidence(signals: Signals, calibration: Calibration) -> float:
    """Return the probability that the first sentence answers the question, 0 to 1."""
    return float(estimate_all(calibration.row(signals)[np.newaxis], calibration)[0])


def estimate_all(rows: Floats, calibration: Calibration) -> Floats:
    """Return the same of many questions, a row each (:meth:`Calibration.row`)."""
    probabilities: Floats = logistic(rows @ calibration.weights + calibration.offset)
    without_number = rows[:, calibration.signals.index("many_no_number")]
    return probabilities * np.where(without_number, _WITHOUT_NUMBER, 1.0)


def logistic(logits: Floats) -> Floats:
    """Return the probabilities of which these are the logarithms of odds."""
    # Beyond 30 the probability hardly changes, and far beyond it the exponential overflows.
    probabilities: Floats = 1 / (1 + np.exp(-np.clip(logits, -30.0, 30.0)))
    return probabilities


def find_unknown(question: Question, terms: Terms) -> tuple[str, ...]:
    """Return the content words of a question that surely occur nowhere in the archive.

    A word without postings may still stand inside another one (深圳 in 深圳湾). It surely occurs nowhere only if one of its
    bigrams has no postings either. Single characters and bare numbers are not reported.
    """
    return tuple(
        _with_number(word, question.text)
        for word in question.query.words
        if not terms.knows(word) and len(word) > 1 and not _BARE_NUMBER.fullmatch(word)
        # 迪是 of 巴格达迪是怎么死的 is no word.
        if word.isascii() or word in open_dictionary() or STOP_WORDS.isdisjoint((word[0], word[-1]))
        if not terms.know_all(bigram_terms(word) or [word]) and _is_looked_up(word)
    )


def _with_number(word: str, text: str) -> str:
    """Return a word with the number that the segmenter has cut off before it: 3号线, of which 号线 alone says nothing.

    >>> _with_number("号线", "3号线什么时候开通"), _with_number("开通", "3号线什么时候开通")
    ('3号线', '开通')
    """
    number = _NUMBER_BEFORE.search(text.partition(word)[0])
    return number.group() + word if number else word


def names_something(word: str) -> bool:
    """Say whether a word surely names one person, place or thing: where it occurs nowhere, nothing is near.

    People say 之内, 不用 or 孩子 of what an archive writes otherwise, and what the segmenter has cut out of a
    sentence (车去 of 坐几路车去, by its look a name) is no word at all: of these nothing follows.

    >>> names_something("周杰伦"), names_something("iphone15"), names_something("孩子"), names_something("车去")
    (True, True, False, False)
    """
    if word.isascii():
        return any(letter.isalpha() for letter in word)
    return len(word) >= _LEAST_NAME and word in open_dictionary() and word_kind(word) in _NAMING


def _is_looked_up(word: str) -> bool:
    """Say whether a word is one that people would look up: a name, a thing, an act, a number with its unit.

    一共, 一篇, 不要 and 夜里 are none; nor is what the segmenter leaves of other words, as it does where a verb, an adverb or
    a preposition stands at its edge (绳罚 of 不牵绳罚多少, 人住 of 六个人住的).
    """
    if word in EVERYDAY_WORDS:
        return False
    kind = word_kind(word)
    if kind == "new" and not word.isascii() and not _DIGIT.search(word):
        edges = (open_dictionary().get(word[0]) or "", open_dictionary().get(word[-1]) or "")
        return not any(tag.startswith(_OF_SPEECH) for tag in edges)
    return kind not in {"time", "particle"} and not (kind == "number" and not _DIGIT.search(word))


def find_reason(
    question: Question, ranking: Ranking, unknown: tuple[str, ...], *, disputed: bool = False
) -> str:
    """Return which of :data:`REASONS` explains best that a question is not answered."""
    if unknown:
        return "unknown words"
    lacking = _LACKING.get(question.kind)
    if lacking and ranking.measures(lacking)[0]:
        return "kind missing"
    return "disputed" if disputed else "unsure"
