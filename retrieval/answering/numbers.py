"""Does the answer speak of the thing with the question's number? 3号线, and no 1号线; 第五届, and no 第六届.

The number stands in the sentence, over it in the headline, or in the last sentence before it that numbers such a
thing: 本届交易会 is the one that was named. A year and a day may also be those of the document.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.chinese.numbered import Numbered, find_numbered
from retrieval.chinese.numerals import write_digits, write_numeral
from retrieval.expressions import regex
from retrieval.index.passages import title_text
from retrieval.question.period import written_day
from retrieval.question.time_patterns import YEARS_AGO
from retrieval.values import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from retrieval.answers import Question, Quote
    from retrieval.index.base import Index
    from retrieval.reader.base import Ranking
    from retrieval.values import Document, Hit, Metadata

# What speaks of another number is behind what speaks of the right one by so much, in the ranking's log odds.
_ANOTHER = -2.0
ANOTHER_NUMBER = 0.1
"""What is left of the confidence in a sentence that speaks of another number."""
_LOOKED_AT = 10
_SEARCHED = 60
_NAMED = 5
_SEVERAL = ("号线", "标", "班", "号楼", "路", "级", "人间", "米", "阶梯")
"""Where a sentence numbers one of these, it speaks of that one, whatever stands over it."""
# 第五届 says nothing without what it is of.
_OF_SOMETHING = frozenset("届版期批条章号轮集卷回代季次大节师军") | {"集军", "集团军", "军团", "阶段"}
# A headline names one day of several, and one article of a law.
_OFTEN = ("day", "条")
_OPENS_WITH_YEAR = regex("[^,，。;；]{0,4}?(?P<year>(?:19|20)[0-9]{2})年(?!来|以来|前|后|之)")
_LEAP = 2024
_RELATIVE = {**YEARS_AGO, "上年": 1, "明年": -1, "次年": -1, "翌年": -1}


def find_asked(question: Question) -> list[Numbered]:
    """Return the numbered things that a question names."""
    # 第一次 orders by date.
    return [one for one in find_numbered(fold(question.asked)) if (one.kind, one.number) != ("次", 1)]


def favour_numbers(ranking: Ranking, asked: Sequence[Numbered], index: Index) -> Ranking:
    """Return the ranking with the quotes that speak of other numbers behind, where one speaks of those asked for."""
    if not asked or not ranking.quotes:
        return ranking
    some = ranking.quotes[:_LOOKED_AT]

    @cache
    def documents() -> dict[str, Document]:
        ids = dict.fromkeys(quote.metadata.id for quote in some)
        return {document.id: document for document in index.documents(list(ids))}

    def find(id: str) -> Document | None:
        # Where one does not say it itself others seldom do: they are read at once.
        return documents().get(id)

    speak = [speaks_of(asked, quote, find) for quote in some]
    if all(speak) or not any(speak):
        return ranking
    weights = [None if right else _ANOTHER for right in speak]
    return ranking.favour("number", [*weights, *[None] * (len(ranking.quotes) - len(some))])


def speaks_of(asked: Iterable[Numbered], quote: Quote, document: Callable[[str], Document | None]) -> bool:
    """Say whether a quote speaks of the numbered things of a question: of one of each kind."""
    kinds: dict[str, list[Numbered]] = {}
    for one in asked:
        kinds.setdefault(one.kind, []).append(one)
    if "day" in kinds and quote.metadata.date is None:
        # A report of 11月14日 that names no year may be of the year that is meant.
        kinds.pop("year", None)
    return all(any(_speaks_of(one, quote, document) for one in alike) for alike in kinds.values())


def _speaks_of(asked: Numbered, quote: Quote, document: Callable[[str], Document | None]) -> bool:
    if asked.kind == "year":
        return _is_of_year(asked.number, quote, document)
    if asked.kind == "day" and _is_of_day(asked.number, quote.metadata):
        return True
    said, over = (_numbers_of(asked.kind, text) for text in (quote.folded, fold(title_text(quote.metadata))))
    if asked.number in said or (said and asked.kind in _SEVERAL):
        return asked.number in said
    if asked.number in over or (over and asked.kind not in _OFTEN):
        return asked.number in over
    whole = document(quote.metadata.id)
    before = fold(whole.text[: quote.in_document.start]) if whole else ""
    last = _numbers_of(asked.kind, before)[-1:]
    behind = quote.passage.folded[quote.sentence.end :]
    return asked.number in (last or _numbers_of(asked.kind, behind))


def _numbers_of(kind: str, folded: str) -> list[int]:
    return [one.number for one in find_numbered(folded) if one.kind == kind]


def _is_of_year(year: int, quote: Quote, document: Callable[[str], Document | None]) -> bool:
    metadata = quote.metadata
    opens = _OPENS_WITH_YEAR.match(quote.folded)
    if opens and int(opens["year"]) != year and str(year) not in quote.folded:
        # A report of 2025 that says 2024年产量达14130亿斤 tells nothing of 2025.
        return False
    text = f"{fold(title_text(metadata))} {quote.passage.folded}"
    if metadata.date is not None:
        later = metadata.date.year - year
        if later == 0 or any(later == years and word in text for word, years in _RELATIVE.items()):
            return True
    names = (str(year), *(write_digits(year, zero) for zero in "〇零○"))
    whole = document(metadata.id)
    return any(name in text for name in names) or (whole is not None and str(year) in fold(whole.text))


def _is_of_day(number: int, metadata: Metadata) -> bool:
    day = metadata.date or written_day(metadata, _LEAP)
    days: list[date] = [day, day - timedelta(1)] if day else []
    return any(100 * one.month + one.day == number for one in days)


def find_missing(
    asked: Sequence[Numbered], index: Index, parse: Callable[[str], Question], hits: Sequence[Hit]
) -> tuple[str, tuple[str, ...]] | None:
    """Return a numbered thing of a question that the archive does not hold, and others of its kind that it holds.

    None where it holds all of them.
    """
    for one in asked:
        found = list(chain.from_iterable(index.search_many(plan_missing([one], parse))))
        texts = {hit.passage.id: _shown(hit) for hit in (*hits, *found)}
        alike = [thing for text in texts.values() for thing in find_numbered(text) if thing.kind == one.kind]
        if any(thing.number == one.number for thing in alike) or _is_dated(one, (*hits, *found)):
            continue
        return one.text, _name_others(one, alike)
    return None


def plan_missing(asked: Iterable[Numbered], parse: Callable[[str], Question]) -> list[Search]:
    """Return the searches by which :func:`find_missing` learns whether the archive holds some numbered things."""
    return [Search(parse(text).query, _SEARCHED) for one in asked for text in _write(one)]


def _write(asked: Numbered) -> list[str]:
    """Return a numbered thing as it may be written: 3号线, 三号线."""
    if 0 < asked.number <= 9999 and asked.kind not in ("year", "day"):
        return [asked.text, asked.text.replace(str(asked.number), write_numeral(asked.number))]
    return [asked.text]


def _is_dated(asked: Numbered, hits: Iterable[Hit]) -> bool:
    """Say whether a document is of the year or the day that a question names."""
    if asked.kind == "day":
        return any(_is_of_day(asked.number, hit.passage.metadata) for hit in hits)
    days = [hit.passage.metadata.date for hit in hits]
    return asked.kind == "year" and any(day is not None and day.year == asked.number for day in days)


def _name_others(asked: Numbered, alike: Sequence[Numbered]) -> tuple[str, ...]:
    """Return the other things of a kind as the archive writes them, those with the nearest numbers.

    第五届绿河农产品交易会 is asked for: 第六届省运会 is no other one of it.
    """
    if asked.kind == "year":
        return ()
    same = [one for one in alike if asked.kind not in _OF_SOMETHING or one.of == asked.of]
    written = {one.number: one.text for one in reversed(same)}
    near = sorted(written, key=lambda number: (abs(number - asked.number), number))[:_NAMED]
    return tuple(written[number] for number in sorted(near))


def _shown(hit: Hit) -> str:
    return f"{fold(title_text(hit.passage.metadata))}\n{hit.passage.folded}"
