"""A running bot for the tests: the real application, in front of the emulator.

A chat's pace would make every test wait; it is as good as off here, and has its own tests.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from emulator import TOKEN, Telegram

from bot.access import Gate
from bot.application import build_application
from bot.desk import Desk
from bot.library import Library
from bot.metrics import Metrics
from bot.quota import Quota
from bot.settings import BotSettings
from bot.state import State
from bot.wire.receiving import Listening, Polling
from bot.wire.transport import AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from emulator import Call

    from retrieval import Answer, Answerer


WHO, FOLLOW, LINE = "谁主持了会议？", "他强调了什么？", "↪ 刘吉"
"""A question, one that leans on its answer, and how the line begins that says what was taken over."""


def replied(telegram: Telegram, call: Call, user: int = 42) -> dict[str, object]:
    """Return what makes a message a reply to one of the bot's."""
    chat = int(call.fields["chat_id"])
    ours = telegram.message(call.text, user=7, chat=chat) | {"message_id": telegram.id_of(call)}
    return {"reply_to_message": ours}


def settings_for(telegram: Telegram, **more: Any) -> BotSettings:
    """Return settings that lead to the emulator."""
    return BotSettings(
        _env_file=None,
        telegram_token=TOKEN,
        telegram_api=telegram.address,
        **({"telegram_rate": 1000} | more),
    )


class Wrapped:
    """An answerer with another :meth:`ask`."""

    def __init__(self, answerer: Answerer, ask: Callable[..., Answer]) -> None:
        self._answerer = answerer
        self.ask = ask

    def __getattr__(self, name: str) -> Any:
        return getattr(self._answerer, name)


class Here:
    """Answers in this process, where a test can look into it; the bot's own processes have their own tests."""

    size = 2

    def __init__(self, answerer: Any) -> None:
        self._answerer = answerer

    def do(self, work: Callable[..., Any], *given: Any) -> Any:
        """Do something with the answerer."""
        return work(self._answerer, *given)

    def close(self) -> None:
        """Close its index."""
        self._answerer.index.close()


def library_of(open: Callable[[], Any], reopen: Callable[[], Any] | None = None) -> Library:
    """Return a library whose answerer is opened here."""
    return Library(lambda: Here(open()), (lambda: Here(reopen())) if reopen else None)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def running(
    telegram: Telegram, answerer: Answerer | Any, state: Path | str = ":memory:", **more: Any
) -> AsyncIterator[Desk]:
    """Run the bot in front of the emulator until the block ends; updates come as ``telegram.mode`` says."""
    if telegram.mode == "webhook":
        listen = f"127.0.0.1:{free_port()}"
        more |= {"webhook_url": f"http://{listen}/hook", "webhook_listen": listen}
    settings = settings_for(telegram, state=Path(state), **more)
    library = library_of(answerer if callable(answerer) else lambda: answerer)
    desk = Desk(settings, State(state), library, Gate.of(settings), Quota(settings.quota), Metrics())
    transport, polling = AiohttpRequest(8), AiohttpRequest(4)
    application = build_application(desk, transport, polling)
    library.start()
    fast = patch.multiple("bot.wire.sending", CHAT_PACE=(1000, 1.0), GROUP_PACE=(1000, 1.0))
    async with application:
        inbox = application.update_queue
        await inbox.take_up(application.bot)
        await application.start()
        way = Listening if settings.webhook_url else Polling
        taking = way(application.bot, inbox, settings)
        assert await taking.start(asyncio.Event())
        with fast:
            try:
                yield desk
            finally:
                await taking.stop()
                await application.stop()
    await library.close()
    desk.state.close()
