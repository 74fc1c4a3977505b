"""A sentence → the exact words in it that answer, where they are sure.

Every stretch of whole words may be the answer. What stands before and behind it, what it is made of and
how the question's own words lie around it is measured, and a network that was fitted to questions with
known answers says which stretch it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.folding import codes_of, fold
from retrieval.chinese.names import OFFICES, kind_of
from retrieval.chinese.outlines import words_in
from retrieval.chinese.word_kinds import FOREIGN, word_kind
from retrieval.data import shipped
from retrieval.question.patterns import KINDS
from retrieval.reader import cues
from retrieval.reader.network import Network, Shared, read_network
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    from retrieval.reader.matching import Booleans, Floats

    Column: TypeAlias = Sequence[bool] | Sequence[float] | Floats | Booleans | NDArray[np.intp]
    from retrieval.values import Passage, Question

# Longer answers are whole clauses: those are proposed whatever their length.
_LONGEST = 14
# A stretch that less surely shares a word with the answer is more often wrong than right.
_SURE = 0.3
# What lies far behind in score is no rival: as many as hold nearly all of the probability.
_RIVALS = 40
# Letters of the question that are compared with those beside a stretch.
_LONGEST_RUN = 8
# Where the question's next word is put on the left and on the right where there is none: the weights were fitted so.
_NONE_LEFT, _NONE_RIGHT = -1000, 10000
# How much it counts to be the answer itself, beside having much in common with it.
_WHOLE = 0.3
_LEFT_TOKENS = (
    "^", ",", "、", "。", ":", ";", "《", "「", "『", "“", "(", "在", "的", "是", "于", "为", "了", "以", "由", "有", "位于", "与",
    "和", "由于", "造成", "达", "年", "称为", "因", "到", "使用", "又称", "被", "包括", "发生", "将", "至", "俗名", "分为", "约", "指", "自",
    "对", "从", "就是", "只有", "生于", "共有", "因为", "导致", "一个", "根据", "属于", "获得", "而", "其中", "通过", "宣布", "叫", "名为",
    "叫做", "成为", "超过", "大约", "受", "把", "向", "作为", "担任",
)  # fmt: skip
_RIGHT_TOKENS = (
    "$", ",", "。", "、", ":", ";", "》", "」", "』", "”", ")", "(", "的", "在", "是", "和", "为", "与", "而", "举行", "被", "死亡", "所",
    "时", "发生", "后", "于", "开始", "也", "人", "等", "表示", "中", "成为", "则", "对", "及", "有", "建立", "为主", "成立", "签署",
    "上", "起", "由", "进行", "受伤", "就", "日", "月", "年", "出版", "作为", "已", "以", "之后", "并", "将", "正式", "担任", "又", "才", "着",
    "了", "说", "称", "强调", "指出", "认为", "主持", "至", "到", "之间", "以上", "左右",
)  # fmt: skip
_LEFT_NUMBER = {token: number for number, token in enumerate(_LEFT_TOKENS, 1)}
_RIGHT_NUMBER = {token: number for number, token in enumerate(_RIGHT_TOKENS, 1)}
_TIME_OF_DAY = re.compile("凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜间|深夜")
_ASKS_FOR_HOLDER = re.compile(
    r"(?:请问)?(?:(?:谁|哪位)是(?P<behind>\w{2,12})|(?P<before>\w{2,12}?) ?是(?:谁|哪位))\W*\Z"
)
_MORE_OFFICES = rf"(?:[、兼]\w{{0,14}}?(?:{OFFICES}))*"
_DAY_BEFORE = re.compile(r"(?:(?:[0-9]{4}年)?[0-9]{1,2}月|(?<![0-9]))[0-9]{1,2}[日号]\Z")
_ASKS_FOR_DAY = re.compile("哪一?[天日]|几[号日]|何日")
_PARTICLES = frozenset("好了过着")
# What the segmenter takes for the end of a name that it does not know: 刘吉在, 张伟到.
_SWALLOWED = re.compile("(?:对此|[在于到对向从与和将把被])$")
# 张永和 is a name as well: only before another name is its 和 a word.
_JOINS = frozenset("与和")
_TIME_WORD = re.compile("[0-9年]|世纪|时期|[时期后前代纪月日世朝节天夜晚季间初末岁]$")
_NUMERAL = re.compile("[0-9〇零一二三四五六七八九十百千万亿两双半数几]")
_CALENDAR = re.compile("[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?|[0-9]{1,2}月[0-9]{1,2}[日号]")
_ASKS_FOR_CALENDAR = re.compile("几[年月日号]")
# 东部 and 西部 are places.
_NO_PLACE = re.compile("(?:会|会议|[^东南西北中内外上下腹]部|局|委|厅|署)$")
_NAMES = frozenset(["person", "foreign", "organisation"])
_WORD_KINDS = (
    "person", "foreign", "place", "organisation", "name", "time", "number", "noun", "verb", "adjective", "particle",
    "new",
)  # fmt: skip
_KIND_NUMBER = {kind: number for number, kind in enumerate(_WORD_KINDS)}
_GRAINS = (
    "年",
    "月",
    "日",
    "天",
    "世纪",
    "时",
    "代",
    "国",
    "省",
    "市",
    "县",
    "区",
    "州",
    "岛",
    "人",
    "公司",
    "大学",
    "队",
    "河",
    "山",
    "部",
)
_CLAUSE_MARKS = frozenset(",;:。!?，；：！？")
_OPENERS = "《「『“(（〈【‘"
_CLOSERS = "》」』”)）〉】’"
_CLOSER = re.compile(f"[{_CLOSERS}]")
_MARK = re.compile(r"[^\w%·]")
_COPULAS = "是为叫做称作指即的"

COLUMNS = (
    "words", "letters", "letters_log", "start_place", "end_place", "asked_inside", "asked_inside_share",
    "asked_left", "asked_right", "left_distance", "right_distance", "before_on_left", "after_on_right",
    "after_on_left", "before_on_right", "left_run", "right_run", "runs", "apposed_left", "apposed_right", "quoted_apposed", "commas", "lists", "quoted", "quoted_inside",
    "clause_start", "clause_end", "clause", "sentence", "time", "number", "time_inside", "number_inside",
    "unit_end", "unit_next", "focus_inside", "focus_end", "focus_left", "focus_right", "focus_letter",
    "grain_end", "grain_asked", "has_de", "persons", "places", "many_lists", "same_kind", "copula_left",
    *(f"left_{token}" for token in ("other", *_LEFT_TOKENS)),
    *(f"right_{token}" for token in ("other", *_RIGHT_TOKENS)),
    *(f"first_{kind}" for kind in _WORD_KINDS),
    *(f"last_{kind}" for kind in _WORD_KINDS),
    *(f"asks_{kind}" for kind in KINDS),
)  # fmt: skip
"""What is measured of each stretch."""
_NUMBER = {column: number for number, column in enumerate(COLUMNS)}
# Where the columns begin of which one is 1.
_LEFT, _RIGHT, _FIRST, _LAST, _ASKS = map(
    COLUMNS.index,
    ("left_other", "right_other", f"first_{_WORD_KINDS[0]}", f"last_{_WORD_KINDS[0]}", f"asks_{KINDS[0]}"),
)
# What is counted of letters.
_CLAUSE, _LIST, _OPENS, _CLOSES, _DE, _COPULA = (1 << number for number in range(6))
_COUNTED = (
    (_CLAUSE, _CLAUSE_MARKS),
    (_LIST, "、"),
    (_OPENS, _OPENERS),
    (_CLOSES, _CLOSERS),
    (_DE, "的"),
    (_COPULA, "是为叫名称"),
)


@cache
def shipped_network() -> Network:
    """Return the weights that come with the program."""
    return read_network(shipped("spans.json"))


@cache
def _letter_classes() -> NDArray[np.uint8]:
    """Return by its code what each letter is counted as."""
    classes = np.zeros(0x110000, dtype=np.uint8)
    for bit, letters in _COUNTED:
        for letter in letters:
            classes[ord(letter)] |= bit
    return classes


@dataclass(frozen=True, slots=True)
class Proposals:
    """Stretches of a passage's text that may answer, and what is measured of each, by :data:`COLUMNS`.

    ``measures`` are a row each, of some ``columns``; the others are 0, but for what stretches share that begin or end
    with one word.
    """

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    measures: Floats
    columns: list[int]
    shared: tuple[Shared, ...]

    @property
    def rows(self) -> Floats:
        """All columns, a row each."""
        rows = np.zeros((len(self.starts), len(COLUMNS)))
        rows[:, self.columns] = self.measures
        for part in self.shared:
            rows[:, part.columns] += part.values[part.kinds]
            np.put_along_axis(rows, part.ones[part.kinds], 1.0, axis=1)
        return rows


class _Sentence:
    """A sentence's words, and what is measured of each."""

    def __init__(self, question: Question, passage: Passage, sentence: Span) -> None:
        self.text = fold(sentence.of(passage.text))
        at = sentence.start
        size = len(self.text)
        self.bounds = [(word.start - at, min(word.end - at, size)) for word in words_in(passage, sentence)]
        self.starts, self.ends = np.array(self.bounds, dtype=np.intp).reshape(-1, 2).T
        self.words = [self.text[start:end] for start, end in self.bounds]
        self.count = len(self.words)
        asked, query = question.text, set(question.query.words)
        self.asked = np.array(
            [len(word) if word in query or (len(word) > 1 and word in asked) else 0 for word in self.words],
            dtype=np.intp,
        )
        before, after = set(question.before) & query, set(question.after) & query
        self.before = np.array([word in before for word in self.words], dtype=bool)
        self.after = np.array([word in after for word in self.words], dtype=bool)
        self.kinds = np.array([_KIND_NUMBER[word_kind(word)] for word in self.words], dtype=np.intp)
        self.classes = np.zeros(size + 2, dtype=np.uint8)
        _letter_classes().take(codes_of(self.text), out=self.classes[1:-1])
        self.letters = _MARK.sub("", self.text)
        marks = [found.start() for found in _MARK.finditer(self.text)]
        places = np.arange(size + 1)
        # Where each place is among the letters.
        self.letter_at = places - np.searchsorted(marks, places)
        # Of the letter before each word, and of the one behind it.
        self.left, self.right = self.classes[self.starts], self.classes[self.ends + 1]
        commas = self.count_letters(_CLAUSE)
        breaks = commas[self.starts[1:]] > commas[self.ends[:-1]]
        # Which words begin a clause, and which end one.
        self.begins, self.finishes = np.concatenate([[True], breaks]), np.concatenate([breaks, [True]])

    def count_letters(self, kind: int) -> NDArray[np.intp]:
        """Return how many letters of a kind stand before each place."""
        return _sums((self.classes[1:-1] & kind) != 0)


