"""The names that a later question may mean: of a question, of its answer, and of the sentence around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.chinese.names import Name, find_names, kind_of
from retrieval.chinese.word_kinds import word_kind
from retrieval.conversation.topics import ASKED_WORD, LONGEST_NAME, close_name
from retrieval.conversation.turns import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Quote
    from retrieval.chinese.words import Segment

# What a question asks for, as the kind of name that answers it.
_ANSWERED_BY = {"who": "person", "when": "time", "where": "place"}
_MOST_NAMES = 16
_LONGEST_TITLE = 40
_PERSONS = ("person", "foreign", "new")
_WORDS = ("noun", "verb", "adjective", "particle", "place", "organisation", "time", "number")


def may_be_person(topic: str, mentioned: Sequence[Mention]) -> bool:
    """Say whether 他 may mean what a question was about: not where it is known to be something else.

    >>> may_be_person("楼曾瑞", ()), may_be_person("克利希广场", ()), may_be_person("会议", ())
    (True, False, False)
    """
    said = [mention.kind for mention in mentioned if mention.text == topic and mention.where != "title"]
    kind = said[0] if said else kind_of(topic)
    # What has no known kind may be a strange name, unless it is a common word or ends in one.
    return bool(topic) and (
        kind == "person" or (kind in (None, "thing") and word_kind(fold(topic)) not in _WORDS)
    )


def find_mentions(question: str, kind: str, quote: Quote | None, segment: Segment) -> tuple[Mention, ...]:
    """Return the names that a later question may mean, nearest first.

    The exact words of the answer come before the question, and the question before the rest of the sentence.

    Args:
        question: the question in full.
        kind: what it asked for (:data:`retrieval.question.patterns.KINDS`).
        quote: the sentence that answered, or None.
        segment: cuts the question into words.
    """
    mentions = []
    named_there = _names_of(quote) if quote else []
    exact = _answer(quote, kind, named_there) if quote else None
    if exact:
        mentions.append(exact)
    folded, passage = fold(question), fold(quote.passage.text) if quote else ""
    asked = segment(question)
    for name in find_names(question, asked):
        span = close_name(name.span, folded, asked, passage) if name.kind == "person" else name.span
        if not ASKED_WORD.search(span.of(question)):
            mentions.append(Mention(span.of(question), name.kind, "question"))
    if quote:
        said = [Mention(name.span.of(quote.text), name.kind, "sentence") for name in named_there]
        if not exact or exact.kind != _ANSWERED_BY.get(kind, exact.kind):
            # Where the exact words are not sure, or are no name of the kind that was asked for, the first name
            # of that kind stands for them.
            wanted = _ANSWERED_BY.get(kind)
            new = [m for m in said if m.kind == wanted and m.text not in question]
            mentions[:0] = [Mention(mention.text, mention.kind, "answer") for mention in new[:1]]
        mentions += said
        if title := quote.metadata.title:
            names = find_names(title, segment(title))
            mentions += [Mention(n.span.of(title), n.kind, "title") for n in names if n.kind == "meeting"]
            mentions.append(Mention(title[:_LONGEST_TITLE], "document", "title"))
    known: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        known.setdefault((mention.text, mention.kind), mention)
    return tuple(known.values())[:_MOST_NAMES]


def _names_of(quote: Quote) -> list[Name]:
    """Return the names of a quote's sentence, counted from its beginning."""
    return list(find_names(quote.text, quote.passage.words_of(quote.sentence)))


def _answer(quote: Quote, kind: str, names: Sequence[Name]) -> Mention | None:
    """Return what the exact words of an answer name, or None where they are unsure or long."""
    if quote.exact is None:
        return None
    exact = quote.exact.shifted(-quote.sentence.start)
    text = exact.of(quote.text)
    wanted = _ANSWERED_BY.get(kind)
    if wanted == "person":
        # The name is what a later 他 means, where the exact words hold one with its office (德国总理默克尔) or
        # a part of one (奎特).
        near = [
            name.span
            for name in names
            if name.kind == "person" and name.span.start < exact.end and exact.start < name.span.end
        ]
        if len(near) == 1:
            return Mention(near[0].of(quote.text), "person", "answer")
    if len(text) > LONGEST_NAME:
        return None
    named: str | None = kind_of(text)
    known = word_kind(fold(text))
    if wanted == "person":
        # 人民大会堂 may stand where a person was asked for, and is none.
        named = "person" if known in _PERSONS or named == "person" else named or "thing"
    elif wanted:
        named = wanted
    elif named == "person" and known in _WORDS:
        # 田径 begins like a name.
        named = None
    return Mention(text, named or "thing", "answer")
