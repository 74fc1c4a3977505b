"""Reads a question and candidate sentences together: which answers, with which words, and whether any does.

A small encoder in numpy (see ``retrieval/data/README.md``): it chooses among what it is given and writes nothing.
Candidates are laid end to end, so that no padding is multiplied; they are read in two parts, each by one thread, and
a part is the same however many threads there are.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.errors import ModelError
from retrieval.reader.network import OneThread
from retrieval.reader.neural.files import read_model
from retrieval.reader.neural.inputs import LONGEST, MARKS, ROLES, Marker, encode_candidate, encode_question
from retrieval.reader.neural.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.reader.neural.files import Stored
    from retrieval.reader.neural.inputs import Candidate, Encoded, Row

    Floats = NDArray[np.float32]

_PARTS = 2
# Scores that are the same to so many decimals are equal: a product's last digits depend on its place in memory.
_DIGITS = 4
_LONGEST_EXACT = 30
_NOTHING = -30.0
_REMEMBERED = 4096
# So many stretches are compared with each other, and what the likeliness of one counts beside what it has in common.
_COMPARED, _OWN_SHARE = 24, 0.3


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a candidate.

    Attributes:
        score: by which candidates of one question are ordered; it compares with nothing else.
        present: the probability that this sentence answers.
        start: where the likeliest exact words begin in the sentence.
        end: where they end.
        sure: the probability of these words among all stretches of the sentence.
    """

    score: float
    present: float
    start: int
    end: int
    sure: float


class _Layer(NamedTuple):
    """Weights of one layer, inputs by outputs."""

    asked: Floats
    asked_bias: Floats
    offered: Floats
    offered_bias: Floats
    mixed: Floats
    mixed_bias: Floats
    mixed_norm: tuple[Floats, Floats]
    inward: Floats
    inward_bias: Floats
    outward: Floats
    outward_bias: Floats
    outward_norm: tuple[Floats, Floats]


