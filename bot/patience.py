"""Patience with the disk that the state lies on: it may be full, or held by a backup, and nothing is lost by that."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_LOG = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = 0.1, 5.0


async def persist(write: Callable[[], T]) -> T:
    """Write to the state, however long it cannot be written; the event loop turns meanwhile.

    For what must not be done twice: after a message was sent, which message it was is written until it stands there.
    """
    wait = _FIRST_WAIT
    while True:
        try:
            return write()
        except sqlite3.OperationalError as error:
            if wait == _FIRST_WAIT:
                _LOG.warning(
                    "the state cannot be written (%s): trying until it can",
                    getattr(error, "sqlite_errorname", "?"),
                )
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)
