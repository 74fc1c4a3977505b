"""The indices of an archive in a cluster: names, fields, and the score that is never too low.

The cluster keeps a field's length in a byte, cut down by up to a ninth from 40 terms on, and takes one mean length for
granted, chosen a little too large. Both only ever raise a score: what the cluster says of a passage is an upper bound of
its exact score. That bound proves which passages need to be looked at (:mod:`retrieval.index.opensearch.scoring`).
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from retrieval.index.scoring import K1, B

FIELDS = ("words", "bigrams", "title")
"""The fields that are scored."""
# By how much a mean may grow before the cluster's scores are too low, and the step in which it is written down.
_ROOM = 1.05
_STEP = 1.1


class Names(NamedTuple):
    """What the indices of one archive are called, or of one generation of them."""

    base: str

    @property
    def state(self) -> str:
        """The index of the commit, the lease, and what was taken away."""
        return f"{self.base}-state"

    def generation(self, number: int) -> Generation:
        """Return the names of a generation, which a rebuild replaces as a whole."""
        return Generation(*(f"{self.base}-{number:09}-{kind}" for kind in Generation._fields))

    def board(self, number: int) -> str:
        """Return the name of the index by which the builders of a run share its work."""
        return f"{self.base}-{number:09}-board"

    def board_of(self, index: str) -> int | None:
        """Return the run whose board an index is, or None if it is none of ours."""
        number = index.removeprefix(f"{self.base}-").removesuffix("-board")
        return int(number) if number.isdecimal() and index == self.board(int(number)) else None

    def number_of(self, index: str) -> int | None:
        """Return the generation that an index belongs to, or None if it is none of ours."""
        rest = index.removeprefix(f"{self.base}-")
        number, _, kind = rest.partition("-")
        return int(number) if rest != index and number.isdecimal() and kind in Generation._fields else None


class Generation(NamedTuple):
    """The three indices that are built together."""

    passages: str
    documents: str
    notes: str


def alias_of(index: str) -> str:
    """Return the other name of an index, by which alone it is written to.

    A server may make an index, with fields of its own choosing, for what is written to a name that it does not know. What
    comes late to an index that was removed must not bring it back: such a name is only ever that of an index of ours.
    """
    return f"{index}-write"


def mean_above(total: int, passages: int) -> float:
    """Return the mean length that the cluster is told: 5 to 15 % above the true one.

    >>> mean_above(5000, 100) > 50
    True
    """
    mean = total / passages if passages else 0.0
    # Few different numbers: the cluster compiles a script for each, and not many a minute.
    return float(_STEP ** math.ceil(math.log(max(mean, 1.0) * _ROOM, _STEP)))


def similarities(means: tuple[float, ...]) -> dict[str, Any]:
    """Return how the fields are scored; ``means`` are those of :func:`mean_above`, in the order of ``FIELDS``.

    A boost brings the weight of the field, the idf of the term and ``K1 + 1``.
    """
    return {
        field: {
            "type": "scripted",
            "script": {
                "source": f"return query.boost * doc.freq / (doc.freq + {K1 * (1 - B)!r} + {K1 * B / mean!r} * doc.length);"
            },
        }
        for field, mean in zip(FIELDS, means, strict=True)
    }


def _settings(shards: int, replicas: int) -> dict[str, Any]:
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        # As it is everywhere unless it was changed: with the other kind a copy shows later what was committed.
        "replication.type": "DOCUMENT",
        # What is not committed need not be found: the writer says when.
        "refresh_interval": "-1",
    }


def passages_index(shards: int, replicas: int, means: tuple[float, ...]) -> dict[str, Any]:
    """Return settings and fields of the index of passages."""
    text = {"type": "text", "analyzer": "whitespace", "index_options": "freqs", "copy_to": "any"}
    return {
        "settings": {**_settings(shards, replicas), "similarity": similarities(means)},
        "mappings": {
            "dynamic": "strict",
            # What is kept is in the blob: the terms, which are most of it, are never read again.
            "_source": {"enabled": False},
            "_routing": {"required": True},
            "properties": {
                **{field: {**text, "similarity": field} for field in FIELDS},
                # In how many passages a term occurs at all is counted here: over three fields it took twenty times as long.
                "any": {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False},
                **_PLACES,
                "number": {"type": "integer"},
                "blob": _BLOB,
            },
        },
    }


def documents_index(shards: int, replicas: int) -> dict[str, Any]:
    """Return settings and fields of the index of documents."""
    number = {"type": "long", "index": False}
    return {
        "settings": _settings(shards, replicas),
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "_routing": {"required": True},
            "properties": {
                **_PLACES,
                "shown": {"type": "integer"},
                **dict.fromkeys(("passages", *FIELDS), number),
                "blob": _BLOB,
            },
        },
    }


def notes_index(replicas: int) -> dict[str, Any]:
    """Return settings and fields of the index of the builder's notes."""
    keyword = {"type": "keyword"}
    return {
        "settings": _settings(1, replicas),
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "_routing": {"required": True},
            "properties": {
                "kind": keyword,
                "key": keyword,
                "file": keyword,
                "born": {"type": "long"},
                "piece": {"type": "integer"},
                "blob": _BLOB,
            },
        },
    }


def board_index(replicas: int) -> dict[str, Any]:
    """Return settings and fields of the index by which builders share work: it is read by ids alone."""
    return {"settings": _settings(1, replicas), "mappings": {"dynamic": False, "properties": {}}}


def state_index(replicas: int) -> dict[str, Any]:
    """Return settings and fields of the index of the commit: none of its fields is searched."""
    return {
        "settings": {**_settings(1, replicas), "refresh_interval": "1s"},
        "mappings": {"dynamic": False, "properties": {}},
    }


_PLACES: dict[str, Any] = {
    "document": {"type": "keyword"},
    "file": {"type": "keyword"},
    "source": {"type": "keyword"},
    "day": {"type": "integer"},
    "born": {"type": "long"},
}
_BLOB = {"type": "binary", "store": True, "doc_values": False}
