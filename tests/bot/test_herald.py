"""Whoever waits for news is told, in their time, and once."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from botkit import running
from emulator import TOKEN, Fault
from telegram import Bot
from telegram.error import TelegramError

from bot.herald import MOST_AT_ONCE, PAUSE_SECONDS, Herald
from bot.messages.news import MOST_TOLD
from retrieval import Settings, open_answerer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from emulator import Call, Telegram

    from bot.desk import Desk

NOON, NIGHT = datetime(2026, 1, 1, 12), datetime(2026, 1, 1, 23)  # noqa: DTZ001 - the time here is meant
OLD = {"id": "old", "title": "地铁3号线开工", "date": "2024-01-05", "text": "1月5日，地铁3号线正式开工。"}
NEW = {"id": "new", "title": "喜讯", "date": "2026-01-01", "text": "记者获悉，地铁3号线12月28日开通。"}


def later(number: int) -> dict[str, str]:
    """Return a report that says something of its own."""
    text = f"地铁3号线第{number}座车站封顶。"
    return {"id": f"n{number}", "title": f"封顶{number}", "date": "2026-01-01", "text": text}


def write(folder: Path, *reports: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "a.jsonl").write_text("\n".join(json.dumps(one) for one in reports), "utf-8")


class Waiting:
    """A running bot, the folder that it answers from, and its herald."""

    def __init__(self, desk: Desk, bot: Bot, telegram: Telegram, folder: Path) -> None:
        self.desk, self.telegram, self.folder = desk, telegram, folder
        self.at = NOON
        self.herald = Herald(desk, bot, lambda: self.at)

    async def bring(self, *reports: dict[str, str]) -> None:
        """Put reports into the archive, and let the bot read it again."""
        write(self.folder, *reports)
        await self.desk.library.reload()

    async def go_on(self) -> list[Call]:
        """Look and tell, and return the messages that were sent."""
        before = len(self.telegram.calls)
        await self.herald.look()
        await self.herald.tell()
        return [call for call in self.telegram.calls[before:] if call.method == "sendMessage"]

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.at = datetime.fromtimestamp(self.at.timestamp() + seconds)  # noqa: DTZ006 - as above


@asynccontextmanager
async def waiting(
    telegram: Telegram, folder: Path, *reports: dict[str, str], state: str = ":memory:", **more: Any
) -> AsyncIterator[Waiting]:
    write(folder, *(reports or (OLD,)))
    settings = Settings(_env_file=None, archive=folder, engine="memory")
    async with running(
        telegram, lambda: open_answerer(settings, print), state, archive=folder, **more
    ) as desk:
        await desk.library.start()
        async with Bot(TOKEN, base_url=f"{telegram.address}/bot") as bot:
            yield Waiting(desk, bot, telegram, folder)


async def test_a_new_report_is_told_with_sentence_title_and_date_and_once(
    telegram: Telegram, tmp_path: Path
) -> None:
    """What the archive held before is no news, and neither is a copy of it."""
    async with waiting(telegram, tmp_path / "a") as bot:
        begun = await telegram.answer("/watch 地铁3号线")
        assert await bot.go_on() == []
        await bot.bring(OLD, OLD | {"id": "copy", "text": "1月5日,地鐵3號線正式開工。"}, NEW)
        [told] = await bot.go_on()
        assert await bot.go_on() == []
        await bot.bring(NEW, OLD | {"id": "renamed", "date": "2026-01-03"})
        bot.wait(PAUSE_SECONDS)
        assert await bot.go_on() == []
    assert "现有 1 篇" in begun.text
    assert told.text == "🔔 地铁3号线\n\n记者获悉，地铁3号线12月28日开通。\n— 1. 喜讯 · 2026年1月1日"
    assert [key["text"] for key in told.buttons] == ["📄 1", "✕ 地铁3号线"]
    assert told.fields["chat_id"] in (42, "42")


async def test_nothing_is_told_twice_or_lost_over_restarts(telegram: Telegram, tmp_path: Path) -> None:
    """Not what came while the bot was down, nor what was told before it went down."""
    state = str(tmp_path / "state")
    async with waiting(telegram, tmp_path / "a", state=state) as bot:
        await telegram.answer("/watch 地铁3号线")
    async with waiting(telegram, tmp_path / "a", OLD, NEW, state=state) as bot:
        assert len(await bot.go_on()) == 1
    async with waiting(telegram, tmp_path / "a", OLD, NEW, state=state) as bot:
        bot.wait(PAUSE_SECONDS)
        assert await bot.go_on() == []


async def test_what_was_being_sent_when_the_bot_died_is_not_sent_again(
    telegram: Telegram, tmp_path: Path
) -> None:
    """While Telegram is away, though, nothing is taken for sent."""
    async with waiting(telegram, tmp_path / "a") as bot:
        await telegram.answer("/watch 地铁3号线")
        await bot.bring(OLD, NEW)
        telegram.faults.append(Fault("getMe", broken=True))
        with pytest.raises(TelegramError):
            await bot.go_on()
        assert bot.desk.state.watches.untold()
        telegram.faults.append(Fault("sendMessage", broken=True, taken=True))
        with pytest.raises(TelegramError):
            await bot.go_on()
        bot.wait(PAUSE_SECONDS)
        assert await bot.go_on() == []
        assert not bot.desk.state.watches.untold()


async def test_at_night_nobody_is_told_and_in_the_morning_all_together(
    telegram: Telegram, tmp_path: Path
) -> None:
    async with waiting(telegram, tmp_path / "a", quiet_hours="22:00-08:00") as bot:
        await telegram.answer("/watch 地铁3号线")
        bot.at = NIGHT
        await bot.bring(OLD, NEW)
        assert await bot.go_on() == []
        await bot.bring(OLD, NEW, later(1))
        assert await bot.go_on() == []
        bot.wait(10 * 3600)
        [told] = await bot.go_on()
    assert told.text.count("\n— ") == 2


async def test_what_comes_soon_after_waits_and_a_day_has_an_end(telegram: Telegram, tmp_path: Path) -> None:
    """The day after, what was left over is told."""
    async with waiting(telegram, tmp_path / "a", news_a_day=2) as bot:
        await telegram.answer("/watch 地铁3号线")
        await bot.bring(OLD, *(later(number) for number in range(1, 8)))
        [first] = await bot.go_on()
        assert await bot.go_on() == []
        bot.wait(PAUSE_SECONDS)
        [second] = await bot.go_on()
        await bot.bring(OLD, *(later(number) for number in range(1, 9)))
        bot.wait(PAUSE_SECONDS)
        assert await bot.go_on() == []
        bot.wait(24 * 3600)
        [third] = await bot.go_on()
    assert [call.text.count("\n— ") for call in (first, second, third)] == [MOST_TOLD, 2, 1]
    assert first.text.endswith("还有 2 篇，随后告诉您。")


async def test_one_report_is_told_once_though_two_subjects_find_it(
    telegram: Telegram, tmp_path: Path
) -> None:
    async with waiting(telegram, tmp_path / "a") as bot:
        await telegram.answer("/watch 地铁3号线")
        await telegram.answer("/watch 地铁3号线什么时候开通？")
        await bot.bring(OLD, NEW)
        [told] = await bot.go_on()
    assert told.text.count("12月28日") == 1


async def test_an_archive_that_is_extended_floods_nobody(telegram: Telegram, tmp_path: Path) -> None:
    """And of another archive nothing is news."""
    async with waiting(telegram, tmp_path / "a") as bot:
        await telegram.answer("/watch 地铁3号线")
        await bot.bring(OLD, *(later(number) for number in range(60)))
        await bot.herald.look()
        [(_, citations)] = bot.desk.state.watches.untold()[42]
    assert len(citations) == MOST_AT_ONCE
    state = str(tmp_path / "state")
    async with waiting(telegram, tmp_path / "a", state=state):
        await telegram.answer("/watch 地铁3号线")
    async with waiting(telegram, tmp_path / "b", NEW, later(1), state=state) as bot:
        assert await bot.go_on() == []


async def test_who_has_left_or_may_not_ask_any_more_is_told_nothing(
    telegram: Telegram, tmp_path: Path
) -> None:
    """A chat that blocked the bot is forgotten; who may ask again is told again."""
    state = str(tmp_path / "state")
    async with waiting(telegram, tmp_path / "a", state=state):
        await telegram.answer("/watch 地铁3号线")
        await telegram.answer("/watch 地铁3号线", user=43)
    async with waiting(telegram, tmp_path / "a", OLD, NEW, state=state, allowed_users="42") as bot:
        telegram.faults.append(Fault("sendMessage", 403, "Forbidden: bot was blocked by the user"))
        await bot.go_on()
        assert [watch.chat for watch in bot.desk.state.watches.all()] == [43]
    async with waiting(telegram, tmp_path / "a", OLD, NEW, state=state) as bot:
        [told] = await bot.go_on()
    assert told.fields["chat_id"] in (43, "43")


async def test_the_running_bot_tells_by_itself(server: Telegram, tmp_path: Path) -> None:
    """From the start on, and until it stops; what goes wrong once ends nothing."""
    async with waiting(server, tmp_path / "a") as bot:
        await server.answer("/watch 地铁3号线")
        await bot.bring(OLD, NEW)
        server.faults.append(Fault("getMe", broken=True))
        stop = asyncio.Event()
        keeping = asyncio.create_task(bot.herald.keep(stop))
        await server.wait("getMe", 2)
        stop.set()
        await keeping
