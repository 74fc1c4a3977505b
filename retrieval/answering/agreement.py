"""How several quotes for one question relate: they agree, they contradict, or each is an item of a list."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from retrieval.answers import Quote
from retrieval.chinese.dates import YEAR
from retrieval.chinese.enumeration import item_number
from retrieval.chinese.numerals import CHINESE, NOT_BEHIND_NUMBER, NUMBER, SMALL, read_numeral
from retrieval.chinese.vocabulary import SPEECH, alternatives
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question

# The scores of quotes are log odds. Quotes with the same exact words whose scores differ by less are equally good.
_EQUALLY_GOOD = 0.2
NEARLY_AS_GOOD = 1.1
"""A quote whose score is behind the first one's by no more than this (odds of 3 to 1) may answer as well.

Its exact words are marked, and if they contradict the first quote's, the answer says so.
"""
# A sentence that continues a list may be this far behind the first: 二是… repeats neither speaker nor subject.
_OF_A_LIST = 3.0
# The most sentences that are joined into one list.
_LONGEST_LIST = 5
# Questions of these kinds have one answer, so different answers are a contradiction.
_ONE_ANSWER = frozenset(("when", "how many", "who"))
# Days in which reports of one story follow each other.
_OF_ONE_STORY = 31
GROWING = tuple(
    regex(words)
    for words in (
        "死|遇难|丧生|身亡|遇害", "伤", "失踪|失联", "被困", "转移|疏散|撤离", "受灾", "倒塌|损毁", "损失", "确诊|感染|病例", "过火|烧",
        "救出|获救", "捐",
    )
)  # fmt: skip
"""Figures that grow from report to report of one story, each with the words for it."""
_NO_LETTER = regex(r"[\W_]+")
_FIGURE = regex(rf"[0-9]+(?:[.,][0-9]+)*|[{CHINESE}]+")
_CALENDAR = (
    regex(rf"{NOT_BEHIND_NUMBER}{YEAR}"),
    regex(rf"{NOT_BEHIND_NUMBER}{NUMBER}月(?:{NUMBER}(?=[日号]))?"),
)
_OPENERS = '“"「 '
# A sentence that opens like this continues a list, beside one that is numbered.
_GOES_ON = regex(
    f"[{SMALL}]要|第[{SMALL}]{{1,3}}(?![{SMALL}次届版天年名位])|其[{SMALL}次]|同时|此外|另外|还|并|最后[,，]|再次[,，]"
)
# 须提供下列材料 is answered by the lines below it.
_HEADS_LIST = regex("(?:下列|以下|如下)[^,，。;；]{0,12}[。.]?$|[:：]$")
_ATTENDED = regex("(?:参加|出席|陪同)[^,，]{0,12}$")
# A sentence that opens with a word of one of these kinds has a new subject.
_SUBJECTS = frozenset(("person", "foreign", "place", "organisation", "name", "new", "time", "number"))
# A question with one of these verbs asks what was said. 说, 讲 and 称 are left out: 小说 and 名称 hold them too.
_SAYS = regex(alternatives({*SPEECH, "部署"} - set("说讲称")))
_SAID = regex(rf"([^,，。:：]{{1,20}}?)(?:{alternatives(SPEECH)})[,，:：]")


def order_equal(quotes: Sequence[Quote]) -> tuple[tuple[Quote, ...], bool]:
    """Put the newest of the quotes that equal the first in front, and say whether several days are among them.

    Quotes equal the first if they have the same exact words, are about as good, and their documents are dated.
    """
    first = quotes[0]
    same = [
        number
        for number, quote in enumerate(quotes)
        if quote.metadata.date
        and quote.score > first.score - _EQUALLY_GOOD
        and _letters(quote) == _letters(first) != ""
    ]
    days = {number: (quotes[number].metadata.date or date.min).toordinal() for number in same}
    if 0 not in days or len(set(days.values())) < 2:
        return tuple(quotes), False
    newest = sorted(same, key=lambda number: (-days[number], number))
    ordered = list(quotes)
    for place, number in zip(same, newest, strict=True):
        ordered[place] = quotes[number]
    return tuple(ordered), True


def find_dispute(question: Question, quotes: Sequence[Quote]) -> tuple[tuple[Quote, ...], bool]:
    """Put a quote that contradicts the first directly behind it, and say whether there is one.

    Two documents contradict each other if both answer about equally well, with different exact words of the same form: 4.6公里 and 5公里, 1997年 and 1998年, 刘吉 and 温金荣; not 1997年 and 7月1日.
    """
    first = quotes[0]
    if question.kind not in _ONE_ANSWER or question.many or not _letters(first):
        return tuple(quotes), False
    for number, quote in enumerate(quotes[1:], 1):
        if quote.score < first.score - NEARLY_AS_GOOD:
            break
        if quote.metadata.id != first.metadata.id and _contradict(question, first, quote):
            grows = goes_on_from(first, quote) and any(grows.search(question.text) for grows in GROWING)
            pair = (quote, first) if grows else (first, quote)
            return (*pair, *quotes[1:number], *quotes[number + 1 :]), True
    return tuple(quotes), False


def goes_on_from(first: Quote, other: Quote) -> bool:
    """Say whether another report is a later one of the same story, whose figures are the newer ones: 转移1200人, 7300人."""
    day, later = first.metadata.date, other.metadata.date
    return day is not None and later is not None and 0 < (later - day).days <= _OF_ONE_STORY


def _contradict(question: Question, first: Quote, other: Quote) -> bool:
    one, two = _letters(first), _letters(other)
    if not two or one in two or two in one or not _of_one_thing(question, first, other):
        return False
    if question.kind == "who":
        return max(len(one), len(two)) <= 4
    figures_one, figures_two = _FIGURE.findall(first.exact_folded), _FIGURE.findall(other.exact_folded)
    same_form = _FIGURE.sub("#", one) == _FIGURE.sub("#", two)
    return same_form and bool(figures_one) and _values(figures_one) != _values(figures_two)


def _of_one_thing(question: Question, first: Quote, other: Quote) -> bool:
    """Say whether two sentences hold the same words of the question, and do not name different years or days.

    A tunnel of 6.7公里 does not contradict a bridge of 55公里, nor the visitors of 2021 those of 2022.
    """
    one, two = _around(first), _around(other)
    if any((word in one) is not (word in two) for word in question.query.words):
        return False
    for pattern in _CALENDAR:
        named_one, named_two = _named(pattern, one), _named(pattern, two)
        if named_one and named_two and not named_one & named_two:
            return False
    return True


def _named(pattern: re.Pattern[str], text: str) -> set[tuple[str, ...]]:
    """Return the years or the days that a text names, in one notation."""
    return {tuple(_values(_FIGURE.findall(found))) for found in pattern.findall(text)}


def _around(quote: Quote) -> str:
    """Return a sentence without its exact words, which may differ."""
    if quote.exact is None:
        return quote.folded
    text, sentence, exact = quote.passage.folded, quote.sentence, quote.exact
    return f"{text[sentence.start : exact.start]} {text[exact.end : sentence.end]}"


def _values(figures: Sequence[str]) -> list[str]:
    """Return figures in one notation, so that they compare equal: 八 and 8, 二〇二二 and 2022, 1,000 and 1000."""
    plain = [figure.replace(",", "") for figure in figures]
    return [figure if (number := read_numeral(figure)) is None else str(number) for figure in plain]


def join_list(question: Question, quotes: Sequence[Quote]) -> tuple[tuple[Quote, ...], int]:
    """Put the sentences that continue the first one's list behind it, and return how many belong to the list.

    Lists are joined only if the question expects several answers (哪些市领导, 强调了哪几个方面) or the first sentence
    announces them (须提供下列材料), and only from sentences that are neighbours: those that answer nearly as well, those whose opening continues a list (二是…, 同时…), and those
    of one speech, up to the next speaker. All are of one document, because another document may tell of other meetings.
    """
    first = quotes[0]
    if not question.many and not _HEADS_LIST.search(first.folded):
        return tuple(quotes), 1
    places = {_place(quote): n for n, quote in enumerate(quotes) if quote.metadata.id == first.metadata.id}
    speaker = _speaker(first) if _SAYS.search(question.text) else ""
    joined = [first]
    while len(joined) < _LONGEST_LIST:
        last = joined[-1]
        following = places.get(_next_place(last))
        if following is not None and _follows(quotes[following], last, first, speaker):
            joined.append(quotes[following])
        elif following is None and (unseen := _next_unranked(last, first, speaker)):
            joined.append(unseen)
        else:
            break
    while len(joined) < _LONGEST_LIST and _goes_on(joined[0]):
        number, place = _place(joined[0])
        leading = places.get((number, place - 1))
        if leading is None:
            break
        joined.insert(0, quotes[leading])
    behind = [quote for quote in joined if quote is not first]
    rest = [quote for quote in quotes[1:] if all(quote is not other for other in behind)]
    return (first, *behind, *rest), len(joined)


def _next_unranked(last: Quote, first: Quote, speaker: str) -> Quote | None:
    """Return the next sentence of the paragraph, which was not ranked, if it surely continues the list; else None.

    In a large archive few sentences of one report are among the best. A sentence that was not ranked must be a numbered
    item; or it must belong to the same speech, and must not open with a name or a day (王毅参加会见).
    """
    number, place = _next_place(last)
    passage = last.passage
    if number != passage.number:
        return None
    quote = Quote(passage, passage.sentences[place], None, first.score - _OF_A_LIST)
    text = quote.folded
    # The second item or a later one; a first one may begin another list, but where the line before it announces it.
    if (item_number(quote.text) or 0) > (0 if _HEADS_LIST.search(last.folded) else 1):
        return quote
    if not speaker or _speaker(quote) not in {"", speaker} or _ATTENDED.search(text):
        return None
    opening = next(
        (word.of(passage.text) for word in passage.words if word.start >= quote.sentence.start), ""
    )
    return quote if _speaker(quote) or word_kind(opening) not in _SUBJECTS else None


def _place(quote: Quote) -> tuple[int, int]:
    """Return the number of a sentence's paragraph, and its own number in that paragraph."""
    return quote.passage.number, quote.passage.sentences.index(quote.sentence)


def _next_place(quote: Quote) -> tuple[int, int]:
    number, place = _place(quote)
    return (number, place + 1) if place + 1 < len(quote.passage.sentences) else (number + 1, 0)


def _follows(quote: Quote, last: Quote, first: Quote, speaker: str) -> bool:
    if _goes_on(quote):
        return True
    if quote.passage.number != last.passage.number:
        return bool(speaker) and _speaker(quote) == speaker
    return quote.score > first.score - _OF_A_LIST or (bool(speaker) and _speaker(quote) in {"", speaker})


def _goes_on(quote: Quote) -> bool:
    """Say whether a sentence opens as what continues a list does."""
    if item_number(quote.text.lstrip(_OPENERS)) is not None:
        return True
    return bool(_GOES_ON.match(quote.folded.lstrip(_OPENERS)))


def _speaker(quote: Quote) -> str:
    """Return 刘吉 for ``刘吉强调,要…``, and the empty string if the sentence does not open a speech."""
    said = _SAID.match(quote.folded)
    return said[1] if said else ""


def _letters(quote: Quote) -> str:
    return _NO_LETTER.sub("", quote.exact_folded)
