"""Marks that a machine set twice."""

from __future__ import annotations

import re

from retrieval.archive.repair.steps import Changes, substitute

# Between Chinese words only: `a,,b` is an empty field, `。。。` and `！！` are meant.
_DOUBLED = re.compile("(?<=[\u3400-\u9fff”’」』）》])([，,、；])[，,、；]+(?=[\u3400-\u9fff“‘「『（《])")


def join_doubled(text: str) -> Changes:
    """Leave one of several commas, the first: ``市区,,县区`` and ``市区,、县区`` are ``市区,县区``."""
    return substitute(_DOUBLED, lambda match: match[1], text)
