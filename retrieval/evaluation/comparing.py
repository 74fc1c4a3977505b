"""Two runs of a bench → what changed between them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.decoding import decode
from retrieval.errors import BenchError, UnreadableError
from retrieval.evaluation.measuring import summarise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.evaluation.measuring import Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since an earlier run.

    Attributes:
        figures: each figure that both runs have, before and now.
        shared: how many questions both runs asked.
        won: those of them whose first quote is right now and was not before.
        lost: those whose first quote was right before and is not now.
    """

    figures: dict[str, tuple[float, float]]
    shared: int
    won: tuple[Outcome, ...]
    lost: tuple[Outcome, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as ``wendang eval --json --compare`` writes it."""
        return {
            "figures": {
                name: {"before": before, "now": now, "change": now - before}
                for name, (before, now) in self.figures.items()
            },
            "shared": self.shared,
            "won": [outcome.asked.id for outcome in self.won],
            "lost": [outcome.asked.id for outcome in self.lost],
        }


def read_earlier(path: Path) -> dict[str, Any]:
    """Read what ``wendang eval --json`` wrote of an earlier run.

    Raises:
        BenchError: the file cannot be read, or holds something else.
    """
    try:
        # Some shells write the output of a command in UTF-16.
        text, _ = decode(path.read_bytes())
        earlier = json.loads(text)
        if isinstance(earlier["figures"], dict) and all(
            isinstance(one, dict) for one in earlier["outcomes"].values()
        ):
            return dict(earlier)
    except (OSError, UnreadableError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise BenchError(
        f"--compare {str(path)!r} is not what an earlier `wendang eval --json` wrote: "
        "make it with `wendang eval BENCH --json > FILE`"
    )


def compare(outcomes: Sequence[Outcome], earlier: dict[str, Any]) -> Comparison:
    """Say what changed since an earlier run, which :func:`read_earlier` has read.

    A question is the same where both its id and its words are: the rows of a table are numbered, so that a new row
    at the top gives every other one the id of its neighbour.
    """
    before, asked_before = earlier["figures"], earlier["outcomes"]
    shared = [
        (outcome, same.get("rank") == 1)
        for outcome in outcomes
        if outcome.asked.answerable
        and (same := asked_before.get(outcome.asked.id))
        and same.get("question") == outcome.asked.question
    ]
    return Comparison(
        {
            name: (before[name], value)
            for name, value in summarise(outcomes).items()
            if isinstance(before.get(name), int | float)
        },
        len(shared),
        tuple(outcome for outcome, was_right in shared if outcome.rank == 1 and not was_right),
        tuple(outcome for outcome, was_right in shared if outcome.rank != 1 and was_right),
    )
