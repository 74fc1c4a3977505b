"""Names in a text, and what kind of thing they name.

No tagger is used. A name is recognised by what stands beside it (an office, a verb of speech, other names in a list) or
by its ending. Doubtful names are left out, because a wrong kind does more harm than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from retrieval.chinese.dates import DAY
from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import DIGITS, TENS
from retrieval.chinese.vocabulary import (
    DOUBLE_SURNAMES,
    NAME_BORDERS,
    OFFICES,
    PART_BEHIND_DAY,
    PLACES,
    RELATIVE_TIMES,
    SPEECH,
    SURNAMES,
    TITLES,
    UNSURE_SURNAMES,
    alternatives,
)
from retrieval.chinese.word_kinds import FOREIGN, word_kind
from retrieval.expressions import regex
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NameKind: TypeAlias = Literal["person", "place", "organisation", "meeting", "time", "document"]


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name in a text: where it stands, and what kind of thing it names."""

    span: Span
    kind: NameKind


# jieba tags 伊拉克 and 封锁 as persons: in running text only a sure surname opens a name.
_SURNAME = "|".join([*DOUBLE_SURNAMES, f"[{''.join(sorted(SURNAMES - UNSURE_SURNAMES))}]"])
_OFFICES = alternatives(OFFICES | TITLES)
# Verbs that a person's name is followed by: to speak, or to act in office. 称 and 讲 begin too many nouns (称号, 讲座), and 主张 and
# 承诺 are nouns themselves: 严肃的承诺.
_ACTS = alternatives(
    {
        *SPEECH, "主持", "出席", "会见", "回忆", "通报", "致辞", "讲话", "发言", "告诉", "率领", "率", "带领", "担任", "出任",
        "当选", "参加", "宣读", "作报告",
    }
    - {"称", "讲", "主张", "承诺"}
)  # fmt: skip
# jieba takes 刘吉是 for a name.
_GIVEN = r"(?!是)[\u3400-\u9fff]"
_PERSON_AFTER_OFFICE = regex(rf"(?:{_OFFICES})(?={_SURNAME})")
_ENDS_IN_OFFICE = regex(rf"(?:{_OFFICES})$")
_PERSON_BEFORE = regex(rf"(?:{_SURNAME}){_GIVEN}{{1,2}}?(?=(?:{_ACTS})|(?:{_OFFICES})(?!{_GIVEN}?会))")
_PERSON_ALONE = regex(rf"(?:{_SURNAME}){_GIVEN}{{1,2}}")
_LIST = regex(r"(?:[\u3400-\u9fff]{2,4}、){2,}[\u3400-\u9fff]{2,4}")
_FOREIGN = regex(r"[\u3400-\u9fffA-Za-z]+(?:[·•‧・][\u3400-\u9fffA-Za-z]+)+")

_DIGITS = f"[0-9{DIGITS}{TENS}]"
_TIME = regex(
    rf"(?:公元前?|民国|清|明)?{_DIGITS}{{1,4}}年(?:{_DIGITS}{{1,3}}月)?(?:{_DIGITS}{{1,3}}[日号])?{PART_BEHIND_DAY}?"
    rf"|{_DIGITS}{{1,3}}月(?:{_DIGITS}{{1,3}}[日号])?{PART_BEHIND_DAY}?"
    rf"|(?<![0-9第]){DAY}{PART_BEHIND_DAY}?"
    rf"|{_DIGITS}{{1,3}}世纪(?:{_DIGITS}{{1,2}}0?年代)?|{_DIGITS}{{1,4}}年代"
    rf"|(?:{alternatives(RELATIVE_TIMES)}|近年来?)(?:底|初|年底)?"
)
_WORK = regex(r"《[^《》\n]{1,40}》")

