"""Writes ``retrieval/data/near_words.tsv``: which words stand in the same places as others, by the encoder's table of pieces.

    python tests/benchmarks/near_words.py build/near_words.tsv

The encoder (``retrieval/data/reader.bin``) has a vector for each piece of text. Less their mean and the three directions
in which most of them differ (which tell common pieces from rare ones), those of words that mean about the same point the
same way: 狗 and 犬, 工资 and 薪酬, 病人 and 患者. So do some that do not (涨 and 下跌), wherefore a word is only tried where
the question's own finds nothing sure.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np

from retrieval.chinese.numerals import CHINESE, LARGE
from retrieval.chinese.terms import IDEOGRAPHS
from retrieval.chinese.word_kinds import NAMING, word_kind
from retrieval.data import shipped
from retrieval.reader.neural.files import read_model

# How many of the directions in which the pieces differ most are taken out.
_DIRECTIONS = 3
_MOST = 5
# The least cosine; a single character has more meanings, and is seldom as near to another.
_LEAST, _LEAST_CHARACTER = 0.36, 0.3
# 上涨 and 下跌 stand in the same places, and mean the opposite.
_OPPOSITES = (
    "上下", "涨跌", "买售", "购售", "购卖", "增减", "升降", "多少", "高低", "开关", "进出", "买卖", "男女", "新旧", "大小", "前后", "左右", "东西", "南北", "入出",
    "早晚", "父母", "夫妻", "兄弟", "姐妹", "首末", "先后", "冷热", "快慢", "长短", "胜负", "输赢", "生死", "内外", "收支", "借还", "来去", "贵便",
    "春秋", "夏冬", "爸妈", "公母", "师生", "正副", "婆公", "增少", "涨下", "跌上", "强弱", "远近", "轻重", "老少", "今明", "昨今", "昨明",
)  # fmt: skip


def _oppose(one: str, other: str) -> bool:
    return any((a in one and b in other) or (b in one and a in other) for a, b in _OPPOSITES)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    model = read_model(shipped("reader.bin"))
    plain = re.compile(f"(?:(?![{CHINESE}{LARGE}]){IDEOGRAPHS})+")
    chosen = [number for number, (text, _) in enumerate(model.pieces) if plain.fullmatch(text)]
    words = [model.pieces[number][0] for number in chosen]
    vectors = model.whole("words")[chosen]
    vectors -= vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    vectors -= (vectors @ directions[:_DIRECTIONS].T) @ directions[:_DIRECTIONS]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    lines = []
    for word, vector in zip(words, vectors, strict=True):
        # 广东 is near 广西, and another place.
        if word_kind(word) in NAMING and len(word) > 1:
            continue
        cosines = vectors @ vector
        least = _LEAST_CHARACTER if len(word) == 1 else _LEAST
        order = np.argsort(-cosines, kind="stable")[1 : _MOST + 1]
        near = [words[other] for other in order if cosines[other] >= least]
        near = [other for other in near if not _oppose(word, other)]
        near = [
            other
            for other in near
            if other not in word and not (len(other) > 1 and word_kind(other) in NAMING)
        ]
        if near:
            lines.append(f"{word}\t{' '.join(near)}\n")
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
