"""One question of a conversation, from its words to the turn that is remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from retrieval.answering.context import Context
from retrieval.answering.weighing import LONGEST_QUESTION
from retrieval.answers import Found, NotFound
from retrieval.chinese.folding import fold
from retrieval.chinese.terms import bigram_terms
from retrieval.conversation.detection import is_about_nothing
from retrieval.conversation.ellipsis import content
from retrieval.conversation.last_answer import SAYS, count_together, recall
from retrieval.conversation.mentions import find_mentions
from retrieval.conversation.resolving import FORGET_AFTER, understand
from retrieval.conversation.topics import find_topic
from retrieval.conversation.turns import SMALL_TALK, Mention, Shown, Turn, step_back, still_meant
from retrieval.conversation.understood import Understood
from retrieval.question.small_talk import find_small_talk
from retrieval.values import EVERYTHING, Filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.answerer import Answerer
    from retrieval.answers import Answer, Quote
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index

# Each reading that is tried costs a whole search.
_READINGS = 2
# A later reading must be so much surer than the first; otherwise they keep the order that grammar gave them.
_MARGIN = 0.2
# Readings that are both surer than this are both answered, and which is surer does not tell which was meant.
_ENOUGH = 0.5
# A headline's words make any sentence of its article sure.
_TITLE_MARGIN = 0.5
# Where readings compete, the question's own words in the sentence weigh so much beside the confidence.
_OWN = 0.5
# These are asked of the archive where the answer's own paragraph does not say it.
_ASKED_ALL_THE_SAME = ("speaker", "reason")
# The share of a question's pairs of characters that a document must hold to speak of the same.
_SPEAKS_OF = 0.6


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, how its question was understood, and the turn to remember."""

    answer: Answer
    understood: Understood
    turn: Turn


def converse(  # noqa: PLR0913 - the terminal, the bot and the line protocol share this one call
    answerer: Answerer,
    question: str,
    turns: Sequence[Turn] = (),
    *,
    now: float,
    forget_after: float = FORGET_AFTER,
    alone: bool = False,
    reading: Understood | None = None,
    limit: int = 10,
    filter: Filter = EVERYTHING,
) -> Reply:
    """Answer a question in its conversation.

    Args:
        answerer: answers it.
        question: as the user wrote it.
        turns: what was said before, oldest first; the last :data:`retrieval.conversation.turns.KEPT` are looked at.
        now: when it is asked, in seconds since 1970.
        forget_after: after how many seconds without a question the conversation is over.
        alone: ask it as it was written, whatever was said before.
        reading: what an earlier reply understood, read in another way (``Understood.next()``): the user chose it.
        limit: how many quotes come back at most.
        filter: which documents may answer.

    >>> one = converse(answerer, "谁主持了会议？", now=0.0)  # doctest: +SKIP
    >>> converse(answerer, "他强调了什么？", [one.turn], now=9.0).understood.line  # doctest: +SKIP
    '刘吉 强调了什么'
    """
    if find_small_talk(question):
        talk = Turn(question, question, SMALL_TALK, at=now)
        return Reply(answerer.ask(question, filter=filter), Understood(question, question), talk)
    understood = reading or understand(
        question,
        turns,
        now=now,
        forget_after=forget_after,
        speaks_of=partial(speaks_of, answerer.index),
    )
    # 昨天有什么新闻 lacks nobody who has any.
    if alone or (understood.carried and not reading and answerer.wants_reports(question)):
        understood = Understood(question, question)
    elif not understood.about and is_about_nothing(question):
        parsed = answerer.parse(question, filter=filter)
        nothing = NotFound(parsed, "nothing before", (), (), 0.0)
        return Reply(nothing, understood, Turn(question, question, SMALL_TALK, at=now))
    meant = still_meant(turns, now=now, forget_after=forget_after)
    if understood.about:
        if understood.about == "back":
            turn = step_back(turns, now=now, forget_after=forget_after)
        else:
            turn = next((turn for turn in meant if turn.shown), None)
        quotes = recall(understood, turn, answerer.index, answerer.segment)[:limit] if turn else ()
        if turn and quotes:
            parsed = answerer.parse(understood.question, filter=filter)
            together = count_together(understood, turn, quotes)
            # A near miss that is looked at once more is still no answer.
            answer: Answer = (
                Found(parsed, quotes, turn.confidence, together=together)
                if turn.found
                else NotFound(
                    parsed,
                    turn.reason or "unsure",
                    turn.unknown,
                    quotes,
                    turn.confidence,
                    others=turn.others,
                    near=turn.near,
                )
            )
            looked = replace(_look_into(turn, understood, quotes, now), together=together)
            return Reply(answer, understood, looked)
        if understood.about not in _ASKED_ALL_THE_SAME:
            understood = Understood(question, question)
    tried = 1 if reading else _READINGS
    answer, understood = _ask_readings(
        answerer, replace(understood, about=""), tried, limit=limit, filter=filter
    )
    return Reply(answer, understood, remember(understood, answer, answerer.segment, meant, now))