class Encoder:
    """A reader that was loaded; it may be used by several threads at once.

    Args:
        stored: what its file holds.
        threads: how many of its two parts are read at a time.

    Raises:
        ModelError: the file lacks something.
    """

    def __init__(self, stored: Stored, *, threads: int = _PARTS) -> None:
        self._pieces = Pieces([text for text, _ in stored.pieces], [weight for _, weight in stored.pieces])
        self._heads = stored.settings["heads"]
        self._words, self._word_scales = stored.rough("words"), stored.rough("words.scale")
        self._places, self._roles, self._marks = map(stored.whole, ("places", "roles", "marks"))
        if (len(self._places), len(self._roles), len(self._marks)) != (LONGEST, len(ROLES), len(MARKS)):
            raise ModelError("it was made for other inputs than this version's")
        self._norm = stored.whole("norm.weight"), stored.whole("norm.bias")
        self._layers = [_read_layer(stored, number) for number in range(stored.settings["layers"])]
        self._judge, self._judge_bias = _transposed(stored, "judge"), stored.whole("judge.bias")
        self._verdict, self._verdict_bias = _transposed(stored, "verdict"), stored.whole("verdict.bias")
        self._ends, self._ends_bias = _transposed(stored, "ends"), stored.whole("ends.bias")
        self._threads = threads
        self._encode = lru_cache(maxsize=_REMEMBERED)(self._encode_anew)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(_PARTS - 1, thread_name_prefix="reader")

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """Return what is read of each candidate, in their order."""
        marker = Marker(self._pieces, encode_question(self._pieces, question))
        encoded = [self._encode(candidate) for candidate in candidates]
        rows = [marker.join(one) for one in encoded]
        # Both parts take about as long: the longest to one, the next to the other.
        order = sorted(range(len(rows)), key=lambda number: -len(rows[number].pieces))
        parts = [order[part::_PARTS] for part in range(_PARTS) if order[part::_PARTS]]
        with OneThread():
            if self._threads > 1 and len(parts) > 1:
                later = [
                    self._pool.submit(self._read_part, [rows[number] for number in part])
                    for part in parts[1:]
                ]
                found = [
                    self._read_part([rows[number] for number in parts[0]]),
                    *(one.result() for one in later),
                ]
            else:
                found = [self._read_part([rows[number] for number in part]) for part in parts]
        readings: dict[int, Reading] = {}
        for part, read in zip(parts, found, strict=True):
            for number, (verdict, ends) in zip(part, read, strict=True):
                readings[number] = _tell(encoded[number], verdict, ends)
        return [readings[number] for number in range(len(rows))]

    def _encode_anew(self, candidate: Candidate) -> Encoded:
        return encode_candidate(
            self._pieces, candidate.title, candidate.year, candidate.before, candidate.sentence
        )

    def _read_part(self, rows: Sequence[Row]) -> list[tuple[Floats, Floats]]:
        """Return of each row its two verdicts, and the logits of start and end of its sentence's places."""
        sizes = [len(row.pieces) for row in rows]
        firsts = np.concatenate([[0], np.cumsum(sizes)]).tolist()
        pieces = np.array([piece for row in rows for piece in row.pieces])
        values = self._words[pieces] * self._word_scales[pieces, np.newaxis]
        values += self._places[np.concatenate([np.arange(size) for size in sizes])]
        values += self._roles[[role for row in rows for role in row.roles]]
        values += self._marks[[mark for row in rows for mark in row.marks]]
        _normalise(values, self._norm)
        spans = [(first, first + size) for first, size in zip(firsts, sizes, strict=False)]
        read = [
            [first, *range(first + row.sentence, first + size)]
            for row, first, size in zip(rows, firsts, sizes, strict=False)
        ]
        for layer in self._layers[:-1]:
            values = self._apply(layer, values, values, spans, spans)
        # After the last layer only the verdict's place and the sentence's are looked at.
        asking = np.cumsum([0, *map(len, read)]).tolist()
        bounds = list(pairwise(asking))
        chosen = values[[place for some in read for place in some]]
        values = self._apply(self._layers[-1], chosen, values, bounds, spans)
        pooled = np.stack(
            [
                np.concatenate([values[start], values[start + 1 : end].sum(axis=0) / max(end - start - 1, 1)])
                for start, end in bounds
            ]
        )
        judged = pooled @ self._judge + self._judge_bias
        _bend(judged)
        verdicts = judged @ self._verdict + self._verdict_bias
        ends = values @ self._ends + self._ends_bias
        return [
            (verdict, ends[start + 1 : end]) for verdict, (start, end) in zip(verdicts, bounds, strict=True)
        ]

    def _apply(
        self,
        layer: _Layer,
        asking: Floats,
        values: Floats,
        asked_at: Sequence[tuple[int, int]],
        spans: Sequence[tuple[int, int]],
    ) -> Floats:
        """Return the places that ask, after one layer; overwrites them."""
        width, heads = values.shape[1], self._heads
        size = width // heads
        offered = (values @ layer.offered + layer.offered_bias).reshape(-1, 2, heads, size)
        asked = (asking @ layer.asked + layer.asked_bias).reshape(-1, heads, size)
        mixed = np.empty_like(asked)
        for (start, end), (first, last) in zip(asked_at, spans, strict=True):
            keys, told = offered[first:last, 0].transpose(1, 2, 0), offered[first:last, 1].transpose(1, 0, 2)
            shares = np.matmul(asked[start:end].transpose(1, 0, 2), keys)
            shares -= shares.max(axis=2, keepdims=True)
            np.exp(shares, out=shares)
            shares /= shares.sum(axis=2, keepdims=True)
            mixed[start:end] = np.matmul(shares, told).transpose(1, 0, 2)
        asking += mixed.reshape(-1, width) @ layer.mixed
        asking += layer.mixed_bias
        _normalise(asking, layer.mixed_norm)
        inner = asking @ layer.inward
        inner += layer.inward_bias
        _bend(inner)
        asking += inner @ layer.outward
        asking += layer.outward_bias
        _normalise(asking, layer.outward_norm)
        return asking


