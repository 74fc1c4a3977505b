"""Make the table of readings anew: ``retrieval/data/readings.txt``.

    python tests/benchmarks/readings.py --out readings.txt

The table holds the characters of GBK that simplified writing replaces, in the order of their code points, each with
the readings that pypinyin's table of characters gives it, the usual one first. Nothing is learnt and nothing is drawn
by chance: one version of pypinyin and of OpenCC always gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
from importlib.metadata import distribution
from pathlib import Path

import opencc

# The blocks that hold the ideographs of GBK. Its 21 compatibility ideographs stay out: U+FA18 looks like 礼 and is
# converted to it, and no site annotates that.
_FIRST, _LAST = "\u3400", "\u9fff"
# OpenCC leaves 著 alone, because it is a word of simplified writing too (著名); sites annotate it all the same.
_ALSO = frozenset("著")


def make_table() -> str:
    """Return the table: a character, a space and its readings, a line each."""
    spoken = json.loads(
        Path(str(distribution("pypinyin").locate_file("pypinyin/pinyin_dict.json"))).read_text("utf-8")
    )
    simplified = opencc.OpenCC("t2s")
    lines = []
    for code in sorted(map(int, spoken)):
        character = chr(code)
        if not (_FIRST <= character <= _LAST and character.encode("gbk", "ignore")):
            continue
        if character in _ALSO or simplified.convert(character) != character:
            lines.append(f"{character} {spoken[str(code)].replace(',', ' ')}\n")
    return "".join(lines)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.parse_args().out.write_text(make_table(), encoding="utf-8")


if __name__ == "__main__":
    main()