def propose_spans(question: Question, passage: Passage, sentence: Span) -> Proposals:
    """Return the stretches of whole words of a sentence, each measured.

    Args:
        question: what is asked.
        passage: where the sentence stands.
        sentence: a span of the passage's text.
    """
    read = _Sentence(question, passage, sentence)
    if not read.count:
        none = np.zeros(0, dtype=np.intp)
        return Proposals(none, none, np.zeros((0, 0)), [], ())
    first, last = _pairs(read)
    ends = _measure_ends(question, read)
    measures = _measure_marks(read, ends, first, last) | _measure_things(question, read, first, last)
    asked = np.full(read.count, _ASKS + KINDS.index(question.kind))
    shared = (
        _share(first, ends.first, [_LEFT + _left_tokens(read), _FIRST + read.kinds, asked]),
        _share(last, ends.last, [_RIGHT + _right_tokens(read), _LAST + read.kinds]),
    )
    return Proposals(
        read.starts[first] + sentence.start,
        read.ends[last] + sentence.start,
        np.stack(list(measures.values())).T.astype(np.float64),
        [_NUMBER[name] for name in measures],
        shared,
    )


def _share(kinds: NDArray[np.intp], measures: dict[str, Column], ones: list[NDArray[np.intp]]) -> Shared:
    values = np.stack(list(measures.values()), dtype=np.float64, casting="unsafe").T
    return Shared(kinds, [_NUMBER[name] for name in measures], values, np.stack(ones, axis=1))