_ENDINGS: tuple[tuple[NameKind, str], ...] = (
    (
        "meeting",
        (
            r"(?:会议|大会|全会|峰会|年会|例会|座谈会|研讨会|发布会|博览会|展览会|交易会|洽谈会|推进会|动员会|听证会|音乐会|运动会|"
            r"论坛|仪式|典礼|开幕式|闭幕式|奥运会|亚运会|世博会|进博会|展会|会谈|座谈)"
        ),
    ),
    (
        "organisation",
        (
            r"(?:公司|集团|大学|学院|学校|中学|小学|银行|医院|法院|检察院|研究院|研究所|委员会|国务院|政府|协会|学会|联合会|基金会|"
            r"组织|联盟|报社|电视台|出版社|通讯社|俱乐部|工厂|警方|军队|部队|舰队|球队|乐队|乐团|剧团|党|部|局|厅|署|社|团|日报|晚报)"
        ),
    ),
    (
        "place",
        (
            r"(?:共和国|王国|自治区|自治州|省|市|县|区|镇|乡|村|州|国|邦|岛|半岛|群岛|山|山脉|河|江|湖|海|湾|海峡|港|路|街|大道|广场|"
            r"机场|车站|公园|体育馆|体育场|寺|庙|城|城市|首都|地区|盆地|高原|平原)"
        ),
    ),
)
# No name of a place, an organisation or a meeting has more characters.
_LONGEST = 16
# The kinds of words that are kinds of names as well.
_NAME_KINDS: dict[str, NameKind] = {"person": "person", "place": "place", "organisation": "organisation"}
# A word of two characters and one of these kinds is no name by its ending: 干部 is a noun, and no 部.
_COMMON = ("noun", "verb", "particle", "adjective")
# The kinds of words in which a foreign name behind an office may come out of jieba.
_STRANGE = ("foreign", "new", "person")
# A whole word that is of none of these kinds is no person: 党委 before 书记.
_MAY_NAME_PERSONS = ("person", "foreign", "new", "name")
# jieba takes some verbs and their object for one word: 主持会议.
_VERB_FIRST = regex("(?:主持|出席|参加|召开|举行|举办|开)(?=.{2})")


def find_names(text: str, words: Sequence[Span]) -> tuple[Name, ...]:
    """Return the names of a text, in order and without overlap.

    Args:
        text: any text, simplified or traditional.
        words: the text's words (:data:`retrieval.chinese.words.Segment`).

    >>> [(name.span.of(text), name.kind) for name in find_names(text := "市长温金荣14日出席会议", segment(text))]
    ... # doctest: +SKIP
    [('温金荣', 'person'), ('14日', 'time'), ('会议', 'meeting')]
    """
    folded = fold(text)
    taken: list[Name] = []
    for name in (
        *_matches(_WORK, folded, "document"),
        *_matches(_TIME, folded, "time"),
        *_foreign(folded, words),
        *_persons(folded, words),
    ):
        _add(taken, name)
    for name in _by_ending(folded, words, tuple(taken)):
        _add(taken, name)
    return tuple(sorted(taken))


def _add(taken: list[Name], name: Name) -> None:
    """Add a name, unless it overlaps one that was added before; surer names are added first."""
    if not any(name.span.start < other.span.end and other.span.start < name.span.end for other in taken):
        taken.append(name)


def kind_of(text: str) -> NameKind | None:
    """Return the kind of a text that is one name as a whole, or None if the kind is not known.

    >>> kind_of("刘吉"), kind_of("国务院"), kind_of("11月14日下午"), kind_of("外防输入")
    ('person', 'organisation', 'time', None)
    """
    folded = fold(text).strip('，。；：、 “”"「」')
    if _WORK.fullmatch(folded):
        return "document"
    if _TIME.fullmatch(folded):
        return "time"
    # A meeting is tagged as a body (人代会), and a foreign name may be a person's or a place's.
    ending = _ending_of(folded) if len(folded) > 2 else None
    if ending == "meeting" or "·" in folded:
        return ending or ("person" if _FOREIGN.fullmatch(folded) else None)
    return _NAME_KINDS.get(word_kind(folded)) or ending


def _matches(pattern: re.Pattern[str], text: str, kind: NameKind) -> Iterator[Name]:
    for match in pattern.finditer(text):
        yield Name(Span(*match.span()), kind)


def _foreign(text: str, words: Sequence[Span]) -> Iterator[Name]:
    for number, word in enumerate(words):
        if _FOREIGN.fullmatch(word.of(text)):
            start = _extend_foreign_name(text, word.start, reversed(words[:number]))
            end = _extend_foreign_name(text, word.end, words[number + 1 :])
            yield Name(Span(start, end), "place" if text[end - 1] in "市省州县岛山" else "person")


def _extend_foreign_name(text: str, position: int, words: Iterable[Span]) -> int:
    """Return where a foreign name ends that the given words continue: jieba cuts 莱昂|德罗·内托 and 佩特鲁|齐."""
    for word in words:
        name = word.of(text)
        strange = FOREIGN.issuperset(name) and name not in NAME_BORDERS and word_kind(name) != "place"
        if position not in (word.start, word.end) or not strange:
            break
        position = word.start if position == word.end else word.end
    return position


