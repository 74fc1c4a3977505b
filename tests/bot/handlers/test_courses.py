"""What is looked up for a chat, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import courses
from bot.messages.courses import PER_PAGE
from retrieval import EVERYTHING, trace_person, trace_topic

if TYPE_CHECKING:
    from retrieval import Answerer


def test_the_pages_of_a_timeline_are_the_whole_of_it(archive: Answerer) -> None:
    """Every event stands on one page, in order."""
    whole = trace_topic(archive, "水库")
    pages = -(-len(whole.events) // PER_PAGE)
    shown = [
        event
        for page in range(pages)
        for event in courses._trace_topic(archive, "水库", EVERYTHING, page).events  # noqa: SLF001 - it runs in a process
    ]
    assert [day for day, _ in shown] == [event.day for event in whole.events]
    assert pages > 1


def test_the_pages_on_somebody_hold_every_saying_once(archive: Answerer) -> None:
    """Offices stand on the first page."""
    whole = trace_person(archive, "刘吉")
    first = courses._trace_person(archive, "刘吉", EVERYTHING, 0)  # noqa: SLF001 - likewise
    said = list(first.said)
    for page in range(1, first.pages):
        later = courses._trace_person(archive, "刘吉", EVERYTHING, page)  # noqa: SLF001 - likewise
        assert later.offices == []
        said += later.said
    assert first.offices
    assert [quote.text for quote in said] == [quote.text for quote in whole.said]