def _pairs(read: _Sentence) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first and last word of each stretch: all short ones, and whole clauses of any length."""
    numbers = np.arange(read.count)
    further = numbers - numbers[:, np.newaxis]
    clauses = read.begins[:, np.newaxis] & read.finishes
    first, last = np.nonzero((further >= 0) & ((further < _LONGEST) | clauses))
    return first, last


def _left_tokens(read: _Sentence) -> NDArray[np.intp]:
    tokens = []
    for number, (start, _) in enumerate(read.bounds):
        mark = read.text[start - 1] if start else "^"
        token = read.words[number - 1] if number and read.bounds[number - 1][1] == start else mark
        tokens.append(_LEFT_NUMBER.get(token, 0))
    return np.array(tokens, dtype=np.intp)


def _right_tokens(read: _Sentence) -> NDArray[np.intp]:
    tokens = []
    for number, (_, end) in enumerate(read.bounds):
        mark = read.text[end] if end < len(read.text) else "$"
        joined = number + 1 < read.count and read.bounds[number + 1][0] == end
        tokens.append(_RIGHT_NUMBER.get(read.words[number + 1] if joined else mark, 0))
    return np.array(tokens, dtype=np.intp)


def _sums(values: NDArray[np.intp] | Booleans) -> NDArray[np.intp]:
    sums = np.zeros(len(values) + 1, dtype=np.intp)
    np.cumsum(values, out=sums[1:])
    return sums


@dataclass(frozen=True, slots=True)
class _Ends:
    """What is measured of each word as the ``first`` and as the ``last`` of a stretch.

    What is counted inside a stretch is the difference of two sums (``asked`` of the question's letters, ``lists`` of
    、), or so much for its last word less so much for its first one.
    """

    first: dict[str, Column]
    last: dict[str, Column]
    asked: NDArray[np.intp]
    lists: NDArray[np.intp]


def _measure_ends(question: Question, read: _Sentence) -> _Ends:
    size, count = len(read.text) or 1, read.count
    starts, ends, numbers = read.starts, read.ends, np.arange(read.count)
    asked, before, after = _sums(read.asked), _sums(read.before), _sums(read.after)
    all_before, all_after = before[-1] or 1, after[-1] or 1
    left_run, right_run, apposed_left, apposed_right = _runs(question, read)
    commas, particles = read.count_letters(_CLAUSE), read.count_letters(_DE)
    lists = read.count_letters(_LIST)
    unit, focus, text = _unit(question), question.focus, read.text
    near = 5
    first: dict[str, Column] = {
        "words": -numbers / 10,
        "letters": -starts / 20,
        "start_place": starts / size,
        "asked_inside": -asked[:-1] / 5,
        "asked_left": (asked[:-1] - asked[np.maximum(numbers - near, 0)]) / 5,
        "left_distance": _distance_left(read),
        "before_on_left": before[:-1] / all_before,
        "after_on_left": after[:-1] / all_after,
        "left_run": left_run,
        "runs": left_run,
        "apposed_left": apposed_left,
        "commas": -commas[starts],
        "clause_start": read.begins,
        "has_de": -particles[starts],
        "copula_left": (read.left & _COPULA) != 0,
    }
    last: dict[str, Column] = {
        "words": (numbers + 1) / 10,
        "letters": ends / 20,
        "end_place": ends / size,
        "asked_inside": asked[1:] / 5,
        "asked_right": (asked[np.minimum(numbers + 1 + near, count)] - asked[1:]) / 5,
        "right_distance": _distance_right(read),
        "after_on_right": (after[-1] - after[1:]) / all_after,
        "before_on_right": (before[-1] - before[1:]) / all_before,
        "right_run": right_run,
        "runs": right_run,
        "apposed_right": apposed_right,
        "commas": commas[ends],
        "clause_end": read.finishes,
        "has_de": particles[ends],
    }
    if question.many:
        first["many_lists"], last["many_lists"] = -lists[starts] / 2, lists[ends] / 2
    if _grains(question):
        first["grain_asked"] = np.ones(count)
    if unit:
        last["unit_next"] = np.array([text.startswith(unit, end) for end in ends.tolist()])
    if focus in text and focus:
        first["focus_left"] = np.array(
            [focus in text[max(0, start - 6) : start] for start in starts.tolist()]
        )
        last["focus_right"] = np.array([focus in text[end : end + 6] for end in ends.tolist()])
    if focus:
        last["focus_letter"] = np.array([text[end - 1] == focus[-1] for end in ends.tolist()])
    return _Ends(first, last, asked, lists)


def _unit(question: Question) -> str:
    """Return what is counted, where a number is asked for."""
    if question.kind != "how many":
        return ""
    return question.gap_text.lstrip("第多少几百分之") or question.focus


def _grains(question: Question) -> list[str]:
    """Return what an answer may end in, as the question says it: 年 of 哪一年."""
    wanted = question.gap_text + question.focus
    return [grain for grain in _GRAINS if grain in wanted]


def _distance_left(read: _Sentence) -> Floats:
    """Return for each word how far the next word of the question is on its left, from 0 (none) to 1 (next)."""
    ends = np.concatenate([[_NONE_LEFT], np.where(read.asked, read.ends, _NONE_LEFT)[:-1]])
    distances: Floats = 1 / (1 + read.starts - np.maximum.accumulate(ends))
    return distances


def _distance_right(read: _Sentence) -> Floats:
    starts = np.concatenate([np.where(read.asked, read.starts, _NONE_RIGHT)[1:], [_NONE_RIGHT]])
    distances: Floats = 1 / (1 + np.minimum.accumulate(starts[::-1])[::-1] - read.ends)
    return distances


def _runs(question: Question, read: _Sentence) -> tuple[Floats, Floats, Floats, Floats]:
    """Return how long the question's own letters run on before and behind each word.

    1. Before it: those before the gap (``总策略是 什么`` and ``总策略为 外防输入``).
    2. Behind it: those behind the gap.
    3. Before it: those before the gap, whatever copula stands between.
    4. Behind it: those before the gap, for an answer that stands in front (``“外防输入”总策略``).
    """
    gap = question.gap
    if gap is None:
        return (np.zeros(read.count),) * 4
    left = _MARK.sub("", question.text[: gap.start])
    right = _MARK.sub("", question.text[gap.end :])
    subject = left.rstrip(_COPULAS)
    letters = read.letters
    # The copulas before each place left out.
    bare = [0]
    for place, letter in enumerate(letters, 1):
        bare.append(bare[-1] if letter in _COPULAS else place)
    tails = [subject[-size:] for size in range(min(len(subject), _LONGEST_RUN), 0, -1)]
    heads = {tail[0] for tail in tails}
    runs = []
    for start, end in zip(
        read.letter_at[read.starts].tolist(), read.letter_at[read.ends].tolist(), strict=True
    ):
        at = end + letters.startswith("的", end)
        runs.append(
            (
                _common_end(left, letters, start),
                _common_start(right, letters, end),
                _common_end(subject, letters, bare[start]),
                next((len(tail) for tail in tails if letters.startswith(tail, at)), 0)
                if letters[at : at + 1] in heads
                else 0,
            )
        )
    one, two, three, four = np.array(runs).T / 4
    return one, two, three, four


def _common_end(one: str, other: str, end: int) -> int:
    """Return how many letters a text ends in that stand before a place in another one."""
    size, most = 0, min(len(one), end, _LONGEST_RUN)
    while size < most and one[-size - 1] == other[end - size - 1]:
        size += 1
    return size


def _common_start(one: str, other: str, start: int) -> int:
    size, most = 0, min(len(one), len(other) - start, _LONGEST_RUN)
    while size < most and one[size] == other[start + size]:
        size += 1
    return size


def _measure_marks(
    read: _Sentence, ends: _Ends, first: NDArray[np.intp], last: NDArray[np.intp]
) -> dict[str, Column]:
    """Measure how long each stretch is, what of the question it holds, and the punctuation inside and around it."""
    balance = read.count_letters(_OPENS) - read.count_letters(_CLOSES)
    asked, lists = ends.asked, ends.lists
    length, inside, listed, unbalanced = _between(
        [read.starts, asked[:-1], lists[read.starts], balance[read.starts]],
        [read.ends, asked[1:], lists[read.ends], balance[read.ends]],
        first,
        last,
    )
    measures: dict[str, Column] = {
        "letters_log": np.log1p(length),
        "asked_inside_share": inside / length,
        "lists": np.minimum(listed, 4) / 2,
        "quoted_inside": unbalanced != 0,
        "clause": read.begins[first] & read.finishes[last],
        "sentence": (first == 0) & (last == read.count - 1),
    }
    opened, closed = (read.left & _OPENS) != 0, (read.right & _CLOSES) != 0
    if opened.any() and closed.any():
        # Fills a pair of quotation marks or brackets.
        quoted = opened[first] & closed[last]
        measures["quoted"] = quoted
        measures["quoted_apposed"] = np.asarray(ends.last["apposed_right"])[last] * quoted
    return measures


def _between(
    of_first: list[NDArray[np.intp]],
    of_last: list[NDArray[np.intp]],
    first: NDArray[np.intp],
    last: NDArray[np.intp],
) -> NDArray[np.intp]:
    """Return what is counted in each stretch, of what is counted up to each word and with it: a row a count."""
    counted: NDArray[np.intp] = np.stack(of_last).take(last, axis=1) - np.stack(of_first).take(first, axis=1)
    return counted


def _measure_things(
    question: Question, read: _Sentence, first: NDArray[np.intp], last: NDArray[np.intp]
) -> dict[str, Column]:
    """Measure what each stretch names, and whether that is what is asked for."""
    text, focus = read.text, question.focus
    persons, places = _sums(read.kinds <= 1), _sums((read.kinds == 2) | (read.kinds == 3))
    times, numbers = _find(cues.WHEN, text), _find(cues.NUMBER, text)
    person, place, time, number = _between(
        [
            persons[:-1],
            places[:-1],
            *(np.searchsorted(found[:, 1], read.starts, side="right") for found in (times, numbers)),
        ],
        [persons[1:], places[1:], *(np.searchsorted(found[:, 0], read.ends) for found in (times, numbers))],
        first,
        last,
    )
    measures: dict[str, Column] = {"persons": np.minimum(person, 3) / 2, "places": np.minimum(place, 3) / 2}
    # Shares a letter with one, or is one, no letter more or less.
    for name, found, shared in (("time", times, time), ("number", numbers, number)):
        if len(found):
            measures[f"{name}_inside"] = shared > 0
            measures[name] = _equal(read, found, first, last)
    by_kind = {"who": person, "where": place, "when": time, "how many": number}
    if question.kind in by_kind:
        measures["same_kind"] = by_kind[question.kind] > 0
    endings = {"unit_end": [unit] if (unit := _unit(question)) else [], "grain_end": _grains(question)}
    if focus and focus in text:
        endings["focus_end"] = [focus]
        nearest = [
            at if (at := text.find(focus, start)) >= 0 else len(text) for start in read.starts.tolist()
        ]
        measures["focus_inside"] = np.array(nearest)[first] + len(focus) <= read.ends[last]
    for name, some in endings.items():
        if some:
            measures[name] = _ends_in(read, some, first, last)
    return measures


def _equal(
    read: _Sentence, found: NDArray[np.intp], first: NDArray[np.intp], last: NDArray[np.intp]
) -> Booleans:
    """Say which stretches are something found, no letter more or less."""
    begun = {start: number for number, start in enumerate(found[:, 0].tolist())}
    ended = {end: number for number, end in enumerate(found[:, 1].tolist())}
    begins = np.array([begun.get(start, -1) for start in read.starts.tolist()])
    finishes = np.array([ended.get(end, -2) for end in read.ends.tolist()])
    return np.asarray(begins[first] == finishes[last])


def _find(pattern: re.Pattern[str], text: str) -> NDArray[np.intp]:
    return np.array([found.span() for found in pattern.finditer(text)], dtype=np.intp).reshape(-1, 2)


def _ends_in(
    read: _Sentence, endings: Sequence[str], first: NDArray[np.intp], last: NDArray[np.intp]
) -> Booleans:
    """Say which stretches end in one of some endings, and are as long as it."""
    shortest = np.full(read.count, len(read.text) + 1)
    for ending in sorted(endings, key=len, reverse=True):
        shortest[[read.text.endswith(ending, 0, end) for end in read.ends.tolist()]] = len(ending)
    return np.asarray(read.ends[last] - read.starts[first] >= shortest[last])


def mark_exact(
    question: Question, passage: Passage, sentence: Span, network: Network | None = None
) -> Span | None:
    """Return the stretch of the passage's text that answers, inside the sentence, or None.

    ``谁主持会议`` marks 刘吉 in ``市委书记刘吉主持会议``.
    """
    if question.kind in {"whether", "keywords"}:
        return None
    if question.kind == "who" and (holder := _holder(question, passage, sentence)):
        return _without_preposition(passage, holder)
    if quoted := _quoted_thing(question, passage, sentence):
        return quoted
    proposals = propose_spans(question, passage, sentence)
    if not len(proposals.starts):
        return None
    scores = (network or shipped_network()).score(proposals.measures, proposals.columns, proposals.shared)
    span, sure = _choose(question, fold(passage.text), proposals, scores)
    if sure < _SURE:
        return None
    if question.kind == "who":
        span = _without_preposition(passage, _without_office(passage, span))
    elif question.kind == "when":
        asks_for_day = _ASKS_FOR_DAY.search(fold(question.asked))
        span = (
            _day_alone(passage, span, sentence)
            if asks_for_day
            else _with_time_of_day(passage, span, sentence)
        )
    return _complete(passage.text, _without_particle(passage, span), sentence)


def _choose(question: Question, text: str, proposals: Proposals, scores: Floats) -> tuple[Span, float]:
    """Return the stretch that is likely to have most in common with the answer, and how likely it has anything.

    Not the likeliest: where 温金荣, 市长温金荣 and 市委副书记、市长温金荣 share out what speaks for them, a fourth
    stretch elsewhere may be ahead of each. What the question says itself is no answer, nor what has not the form
    of what is asked for.
    """
    order = np.argsort(-scores)[: 2 * _RIVALS]
    shares = np.exp(scores[order] - scores[order[0]])
    # Of all, also of those that may not be it: where they are likely, the rest is not.
    shares /= shares.sum()
    starts, ends = proposals.starts[order], proposals.ends[order]
    may = (
        number
        for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
        if text[start:end] not in question.text and _has_form(question, text[start:end])
    )
    chosen = list(islice(may, _RIVALS))
    if not chosen:
        return Span(0, 0), 0.0
    starts, ends, shares = starts[chosen], ends[chosen], shares[chosen]
    common = np.maximum(np.minimum(ends[:, None], ends) - np.maximum(starts[:, None], starts), 0)
    sizes = ends - starts
    f1 = 2 * common / (sizes[:, None] + sizes)
    best = int((f1 @ shares + _WHOLE * shares).argmax())
    return Span(int(starts[best]), int(ends[best])), float((common[best] > 0) @ shares)


def _has_form(question: Question, text: str) -> bool:
    """Say whether a stretch may be of the kind that is asked for, by its form alone.

    A time without a word of time or a number without a numeral is none, nor is 2017年 a number. 中央政治局常委会 is no place, and 今天 no
    person; what a name looks like says little, so that nothing more is asked of one.
    """
    kind = question.kind
    if kind == "when":
        return bool(_TIME_WORD.search(text) or cues.WHEN.search(text))
    if kind == "how many":
        # 公元几年 asks for a year, 判了多少年 does not.
        calendar = _CALENDAR.fullmatch(text) and not _ASKS_FOR_CALENDAR.search(question.text)
        return bool(_NUMERAL.search(text)) and not calendar
    if kind == "where" and _NO_PLACE.search(text):
        return False
    # 今天上午 is two times.
    return kind not in {"who", "where"} or bool(cues.WHEN.sub("", text) and not cues.NUMBER.fullmatch(text))


def _holder(question: Question, passage: Passage, sentence: Span) -> Span | None:
    """Return 温金荣 of 市委副书记、市长温金荣 for 谁是市长, where one name alone stands behind the office, or more of them."""
    asked = _ASKS_FOR_HOLDER.match(fold(question.asked))
    if not asked:
        return None
    held = re.compile(rf"(?<!副){re.escape(asked['behind'] or asked['before'])}{_MORE_OFFICES}$")
    text = fold(passage.text)
    behind = {
        word
        for word in words_in(passage, sentence)
        if word_kind(word.of(text)) == "person" and held.search(text[sentence.start : word.start])
    }
    return _whole_name(passage, behind.pop()) if len(behind) == 1 else None


def _quoted_thing(question: Question, passage: Passage, sentence: Span) -> Span | None:
    """Return 动态清零 of “动态清零”总方针 for 总方针是什么, where one thing alone is so called."""
    text, focus = fold(sentence.of(passage.text)), question.focus
    # To put a pattern together takes longer than most marks.
    if question.kind != "what" or len(focus) < 2 or focus not in text or _CLOSER.search(text) is None:
        return None
    pattern = rf"[{_OPENERS}]([^{_OPENERS}{_CLOSERS}。]{{1,40}})[{_CLOSERS}]的?(\w{{0,2}}{re.escape(focus)})"
    found = {
        match.span(1)
        for match in re.finditer(pattern, text)
        # 策略 is what the segmenter leaves of 总策略.
        if match[2] in question.text and match[1] not in question.text
    }
    return Span(*found.pop()).shifted(sentence.start) if len(found) == 1 else None


def _whole_name(passage: Passage, name: Span) -> Span:
    """Return 穆贾希德 where the segmenter cuts it after 穆贾."""
    text, end = fold(passage.text), name.end
    for word in passage.words[bisect_left(passage.words, name.end, key=lambda word: word.start) :]:
        if word.start != end or not FOREIGN.issuperset(word.of(text)) or word.of(text) in _JOINS:
            break
        end = word.end
    return Span(name.start, end)


def _with_time_of_day(passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 11月14日下午 where 11月14日 or 下午 was marked: the hour belongs to the day."""
    text = fold(passage.text)
    if _TIME_OF_DAY.match(text, span.start, span.end):
        before = _DAY_BEFORE.search(text, sentence.start, span.start)
        return Span(before.start(), span.end) if before else span
    after = _TIME_OF_DAY.match(text, span.end, sentence.end)
    return Span(span.start, after.end()) if after else span


