"""The other names that a text itself tells: 世界卫生组织（WHO）, 东江经济技术开发区（以下简称“经开区”）, 鳞尾水雉又名凌波鸟.

A word that says so (简称, 又名, 全称) is believed. Brackets alone are believed only where what stands in them is made of the
characters of what stands before, in their order (上合组织 of 上海合作组织), or where one of both is of Latin capitals:
张三（左）, 办法（试行） and 生产总值（2025年） tell no name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.terms import IDEOGRAPHS
from retrieval.chinese.vocabulary import NAME_BORDERS, OFFICES, TITLES, alternatives
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.values import Span

CUES = (
    "简称", "下称", "缩写", "又称", "又名", "又叫", "亦称", "亦名", "也称", "也叫", "俗称", "俗名", "别称", "别名", "旧称", "旧名", "曾用名",
    "原名", "通称", "全称",
)  # fmt: skip
"""What stands between two names of one thing."""

_QUOTED = r"[“\"‘'「『《](?P<quoted>[^“”\"‘’'「」『』《》()\n]{2,20})[”\"’'」』》]"
_BARE = rf"(?P<bare>(?:{IDEOGRAPHS}|[a-z0-9.·-]){{2,24}})(?=[,。;、:()\n]|$)"
_CUE = regex(
    # 又称赞 and 也叫停 are other words.
    rf"(?:以下|下文|中文|英文|民间|当地|[或的以])*(?:{alternatives(CUES)})(?![赞颂霸停职呼好苦喊])(?:缩写)?[为是作做叫]?:?\s*(?:{_QUOTED}|{_BARE})"
)
_FURTHER = regex(rf"\s*(?:或者?|及|和|、|/)\s*{_QUOTED}")
_IS_SHORT_FOR = regex(
    rf"就?是(?P<name>{IDEOGRAPHS}{{3,20}})的(?:{alternatives({*CUES} - {'全称'})})(?![,:]?[“\"为是])"
)
_BRACKETS = regex(r"\((?P<inside>[^()\n]{2,80})\)")
_IDEOGRAPHS = regex(f"{IDEOGRAPHS}+")
_CLOSED = regex(r"[“\"‘「『《](?P<name>[^“”\"‘’「」『』《》\n]{2,30})[”\"’」』》]$")
_LATIN_BEFORE = regex(r"[A-Za-z][A-Za-z0-9.-]{1,9}$")
_LATIN = regex(r"[A-Za-z][A-Za-z0-9.-]{1,9}")
_CAPITAL = regex("[A-Z]")
_LEGAL_FORM = regex("(?:股份|责任)?有限(?:责任)?公司$")
# What files and measures are called is no name of what stands before it: 名单（PDF）.
_NO_NAMES = frozenset(
    "pdf doc docx xls xlsx ppt pptx wps txt zip rar jpg png gif mp3 mp4 gb mb kb tb ok vs".split()
)
# A name holds none of these, a clause mostly does.
_NOT_IN_NAMES = regex("[的了着是把被]")
# jieba's tags of what a name may hold, by their first letters; a verb and a time may stand inside (合作 of
# 上海合作组织), not in front (加入世界贸易组织, 近日世界贸易组织).
_IN_NAMES = ("n", "v", "a", "b", "s", "f", "j", "l", "i", "g", "z", "h", "k", "x", "e", "t")
_NOT_IN_FRONT = frozenset(("v", "vd", "vi", "vg", "t", "tg"))
# How long a name is at most, a part of one and a name beside Latin letters at least, in characters.
_LONGEST, _LONGEST_LATIN = 24, 12
_LEAST_PART, _LEAST_BESIDE_LATIN = 4, 3
# What stands in brackets beside something else: WHO of （World Health Organization，WHO）.
_PIECE = regex(r"(?! )[^,、;/]+(?<! )")


class Told(NamedTuple):
    """Two names of one thing.

    ``readings`` is one of them, read as far to the left as it may reach, and then each shorter way of reading it: 东江经济技术开发区,
    经济技术开发区. ``other`` is the other name. Both are folded.
    """

    readings: tuple[str, ...]
    other: str


def find_told_names(text: str, folded: str, words: Sequence[Span]) -> list[Told]:
    """Return the pairs of names that a text tells, in its order.

    >>> from retrieval.values import Span
    >>> text = "泛渔组织(泛洋渔业合作组织)在青港开会"
    >>> find_told_names(text, text, [Span(0, 2), Span(2, 4), Span(5, 7), Span(7, 9), Span(9, 11), Span(11, 13)])
    [Told(readings=('泛渔组织',), other='泛洋渔业合作组织')]

    Args:
        text: any text.
        folded: the same as it is searched, of the same length.
        words: its words.
    """
    # Most texts tell none, and their words need not be looked at.
    if "(" not in folded and not any(cue in folded for cue in CUES):
        return []
    told: list[Told] = []
    inside: list[tuple[int, int]] = []
    for bracket in _BRACKETS.finditer(folded):
        inside.append(bracket.span())
        told += _in_bracket(text, folded, words, bracket)
    for cue in _CUE.finditer(folded):
        if not any(start < cue.start() < end for start, end in inside):
            end = cue.start() - folded[: cue.start()].endswith(",")
            told += _pair(text, folded, words, end, _named(folded, cue))
    for cue in _IS_SHORT_FOR.finditer(folded):
        told += _pair(text, folded, words, cue.start(), [cue["name"]])
    return list(dict.fromkeys(told))


def is_short_for(short: str, full: str) -> bool:
    """Say whether the characters of a name stand in another one in their order, but not side by side.

    >>> is_short_for("上合组织", "上海合作组织"), is_short_for("北京", "北京大学"), is_short_for("试行", "管理办法")
    (True, False, False)
    """
    return short not in full and _holds_in_order(short, full)


def _holds_in_order(short: str, full: str) -> bool:
    letters = iter(full)
    return all(letter in letters for letter in short)


def _in_bracket(text: str, folded: str, words: Sequence[Span], bracket: re.Match[str]) -> Iterator[Told]:
    end, inside = bracket.start(), bracket["inside"]
    cues = list(_CUE.finditer(inside))
    if cues:
        yield from _pair(text, folded, words, end, [name for cue in cues for name in _named(inside, cue)])
        return
    for piece in _PIECE.finditer(inside):
        name = piece.group()
        start = bracket.start("inside") + piece.start()
        if _LATIN.fullmatch(text[start : start + len(name)]):
            # 首席执行官（CEO）, and no 张三（MBA）.
            readings = [one for one in _read_before(text, folded, words, end) if _IDEOGRAPHS.fullmatch(one)]
            long_ones = _fit([one for one in readings if len(one) >= _LEAST_PART], name)
            if long_ones and _is_abbreviation(text[start : start + len(name)]):
                yield Told(long_ones, name)
        elif _IDEOGRAPHS.fullmatch(name):
            yield from _by_letters(text, folded, words, end, name)


def _by_letters(text: str, folded: str, words: Sequence[Span], end: int, name: str) -> Iterator[Told]:
    """Yield what brackets without a word of their own tell, in whichever order both names stand."""
    if latin := _LATIN_BEFORE.search(text[max(0, end - _LONGEST_LATIN) : end]):
        # CEO（张三） and TCL（惠州） name nothing otherwise.
        named = word_kind(name) in {"person", "place", "foreign"} or name in OFFICES | TITLES
        if len(name) >= _LEAST_BESIDE_LATIN and not named and _is_abbreviation(latin.group()):
            yield Told((latin.group().lower(),), name)
        return
    longer = _read_before(text, folded, words, end)
    if longer and is_short_for(name, longer[0]):
        yield Told(_fit(longer, name), name)
        return
    run = _IDEOGRAPHS.search(folded[max(0, end - len(name)) : end][::-1])
    before = run.group()[::-1] if run and not run.start() else ""
    short = next((before[at:] for at in range(len(before)) if is_short_for(before[at:], name)), "")
    if 1 < len(short) < len(name) - 1:
        yield Told((short,), name)


def _is_abbreviation(written: str) -> bool:
    return len(_CAPITAL.findall(written)) > 1 and written.lower() not in _NO_NAMES


def _named(folded: str, cue: re.Match[str]) -> list[str]:
    """Return the names behind a word that tells them: “甲” and “乙” of 以下简称“甲”或“乙”."""
    name = cue["quoted"] or cue["bare"]
    names = [] if cue["quoted"] is None and _NOT_IN_NAMES.search(name) else [name.strip()]
    at = cue.end()
    while names and (further := _FURTHER.match(folded, at)):
        names.append(further["quoted"].strip())
        at = further.end()
    return names


def _pair(text: str, folded: str, words: Sequence[Span], end: int, names: Sequence[str]) -> Iterator[Told]:
    """Yield what stands before a place with each of some names for it."""
    readings = _read_before(text, folded, words, end) if names else ()
    for name in names:
        # 以下简称本办法: what it names is told nowhere else.
        others = _fit(readings, name)
        if others and len(name) > 1 and name[0] not in "本该此我":
            yield Told(others, name)


def _fit(readings: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the readings that are another name for one: 有限公司 and 技术开发区 are too little of what 经开区 is short for."""
    if readings and is_short_for(name, readings[0]):
        return tuple(one for one in readings if is_short_for(name, one))
    plain = _LEGAL_FORM.sub("", readings[0]) if readings else ""
    return tuple(one for one in readings if one != name and (2 * len(one) > len(readings[0]) or one == plain))


