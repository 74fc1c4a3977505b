"""The lists of commands that Telegram shows."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from botkit import library_of, running, settings_for
from emulator import TOKEN, judge
from telegram import Bot

from bot.app import run
from bot.handlers.menus import ADMIN, GROUP, PRIVATE, introduce
from bot.messages.languages import TEXTS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from emulator import Call, Telegram

    from bot.messages.texts import Texts
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


async def test_what_the_bot_is_for_is_shown_in_three_languages_and_once(
    server: Telegram, archive: Answerer
) -> None:
    """What its owner wrote stays; what stands there already is not set again, for Telegram allows few changes."""
    shown: dict[tuple[str, str], str] = {("setMyDescription", "en"): "Ours, says the owner"}
    given = {"description": "setMyDescription", "short_description": "setMyShortDescription"}

    def answers(method: str, name: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def respond(request: web.Request) -> web.Response:
            fields = dict(await request.post())
            code = str(fields.get("language_code", ""))
            if method.startswith("set"):
                server.complaints += judge(method, fields, {})
                changed.append((method, code))
                shown[method, code] = str(fields[name])
                return web.json_response({"ok": True, "result": True})
            text = shown.get((given[name], code), "")
            return web.json_response({"ok": True, "result": {name: text}})

        return respond

    async def menu(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": {"type": "default"}})

    for name, method in given.items():
        server.instead[method] = answers(method, name)
        server.instead[method.replace("set", "get")] = answers(method.replace("set", "get"), name)
    server.instead["getChatMenuButton"] = menu
    changed: list[tuple[str, str]] = []
    async with running(server, archive) as desk, Bot(TOKEN, base_url=f"{server.address}/bot") as bot:
        await introduce(bot, desk)
        first = list(changed)
        await introduce(bot, desk)
    assert sorted(first) == [
        ("setMyDescription", ""),
        ("setMyDescription", "zh"),
        *(("setMyShortDescription", code) for code in ("", "en", "zh")),
    ]
    assert changed == first
    assert shown["setMyDescription", "en"] == "Ours, says the owner"
    [button, _] = await server.wait("setChatMenuButton", 2)
    assert button.fields["menu_button"] == {"type": "commands"}


@pytest.mark.parametrize("texts", TEXTS.values(), ids=list(TEXTS))
def test_a_description_is_no_longer_than_telegram_takes(texts: Texts) -> None:
    assert 0 < len(texts.description) <= 512
    assert 0 < len(texts.short_description) <= 120
    assert all(len(told) <= 256 for told in texts.menu.values())
