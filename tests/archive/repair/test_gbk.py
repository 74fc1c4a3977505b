"""GBK as pairs of bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.repair.gbk import FULL_WIDTH, LEADS, decode_pair, encode, private_pairs

BYTES = st.sampled_from(LEADS)


@given(BYTES, st.integers(0, 255))
def test_a_pair_and_its_character_lead_to_each_other(first: int, second: int) -> None:
    """Whatever character a pair spells has that pair as its bytes, but for marks, which count as full-width."""
    character = decode_pair(first, second)
    if character is not None and len(character) == 1 and character not in FULL_WIDTH:
        assert encode(character) == bytes((first, second))


def test_a_mark_has_the_bytes_of_its_full_width_form() -> None:
    """Later cleaning turned full-width marks to ASCII: the bytes that broke a character were the full-width ones."""
    assert encode(",") == encode("，") == b"\xa3\xac"
    assert encode("😀") == b""


def test_private_pairs_spell_nothing() -> None:
    """No pair that stands for a private character spells another one."""
    for firsts, seconds in private_pairs():
        assert all(decode_pair(first, second) is None for first in firsts for second in seconds)
