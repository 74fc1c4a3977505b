"""Questions about the last answer itself: its second point, more of it, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answers import Quote
from retrieval.chinese.folding import fold
from retrieval.chinese.names import find_names
from retrieval.chinese.vocabulary import SPEECH, alternatives
from retrieval.expressions import regex
from retrieval.index.passages import split_passages
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.chinese.words import Segment
    from retrieval.conversation.turns import Shown, Turn
    from retrieval.conversation.understood import Understood
    from retrieval.index.base import Index
    from retrieval.values import Passage

# A sentence that was asked for by its place is no guess: it has the highest score.
_SCORE = 1.0
_BECAUSE = regex("因为|由于|原因|为了|受[^，。]{1,12}影响|是因|之所以|起因|缘于|鉴于")
# A reason that stands more sentences away is hardly the answer's.
_NEAR = 2
# So many sentences tell more, and are read at a glance.
_FEW = 3
SAYS = regex(alternatives(SPEECH))
_SPEAKERS = ("person", "organisation", "meeting")
_SPEAKS = regex(rf"[^，,。；;：:]{{0,8}}?(?:{SAYS.pattern})")


def recall(understood: Understood, turn: Turn, index: Index, segment: Segment) -> tuple[Quote, ...]:
    """Return the sentences that a question about an answer asks for, in their order.

    They are read from the archive again; what is no longer there as it was shown is left out.

    Args:
        understood: a question with ``about`` set.
        turn: the turn whose answer is meant.
        index: holds the documents.
        segment: cuts their paragraphs.
    """
    shown = _find(turn.shown, index, segment)
    if not shown:
        return ()
    if understood.about == "nth":
        return _nth(understood.number, shown, list_asked="个" in understood.asked or "条" in understood.asked)
    if understood.about == "back":
        return tuple(shown)
    if understood.about == "detail":
        return _detail(shown[0], index, segment)
    look = {"source": _paragraph, "speaker": _speaker, "reason": _reason}
    return look[understood.about](shown[0])


def _find(shown: Iterable[Shown], index: Index, segment: Segment) -> list[Quote]:
    quotes = []
    passages: dict[str, tuple[Passage, ...]] = {}
    for one in shown:
        if one.document not in passages:
            document = index.document(one.document)
            passages[one.document] = split_passages(document, segment) if document else ()
        for passage in passages[one.document]:
            sentence = one.sentence.shifted(-passage.start)
            if sentence in passage.sentences:
                start = sentence.of(passage.text).find(one.exact) if one.exact else -1
                exact = Span(start, start + len(one.exact)).shifted(sentence.start) if start >= 0 else None
                quotes.append(Quote(passage, sentence, exact, _SCORE))
    return quotes


def _nth(number: int, shown: Sequence[Quote], *, list_asked: bool) -> tuple[Quote, ...]:
    """Return the n-th point: of the paragraph from the answer on, or of the answers that were listed."""
    first = shown[0]
    points = [
        Quote(first.passage, sentence, None, _SCORE)
        for sentence in first.passage.sentences
        if sentence.start >= first.sentence.start
    ]
    for listed in (list(shown), points) if list_asked else (points, list(shown)):
        if number == -1 and len(listed) > 1:
            return (listed[-1],)
        if 0 < number <= len(listed):
            return (listed[number - 1],)
    return ()


def _detail(quote: Quote, index: Index, segment: Segment) -> tuple[Quote, ...]:
    """Return what follows the answer in its paragraph and the next one, then the paragraph's sentences before it."""
    document = index.document(quote.metadata.id)
    passages = split_passages(document, segment) if document else ()
    following = [passage for passage in passages if passage.number == quote.passage.number + 1]
    told = [
        Quote(passage, sentence, None, _SCORE)
        for passage in (quote.passage, *following)
        for sentence in passage.sentences
        if passage is not quote.passage or sentence != quote.sentence
    ]
    begin = quote.in_document.start
    return tuple(sorted(told, key=lambda one: (one.in_document.start < begin, one.in_document.start)))


def count_together(understood: Understood, turn: Turn, quotes: Sequence[Quote]) -> int:
    """Return how many of the sentences that a question about an answer asks for are read as one.

    An answer that is shown again has as many as before; of what is told in more detail those that go on together.
    """
    if understood.about == "back":
        return min(turn.together, len(quotes))
    if understood.about != "detail":
        return 1
    begin = quotes[0].in_document.start
    return sum(quote.in_document.start >= begin for quote in quotes[:_FEW])


def _speaker(quote: Quote) -> tuple[Quote, ...]:
    """Return the sentence that names who speaks: the answer's own, the nearest before it, or the next."""
    passage = quote.passage
    before = [sentence for sentence in passage.sentences if sentence.start <= quote.sentence.start]
    after = [sentence for sentence in passage.sentences if sentence.start > quote.sentence.start]
    folded = fold(passage.text)
    for sentence in (*reversed(before), *after[:1]):
        for name in find_names(sentence.of(passage.text), passage.words_of(sentence)):
            span = name.span.shifted(sentence.start)
            if name.kind in _SPEAKERS and _SPEAKS.match(folded, span.end):
                return (Quote(passage, sentence, span, _SCORE),)
    return ()


def _reason(quote: Quote) -> tuple[Quote, ...]:
    """Return the sentence of the paragraph that gives a reason, the nearest to the answer."""
    folded = fold(quote.passage.text)
    number = quote.passage.sentences.index(quote.sentence)
    near = [
        (abs(other - number), other < number, sentence)
        for other, sentence in enumerate(quote.passage.sentences)
        if _BECAUSE.search(sentence.of(folded)) and abs(other - number) <= _NEAR
    ]
    return (Quote(quote.passage, min(near)[2], None, _SCORE),) if near else ()


def _paragraph(quote: Quote) -> tuple[Quote, ...]:
    """Return the whole paragraph, with the sentence marked in it."""
    return (Quote(quote.passage, Span(0, len(quote.passage.text)), quote.sentence, _SCORE),)
