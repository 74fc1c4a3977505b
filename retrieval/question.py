"""A question → its terms and its kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.folding import fold
from retrieval.passages import bigram_terms, word_terms
from retrieval.values import EVERYTHING, Filter, Query, Question

if TYPE_CHECKING:
    from retrieval.segmentation import Segment

KINDS = ("who", "when", "where", "how many", "why", "how", "which", "what")
"""What a question can ask for; ``what`` is also said of a question that shows no kind."""

# The first pattern that matches decides: 多少年 is a number before it is a time, 什么时候 a time before 什么.
_KINDS = (
    ("who", r"谁|何人|哪位|哪[一几两]?[个名些].{0,6}?人|什么人|姓名|叫什么名"),
    (
        "when",
        r"什么时[候间]|何时|几时|哪[一]?[年天日月]|几[年月日号点]|多久|何年|何月|何日|哪个(?:月|年代|世纪|朝代)",
    ),
    ("how many", r"多少|几|多[大高长远重深宽快]|第几|何种程度"),
    ("where", r"哪里|哪儿|何处|何地|在哪|什么地[方点]|位于何|哪[一]?个?(?:国家?|省|市|城市|县|地区?|州|洲)"),
    ("why", r"为什么|为何|何故|原因|缘故|怎么会"),
    ("how", r"怎么|怎样|如何|咋"),
    ("which", r"哪"),
    ("what", r"什么|何|啥"),
)
_ASKING = re.compile(
    r"请问一?下?|想知道|告诉我|(?:是|叫|做)?什么(?:时候|时间|地方|人)?|谁|哪(?:里|儿|位|个|些|一个|一年|年|种|几个)?|"
    r"为什么|为何|怎么样?|怎样|如何|何时|何地|何处|何人|多少|多久|几|吗|呢|吧|啊|呀|么|有没有|是不是"
)
_STOP = frozenset(
    "的了是在和与及或有被把对从于以而其之也都就还又很最这那此该个一中上下里为由到将会能哪谁吗呢"
) | {"一个", "可以", "什么", "请问", "a", "an", "the", "of", "is", "are", "was", "were"}


def parse_question(asked: str, segment: Segment, *, filter: Filter = EVERYTHING) -> Question:
    """Find out what is asked.

    The words that only ask (谁, 什么时候) are not searched for; where nothing else is left, all are.
    """
    folded = fold(asked)
    kind = next((kind for kind, pattern in _KINDS if re.search(pattern, folded)), "what")
    stripped = _ASKING.sub(" ", folded)
    words = tuple(dict.fromkeys(w for w in word_terms(stripped, segment(stripped)) if w not in _STOP))
    if not words:
        stripped = folded
        words = tuple(dict.fromkeys(word_terms(folded, segment(folded))))
    bigrams = tuple(dict.fromkeys(bigram_terms(stripped)))
    return Question(asked=asked, kind=kind, query=Query(words=words, bigrams=bigrams), filter=filter)
