"""The tables of what is remembered, and what a row of them says.

chats       a chat's language and filter
answers     what a question was answered with, and which answer it went on from: edits, buttons and
follow-up questions need it
breaks      when a user began anew in a chat
citations   the places of the archive that a link or a button leads to
votes       👍 and 👎
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.records import Asked
from retrieval import Filter, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = """
CREATE TABLE IF NOT EXISTS chats (
    id INTEGER PRIMARY KEY, language TEXT, since TEXT, until TEXT, source TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS answers (
    id TEXT PRIMARY KEY, chat INTEGER NOT NULL, user INTEGER NOT NULL, thread INTEGER,
    question_message INTEGER NOT NULL, answer_message INTEGER, question TEXT NOT NULL,
    citations TEXT NOT NULL, found INTEGER NOT NULL, filter TEXT NOT NULL, turn TEXT, parent TEXT,
    asked REAL NOT NULL, UNIQUE (chat, question_message));
CREATE INDEX IF NOT EXISTS answers_by_answer ON answers (chat, answer_message);
CREATE INDEX IF NOT EXISTS answers_by_user ON answers (user, chat, asked);
CREATE TABLE IF NOT EXISTS breaks (
    chat INTEGER NOT NULL, user INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, user));
CREATE TABLE IF NOT EXISTS citations (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, paragraph INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, exact_start INTEGER, exact_end INTEGER);
CREATE TABLE IF NOT EXISTS votes (
    answer TEXT NOT NULL, user INTEGER NOT NULL, vote INTEGER NOT NULL, PRIMARY KEY (answer, user));
"""
ASKED = """id, chat, user, thread, question_message, answer_message, question, citations, found, filter,
    turn, parent"""
"""The columns from which :func:`read_asked` makes an answer."""


def read_asked(columns: Sequence[Any]) -> Asked:
    """Return an answer from its columns, in the order of ``ASKED``."""
    id, chat, user, thread, question_message, answer_message, question, *rest, parent = columns
    citations, found, filter, turn = rest
    return Asked(
        chat,
        user,
        thread,
        question_message,
        question,
        tuple(json.loads(citations)),
        bool(found),
        read_filter(*json.loads(filter)),
        Turn.from_json(turn) if turn else None,
        parent,
        id,
        answer_message,
    )


def filter_columns(filter: Filter) -> tuple[str | None, str | None, str]:
    """Return a filter as three columns hold it."""
    since = filter.since.isoformat() if filter.since else None
    until = filter.until.isoformat() if filter.until else None
    return since, until, filter.source


def read_filter(since: str | None, until: str | None, source: str) -> Filter:
    """Return a filter from its three columns."""
    return Filter(
        date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None, source
    )