def _look_into(turn: Turn, understood: Understood, quotes: Sequence[Quote], now: float) -> Turn:
    """Return the turn to keep of a question about an answer: what was asked, named and shown stays.

    Only who said it is news: 那温金荣呢 after 谁强调的 asks what he stressed.
    """
    # What stood between an answer and 上一个 may have been about something else.
    back = understood.about == "back"
    kept = replace(turn, asked=understood.asked, leans=True, new=back, at=now)
    speaker = quotes[0].exact_text
    if understood.about != "speaker" or not speaker:
        return kept
    verb = SAYS.search(fold(understood.asked))
    return replace(
        kept,
        question=f"{speaker} {verb[0] if verb else '说'}了什么",
        kind="who",
        mentioned=(Mention(speaker, "person", "answer"), *turn.mentioned),
        carried=speaker,
        topic=speaker,
        shown=_shown(quotes),
    )


def speaks_of(index: Index, document: str, question: str) -> bool:
    """Say whether a document holds most of what a question speaks of, by pairs of characters.

    Args:
        index: holds the document.
        document: its id.
        question: any question.
    """
    held = index.document(document)
    pairs = set(bigram_terms(content(question)))
    if held is None or not pairs:
        return False
    text = fold(held.text)
    return sum(pair in text for pair in pairs) >= _SPEAKS_OF * len(pairs)


def _ask_readings(
    answerer: Answerer, understood: Understood, tried: int, *, limit: int, filter: Filter
) -> tuple[Answer, Understood]:
    """Ask so many readings, and return the one that the archive supports best; the others stay on offer."""
    readings = [replace(understood, others=()), *understood.others][:tried]
    answers = [
        answerer.ask(
            reading.question,
            limit=limit,
            filter=filter,
            context=Context(
                favour=reading.favour,
                close=reading.close,
                leave_out=frozenset((shown.document, shown.sentence) for shown in reading.leave_out),
            ),
        )
        for reading in readings
    ]
    support = [_support(understood.asked, answer) for answer in answers]
    best = max(range(len(readings)), key=lambda number: support[number] - _doubt(readings, number))
    everything = (replace(understood, others=()), *understood.others)
    others = tuple(reading for reading in everything if reading.question != readings[best].question)
    return answers[best], replace(readings[best], others=others)


def _doubt(readings: Sequence[Understood], number: int) -> float:
    """Return how much surer a reading must be than the first one to be taken before it."""
    if number == 0:
        return 0.0
    return _TITLE_MARGIN if readings[number].carried[0].kind == "document" else _MARGIN


def _support(asked: str, answer: Answer) -> float:
    """Return how well the archive supports a reading: its confidence, and the question's own words.

    Own words count beside the confidence, because words that were carried can make a sentence sure that
    says nothing of what is asked.
    """
    quotes = answer.shown
    own = set(bigram_terms(content(asked)))
    if not quotes or not own:
        return answer.confidence
    text = fold(quotes[0].text)
    return min(answer.confidence, _ENOUGH) + _OWN * sum(pair in text for pair in own) / len(own)


def _shown(quotes: Sequence[Quote]) -> tuple[Shown, ...]:
    return tuple(Shown(quote.metadata.id, quote.in_document, quote.exact_text or "") for quote in quotes)


def remember(
    understood: Understood, answer: Answer, segment: Segment, meant: Sequence[Turn], now: float
) -> Turn:
    """Return the turn to keep of a question and its answer.

    Args:
        understood: the question.
        answer: what was answered.
        segment: cuts the question into words.
        meant: the turns that the question may follow up, the last one first.
        now: when it was asked, in seconds since 1970.
    """
    found = isinstance(answer, Found)
    quotes = answer.shown
    # A later question follows up what was answered: not a typing mistake, nor more than was searched for.
    meaning = (answer.spelling if isinstance(answer, Found) else "") or understood.question
    question = meaning[:LONGEST_QUESTION]
    nearest = quotes[0] if quotes else None
    # Who somebody is: the name alone is what was asked about, 刘吉是 is none.
    topic = answer.question.person or find_topic(
        question,
        segment(question),
        nearest.passage.text if nearest else "",
        nearest.metadata.title if nearest else "",
    )
    turn = Turn(
        asked=understood.asked,
        question=question,
        kind=answer.question.kind,
        found=found,
        near=answer.outcome == "nearest",
        mentioned=find_mentions(question, answer.question.kind, nearest, segment),
        carried=next((c.text for c in understood.carried if c.kind not in {"question", "answer"}), ""),
        leans=bool(understood.carried),
        topic=topic,
        shown=_shown(quotes),
        left_out=understood.leave_out,
        confidence=answer.confidence,
        at=now,
        together=answer.together if isinstance(answer, Found) else 1,
        remark=answer.remark if isinstance(answer, Found) else "",
        **_why_not(answer),
    )
    return replace(turn, new=not (understood.carried or (meant and _goes_on(turn, meant[0]))))


def _why_not(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, Found):
        return {}
    return {"reason": answer.reason, "unknown": answer.unknown, "others": answer.others}


def _goes_on(turn: Turn, last: Turn) -> bool:
    """Say whether a question that stands alone still speaks of the same: its document, or one of its names."""
    if turn.document and turn.document == last.document:
        return True
    return any(
        text in turn.question for text in (last.topic, *(m.text for m in last.mentioned)) if len(text) > 1
    )
