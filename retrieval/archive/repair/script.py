"""Simplified text that a machine turned traditional, given back in simplified."""

from __future__ import annotations

from retrieval.archive.repair.steps import Changes
from retrieval.chinese.folding import simplify
from retrieval.values import Edit, Span


def simplify_again(text: str) -> Changes:
    """List the characters to be written in simplified form again."""
    return Changes(
        [
            Edit(Span(at, at + 1), new)
            for at, (old, new) in enumerate(zip(text, simplify(text), strict=True))
            if old != new
        ]
    )
