"""Where the archive asks what is asked (interviews, FAQs, minutes), the answer is what follows, and never the question.

The echo of a question holds all its words, so that it would be ranked first. It is ranked together with the sentence
behind it, as one, and what is quoted of the two is the second: 问：谁主持了会议？答：刘吉主持。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from retrieval.chinese.terms import bigram_terms
from retrieval.index.passages import split_passages, title_text
from retrieval.question.parsing import asks
from retrieval.question.patterns import ASKING
from retrieval.values import Hit, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question, Quote
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index
    from retrieval.reader.base import Ranking

# An echo matches better than nearly all that answers.
_LOOKED_AT = 12
# The share of the question's pairs of characters that its echo holds under its headline, and that it holds itself,
# as of its own pairs the question.
_HELD, _OWN = 0.7, 0.34
_LABEL = re.compile(
    r"^\s*(?:[【\[(（]?(?:问|提问|q|question|记者问?|网友问?|主持人)[】\])）]?\s*[0-9]*\s*[:：]|[(（]?[0-9一二三四五六七八九十]{1,3}[)）]?\s*[、.．]|[-•#*]+)\s*"
)
_ENDS = re.compile(r"[?？]\s*[”」』\")）]*\s*$")
_MARK = re.compile(r"[。！!；;:：]\s*$")
# 答：您好，感谢您的来信。 answers nothing yet.
_GREETING = re.compile(
    r"^\s*(?:[^:：]{0,8}[:：])?\s*(?:你好|您好|好的|谢谢|感谢|(?:这|你|您)?(?:是|问)?(?:一个)?(?:很)?好问题|嗯)[^。！!]{0,14}[。！!，,]?\s*$"
)
_FOLLOWING = 4


@dataclass(frozen=True, slots=True)
class Echo:
    """A question of the archive that echoes the one that is asked, and what follows it.

    ``joined`` is the passage as it is ranked, ``question`` its stretch that asks, and ``pieces`` are the passages that
    it is made of, each with where it begins in ``joined``.
    """

    joined: Passage
    question: Span
    pieces: tuple[tuple[int, Passage], ...]


def join_echoes(
    hits: Sequence[Hit], question: Question, index: Index, segment: Segment
) -> tuple[list[Hit], dict[str, Echo]]:
    """Return the hits, in which each echo of the question is one sentence with what follows it, and these echoes."""
    pairs = frozenset(bigram_terms(ASKING.sub("\n", question.text)))
    echoes: dict[str, Echo] = {}
    for hit in hits[:_LOOKED_AT] if pairs else ():
        passage = hit.passage
        place = _find_echo(passage, pairs)
        if place is not None:
            echoes[passage.id] = _join(passage, place, index, segment)
    if not echoes:
        return list(hits), echoes
    return [
        replace(hit, passage=echoes[hit.passage.id].joined) if hit.passage.id in echoes else hit
        for hit in hits
    ], echoes


def part_echoes(ranking: Ranking, echoes: dict[str, Echo]) -> Ranking:
    """Return the ranking in which what was joined is quoted from its own passages, and without the echoes."""
    if not echoes:
        return ranking
    quotes, left_out = [], []
    seen: set[tuple[str, Span]] = set()
    for quote in ranking.quotes:
        echo = echoes.get(quote.passage.id)
        # What only asks is no answer, where nothing follows it either.
        asks_only = echo is not None and quote.sentence == echo.question
        parted = _part(quote, echo) if echo and not asks_only else quote
        place = (parted.metadata.id, parted.in_document)
        quotes.append(parted)
        left_out.append(asks_only or place in seen)
        seen.add(place)
    return replace(ranking, quotes=tuple(quotes)).without(left_out)


def _find_echo(passage: Passage, pairs: frozenset[str]) -> int | None:
    """Return which sentence of a passage asks what is asked, or None."""
    titled = frozenset(bigram_terms(title_text(passage.metadata)))
    for place, sentence in enumerate(passage.sentences):
        text = sentence.of(passage.folded)
        if not _is_question(text, alone=len(passage.sentences) == 1):
            continue
        # What asks may be asked in another way: 怎么办理, 如何办理.
        own = frozenset(bigram_terms(ASKING.sub("\n", _LABEL.sub("", text))))
        said = len(own & pairs)
        if said >= _OWN * max(len(own), len(pairs)) and len((own | titled) & pairs) >= _HELD * len(pairs):
            return place
    return None


def _is_question(folded: str, *, alone: bool) -> bool:
    """Say whether a sentence asks: by its mark, by 问：, or as the heading over an answer."""
    if _ENDS.search(folded):
        return True
    label = _LABEL.match(folded)
    return bool(
        ((label and ":" in label[0].replace("：", ":")) or alone)
        and asks(folded)
        and not _MARK.search(folded)
        # 村支书:郑文辉;村主任:何美玲 is a row of a table, and 何 a surname.
        and ";" not in folded
    )


def _join(passage: Passage, place: int, index: Index, segment: Segment) -> Echo:
    """Return an echo with the first sentence behind it that answers, in its paragraph or the next one."""
    pieces = [(0, passage)]
    asked = passage.sentences[place]
    following = passage.sentences[place + 1 :]
    if not any(_answers(passage, sentence) for sentence in following):
        document = index.document(passage.metadata.id)
        behind = (
            [one for one in split_passages(document, segment) if one.number > passage.number]
            if document
            else []
        )
        if behind:
            pieces.append((behind[0].start - passage.start, behind[0]))
    text, folded = _lay(pieces, "text"), _lay(pieces, "folded")
    sentences = [sentence.shifted(start) for start, one in pieces for sentence in one.sentences]
    words = [word.shifted(start) for start, one in pieces for word in one.words]
    joined = replace(passage, text=text, sentences=tuple(sentences), words=words, folded=folded)
    answer = next(
        (
            n
            for n in range(place + 1, min(len(sentences), place + 1 + _FOLLOWING))
            if _answers(joined, sentences[n])
        ),
        None,
    )
    if answer is None:
        return Echo(joined, asked, tuple(pieces))
    whole = Span(asked.start, sentences[answer].end)
    together = (*sentences[:place], whole, *sentences[answer + 1 :])
    return Echo(
        replace(joined, sentences=together), Span(asked.start, sentences[answer].start), tuple(pieces)
    )


def _lay(pieces: Sequence[tuple[int, Passage]], written: Literal["text", "folded"]) -> str:
    """Return the texts of passages of one document as one: a sentence that goes through both has no end of a line."""
    whole = ""
    for start, passage in pieces:
        whole += " " * (start - len(whole)) + (passage.text if written == "text" else passage.folded)
    return whole


def _answers(passage: Passage, sentence: Span) -> bool:
    text = sentence.of(passage.folded)
    return not _ENDS.search(text) and not _GREETING.match(text) and any(letter.isalnum() for letter in text)


def _part(quote: Quote, echo: Echo) -> Quote:
    """Return a quote of a joined passage as one of the passage that it stands in, without the echo before it."""
    sentence = quote.sentence
    if sentence.start == echo.question.start and len(sentence) > len(echo.question):
        sentence = Span(echo.question.end, sentence.end)
    start, passage = next(piece for piece in reversed(echo.pieces) if piece[0] <= sentence.start)
    return replace(quote, passage=passage, sentence=sentence.shifted(-start))
