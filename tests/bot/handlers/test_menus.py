"""The lists of commands that Telegram shows."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from botkit import library_of, settings_for

from bot.app import run
from bot.handlers.menus import ADMIN, GROUP, PRIVATE

if TYPE_CHECKING:
    from emulator import Call, Telegram

    from retrieval import Answerer


async def test_menus_are_set_for_every_scope_and_language(server: Telegram, archive: Answerer) -> None:
    """Admins see what they alone may do."""
    settings = settings_for(server, state=":memory:", admins="1")
    task = asyncio.create_task(run(settings, library_of(lambda: archive)))
    calls = await server.wait("setMyCommands", 7)
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    set_menus = menus(calls)
    assert {("all_private_chats", code) for code in (None, "zh", "en")} < set(set_menus)
    assert set_menus["all_group_chats", "en"] == list(GROUP)
    assert set_menus["chat", None] == [*PRIVATE, *ADMIN]


def menus(calls: list[Call]) -> dict[tuple[str, str | None], list[str]]:
    return {
        (call.fields["scope"]["type"], call.fields.get("language_code")): [
            c["command"] for c in call.fields["commands"]
        ]
        for call in calls
    }
