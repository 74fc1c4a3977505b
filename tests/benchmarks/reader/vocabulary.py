"""Which pieces of the whole model's 250,002 the reader keeps.

Of pieces that are folded alike (國 and 国, ▁2017 and 2017) one is kept. Several ideographs are a piece only where
they are a word of the dictionary that the program cuts by, so that an answer seldom ends inside a piece.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.extract import SPECIAL
from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.folding import fold
from retrieval.reader.neural.pieces import UNKNOWN, Pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.extract import Whole

_BOUNDARY = "▁"
_IDEOGRAPH = re.compile("[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z]+|[0-9]{1,4}")
_LONGEST = 5


def _admitted(text: str) -> bool:
    if len(text) == 1:
        return not text.isspace()
    if _IDEOGRAPH.fullmatch(text):
        return len(text) <= _LONGEST and text in word_tags()
    return _WORD.fullmatch(text) is not None


def list_admitted(whole: Whole) -> dict[str, tuple[int, float]]:
    """Return each text that may be a piece with its number in the whole model and its weight.

    Of several that fold alike the one that is written so already is taken, else the likeliest.
    """
    chosen: dict[str, tuple[tuple[bool, float], int, float]] = {}
    for number, (piece, weight) in enumerate(whole.pieces):
        text = piece.removeprefix(_BOUNDARY)
        folded = fold(text)
        if number < len(SPECIAL) or not folded or not _admitted(folded):
            continue
        # Letters stand behind a space, ideographs and digits seldom do.
        usual = piece.startswith(_BOUNDARY) == folded[0].isascii() and not folded[0].isdigit()
        rank = (text == folded and usual, weight)
        if folded not in chosen or rank > chosen[folded][0]:
            chosen[folded] = (rank, number, weight)
    return {text: (number, weight) for text, (_, number, weight) in chosen.items()}


def choose_pieces(
    admitted: dict[str, tuple[int, float]], texts: Iterable[str], size: int
) -> tuple[Pieces, list[int]]:
    """Return the pieces that folded texts use most, and the number of each in the whole model.

    Every single ideograph that occurs is kept before any longer piece.
    """
    every = Pieces([*SPECIAL, *admitted], [0.0] * len(SPECIAL) + [weight for _, weight in admitted.values()])
    used: Counter[int] = Counter()
    letters: Counter[str] = Counter()
    for text in texts:
        letters.update(text)
        used.update(every.cut(text)[0])
    for number, text in enumerate(every.texts):
        if number > UNKNOWN and len(text) == 1 and letters[text] > 1:
            used[number] += 1 << 40
    del used[UNKNOWN]
    kept = sorted(number for number, _ in used.most_common(size - len(SPECIAL)))
    chosen = [every.texts[number] for number in kept]
    pieces = Pieces([*SPECIAL, *chosen], [0.0] * len(SPECIAL) + [admitted[text][1] for text in chosen])
    return pieces, [*range(len(SPECIAL)), *(admitted[text][0] for text in chosen)]
