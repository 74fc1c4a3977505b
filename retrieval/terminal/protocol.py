"""The line protocol: questions in, answers out, one JSON object a line.

A line in:   ``{"id", "question"}``
A line out:  ``{"id", "answers": [{"sentence", "span", "document", "title", "date", "url", "paragraph",
"score"}, …], "outcome", "confidence", "abstained", "reason", "together", "remark"}``, in the order of the questions.
``sentence`` and ``span`` are verbatim pieces of the document. ``outcome`` is ``sure`` where the first of ``answers``
is the answer, ``nearest`` where it is not sure, and may well be what was looked for, ``none`` where the archive
does not say: ``answers`` holds the best that was found even then. ``abstained`` is true unless it is ``sure``.
``reason`` says why it is not. Where others say the same, an answer also has ``also``, a list of ``{"document",
"title", "date", "source", "url"}``; where its date is inferred, ``"date_inferred": true``; where its file has pages, slides, cells,
chapters or messages, ``place``: ``{"page": "3"}``, ``{"slide": "4"}``, ``{"sheet": "市区", "cell": "E5"}``,
``{"chapter": "第二章"}`` or ``{"chat": "采编群", "sender": "文澍"}``. ``together`` is how
many of the first answers make up a list only together (0 where none answers), ``remark`` says that documents
contradict each other, or that the newest of several equal ones comes first. Where the second answer, of another
document, says otherwise than the first, the line has ``"disputed": true``, and where the archive knows the
question only with one character changed, ``"spelling"``, the question so changed. A bad line gives ``{"id",
"error"}``, and the next one is read.

Lines in that bear the same ``"conversation"`` (a text or a whole number) are turns of one conversation, in
order, whatever stands between them. Their answers have two keys more: ``"question"``, as it was understood, in full, and ``"carried"``, a list of the
texts that were taken over from earlier turns (empty where the question stands alone).
"""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NoReturn

from retrieval.answers import Found
from retrieval.conversation.conversing import Reply, converse
from retrieval.conversation.turns import KEPT
from retrieval.wording import day_of, explain_not_found, explain_remark

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.answering.answerer import Answerer
    from retrieval.answers import Answer, Quote
    from retrieval.conversation.turns import Turn
    from retrieval.values import Metadata, Place
    from retrieval.wording import Language


# A stream of lines may go on for days: the conversation that was silent for longest is forgotten first. Many are kept,
# because a stream may also hold all first questions before all second ones.
_MOST = 10_000


# What a place's name and its part are called.
_PLACES = {
    "": ("", ""),
    "page": ("", "page"),
    "slide": ("", "slide"),
    "cell": ("sheet", "cell"),
    "chapter": ("chapter", ""),
    "message": ("chat", "sender"),
}


class Talks:
    """Conversations by name. Time does not end them: only a line of the same name goes on with one.

    Args:
        answerer: answers their questions.
    """

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._turns: OrderedDict[str, list[Turn]] = OrderedDict()

    def ask(self, name: str, question: str) -> Reply:
        """Answer a question as the next turn of the conversation of that name."""
        turns = self._turns.setdefault(name, [])
        self._turns.move_to_end(name)
        reply = converse(self._answerer, question, turns, now=0.0)
        turns[:] = [*turns, reply.turn][-KEPT:]
        if len(self._turns) > _MOST:
            self._turns.popitem(last=False)
        return reply


