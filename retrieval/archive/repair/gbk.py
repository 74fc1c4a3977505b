"""GBK as pairs of bytes: which character a pair spells, and which pair a character has."""

from __future__ import annotations

from functools import cache

# Later cleaning turns these full-width marks to ASCII.
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
    """Return the one or two bytes of a character, or none where GBK lacks it; a mark counts as full-width."""
    pair = FULL_WIDTH.get(character, character).encode("gb18030", "ignore")
    return pair if len(pair) < 3 else b""


@cache
def private_pairs() -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Return the pairs of bytes that stand for private characters, as first bytes with their second bytes.

    Only those second bytes are given that can be the first byte of another character.
    """
    firsts: dict[tuple[int, ...], list[int]] = {}
    for first in LEADS:
        seconds = tuple(second for second in LEADS if decode_pair(first, second) is None)
        if seconds:
            firsts.setdefault(seconds, []).append(first)
    return tuple((tuple(group), seconds) for seconds, group in firsts.items())
