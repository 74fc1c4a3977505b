"""Every call to the Bot API passes here.

It is paced, so that Telegram need not refuse it, and repeated where it fails for a while.

Telegram allows about 30 messages a second over all, one a second in a chat and 20 a minute in a group.

While Telegram cannot be reached, or something answers in its place, a call is made again and again: a question that
was accepted is answered when Telegram is back. Only a call that fails for an hour while others of its kind get through
is at fault itself.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections import deque
from typing import TYPE_CHECKING, Any

from telegram import Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.wire.dialect import Dialect, features_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.metrics import Metrics

_LOG = logging.getLogger(__name__)

# Messages in seconds.
CHAT_PACE, GROUP_PACE = (1, 1.0), (20, 60.0)
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 20.0
_HOPELESS_SECONDS = 3600.0
# However long a server tells us to wait, we ask again after so many seconds.
_LONGEST_PAUSE = 3600.0
# These calls a chat sees as a message; actions and answers to taps are not counted.
_COUNTED = ("send", "edit", "copy", "forward")
_NOT_COUNTED = frozenset({"sendChatAction"})
# These are repeated by their callers, so that whoever runs the bot is told at once when they fail; and nobody needs to
# see later that the bot was at work.
_NOT_REPEATED = frozenset(
    {
        "getMe",
        "setWebhook",
        "deleteWebhook",
        "getWebhookInfo",
        "getUpdates",
        "sendChatAction",
        "setMyCommands",
        "setMyDescription",
        "setMyShortDescription",
        "setChatMenuButton",
        "getMyDescription",
        "getMyShortDescription",
        "getChatMenuButton",
    }
)
# What the library raises where a reply is no object of the kind that the call returns.
NOT_AS_PROMISED = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


class Pace:
    """At most ``count`` events in any ``seconds``."""

    def __init__(self, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=count)
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Wait until the next event is allowed, in the order of asking."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            if len(self._times) == self._times.maxlen:
                await asyncio.sleep(self._times[0] + self._seconds - loop.time())
            self._times.append(loop.time())

    @property
    def is_idle(self) -> bool:
        """Whether forgetting it would change nothing."""
        past = not self._times or self._times[-1] + self._seconds < asyncio.get_running_loop().time()
        return past and not self._turn.locked()


class Sender(BaseRateLimiter[None]):
    """Paces and repeats calls.

    Args:
        rate: messages a second over all chats.
        moved: is told the old and the new id of a group that became a supergroup.
        metrics: counts what is refused and made again.
    """

    def __init__(self, rate: int, moved: Callable[[int, int], None], metrics: Metrics) -> None:
        self._all = Pace(rate, 1)
        self._chats: dict[int | str, tuple[Pace, ...]] = {}
        self._moved = moved
        self._metrics = metrics
        self._dialect = Dialect()
        # How many calls of a kind have got through.
        self._succeeded: dict[str, int] = {}

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 - the base class hands it on
    ) -> Any:
        """Make a call, when its turn has come, until it succeeds or is refused for good.

        Raises:
            EndPointNotFound: the server does not know it in this form.
        """
        if features_of(endpoint, data):
            await self._dialect.prepare(callback, endpoint, data)
        if not endpoint.startswith(_COUNTED) or endpoint in _NOT_COUNTED:
            return await self._call(callback, args, kwargs, endpoint, data, counted=False)
        with self._metrics.stage("send"):
            return await self._call(callback, args, kwargs, endpoint, data, counted=True)

    async def _call(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        *,
        counted: bool,
    ) -> Any:
        clock = asyncio.get_running_loop().time
        failures, begun, succeeded = 0, clock(), self._succeeded.get(endpoint, 0)
        while True:
            if counted:
                await self._take_turn(data.get("chat_id"))
            try:
                result = await callback(*args, **kwargs)
                _check(endpoint, result)
            except RetryAfter as error:
                # The pause is waited out exactly, and as often as Telegram asks for one; nothing is dropped.
                self._metrics.retries.labels(endpoint).inc()
                await asyncio.sleep(seconds_of(error))
                continue
            except ChatMigrated as error:
                self._moved(int(data["chat_id"]), error.new_chat_id)
                data["chat_id"] = error.new_chat_id
                continue
            except (BadRequest, Forbidden) as error:
                self._metrics.refusals.labels(endpoint).inc()
                self._dialect.learn(endpoint, data, error)
                raise
            # A token that is refused now and then (401, 404) was good when the bot started.
            except TelegramError as error:
                self._dialect.learn(endpoint, data, error)
                failure: Exception = error
            # A result that is none: a list, nothing, a message without a number.
            except NOT_AS_PROMISED as error:
                failure = NetworkError(f"a result that is none: {type(error).__name__}")
            else:
                self._dialect.succeeded(endpoint, data)
                self._succeeded[endpoint] = self._succeeded.get(endpoint, 0) + 1
                return result
            failures += 1
            hopeless = clock() - begun > _HOPELESS_SECONDS and self._succeeded.get(endpoint, 0) > succeeded
            if hopeless or endpoint in _NOT_REPEATED:
                raise failure
            self._metrics.retries.labels(endpoint).inc()
            pause = min(_FIRST_WAIT * 2 ** min(failures - 1, 10), _LONGEST_WAIT)
            _LOG.info("%s failed (%s), tried again in %.1f s", endpoint, type(failure).__name__, pause)
            await asyncio.sleep(pause)

    async def _take_turn(self, chat: int | str | None) -> None:
        if chat is not None:
            for pace in self._paces(chat):
                await pace.wait()
        await self._all.wait()

    def _paces(self, chat: int | str) -> tuple[Pace, ...]:
        if len(self._chats) > 1000:
            self._chats = {
                id: paces for id, paces in self._chats.items() if not all(pace.is_idle for pace in paces)
            }
        if chat not in self._chats:
            group = not isinstance(chat, int) or chat < 0
            self._chats[chat] = (Pace(*GROUP_PACE), Pace(*CHAT_PACE)) if group else (Pace(*CHAT_PACE),)
        return self._chats[chat]


def _check(endpoint: str, result: Any) -> None:
    """Raise where a call has not returned the message that it sent: its caller would stumble over it."""
    if not endpoint.startswith(_COUNTED) or endpoint in _NOT_COUNTED:
        return
    # Of a message that was sent inline an edit returns only that it was changed.
    if not (result is True and endpoint.startswith("edit")):
        Message.de_json(result, None)


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram wants to be left alone, within reason."""
    after = error.retry_after
    seconds = float(after) if isinstance(after, int | float) else after.total_seconds()
    return min(max(seconds, 0.0), _LONGEST_PAUSE) if math.isfinite(seconds) else _FIRST_WAIT