def answer_line(
    line: bytes,
    ask: Callable[[str], Answer],
    language: Language,
    talk: Callable[[str, str], Reply] | None = None,
) -> str:
    """Answer one line: ``b'{"id": 7}'`` gives ``{"id": 7, "error": …}``.

    Args:
        line: as it was read.
        ask: answers a question that stands alone.
        language: of the reason why there is no answer.
        talk: answers a question (second) in the conversation of that name (first); without it,
            ``"conversation"`` is not looked at.
    """
    try:
        request = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        return _dump({"id": None, "error": f"not UTF-8: {error.reason} at byte {error.start}"})
    except (ValueError, RecursionError) as error:
        return _dump({"id": None, "error": f"not a JSON object on one line: {error}"})
    if not isinstance(request, dict):
        return _dump({"id": None, "error": 'not a JSON object: write {"id": …, "question": "…"}'})
    key, question = request.get("id"), request.get("question")
    if not isinstance(question, str):
        return _dump({"id": key, "error": '"question" must be a text'})
    conversation = request.get("conversation")
    if talk is None or conversation is None:
        answered = to_json(ask(question), language)
    elif isinstance(conversation, (str, int)) and not isinstance(conversation, bool):
        # Names are compared as JSON writes them, so that 7 and "7" are two.
        reply = talk(json.dumps(conversation), question)
        answered = {
            **to_json(reply.answer, language),
            "question": reply.understood.question,
            "carried": [carried.text for carried in reply.understood.carried],
        }
    else:
        answered = {"error": '"conversation" must be a text or a whole number'}
    return _dump({"id": key, **answered})


def _refuse(constant: str) -> NoReturn:
    """Refuse ``NaN``, which Python reads and JSON does not know: as an id it would come back."""
    raise ValueError(f"{constant} is no value")


def to_json(answer: Answer, language: Language) -> dict[str, Any]:
    """Return an answer as the protocol writes it."""
    found = isinstance(answer, Found)
    quotes = answer.shown
    rare: dict[str, Any] = {}
    if answer.disputed if isinstance(answer, Found) else answer.reason == "disputed":
        rare["disputed"] = True
    if answer.spelling:
        rare["spelling"] = answer.spelling
    return {
        "answers": [_quote(quote) for quote in quotes],
        "outcome": answer.outcome,
        "confidence": round(answer.confidence, 4),
        "abstained": not found,
        "reason": None if isinstance(answer, Found) else explain_not_found(answer, language),
        "together": answer.together if isinstance(answer, Found) else 0,
        "remark": _remark(answer, language) if isinstance(answer, Found) else None,
        **rare,
    }


def _remark(answer: Found, language: Language) -> str | None:
    """Return the remark as a sentence: the terminal's ends in a colon, because a quote stands below it."""
    remark = explain_remark(answer.remark, language)
    if remark.endswith((":", "：")):
        remark = remark[:-1] + ("." if language == "en" else "。")
    return remark or None


def _quote(quote: Quote) -> dict[str, Any]:
    metadata = quote.metadata
    rare: dict[str, Any] = {"date_inferred": True} if metadata.date_inferred else {}
    if place := _place(quote.place):
        rare["place"] = place
    if metadata.also:
        rare["also"] = [_source(other) for other in metadata.also]
    return {
        "sentence": quote.text,
        "span": quote.exact_text,
        "document": metadata.id,
        "title": metadata.title,
        "date": day_of(metadata) or None,
        "url": metadata.url or None,
        "paragraph": quote.passage.number,
        "score": round(quote.score, 4),
        **rare,
    }


def _place(place: Place) -> dict[str, str]:
    """Return a place under the names of what it counts: ``{"sheet": "市区", "cell": "E5"}``."""
    whole, part = _PLACES[place.kind]
    named = {whole: place.name, part: place.at}
    return {key: value for key, value in named.items() if key and value}


def _source(metadata: Metadata) -> dict[str, Any]:
    return {
        "document": metadata.id,
        "title": metadata.title,
        "date": day_of(metadata) or None,
        "source": metadata.source or None,
        "url": metadata.url or None,
    }


def _dump(value: dict[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    # A line separator (U+2028), written as it is, would make two lines of one, and half of a surrogate pair cannot be
    # written at all.
    if len(text.splitlines()) == 1 and not any("\ud800" <= letter < "\ue000" for letter in text):
        return text
    return json.dumps(value)