def load_encoder(path: Path, *, threads: int = _PARTS) -> Encoder:
    """Load a reader.

    Raises:
        ModelError: there is none, or it is cut off, changed or of another version.
    """
    stored = read_model(path)
    try:
        return Encoder(stored, threads=threads)
    except (ModelError, KeyError) as error:
        raise ModelError(f"{str(path)!r} is no reader of this version: {error}") from None


def _transposed(stored: Stored, name: str) -> Floats:
    return np.ascontiguousarray(stored.whole(f"{name}.weight").T)


def _read_layer(stored: Stored, number: int) -> _Layer:
    name = f"layers.{number}."
    # Shares of attention are of products over the root of a head's size: it is multiplied in once, here.
    scale = np.float32((stored.settings["width"] // stored.settings["heads"]) ** -0.5)
    return _Layer(
        asked=_transposed(stored, name + "asked") * scale,
        asked_bias=stored.whole(name + "asked.bias") * scale,
        offered=_transposed(stored, name + "offered"),
        offered_bias=stored.whole(name + "offered.bias"),
        mixed=_transposed(stored, name + "mixed"),
        mixed_bias=stored.whole(name + "mixed.bias"),
        mixed_norm=(stored.whole(name + "mixed_norm.weight"), stored.whole(name + "mixed_norm.bias")),
        inward=_transposed(stored, name + "inward"),
        inward_bias=stored.whole(name + "inward.bias"),
        outward=_transposed(stored, name + "outward"),
        outward_bias=stored.whole(name + "outward.bias"),
        outward_norm=(stored.whole(name + "outward_norm.weight"), stored.whole(name + "outward_norm.bias")),
    )


def _normalise(values: Floats, norm: tuple[Floats, Floats]) -> None:
    """Give each row mean 0 and spread 1, then weigh and shift it; overwrites."""
    values -= values.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", values, values) / np.float32(values.shape[1])
    values *= (1 / np.sqrt(spread + np.float32(1e-12)))[:, np.newaxis]
    values *= norm[0]
    values += norm[1]


def _bend(values: Floats) -> None:
    """``x·Φ(x)`` nearly, by straight pieces: an exponential would take longer than the products beside it."""
    slope = values * np.float32(0.3)
    slope += np.float32(0.5)
    np.clip(slope, 0.0, 1.0, out=slope)
    values *= slope


def _tell(candidate: Encoded, verdict: Floats, ends: Floats) -> Reading:
    score, present = verdict.tolist()
    present = 1 / (1 + np.exp(-min(max(present, -30.0), 30.0)))
    if not len(ends):
        # What holds no piece says nothing, and was never taught.
        return Reading(_NOTHING, 0.0, 0, 0, 0.0)
    # Every stretch that is not too long.
    allowed = np.tri(len(ends), dtype=bool).T & np.tri(len(ends), k=_LONGEST_EXACT - 1, dtype=bool)
    firsts, lasts = np.nonzero(allowed)
    logits = ends[firsts, 0] + ends[lasts, 1]
    shares = np.exp(logits - logits.max())
    shares = np.round(shares / shares.sum(), _DIGITS)
    likely = np.argsort(-shares, kind="stable")[:_COMPARED]
    shares = shares[likely]
    starts, stops = np.array(candidate.starts)[firsts[likely]], np.array(candidate.ends)[lasts[likely]]
    # The stretch that has most in common with all that are likely, and is itself likely.
    common = np.minimum(stops[:, np.newaxis], stops) - np.maximum(starts[:, np.newaxis], starts)
    sizes = stops - starts
    alike = 2 * np.maximum(common, 0) / (sizes[:, np.newaxis] + sizes)
    best = int(np.argmax(np.round(alike @ shares + _OWN_SHARE * shares, _DIGITS)))
    return Reading(
        score=round(score, _DIGITS),
        present=round(float(present), _DIGITS),
        start=int(starts[best]),
        end=int(stops[best]),
        sure=round(float(shares[best]), _DIGITS),
    )
