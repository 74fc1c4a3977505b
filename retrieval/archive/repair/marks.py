"""Commas that a machine doubled."""

from __future__ import annotations

from retrieval.archive.repair.steps import Changes, substitute
from retrieval.expressions import regex

# Only between Chinese words: `a,,b` is an empty field of a table, and `。。。` and `！！` are meant.
_DOUBLED = regex("(?<=[\u3400-\u9fff”’」』）》])([，,、；])[，,、；]+(?=[\u3400-\u9fff“‘「『（《])")


def join_doubled(text: str) -> Changes:
    """Keep the first of several commas: ``市区,,县区`` and ``市区,、县区`` become ``市区,县区``."""
    return substitute(_DOUBLED, lambda match: match[1], text)