def _day_alone(passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 11月14日 for 11月14日下午 and for 下午 alone, where the day is asked for."""
    text = fold(passage.text)
    hour = _TIME_OF_DAY.search(text, span.start, span.end)
    day = _DAY_BEFORE.search(text, sentence.start, hour.start()) if hour else None
    return Span(min(day.start(), span.start), day.end()) if day else span


def _without_particle(passage: Passage, span: Span) -> Span:
    """Return 第九版 of 落实好第九版: what completes the verb is no part of its object."""
    # A day may begin inside a word, and then no word may begin there.
    for first in words_in(passage, Span(span.start, span.start + 1)):
        if first.end < span.end and first.of(passage.text) in _PARTICLES:
            return Span(first.end, span.end)
    return span


def _without_office(passage: Passage, span: Span) -> Span:
    """Return the name alone of 市委书记刘吉: who asks for a person can read the office beside it."""
    text = fold(passage.text)
    words = [word for word in words_in(passage, span) if word.end <= span.end]
    named = [word_kind(word.of(text)) in {"person", "foreign"} for word in words]
    if len(words) > 1 and named[-1] and not any(named[:-1]) and len(words[-1]) > 1:
        return words[-1]
    return span


def _without_preposition(passage: Passage, span: Span) -> Span:
    """Return 刘吉 of 刘吉在: the segmenter takes the preposition behind a name that it does not know for a part of it."""
    text = fold(passage.text)
    number = bisect_left(passage.words, span.end, key=lambda word: word.end)
    last = passage.words[number]
    swallowed = _SWALLOWED.search(text, last.start, last.end)
    following = passage.words[number + 1] if number + 1 < len(passage.words) else None
    if (
        swallowed is None
        or last.end != span.end
        or last.of(text) in word_tags()
        # A preposition has an object.
        or following is None
        or following.start != last.end
        or (swallowed[0] in _JOINS and word_kind(following.of(text)) not in _NAMES)
        or kind_of(text[last.start : swallowed.start()]) != "person"
    ):
        return span
    return Span(span.start, swallowed.start())


def _complete(text: str, span: Span, sentence: Span) -> Span:
    """Take in a mark whose other half is inside: ``《海阔天空》、《抗战二十年》`` and not ``海阔天空》、《抗战二十年``."""
    start, end = span.start, span.end
    for opener, closer in zip(_OPENERS, _CLOSERS, strict=True):
        depth = lowest = 0
        for letter in text[start:end]:
            depth += (letter == opener) - (letter == closer)
            lowest = min(lowest, depth)
        if lowest < 0 and start > sentence.start and text[start - 1] == opener:
            start, depth = start - 1, depth + 1
        if depth > 0 and end < sentence.end and text[end] == closer:
            end += 1
    return Span(start, end)
