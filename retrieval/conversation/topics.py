"""What a question was about, and the names that a later question may mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.conversation.gate import ASKING, FUNCTION
from retrieval.conversation.turns import Mention
from retrieval.folding import fold
from retrieval.names import find_names, kind_of
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.segmentation import Segment
    from retrieval.values import Quote

_ASKS_NOTHING = re.compile(rf"^(?:{ASKING}|{FUNCTION})$")
_ASKED_WORD = re.compile(ASKING)
# What a question asks for, as the kind of name that answers it.
_ANSWERED_BY = {"who": "person", "when": "time", "where": "place"}
_LONGEST_NAME = 24
_MOST_NAMES = 16
_LONGEST_TITLE = 40
_TITLE = re.compile(r"《[^《》]{2,40}》|“[^“”]{2,16}”|「[^「」]{2,16}」")
_PAIRS = ("《》", "“”", "「」", "『』", "〈〉", "‘’")


def find_topic(question: str, words: Sequence[Span], passage: str, title: str) -> str:
    """Return the words that a question is about, as written there, or the empty string.

    They are the stretch of words that the passage which answers speaks of too: what stands first in the
    question, recurs in the passage, is in its title, and is long, is the likeliest.

    Args:
        question: the question in full.
        words: its words.
        passage: the passage that answers; empty where none does.
        title: the title of its document.
    """
    folded, passage, title = fold(question), fold(passage), fold(title)
    best, best_score = Span(0, 0), 0.0
    first = True
    for run in _runs(folded, _join_titles(folded, words)):
        for i, begin in enumerate(run):
            for end in run[i:]:
                text = folded[begin.start : end.end]
                if len(text) < 2 or len(text) > _LONGEST_NAME:
                    continue
                count = passage.count(text)
                if not count and text not in title and passage:
                    continue
                score = (
                    min(len(text), 14)
                    + 1.5 * min(count, 3)
                    + 3.0 * (text in title)
                    + 4.0 * (first and i == 0)
                    + 1.0 * first
                )
                if score > best_score:
                    best, best_score = Span(begin.start, end.end), score
        first = False
    return _with_marks(question, best).of(question)


def _join_titles(text: str, words: Sequence[Span]) -> list[Span]:
    """Return the words, those of a title in marks as one: 雾中的灯塔 is a name, 雾 is none."""
    titles = [Span(match.start() + 1, match.end() - 1) for match in _TITLE.finditer(text)]
    outside = [word for word in words if not any(t.start <= word.start < t.end for t in titles)]
    return sorted(outside + titles)


def _with_marks(text: str, span: Span) -> Span:
    """Return a stretch with the marks of a title or a quotation around it: 《子不语》 is a book's name."""
    pair = text[max(span.start - 1, 0) : span.start] + text[span.end : span.end + 1]
    return Span(span.start - 1, span.end + 1) if pair in _PAIRS else span


def _runs(text: str, words: Iterable[Span]) -> Iterator[list[Span]]:
    """Yield the stretches of neighbouring words that name something."""
    run: list[Span] = []
    for word in words:
        if (
            (run and run[-1].end != word.start)
            or _ASKS_NOTHING.match(word.of(text))
            or _ASKED_WORD.search(word.of(text))
        ):
            if run:
                yield run
            run = []
        if not _ASKS_NOTHING.match(word.of(text)) and not _ASKED_WORD.search(word.of(text)):
            run.append(word)
    if run:
        yield run


def find_mentions(question: str, kind: str, quote: Quote | None, segment: Segment) -> tuple[Mention, ...]:
    """Return the names that a later question may mean, nearest first.

    The exact words of the answer come before the question, and the question before the rest of the sentence.

    Args:
        question: the question in full.
        kind: what it asked for (:data:`retrieval.question.KINDS`).
        quote: the sentence that answered, or None.
        segment: cuts the question into words.
    """
    mentions = []
    exact = quote.exact_text if quote else None
    if exact and len(exact) <= _LONGEST_NAME:
        named = _ANSWERED_BY.get(kind) or kind_of(exact) or "thing"
        mentions.append(Mention(exact, named, "answer"))
    mentions += [
        Mention(name.span.of(question), name.kind, "question")
        for name in find_names(question, segment(question))
        if not _ASKED_WORD.search(name.span.of(question))
    ]
    if quote:
        start, end = quote.sentence.start, quote.sentence.end
        words = [
            word.shifted(-start) for word in quote.passage.words if start <= word.start and word.end <= end
        ]
        said = [
            Mention(name.span.of(quote.text), name.kind, "sentence") for name in find_names(quote.text, words)
        ]
        if not exact:
            # Where the exact words are not sure, the first name of the kind that was asked for stands for them.
            wanted = _ANSWERED_BY.get(kind)
            new = [m for m in said if m.kind == wanted and m.text not in question]
            mentions[:0] = [Mention(mention.text, mention.kind, "answer") for mention in new[:1]]
        mentions += said
        if quote.metadata.title:
            mentions.append(Mention(quote.metadata.title[:_LONGEST_TITLE], "document", "title"))
    known: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        known.setdefault((mention.text, mention.kind), mention)
    return tuple(known.values())[:_MOST_NAMES]
