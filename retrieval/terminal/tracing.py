"""Timelines and persons on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.terminal.phrases import phrase

if TYPE_CHECKING:
    from retrieval.answering.chronicle import Timeline
    from retrieval.answering.persons import Person
    from retrieval.answers import Quote
    from retrieval.terminal.display import Display
    from retrieval.wording import Language

# Of what somebody said so many sentences are shown: the newest.
_SAID = 5


def show_timeline(
    display: Display, timeline: Timeline, language: Language, limit: int
) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
    """Show the first days of a timeline, each over its sentence.

    Returns:
        All quotes, those without a day last, and what stands over each.
    """
    heads = [event.day.isoformat() for event in timeline.events]
    heads += [phrase("undated", language)] * len(timeline.undated)
    quotes = (*(event.quote for event in timeline.events), *timeline.undated)
    for number, (head, quote) in enumerate(zip(heads[:limit], quotes[:limit], strict=True), 1):
        display.line(head, "bold")
        display.quote(number, quote)
    if timeline.partial:
        display.line(phrase("partial", language), "dim")
    return quotes, tuple(heads)


def show_person(display: Display, person: Person, language: Language) -> tuple[Quote, ...]:
    """Show somebody's offices with their days, the newest sayings, and who is named beside.

    Returns:
        The quotes that were shown, in the order of their numbers.
    """
    shown: list[Quote] = []
    for office in person.offices:
        days = " – ".join(dict.fromkeys(str(day) for day in (office.since, office.until) if day))
        display.line(f"{office.name}  {days}".rstrip(), "bold")
        shown.append(office.quote)
        display.quote(len(shown), office.quote)
    if person.said:
        display.line(phrase("said", language).format(count=len(person.said)), "bold")
    for quote in person.said[:_SAID]:
        shown.append(quote)
        display.quote(len(shown), quote)
    if person.beside:
        names = "  ".join(f"{one.name} {one.count}" for one in person.beside)
        display.line(phrase("beside", language) + names)
    if person.partial:
        display.line(phrase("partial", language), "dim")
    return tuple(shown)
