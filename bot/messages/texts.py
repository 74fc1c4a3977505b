"""The names of all that the bot says; each language fills them in. The archive's own words are never translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """The bot's sentences; ``{names}`` are filled in with :meth:`str.format`."""

    code: Language
    name: str
    # greeting and help
    description: str
    short_description: str
    hello: str
    hello_examples: str
    help: str
    ask_how: str
    # answers
    further: str
    ibid: str
    nearest: str
    unsure: str
    building: str
    wait: str
    not_text: str
    # buttons
    more: str
    back: str
    previous: str
    paragraph: str
    article: str
    file: str
    copy: str
    cite: str
    rest: str
    page: str
    watch: str
    timeline: str
    thanks: str
    too_old: str
    too_early: str
    not_here: str
    # conversation and filters
    as_asked: str
    filter_set: str
    filter_none: str
    filter_clear: str
    filter_how: str
    anew: str
    nothing_asked: str
    no_such_number: str
    # commands
    language: str
    latest: str
    empty: str
    stats: str
    forgotten: str
    privacy: str
    quota: str
    inline_open: str
    # courses
    timeline_how: str
    who_how: str
    nothing_found: str
    undated: str
    partial: str
    said: str
    beside: str
    # news
    watching: str
    watches: str
    no_watches: str
    too_many_watches: str
    watch_how: str
    unwatched: str
    news_left: str
    menu: dict[str, str]
    # admins
    reloading: str
    not_reloaded: str
    checking: str
    checked: str
    no_feedback: str
    preview: str
    join: str
    drop: str
    dropped: str
    no_folder: str
    too_large: str
    # trouble
    stranger: str
    away: str
    trouble: str