def _persons(text: str, words: Sequence[Span]) -> Iterator[Name]:
    """Yield persons, the surest first: beside an office, before a verb of speech, in a list, by jieba's tag alone."""
    yield from _persons_after_offices(text, words)
    yield from _persons_before(text, words)
    yield from _persons_in_lists(text)
    for word in words:
        name = word.of(text)
        if word_kind(name) == "person" and (len(name) < 4 or "·" in name) and _PERSON_ALONE.fullmatch(name):
            yield Name(word, "person")


def _persons_after_offices(text: str, words: Sequence[Span]) -> Iterator[Name]:
    ends = {word.end for word in words}
    for office in _PERSON_AFTER_OFFICE.finditer(text):
        start = office.end()
        # Three characters before two, but never into the next word: 刘吉主 of 刘吉主持 is no name.
        for length in (4, 3, 2):
            name = text[start : start + length]
            if start + length in ends and len(name) == length and _PERSON_ALONE.fullmatch(name):
                yield Name(Span(start, start + length), "person")
                break
    for number, office_word in enumerate(words[:-1]):
        if _ENDS_IN_OFFICE.search(office_word.of(text)):
            end = _end_of_strange_name(text, words[number + 1 :], office_word.end)
            if end - office_word.end > 1:
                yield Name(Span(office_word.end, end), "person")


def _end_of_strange_name(text: str, words: Sequence[Span], start: int) -> int:
    """Return where the name behind an office ends, which jieba may have cut into pieces: 总统|基|奎特."""
    end = start
    for number, word in enumerate(words[:3]):
        strange = word_kind(word.of(text)) in _STRANGE
        # One character may begin a name whose rest is strange, but 是 of 总统是 does not.
        opens = len(word) == 1 and number == 0 and word.of(text) not in NAME_BORDERS
        before_strange = opens and len(words) > 1 and words[1].start == word.end
        if word.start != end or not (
            strange or (before_strange and word_kind(words[1].of(text)) in _STRANGE)
        ):
            break
        end = word.end
    return end


def _persons_before(text: str, words: Sequence[Span]) -> Iterator[Name]:
    starts, ends = {word.start for word in words}, {word.end for word in words}
    whole = {word.of(text) for word in words}
    for match in _PERSON_BEFORE.finditer(text):
        # 党委 of 党委书记 is a word and no name, and what stands before 市长 in 常务副市长 belongs to the office.
        other = match[0] in whole and word_kind(match[0]) not in _MAY_NAME_PERSONS
        if (
            match.start() in starts
            and match.end() in ends
            and match[0][-1] not in "副正原前新任"
            and not other
        ):
            yield Name(Span(*match.span()), "person")


def _persons_in_lists(text: str) -> Iterator[Name]:
    for match in _LIST.finditer(text):
        position = match.start()
        pieces = []
        for piece in match[0].split("、"):
            pieces.append(Span(position, position + len(piece)))
            position += len(piece) + 1
        # The first piece may begin with an office (市领导孙川东) and the last one run on: only those between must fit.
        if all(_PERSON_ALONE.fullmatch(piece.of(text)) for piece in pieces[1:-1]):
            yield from (Name(piece, "person") for piece in pieces if _PERSON_ALONE.fullmatch(piece.of(text)))


def _by_ending(text: str, words: Sequence[Span], taken: Sequence[Name]) -> Iterator[Name]:
    """Yield names that end like a place, an organisation or a meeting, with the words before the ending."""
    closed = {position for name in taken for position in range(name.span.start, name.span.end)}
    for number in range(len(words) - 1, -1, -1):
        word = words[number].of(text)
        kind = "place" if word in PLACES else _ending_of(word)
        # 干部 is no 部, and 我市 is no name.
        common = kind != "meeting" and len(word) == 2 and word_kind(word) in _COMMON
        if kind is None or common:
            continue
        verb = _VERB_FIRST.match(word)
        start, end = words[number].start + (verb.end() if verb else 0), words[number].end
        if word not in PLACES and not verb:
            for before in reversed(words[:number]):
                open_word = before.end == start and before.start not in closed
                if not open_word or before.of(text) in NAME_BORDERS or end - before.start > _LONGEST:
                    break
                start = before.start
        if end - start > 1:
            yield Name(Span(start, end), kind)


def _ending_of(word: str) -> NameKind | None:
    return next((kind for kind, ending in _ENDINGS if re.search(ending + "$", word)), None)
