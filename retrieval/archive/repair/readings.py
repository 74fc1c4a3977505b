"""The pinyin readings of the few thousand characters that exist in traditional writing only.

The table is ``retrieval/data/readings.txt``. Each of its lines holds a character of GBK that simplified writing
replaces, and the character's readings, the usual one first.
"""

from __future__ import annotations

from functools import cache

from retrieval.data import shipped

# Sites write `a` and `g` as GBK's own row of pinyin has them: they look alike and are other characters.
_LOOKALIKES = str.maketrans("ɑɡ", "ag")

LETTERS = "a-zɑɡāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ"


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Return the whole table: ``readings()["會"] == ("huì", "kuài", "kuò")``."""
    table = shipped("readings.txt").read_text("utf-8")
    return {line[0]: tuple(line[2:].split(" ")) for line in table.splitlines()}


@cache
def characters() -> dict[str, tuple[str, ...]]:
    """Return the table turned round: a reading → the characters that have it."""
    turned: dict[str, list[str]] = {}
    for character, spoken in readings().items():
        for reading in spoken:
            turned.setdefault(reading, []).append(character)
    return {reading: tuple(all_of_them) for reading, all_of_them in turned.items()}


def plain(pinyin: str) -> str:
    """Write pinyin in the letters of the table."""
    return pinyin.translate(_LOOKALIKES)


def reads(character: str, pinyin: str) -> bool:
    """Say whether the table has this reading of a character: ``reads("會", "huì")``, but not ``reads("吧", "ba")``."""
    return plain(pinyin) in readings().get(character, ())
