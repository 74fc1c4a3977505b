"""One request for a page: its language, its state, and the addresses that lead on from it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from retrieval.serving.parameters import LONGEST, read_filter
from retrieval.serving.records import article_path
from retrieval.serving.texts import choose_language, page_text

if TYPE_CHECKING:
    from starlette.requests import Request

    from retrieval.values import Filter
    from retrieval.wording import Language

MOST_BEFORE = 4
"""Of what was asked before so many questions stay in the address."""


class View:
    """One request for a page: its language, its state, and the addresses that lead on from it."""

    def __init__(self, request: Request, default: Language) -> None:
        given = request.query_params
        self.request = request
        self.language: Language = choose_language(
            given.get("lang", ""), request.headers.get("accept-language", ""), default
        )
        self.state: dict[str, Any] = {
            "lang": self.language if given.get("lang") == self.language else "",
            "after": [text for text in given.getlist("after") if text.strip()][-MOST_BEFORE:],
            **{name: given.get(name, "") for name in ("since", "until", "source")},
        }

    def text(self, name: str, **filled: object) -> str:
        """Return what the page says, by its name."""
        return page_text(name, self.language, **filled)

    def given(self, name: str) -> str:
        """Return a parameter, cut to a length that can be worked on."""
        return self.request.query_params.get(name, "").strip()[:LONGEST]

    def filter(self) -> Filter:
        """Return which documents may answer."""
        return read_filter(self.state)

    def link(self, path: str, **parameters: object) -> str:
        """Return an address in the language of this page, with the days and the source that are set."""
        kept = {name: self.state[name] for name in ("lang", "since", "until", "source")}
        given = {name: value for name, value in {**parameters, **kept}.items() if value}
        return f"{path}?{urlencode(given, doseq=True)}" if given else path

    def here(self, **changed: str) -> str:
        """Return the address of this page with another parameter."""
        given = [pair for pair in self.request.query_params.multi_items() if pair[0] not in changed]
        return f"{quote(self.request.url.path)}?{urlencode([*given, *changed.items()])}"

    def article(self, id: str, number: int = 0) -> str:
        """Return the address of a document, with a sentence in view."""
        address = self.link(article_path(id))
        return f"{address}#s{number}" if number else address


def readable(value: object) -> object:
    r"""Return a text that can be written and drives nothing: control characters become ``�``; all else is as it was.

    >>> readable("a\x07b"), readable(3)
    ('a�b', 3)
    """
    if not isinstance(value, str) or value.isprintable():
        return value
    changed = "".join(
        "�" if letter not in "\n\t" and unicodedata.category(letter) in {"Cc", "Cs"} else letter
        for letter in value
    )
    # What a template has already escaped must not be escaped again.
    return type(value)(changed)
