"""Answers, sentences and sources as JSON, under the names that every door uses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from retrieval.answers import Found
from retrieval.citing import day_of
from retrieval.wording import explain_not_found, explain_remark

if TYPE_CHECKING:
    from retrieval.answers import Answer, Quote
    from retrieval.conversation.conversing import Reply
    from retrieval.values import Metadata, Place
    from retrieval.wording import Language

# What a place's name and its part are called.
_PLACES = {
    "": ("", ""),
    "page": ("", "page"),
    "slide": ("", "slide"),
    "cell": ("sheet", "cell"),
    "chapter": ("chapter", ""),
    "message": ("chat", "sender"),
    "moment": ("", "moment"),
}


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
        "answers": [quote_to_json(quote) for quote in quotes],
        "outcome": answer.outcome,
        "confidence": round(answer.confidence, 4),
        "abstained": not found,
        "reason": None if isinstance(answer, Found) else explain_not_found(answer, language),
        "together": answer.together if isinstance(answer, Found) else 0,
        "remark": _remark(answer, language) if isinstance(answer, Found) else None,
        **rare,
    }


def reply_to_json(reply: Reply, language: Language) -> dict[str, Any]:
    """Return a turn of a conversation as the protocol writes it: the answer, and how its question was understood."""
    return {
        **to_json(reply.answer, language),
        "question": reply.understood.question,
        "carried": [carried.text for carried in reply.understood.carried],
    }


def _remark(answer: Found, language: Language) -> str | None:
    """Return the remark as a sentence: the terminal's ends in a colon, because a quote stands below it."""
    remark = explain_remark(answer.remark, language)
    if remark.endswith((":", "：")):
        remark = remark[:-1] + ("." if language == "en" else "。")
    return remark or None


def quote_to_json(quote: Quote) -> dict[str, Any]:
    """Return a sentence with where it stands as the protocol writes it."""
    metadata = quote.metadata
    rare: dict[str, Any] = {"date_inferred": True} if metadata.date_inferred else {}
    if place := place_to_json(quote.place):
        rare["place"] = place
    if metadata.also:
        rare["also"] = [source_to_json(other) for other in metadata.also]
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


def place_to_json(place: Place) -> dict[str, str]:
    """Return a place under the names of what it counts, or nothing for one that counts nothing.

    >>> from retrieval.values import Place
    >>> place_to_json(Place("cell", "市区", "E5")), place_to_json(Place())
    ({'sheet': '市区', 'cell': 'E5'}, {})
    """
    whole, part = _PLACES[place.kind]
    named = {whole: place.name, part: place.at}
    return {key: value for key, value in named.items() if key and value}


def source_to_json(metadata: Metadata) -> dict[str, Any]:
    """Return a document's title, day, source and address as the protocol writes them."""
    return {
        "document": metadata.id,
        "title": metadata.title,
        "date": day_of(metadata) or None,
        "source": metadata.source or None,
        "url": metadata.url or None,
    }


def dump_json(value: dict[str, Any]) -> str:
    """Return a value as JSON on one line that can be written as UTF-8."""
    text = json.dumps(value, ensure_ascii=False)
    # A line separator (U+2028), written as it is, would make two lines of one, and half of a surrogate pair cannot be
    # written at all.
    if len(text.splitlines()) == 1 and not any("\ud800" <= letter < "\ue000" for letter in text):
        return text
    return json.dumps(value)
