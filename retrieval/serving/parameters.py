"""What a request asks for, checked: a wrong value is named, with what it may be."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, get_args

from retrieval.serving.problems import ProblemError
from retrieval.values import Filter
from retrieval.wording import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import QueryParams

LONGEST = 2000
"""Characters of a question, a topic or a name."""
MOST = 50
"""Answers, passages or events at most."""
LANGUAGES: tuple[Language, ...] = get_args(Language)
CONVERSATION = "[A-Za-z0-9_-]{1,64}"
TELLING = r"[^\s\u001c-\u001f\u0085\ufeff]"
"""A character that asks something: blanks as Python has them, and as the patterns of OpenAPI have them."""
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


class Parameters:
    """The parameters of one request; each is given once at most, and none that is not known.

    Args:
        given: the query of the request.
        known: the names that may be given.
    """

    def __init__(self, given: QueryParams, known: tuple[str, ...]) -> None:
        self._given = given
        for name, _ in given.multi_items():
            if name not in known:
                raise ProblemError(400, f"unknown parameter; known are {', '.join(known)}", name)
            if len(given.getlist(name)) > 1:
                raise ProblemError(400, "give it once", name)

    def text(self, name: str) -> str:
        """Return a text that must be there."""
        value = self._given.get(name, "")
        if not re.search(TELLING, value):
            raise ProblemError(400, "it is missing or empty", name)
        if len(value) > LONGEST:
            raise ProblemError(400, f"it is longer than {LONGEST} characters", name)
        return value

    def number(self, name: str, default: int, *, least: int = 1, most: int = MOST) -> int:
        """Return a whole number in a range."""
        value = self._given.get(name)
        if value is None:
            return default
        if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise ProblemError(400, f"it must be a whole number from {least} to {most}", name)
        return int(value)

    def conversation(self) -> str:
        """Return a conversation's name, or the empty string."""
        value = self._given.get("conversation")
        if value is None:
            return ""
        if not re.fullmatch(CONVERSATION, value):
            raise ProblemError(400, "it must be 1 to 64 of A-Z, a-z, 0-9, _ and -", "conversation")
        return value

    def language(self, default: Language) -> Language:
        """Return the language of the reason why there is no answer."""
        value = self._given.get("language")
        if value is None:
            return default
        for language in LANGUAGES:
            if value == language:
                return language
        raise ProblemError(400, f"it must be one of {', '.join(LANGUAGES)}", "language")

    def filter(self) -> Filter:
        """Return which documents may answer."""
        return read_filter(self._given)


def read_filter(given: Mapping[str, str]) -> Filter:
    """Return which documents may answer; what is empty asks for nothing.

    Raises:
        ProblemError: a day is none, or the last is before the first.
    """
    source = given.get("source", "").strip()
    if len(source) > LONGEST:
        raise ProblemError(400, f"it is longer than {LONGEST} characters", "source")
    since, until = _read_day(given, "since"), _read_day(given, "until")
    if since and until and since > until:
        raise ProblemError(400, "it is before since", "until")
    return Filter(since, until, source)


def _read_day(given: Mapping[str, str], name: str) -> date | None:
    value = given.get(name, "")
    if not value:
        return None
    try:
        if re.fullmatch(DAY, value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ProblemError(400, "it must be a day like 2022-11-14", name)
