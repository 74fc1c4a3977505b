"""GBK as damage sees it: characters as pairs of bytes, and pairs as characters."""

from __future__ import annotations

from functools import cache

# Full-width marks that later cleaning turns to ASCII.
FULL_WIDTH = dict(zip(",!?:;()", "，！？：；（）", strict=True))
LEADS = range(0x81, 0xFF)


@cache
def decode_pair(first: int, second: int) -> str | None:
    """Return the character of two bytes, or None where there is none: ``decode_pair(0xC8, 0xD5) == "日"``."""
    try:
        character = bytes((first, second)).decode("gb18030")
    except UnicodeDecodeError:
        return None
    return None if "\ue000" <= character <= "\uf8ff" else character


@cache
def encode(character: str) -> bytes:
    """Return a character's one or two bytes, a mark's as if it were full-width; none where it has none."""
    pair = FULL_WIDTH.get(character, character).encode("gb18030", "ignore")
    return pair if len(pair) < 3 else b""


@cache
def private_pairs() -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Return the pairs that stand for private characters: some first bytes, and the second bytes of these.

    Only second bytes that can be another character's first.
    """
    firsts: dict[tuple[int, ...], list[int]] = {}
    for first in LEADS:
        seconds = tuple(second for second in LEADS if decode_pair(first, second) is None)
        if seconds:
            firsts.setdefault(seconds, []).append(first)
    return tuple((tuple(group), seconds) for seconds, group in firsts.items())
