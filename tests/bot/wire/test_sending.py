"""Pace and patience, in virtual time: a loop whose clock jumps to the next thing that is due."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.metrics import Metrics
from bot.wire.sending import Sender

if TYPE_CHECKING:
    from collections.abc import Coroutine


class VirtualLoop(asyncio.SelectorEventLoop):
    """Nobody waits: when nothing is ready, the clock jumps."""

    now = 0.0

    def time(self) -> float:
        """Return the virtual time."""
        return self.now

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined] # asyncio's own names
            self.now = max(self.now, self._scheduled[0]._when)  # type: ignore[attr-defined] # noqa: SLF001 - likewise
        super()._run_once()  # type: ignore[misc] # likewise


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(coroutine)


DONE = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}


class Server:
    """Notes when which call came, and fails as it is told."""

    def __init__(self, *failures: Any) -> None:
        self.failures = list(failures)
        self.calls: list[tuple[float, str, Any]] = []

    async def __call__(self, endpoint: str, data: dict[str, Any]) -> Any:
        """Take a call, or fail."""
        self.calls.append((asyncio.get_running_loop().time(), endpoint, data.get("chat_id")))
        if self.failures:
            failure = self.failures.pop(0)
            if isinstance(failure, Exception):
                raise failure
            return failure
        return DONE

    @property
    def times(self) -> list[float]:
        """When the calls came."""
        return [at for at, _, _ in self.calls]


async def call(sender: Sender, server: Server, endpoint: str = "sendMessage", chat: int = 1) -> Any:
    data = {"chat_id": chat, "text": "x"}
    return await sender.process_request(server, (endpoint, data), {}, endpoint, data, None)


def stay(old: int, new: int) -> None:
    """Nothing moves in these tests."""


def busiest(times: list[float], seconds: float) -> int:
    """Return how many events fall into the busiest stretch of time."""
    return max(sum(1 for other in times if at <= other < at + seconds - 1e-6) for at in times)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([1, 2, 3, -1, -2]), st.floats(0, 20)), min_size=1, max_size=80))
def test_telegrams_limits_are_never_passed(asked: list[tuple[int, float]]) -> None:
    """Five a second over all (here), one a second in a chat, 20 a minute in a group; all get through."""

    async def scenario() -> Server:
        sender, server = Sender(5, stay, Metrics()), Server()

        async def later(chat: int, at: float) -> None:
            await asyncio.sleep(at)
            await call(sender, server, chat=chat)

        await asyncio.gather(*(later(chat, at) for chat, at in asked))
        return server

    server = run(scenario())
    assert len(server.calls) == len(asked)
    assert busiest(server.times, 1) <= 5
    chats = defaultdict(list)
    for at, _, chat in server.calls:
        chats[chat].append(at)
    assert all(busiest(times, 1) <= 1 for times in chats.values())
    assert all(busiest(times, 60) <= 20 for chat, times in chats.items() if chat < 0)


def test_actions_and_taps_are_not_held_up() -> None:
    """They do not count as messages; a tap that waits shows a clock."""

    async def scenario() -> Server:
        sender, server = Sender(1, stay, Metrics()), Server()
        for endpoint in ("sendMessage", "sendChatAction", "answerCallbackQuery", "answerInlineQuery"):
            await call(sender, server, endpoint)
        return server

    assert run(scenario()).times == [0, 0, 0, 0]


def test_a_429_is_waited_out_exactly_and_as_often_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    # As build_application has it: without, the library warns of its own change.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")

    async def scenario() -> Server:
        server = Server(*[RetryAfter(7)] * 12)
        assert await call(Sender(30, stay, Metrics()), server) == DONE
        return server

    assert run(scenario()).times == [7.0 * n for n in range(13)]


@pytest.mark.parametrize(
    "failure",
    [
        NetworkError("Bad Gateway"),
        TimedOut(),
        InvalidToken("Not Found"),
        Conflict("x"),
        None,
        [],
        {"chat": 1},
        True,
    ],
    ids=repr,
)
def test_whatever_is_no_answer_is_asked_again_until_there_is_one(failure: Any) -> None:
    """A day without Telegram, or with something else in its place, loses nothing; the pauses grow to a limit."""

    async def scenario() -> Server:
        server = Server(*[failure] * 5000)
        assert await call(Sender(30, stay, Metrics()), server) == DONE
        return server

    server = run(scenario())
    pauses = [b - a for a, b in pairwise(server.times)]
    assert server.times[-1] > 24 * 3600
    assert pauses == sorted(pauses)
    assert pauses[-1] <= 30


def test_a_call_that_alone_fails_for_hours_is_given_up() -> None:
    """Others of its kind get through: its chat does not wait for it for ever."""

    async def scenario() -> Server:
        sender, failing, working = Sender(30, stay, Metrics()), Server(*[NetworkError("x")] * 9999), Server()
        hopeless = asyncio.ensure_future(call(sender, failing, chat=1))
        for _ in range(150):
            await call(sender, working, chat=2)
            await asyncio.sleep(60)
        with pytest.raises(NetworkError):
            await hopeless
        return failing

    assert 3600 < run(scenario()).times[-1] < 3700


@pytest.mark.parametrize("seconds", [-5, 1e12, float("inf"), 3])
def test_no_server_makes_the_bot_wait_for_years(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    asked = RetryAfter(3)
    asked._retry_after = seconds  # type: ignore[assignment] # noqa: SLF001 - what the library takes from a reply

    async def scenario() -> Server:
        server = Server(asked)
        assert await call(Sender(30, stay, Metrics()), server) == DONE
        return server

    assert run(scenario()).times[-1] <= 3600


def test_a_refusal_is_not_repeated() -> None:
    async def scenario() -> Server:
        server = Server(BadRequest("chat not found"))
        with pytest.raises(BadRequest):
            await call(Sender(30, stay, Metrics()), server)
        return server

    assert len(run(scenario()).calls) == 1


def test_a_group_that_became_a_supergroup_is_followed() -> None:
    """The message goes to the new id, and the state is told of the move."""
    moves: list[tuple[int, int]] = []

    async def scenario() -> Server:
        server = Server(ChatMigrated(-100))
        sender = Sender(30, lambda old, new: moves.append((old, new)), Metrics())
        assert await call(sender, server, chat=-5) == DONE
        return server

    assert [chat for _, _, chat in run(scenario()).calls] == [-5, -100]
    assert moves == [(-5, -100)]
