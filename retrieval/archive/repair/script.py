"""Simplified text that a machine turned traditional: it is turned back."""

from __future__ import annotations

from retrieval.archive.repair.steps import Changes
from retrieval.chinese.folding import simplify
from retrieval.values import Edit, Span


def simplify_again(text: str) -> Changes:
    """Write each traditional character in its simplified form: 會議 becomes 会议."""
    return Changes(
        [
            Edit(Span(at, at + 1), new)
            for at, (old, new) in enumerate(zip(text, simplify(text), strict=True))
            if old != new
        ]
    )
