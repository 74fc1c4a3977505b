"""What only asks, or only heads what follows, is never the answer: what follows it is.

The echo of a question in an interview (``问：谁主持了会议？``), a heading (``二、车库防水。``, ``1984年``) and what ends
with a colon hold words of the question that the sentences behind them do not repeat. Each of these sentences is
therefore ranked together with what introduces it, as one, and what is quoted of the two is the second.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from retrieval.answering.forms import only_heads, states_nothing
from retrieval.chinese.enumeration import MARK
from retrieval.chinese.folding import fold
from retrieval.chinese.sentences import ENDS_ASKING
from retrieval.chinese.terms import bigram_terms
from retrieval.expressions import regex
from retrieval.index.passages import split_passages, title_text
from retrieval.question.parsing import asks
from retrieval.question.patterns import ASKING
from retrieval.values import Hit, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answers import Question
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index
    from retrieval.reader.base import Ranking
    from retrieval.values import Document

# How many passages may introduce others, and how many sentences one introduces.
_LOOKED_AT = 12
_MOST = 4
_FOLLOWING = 6
# The share of the question's pairs of characters that its echo holds under its headline, and that it holds itself,
# as of its own pairs the question.
_HELD, _OWN = 0.45, 0.2
# 村支书:郑文辉;村主任:何美玲 is a row of a table, and 值班员何立 of another: there 何 is a surname.
_SURNAME = regex(
    r"何(?![时地人处种故以事物为不必况如等在往去从年月日方谓者苦须尝妨谁])(?=[\u3400-\u9fff]{1,2}(?:[^\u3400-\u9fff]|$))"
)
_LABEL = regex(
    rf"^\s*(?:[【\[(（]?(?:问|提问|q|question|记者问?|网友问?|主持人)[】\])）]?\s*[0-9]*\s*[:：]|{MARK}|[-•#*]+)\s*"
)
_ASKED = regex(r"^\s*[【\[(（]?(?:问|提问|q|question)[】\])）]?\s*[0-9]*\s*[:：]")
_MARK = regex(r"[。！!；;:：]\s*$")
# What ends with a colon and is long tells more than that something follows.
_COLON = regex(r"^[^,，。;；]{2,24}[:：]\s*$")
# 答：您好，感谢您的来信。 answers nothing yet.
_GREETING = regex(
    r"^\s*(?:[^:：]{0,8}[:：])?\s*(?:你好|您好|好的|谢谢|感谢|(?:这|你|您)?(?:是|问)?(?:一个)?(?:很)?好问题|嗯)[^。！!]{0,14}[。！!，,]?\s*$"
)
# Above the number of any paragraph: what is ranked as one has a number of its own.
_JOINED = 1 << 30
# By so many characters lines of verse differ at most, and items of a list.
_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Joined:
    """What is ranked as one, by the id of the passage that it is ranked as.

    ``real`` are the passage and the sentence that are quoted for it, and ``introducing`` are the ids of passages and the
    sentences in them that only introduce.
    """

    real: dict[str, tuple[Passage, Span]]
    introducing: frozenset[tuple[str, Span]]


def join_echoes(
    hits: Sequence[Hit], question: Question, index: Index, segment: Segment
) -> tuple[list[Hit], Joined]:
    """Return the hits, and beside them what the question's echoes and headings introduce, each sentence with its own.

    Args:
        hits: what the index found, best first.
        question: what is asked.
        index: holds the documents.
        segment: cuts their paragraphs.
    """
    real: dict[str, tuple[Passage, Span]] = {}
    introducing: set[tuple[str, Span]] = set()
    made: list[Hit] = []
    heads = _find_heads(hits, question)
    documents = {one.id: one for one in index.documents([hit.passage.metadata.id for hit, _, _ in heads])}
    for hit, place, sentence in heads:
        if len(introducing) == _MOST:
            break
        document = documents.get(hit.passage.metadata.id)
        if _is_of_list(hit.passage, sentence, document):
            continue
        behind = list(islice(_following(hit.passage, place, document, segment), _FOLLOWING))
        if behind or ENDS_ASKING.search(sentence.of(hit.passage.folded)):
            introducing.add((hit.passage.id, sentence))
        for passage, said in behind:
            joined = _join(hit.passage, sentence, passage, said, _JOINED + len(made))
            real[joined.id] = passage, said
            made.append(replace(hit, passage=joined))
    if not introducing:
        return list(hits), Joined({}, frozenset())
    joined_hits = sorted([*hits, *made], key=lambda hit: -hit.score)
    return joined_hits, Joined(real, frozenset(introducing))


def find_introducing(hits: Sequence[Hit], question: Question) -> list[str]:
    """Return the ids of the documents that :func:`join_echoes` reads."""
    return [hit.passage.metadata.id for hit, _, _ in _find_heads(hits, question)]


def part_echoes(ranking: Ranking, joined: Joined) -> Ranking:
    """Return the ranking in which what was joined is quoted from its own passages, and without what introduced it."""
    if not joined.introducing:
        return ranking
    quotes, left_out = [], []
    seen: set[tuple[str, Span]] = set()
    for quote in ranking.quotes:
        passage, sentence = joined.real.get(quote.passage.id, (quote.passage, quote.sentence))
        introduced = quote.text[: len(quote.text) - len(sentence)]
        parted = replace(quote, passage=passage, sentence=sentence, introduced=introduced)
        place = (parted.metadata.id, parted.in_document)
        quotes.append(parted)
        left_out.append((passage.id, sentence) in joined.introducing or place in seen)
        seen.add(place)
    return replace(ranking, quotes=tuple(quotes)).without(left_out)


def _find_heads(hits: Sequence[Hit], question: Question) -> list[tuple[Hit, int, Span]]:
    """Return the sentences that ask what is asked, or head what follows, each with its hit and its place there."""
    pairs = frozenset(bigram_terms(ASKING.sub("\n", question.text)))
    words = [word for word in question.query.words if len(word) > 1]
    return [
        (hit, place, sentence)
        for hit in (hits[:_LOOKED_AT] if pairs else ())
        for place, sentence in enumerate(hit.passage.sentences)
        if _introduces(hit.passage, sentence, pairs, words)
    ]


def _introduces(passage: Passage, sentence: Span, pairs: frozenset[str], words: Sequence[str]) -> bool:
    """Say whether a sentence asks what is asked, or heads what follows with words of the question."""
    text = sentence.of(passage.folded)
    if _is_question(text, alone=len(passage.sentences) == 1):
        # What is called a question is never the answer, however little of it is asked.
        enough = any if _ASKED.match(text) else all
        if len(words) > 1 and enough(word in text for word in words):
            return True
        # What asks may be asked in another way: 怎么办理, 如何办理.
        own = frozenset(bigram_terms(ASKING.sub("\n", _LABEL.sub("", text))))
        titled = frozenset(bigram_terms(title_text(passage.metadata)))
        alike = len(own & pairs) >= _OWN * max(len(own), len(pairs))
        return alike and len((own | titled) & pairs) >= _HELD * len(pairs)
    if not any(word in text for word in words):
        return False
    return only_heads(passage, sentence) or bool(_COLON.search(text))


def _is_of_list(passage: Passage, sentence: Span, document: Document | None) -> bool:
    """Say whether a line stands behind another like it, as verse and lists do: it heads nothing."""
    text = sentence.of(passage.folded)
    if not passage.number or len(passage.sentences) > 1 or _LABEL.match(text) or not states_nothing(text):
        return False
    if document is None or ENDS_ASKING.search(text):
        return False
    before = document.paragraphs[passage.number - 1].of(document.text)
    return states_nothing(fold(before)) and abs(len(before) - len(text)) <= _ALIKE


def _is_question(folded: str, *, alone: bool) -> bool:
    """Say whether a sentence asks: by its mark, by 问：, or as the heading over an answer."""
    if ENDS_ASKING.search(folded):
        return True
    label = _LABEL.match(folded)
    return bool(
        ((label and ":" in label[0].replace("：", ":")) or alone)
        and asks(_SURNAME.sub("", folded))
        and not _MARK.search(folded)
    )


def _following(
    passage: Passage, place: int, document: Document | None, segment: Segment
) -> Iterator[tuple[Passage, Span]]:
    """Yield the sentences behind one that introduces them, up to the next that introduces others."""
    for sentence in passage.sentences[place + 1 :]:
        if only_heads(passage, sentence):
            return
        if _answers(sentence.of(passage.folded)):
            yield passage, sentence
    for other in split_passages(document, segment) if document else ():
        for sentence in other.sentences if other.number > passage.number else ():
            if only_heads(other, sentence):
                return
            if _answers(sentence.of(other.folded)):
                yield other, sentence


def _join(over: Passage, heading: Span, passage: Passage, sentence: Span, number: int) -> Passage:
    """Return a passage of one sentence that holds what introduces a sentence, and the sentence."""
    size = len(heading)
    words = [word.shifted(-heading.start) for word in over.words if heading.start <= word.start < heading.end]
    words += [
        word.shifted(size - sentence.start)
        for word in passage.words
        if sentence.start <= word.start < sentence.end
    ]
    text = heading.of(over.text) + sentence.of(passage.text)
    return Passage(
        metadata=passage.metadata,
        number=number,
        start=passage.start,
        text=text,
        sentences=(Span(0, len(text)),),
        words=tuple(words),
        folded=heading.of(over.folded) + sentence.of(passage.folded),
    )


def _answers(folded: str) -> bool:
    return not _GREETING.match(folded) and any(letter.isalnum() for letter in folded)
