"""Every line that the bot writes for whoever runs it: libraries' lines too, and without a secret in any.

A line has its time (UTC), level, logger and event, as text or as one JSON object with the event's numbers beside it:

    2026-11-30T08:15:02Z INFO wendang: @archive_bot is listening
    {"time": "2026-11-30T08:15:02Z", "level": "INFO", "logger": "wendang", "event": "@archive_bot is listening"}

Tokens and other secrets are taken out wherever they stand. A library may put what somebody wrote into its line or into
the message of an exception: of its lines only the part is kept that is the same every time, of exceptions the class
and the place.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from telegram.error import BadRequest

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable
    from types import TracebackType

Format = Literal["text", "json"]

_SAID = logging.getLogger("wendang")
# A token wherever it comes from: in an address its colon may be written as %3A.
_TOKEN = re.compile(r"\d{3,20}(?::|%3A)[A-Z0-9_-]{30,80}", re.IGNORECASE)
_OURS = ("wendang", "bot.", "retrieval.")
# What every record has; what else stands in one was given by `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_HIDDEN = "…"


def say(event: str) -> None:
    """Tell whoever runs the bot, whatever level they asked for."""
    _SAID.info("%s", event)


class Scrubber:
    """Takes secrets out of a text.

    >>> Scrubber(["s3cr3t"])("GET /bot123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/getMe?s=s3cr3t")
    'GET /bot…/getMe?s=…'

    Args:
        secrets: what must not be seen, beside everything that has the shape of a token. Of a token its second half
            alone is secret.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        parts = {part for secret in secrets for part in (secret, secret.rpartition(":")[2]) if part}
        written = {form for part in parts for form in (part, quote(part, safe=""))}
        longest_first = sorted(map(re.escape, written), key=len, reverse=True)
        self._known = re.compile("|".join(longest_first) or r"(?!)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return the text with ``…`` in the place of every secret."""
        return self._known.sub(_HIDDEN, _TOKEN.sub(_HIDDEN, text))


class Formatter(logging.Formatter):
    """Writes records, as text or as JSON."""

    def __init__(self, format: Format, scrub: Scrubber) -> None:
        super().__init__()
        self._as = format
        self._scrub = scrub

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line."""
        event = _event_of(record)
        if record.exc_info and record.exc_info[1]:
            event = f"{event}: {describe(record.exc_info[1])}"
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        numbers = {key: value for key, value in vars(record).items() if key not in _USUAL}
        if self._as == "json":
            line = {"time": at, "level": record.levelname, "logger": record.name, "event": event} | numbers
            return self._scrub(json.dumps(line, ensure_ascii=False, default=str))
        tail = "".join(f" {key}={value}" for key, value in numbers.items())
        # A line that somebody's file name breaks in two would look like two.
        return self._scrub(f"{at} {record.levelname} {record.name}: {event}{tail}".replace("\n", " "))


def _event_of(record: logging.LogRecord) -> str:
    if record.name.startswith(_OURS):
        return record.getMessage()
    # What a library fills into its line may be an update with a question in it.
    template = str(record.msg).partition("\n")[0]
    return re.sub(r"%[-\w.]*[a-z]", _HIDDEN, template) if record.args else _fixed(template)


def _fixed(words: str) -> str:
    """Return the part of a library's words that is the same every time: up to a quoted or numbered piece."""
    return re.split(r"['\"<({\[\d]|[^\x00-\x7f]", words, maxsplit=1)[0].strip() or "an event"


def set_up_logs(level: str, format: Format, secrets: Iterable[str]) -> None:
    """Send all lines of this process to standard error: logs, warnings and what would end it with a traceback."""
    handler = logging.StreamHandler()
    handler.setFormatter(Formatter(format, Scrubber(secrets)))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    _SAID.setLevel(logging.INFO)
    # The library logs what it is sent, below the level of warnings.
    logging.getLogger("telegram").setLevel(logging.WARNING)
    sys.excepthook = _unexpected


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("wendang").critical("ended by an error", exc_info=(kind, error, trace))


def log_of_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody awaited: a handler for :meth:`asyncio.loop.set_exception_handler`.

    The loop's own would write the exception out, message and all.
    """
    error = context.get("exception")
    what = _fixed(str(context.get("message", "")))
    _SAID.error("%s: %s", what, describe(error) if error else "no exception")


def describe(error: BaseException) -> str:
    """Return an error's class and where it was raised; its message only where Telegram wrote it.

    The message of any other error may hold what a user wrote.
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = " ← ".join(
        f"{frame.name} {frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[:-6:-1]
    )
    # A process that finds answers has said what went wrong in it.
    told = getattr(error, "told", "")
    if told:
        return f"{type(error).__name__}: {told}"
    said = f" ({error.message})" if isinstance(error, BadRequest) else ""
    return f"{type(error).__name__}{said} {where}".rstrip()
