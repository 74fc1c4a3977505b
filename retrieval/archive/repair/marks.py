"""Commas that a machine doubled."""

from __future__ import annotations

import re

from retrieval.archive.repair.steps import Changes, substitute

# Only between Chinese words: `a,,b` is an empty field of a table, and `。。。` and `！！` are meant.
_DOUBLED = re.compile("(?<=[\u3400-\u9fff”’」』）》])([，,、；])[，,、；]+(?=[\u3400-\u9fff“‘「『（《])")


def join_doubled(text: str) -> Changes:
    """Keep the first of several commas: ``市区,,县区`` and ``市区,、县区`` become ``市区,县区``."""
    return substitute(_DOUBLED, lambda match: match[1], text)
