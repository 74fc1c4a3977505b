"""What happened day by day, and what reports say of somebody, looked up for a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.handlers.citations import lead_to_pages
from bot.messages.courses import PER_PAGE, Courses
from retrieval import trace_person, trace_topic

if TYPE_CHECKING:
    from datetime import date

    from telegram import Update

    from bot.desk import Desk
    from bot.messages.replies import View
    from retrieval import Answerer, Filter, Office, Quote

_OFFICES = 2


class _Course(NamedTuple):
    topic: str
    events: list[tuple[date | None, Quote]]
    pages: int
    partial: bool


class _Life(NamedTuple):
    name: str
    offices: list[Office]
    said: list[Quote]
    spoken: int
    beside: list[tuple[str, int]]
    pages: int


async def timeline_view(desk: Desk, update: Update, topic: str, page: int) -> View | None:
    """Return a page of a timeline, None where there is none."""
    filter = _filter_of(desk, update)
    found = await desk.library.call(_trace_topic, topic, filter, page)
    if not found.events:
        return None
    quotes = [quote for _, quote in found.events]
    citations = [desk.state.cite(quote) for quote in quotes]
    courses = await _courses(desk, update, filter, quotes, citations)
    return courses.timeline(found.topic, found.events, citations, page, found.pages, partial=found.partial)


async def person_view(desk: Desk, update: Update, name: str, page: int) -> View | None:
    """Return a page on somebody, None where nothing is said of them."""
    filter = _filter_of(desk, update)
    found = await desk.library.call(_trace_person, name, filter, page)
    quotes = [*(office.quote for office in found.offices), *found.said]
    if not quotes and not found.beside:
        return None
    citations = [desk.state.cite(quote) for quote in quotes]
    courses = await _courses(desk, update, filter, quotes, citations)
    return courses.person(
        found.name, found.offices, found.said, citations, found.spoken, found.beside, page, found.pages
    )


async def _courses(
    desk: Desk, update: Update, filter: Filter, quotes: list[Quote], citations: list[str]
) -> Courses:
    views = await lead_to_pages(desk, desk.views(update), quotes, citations)
    return Courses(views.keyboards, desk.texts(update), filter)


def _filter_of(desk: Desk, update: Update) -> Filter:
    chat = update.effective_chat
    return desk.state.chat(chat.id if chat else 0).filter


def _trace_topic(answerer: Answerer, topic: str, filter: Filter, page: int) -> _Course:
    """Return a page of a timeline: so much, and not the whole, travels from one process to the other."""
    found = trace_topic(answerer, topic, filter=filter)
    dated: list[tuple[date | None, Quote]] = [(event.day, event.quote) for event in found.events]
    whole = [*dated, *((None, quote) for quote in found.undated)]
    shown = whole[page * PER_PAGE : (page + 1) * PER_PAGE]
    return _Course(found.topic, shown, -(-len(whole) // PER_PAGE), found.partial)


def _trace_person(answerer: Answerer, name: str, filter: Filter, page: int) -> _Life:
    """Return a page on somebody; offices and who stands beside are on the first one."""
    found = trace_person(answerer, name, filter=filter)
    offices = list(found.offices[:_OFFICES])
    first = PER_PAGE - len(offices)
    start = first + (page - 1) * PER_PAGE if page else 0
    said = list(found.said[start : first if page == 0 else start + PER_PAGE])
    pages = 1 + max(0, -(-(len(found.said) - first) // PER_PAGE))
    beside = [(one.name, one.count) for one in found.beside]
    return _Life(
        found.name,
        [] if page else offices,
        said,
        len(found.said),
        [] if page else beside,
        pages,
    )
