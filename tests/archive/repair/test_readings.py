"""The table of readings."""

from __future__ import annotations

import re

from retrieval.archive.repair.readings import LETTERS, characters, plain, readings, reads

PINYIN = re.compile(f"[{LETTERS}]+")


def test_the_table_is_of_traditional_characters_of_gbk() -> None:
    """Every character has two bytes in GBK, is in the order of code points, and has readings in pinyin's letters."""
    table = readings()
    assert list(table) == sorted(table)
    assert all(len(character.encode("gbk")) == 2 for character in table)
    # Two interjections aside, whose sounds have letters of their own.
    others = {character for character, spoken in table.items() if not all(map(PINYIN.fullmatch, spoken))}
    assert others == {"嘸", "誒"}


def test_the_table_turned_round_says_the_same() -> None:
    """A reading leads to the characters that have it, and to no other."""
    pairs = {(character, reading) for character, spoken in readings().items() for reading in spoken}
    assert pairs == {
        (character, reading) for reading, spelled in characters().items() for character in spelled
    }


def test_a_reading_is_known_in_the_letters_of_any_site() -> None:
    """GBK's own row of pinyin writes another `a` and another `g`."""
    assert reads("會", "huì")
    assert not reads("會", "hui")
    assert not reads("吧", "ba")
    assert plain("jiɑnɡ") == "jiang"
