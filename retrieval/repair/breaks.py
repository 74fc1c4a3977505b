"""Characters that byte-wise replacement in GBK broke in two: ``日?qǐng)?bào)`` is 日報."""

from __future__ import annotations

import re

from retrieval.repair.readings import LETTERS, characters, plain
from retrieval.repair.steps import substitute
from retrieval.values import Edit  # noqa: TC001 - part of the public signature

BREAK = re.compile(rf"([㐀-鿿])\?([{LETTERS}]{{1,6}})\)\?([{LETTERS}]{{1,6}})\)")


def join_breaks(text: str) -> list[Edit]:
    """Put broken characters together again from the readings that broke them."""
    return substitute(BREAK, _join, text) if ")?" in text else []


def _join(match: re.Match[str]) -> str:
    """Read ``日?qǐng)?bào)``: 日 ends in the byte that begins 請, and the rest of 請 begins 報."""
    lead = match[1].encode("gbk")[-1:]
    first = {
        character.encode("gbk")[1:]
        for character in characters().get(plain(match[2]), ())
        if character.encode("gbk")[:1] == lead
    }
    found = [c for c in characters().get(plain(match[3]), ()) if c.encode("gbk")[:1] in first]
    return match[1] + found[0] if len(found) == 1 else match[0]
