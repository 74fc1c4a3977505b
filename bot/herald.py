"""Whoever waits for news is told: the archive is looked at when it has changed, and chats are told in their time.

No chat is told anything at night, nor more often a day than is set; what comes meanwhile is told together.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.handlers.citations import lead_to_pages, restore
from bot.handlers.watches import baseline
from bot.holdings import edition
from bot.messages.languages import TEXTS
from bot.messages.news import MOST_TOLD, render_news
from bot.messages.replies import send
from bot.messages.views import Views
from bot.workers import FindingError
from retrieval import WendangError, find_reports

if TYPE_CHECKING:
    from telegram import Bot

    from bot.desk import Desk
    from bot.messages.news import Told
    from bot.subscriptions import Watch

_LOG = logging.getLogger(__name__)

LOOK_SECONDS = 30.0
"""How often it is looked whether the archive has changed, and whether somebody may be told something."""
PAUSE_SECONDS = 1800.0
"""What comes so soon after a message is told with the next one."""
# More reports that come at once than these were not written today: an archive was extended, and nobody reads them all.
MOST_AT_ONCE = 20


class Herald:
    """Looks for news and tells them, for one running bot.

    Args:
        desk: what the bot works with.
        bot: speaks.
        now: returns the time here.
    """

    def __init__(self, desk: Desk, bot: Bot, now: Callable[[], datetime] = datetime.now) -> None:
        self._desk = desk
        self._bot = bot
        self._now = now
        self._seen: object = None

    async def keep(self, stop: asyncio.Event) -> None:
        """Look and tell again and again until the bot is stopped; nothing that goes wrong ends it."""
        while not stop.is_set():
            try:
                await self.look()
                await self.tell()
            except (WendangError, FindingError, TelegramError, sqlite3.OperationalError) as error:
                _LOG.warning("news could not be told now (%s): trying on", type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)

    async def look(self) -> None:
        """Look for news where the archive has changed since the last look, or the bot has just begun."""
        library, watches = self._desk.library, self._desk.state.watches.all()
        # A crowd's questions come first.
        if not watches or not library.is_open or library.is_crowded:
            return
        finder = library.finder
        seen = (finder, await library.call(edition))
        if seen == self._seen:
            return
        heard: dict[int, set[str]] = {}
        for watch in watches:
            await self._look_for(watch, heard.setdefault(watch.chat, set()))
        self._seen = seen

    async def _look_for(self, watch: Watch, heard: set[str]) -> None:
        """Look for news of a subject; what its chat has just heard under another one is none."""
        archive, known = str(self._desk.settings.archive), self._desk.state.watches
        if watch.archive != archive:
            # Of another archive everything would be news.
            await baseline(self._desk, watch)
            return
        reports = await self._desk.library.call(find_reports, watch.subject)
        signs = [(*report.ids, report.said) for report in reports]
        fresh: dict[str, str] = {}
        for report, own in zip(reports, signs, strict=True):
            # Of two reports that came together and say the same one is told.
            if not known.knows(watch.id, own) and report.said not in heard:
                heard.add(report.said)
                fresh[report.said] = self._desk.state.cite(report.quote)
        news = list(fresh.values())[:MOST_AT_ONCE]
        known.learn(watch, archive, [sign for own in signs for sign in own], news)

    async def tell(self) -> None:
        """Tell each chat what is to be told it, where it may be told something now."""
        desk, now = self._desk, self._now()
        if desk.settings.quiet_hours.holds(now.time()) or not desk.library.is_open:
            return
        for chat, news in desk.state.watches.untold().items():
            count, last = desk.state.watches.told(chat, now.date().isoformat())
            if count >= desk.settings.news_a_day or 0 <= now.timestamp() - last < PAUSE_SECONDS:
                continue
            # Who may not ask any more is told nothing; what they waited for is kept, should they be let in again.
            admitted = [(watch, ids) for watch, ids in news if desk.gate.knows(watch.user, chat)]
            if admitted:
                # A message stands in one topic.
                thread = admitted[0][0].thread
                await self._tell(chat, [(watch, ids) for watch, ids in admitted if watch.thread == thread])

    async def _tell(self, chat: int, news: list[tuple[Watch, list[str]]]) -> None:
        """Tell a chat what one message has room for."""
        desk, first = self._desk, news[0][0]
        room, left = MOST_TOLD, 0
        told: list[Told] = []
        taken: list[tuple[Watch, list[str]]] = []
        for watch, ids in news:
            some = ids[:room]
            quotes = [(id, found[0]) for id in some if (found := await restore(desk, [id]))]
            room, left = room - len(quotes), left + len(ids) - len(some)
            taken.append((watch, some))
            if quotes:
                told.append((watch.id, watch.subject, quotes))
        if not told:
            # The archive holds none of it any more.
            for watch, some in taken:
                desk.state.watches.drop(watch, some)
            return
        texts = TEXTS[desk.state.chat(chat).language or first.language]
        cited = dict(pair for _, _, pairs in told for pair in pairs)
        views = Views(texts, self._bot.username, private=chat > 0)
        views = await lead_to_pages(desk, views, list(cited.values()), list(cited))
        view = render_news(told, left, views.keyboards, texts)
        # While Telegram is away nothing is taken for told. What is sent now is never sent again, even if the bot is killed.
        await self._bot.get_me()
        now = self._now()
        desk.state.watches.tell(chat, now.date().isoformat(), now.timestamp(), taken)
        try:
            await send(self._bot, chat, view, thread=first.thread)
        except (Forbidden, BadRequest) as error:
            _LOG.info("news could not be delivered: %s", type(error).__name__)
            desk.state.watches.leave(chat)