def _read_before(text: str, folded: str, words: Sequence[Span], end: int) -> tuple[str, ...]:
    """Return how the name that ends at a place may be read, the longest reading first; nothing where none ends there."""
    while end and folded[end - 1].isspace():
        end -= 1
    before = folded[max(0, end - _LONGEST - 2) : end]
    if closed := _CLOSED.search(before):
        return (closed["name"],)
    if latin := _LATIN_BEFORE.search(text[max(0, end - _LONGEST_LATIN) : end]):
        return (folded[end - len(latin.group()) : end],)
    starts: list[int] = []
    at = end
    for word in reversed([word for word in words if word.end <= end]):
        said = word.of(folded)
        if word.end != at or end - word.start > _LONGEST or not _may_stand_in_name(said):
            break
        at = word.start
        starts.append(at)
    while len(starts) > 1 and (word_tags().get(folded[starts[-1] : starts[-2]]) or "n") in _NOT_IN_FRONT:
        starts.pop()
    if not starts:
        return ()
    whole = folded[starts[-1] : end]
    readings = [whole, *(folded[start:end] for start in reversed(starts[:-1]) if end - start >= _LEAST_PART)]
    plain = [_LEGAL_FORM.sub("", one) for one in readings]
    readings += [one for one in plain if len(one) >= _LEAST_PART]
    return tuple(one for one in dict.fromkeys(readings) if len(one) > 1)


def _may_stand_in_name(word: str) -> bool:
    if word in NAME_BORDERS:
        return False
    tag = word_tags().get(word)
    return tag is None or word.startswith("第") or tag.startswith(_IN_NAMES)
