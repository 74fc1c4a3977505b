"""``@bot 谁主持会议`` in any chat: quotes to be sent there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import InlineQueryResultsButton
from telegram.error import BadRequest, EndPointNotFound
from telegram.ext import InlineQueryHandler

from bot.handlers.citations import lead_to_pages, newest_reports
from bot.messages.filters import FilterError, parse_filter
from bot.messages.keyboards import PER_PAGE
from bot.messages.replies import came_late
from retrieval import EVERYTHING, Found, find_small_talk, not_said, say_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineQuery, Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from bot.messages.replies import Offer
    from retrieval import Answer, Answerer, Filter

_PAGE, _ALL = 10, 50
# While somebody types, every letter is a query: Telegram keeps an answer for so long and does not ask again.
_KEPT_SECONDS = 60


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer inline queries."""
    application.add_handler(InlineQueryHandler(partial(_answer, desk)))


async def _answer(desk: Desk, update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    query, texts = update.inline_query, desk.texts(update)
    if query is None:
        return
    try:
        question, filter = parse_filter(query.query)
    except FilterError:
        question, filter = query.query, EVERYTHING
    if not desk.library.is_open:
        await _reply(query, texts.inline_open)
        return
    if not question:
        await _offer_newest(desk, update, query, filter)
        return
    if kind := find_small_talk(question):
        await _reply(query, say_back(kind, texts.code))
        return
    start = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    # Turning the page is no new question.
    if not start and (refusal := desk.over_quota(update)):
        await _reply(query, refusal)
        return

    with desk.metrics.stage("find"):
        answer = await desk.library.call(_find, question, filter)
    desk.metrics.questions.labels(answer.outcome, "inline").inc()
    if answer.outcome == "none":
        await _reply(query, not_said(desk.language(update)))
        return
    sure = isinstance(answer, Found)
    # What comes nearest is offered too, and no more of it than a chat with the bot shows.
    shown = answer.shown if sure else answer.shown[:PER_PAGE]
    # Telegram refuses two results of the same id: one place is one result.
    cited = {desk.state.cite(quote): quote for quote in shown[start : start + _PAGE]}
    views = await lead_to_pages(desk, desk.views(update), list(cited.values()), list(cited))
    await _reply(
        query,
        texts.inline_open,
        [views.inline(quote, citation, sure=sure) for citation, quote in cited.items()],
        str(start + _PAGE) if start + _PAGE < len(shown) else "",
    )


async def _offer_newest(desk: Desk, update: Update, query: InlineQuery, filter: Filter) -> None:
    """Offer the newest reports to somebody who has not asked anything yet: no question is counted."""
    newest = await desk.library.call(newest_reports, _PAGE, filter)
    cited = {desk.state.cite(quote): quote for quote in newest}
    views = await lead_to_pages(desk, desk.views(update), list(cited.values()), list(cited))
    results = [views.inline_report(quote, citation) for citation, quote in cited.items()]
    await _reply(query, desk.texts(update).inline_open, results)


def _find(answerer: Answerer, question: str, filter: Filter) -> Answer:
    return answerer.ask(question, limit=_ALL, filter=filter)


async def _reply(query: InlineQuery, label: str, offers: Sequence[Offer] = (), following: str = "") -> None:
    """Answer with results: in their rich form where the server takes that, else as text."""
    plain, rich = [offer.plain for offer in offers], [offer.rich or offer.plain for offer in offers]
    for results in (rich, plain) if any(offer.rich for offer in offers) else (plain,):
        try:
            await query.answer(
                results,
                # Telegram must not show one user what another may see.
                is_personal=True,
                cache_time=_KEPT_SECONDS,
                next_offset=following,
                button=InlineQueryResultsButton(label[:64], start_parameter="inline"),
            )
        except (BadRequest, EndPointNotFound) as error:
            # Whoever goes on typing does not wait for this answer.
            if isinstance(error, BadRequest) and came_late(error):
                return
            if results is plain:
                raise
        else:
            return
