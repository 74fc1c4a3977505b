"""A question → its terms, its kind, and the gap that the answer is to fill."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answers import Question, Renamed
from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.folding import fold
from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.chinese.vocabulary import STOP_WORDS
from retrieval.chinese.word_kinds import word_kind
from retrieval.question.other_words import find_other_words, is_same_name
from retrieval.question.patterns import (
    ASKING,
    COURTESY,
    DIALECT,
    HEAD_AT_END,
    MANY,
    NO_NAME,
    OPEN_END,
    PATTERNS,
    SAYING,
    TAIL,
    UNSURE,
    WHETHER,
    WHETHER_WORDS,
    WHO_SOMEBODY_IS,
)
from retrieval.values import EVERYTHING, Filter, Query, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def parse_question(asked: str, segment: Segment, *, filter: Filter = EVERYTHING) -> Question:
    """Find out what is asked.

    The words that only ask (谁, 什么时候) are not searched for: they are the gap that an answer fills.
    Keywords are searched for all the same where they are nothing else (他).

    ``请问一下，边个主持会议？`` has the text ``谁主持会议``, the kind ``who``, the gap ``谁`` and the words
    ``主持`` and ``会议``.
    """
    text = " ".join(fold(asked).split())
    # Courtesy goes first: 下边 of 问下边个主持会议 is no word.
    text = COURTESY.sub("", text, count=1) or text
    text = _in_mandarin(text, segment)
    whether = bool(WHETHER.search(text.rstrip("?？ 。")))
    text = TAIL.sub("", text) or text
    person, gap = _find_person(text)
    kind = "what"
    if not person:
        kind, gap = _find_gap(text)
    if gap is None:
        kind = "whether" if whether else _kind_of_head(text) or "keywords"
        if kind not in ("whether", "keywords"):
            gap = Span(len(text), len(text))
        elif kind == "keywords" and len(text) > 3 and OPEN_END.search(text):
            kind, gap = "what", Span(len(text), len(text))
    elif not person and kind in ("what", "which", "where") and gap.end >= len(text) - 1:
        kind = _kind_of_head(text[: gap.start]) or kind
    said = SAYING.fullmatch(text)
    if said and gap is not None:
        # 说 asks as much as 什么 does.
        gap = Span(said.start("also"), len(text))
    searched = text
    if gap is not None:
        # Beside a strange name 是 would be cut as a part of it: 落地|检是.
        start = gap.start - text[: gap.start].endswith("是")
        end = gap.end + text[gap.end :].startswith("是")
        searched = text[:start] + "\n" * (end - start) + text[end:]
    searched = WHETHER_WORDS.sub(lambda found: "\n" * len(found.group()), searched)
    spans = segment(searched)
    words = tuple(dict.fromkeys(word for word in word_terms(searched, spans) if word not in STOP_WORDS))
    if not words and kind == "keywords":
        searched = text
        words = tuple(dict.fromkeys(word_terms(text, segment(text))))
    before = tuple(span.of(searched) for span in spans if gap is not None and span.end <= gap.start)
    after = tuple(span.of(searched) for span in spans if gap is not None and span.start >= gap.end)
    cuts = {place for span in spans for place in (span.start, span.end)}
    otherwise = tuple(find_other_words(text, cuts))
    return Question(
        asked=asked,
        kind=kind,
        query=Query(words=words, bigrams=tuple(dict.fromkeys(bigram_terms(searched)))),
        filter=filter,
        text=text,
        gap=gap,
        before=before,
        after=after,
        focus=_find_focus(text, kind, gap, before, after),
        many=bool(MANY.search(text)),
        person=person,
        others=tuple(dict.fromkeys(written for _, written in otherwise)),
        otherwise=otherwise,
        same=tuple(
            Renamed(said, written, _search_for(searched.replace(said, written, 1), segment))
            for said, written in otherwise
            # What only asks is not searched for, and has no terms whose place another writing could take.
            if is_same_name(said, written) and said in searched
        ),
    )


def _search_for(searched: str, segment: Segment) -> Query:
    """Return the terms of a question that hold more than what only asks."""
    words = dict.fromkeys(word for word in word_terms(searched, segment(searched)) if word not in STOP_WORDS)
    return Query(tuple(words), tuple(dict.fromkeys(bigram_terms(searched))))


def _in_mandarin(text: str, segment: Segment) -> str:
    """Return a question with the words of dialect that stand in it as Mandarin has them: 谁 for 边个.

    Where a longer word holds the beginning of one, it is none: 点解 of 重点解决, 边度 of 周边度假.
    """
    for pattern, plain in DIALECT:
        if not pattern.search(text):
            continue
        # 为啥 is a word that asks, and no other one that 啥 is a part of.
        words = [word for word in segment(text) if word_tags().get(word.of(text)) not in {None, "r"}]
        inside = {place for word in words for place in range(word.start + 1, word.end)}
        pieces: list[str] = []
        at = 0
        for found in pattern.finditer(text):
            if found.start() not in inside:
                pieces += (text[at : found.start()], plain)
                at = found.end()
        text = "".join((*pieces, text[at:]))
    return text


def asks(folded: str) -> bool:
    """Say whether a folded text holds a word that asks: 谁, 什么时候, 是否, 吗."""
    return bool(ASKING.search(folded) or WHETHER.search(folded.rstrip("?. ")))


def _find_person(text: str) -> tuple[str, Span | None]:
    """Return of whom a question asks who they are, and the gap; or nothing."""
    found = WHO_SOMEBODY_IS.fullmatch(text)
    if not found:
        return "", None
    name = found["name"] or found["named"]
    if word_kind(name) not in {"person", "foreign"} or NO_NAME.search(name):
        return "", None
    return name, Span(*found.span("gap")) if found["gap"] else Span(0, 2)


def _find_gap(text: str) -> tuple[str, Span | None]:
    best: re.Match[str] | None = None
    for found in ASKING.finditer(text):
        if best is None or (best.group() in UNSURE and found.group() not in UNSURE):
            best = found
    if best is None or best.lastgroup is None:
        return "keywords", None
    return PATTERNS[int(best.lastgroup[1:])][0], Span(*best.span())


def _kind_of_head(text: str) -> str:
    tail = text[-8:]
    return next((kind for kind, pattern in HEAD_AT_END if pattern.search(tail)), "")


def _find_focus(
    text: str, kind: str, gap: Span | None, before: tuple[str, ...], after: tuple[str, ...]
) -> str:
    """Return the noun that names what is asked for: 歌手 of 哪位歌手, 总策略 of 总策略是什么; or nothing."""
    if gap is None:
        return ""
    if after:
        first = after[0]
        named = kind in ("which", "what", "how many") and text.startswith(first, gap.end)
        return first if named and first not in STOP_WORDS else ""
    return next((word for word in reversed(before) if word not in STOP_WORDS), "")
