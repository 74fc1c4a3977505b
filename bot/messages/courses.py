"""What happened day by day, and what reports say of somebody, as pages of messages. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.filters import describe_filter
from bot.messages.keyboards import button, keyboard
from bot.messages.markup import JOINER, Writer, shorten
from bot.messages.rendering import write_citation, write_sentence
from bot.messages.replies import View
from retrieval import EVERYTHING, write_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from telegram import InlineKeyboardButton

    from bot.messages.keyboards import Keyboards
    from bot.messages.texts import Texts
    from retrieval import Filter, Office, Quote

PER_PAGE = 5
"""How many sentences a page shows."""
COURSE, PERSON = "🕑 ", "👤 "
"""The marks before a subject and a name: the first line of a page says what it is about."""
# Units of UTF-16.
_SENTENCE, _OFFICE, _FILTER = 400, 60, 60


def subject_of(text: str, mark: str) -> str | None:
    """Return what a page is about, from its first line; None where it has no such line."""
    line = text.partition("\n")[0].replace(JOINER, "")
    return line.removeprefix(mark).strip() or None if line.startswith(mark) else None


class Courses:
    """Builds the pages for one chat.

    Args:
        keyboards: of the chat.
        texts: the language to speak.
        filter: what is in force.
    """

    def __init__(self, keyboards: Keyboards, texts: Texts, filter: Filter = EVERYTHING) -> None:
        self._keyboards = keyboards
        self._texts = texts
        self._filter = filter

    def timeline(
        self,
        topic: str,
        events: Sequence[tuple[date | None, Quote]],
        citations: Sequence[str],
        page: int,
        pages: int,
        *,
        partial: bool,
    ) -> View:
        """Return a page of a timeline; what has no day is said to have none.

        Args:
            topic: the subject.
            events: those of the page, each with its day where it has one.
            citations: the places of their sentences.
            page: its number, from 0.
            pages: how many there are.
            partial: there is more in the archive than was looked through.
        """
        writer, texts = self._begin(COURSE, topic), self._texts
        for number, ((day, quote), citation) in enumerate(zip(events, citations, strict=True), 1):
            writer.add("\n\n")
            writer.add(write_day(day, texts.code) if day else texts.undated, "bold")
            writer.add("\n")
            # The report's own day stands there once more only where it is another one.
            self._write(writer, quote, citation, number, dated=day is None or day != quote.metadata.date)
        if partial:
            writer.add(f"\n\n{texts.partial}", "italic")
        self._end(writer)
        turns = self._turns("t", page, pages)
        return View(writer.finish(), keyboard([self._opened(citations), [*turns, self._watch()]]))

    def person(
        self,
        name: str,
        offices: Sequence[Office],
        said: Sequence[Quote],
        citations: Sequence[str],
        count: int,
        beside: Sequence[tuple[str, int]],
        page: int,
        pages: int,
    ) -> View:
        """Return a page on somebody: offices with their days, what was said, and who stands beside.

        Args:
            name: the name.
            offices: those of the page.
            said: the sentences of the page, the newest first.
            citations: the places of the offices' sentences and of these.
            count: how much was said in all.
            beside: names and how often each stands beside.
            page: its number, from 0.
            pages: how many there are.
        """
        writer, texts = self._begin(PERSON, name), self._texts
        for number, office in enumerate(offices, 1):
            writer.add("\n\n")
            writer.quote(shorten(office.name, _OFFICE), (), "bold")
            days = dict.fromkeys(write_day(day, texts.code) for day in (office.since, office.until) if day)
            writer.add(f" {' – '.join(days)}\n")
            self._write(writer, office.quote, citations[number - 1], number, dated=False)
        if said:
            writer.add("\n\n")
            writer.add(texts.said.format(count=count), "bold")
        for number, quote in enumerate(said, len(offices) + 1):
            writer.add("\n\n")
            self._write(writer, quote, citations[number - 1], number, dated=True)
        if beside:
            writer.add("\n\n")
            writer.add(texts.beside, "bold")
            writer.add("\n")
            writer.quote("  ".join(f"{one} {times}" for one, times in beside))
        self._end(writer)
        turns = self._turns("h", page, pages)
        course = button(texts.timeline, "t:0")
        return View(writer.finish(), keyboard([self._opened(citations), [*turns, course, self._watch()]]))

    def _begin(self, mark: str, subject: str) -> Writer:
        writer = Writer()
        writer.add(mark)
        writer.quote(subject, (), "bold")
        return writer

    def _write(self, writer: Writer, quote: Quote, citation: str, number: int, *, dated: bool) -> None:
        write_sentence(writer, quote, _SENTENCE)
        writer.add(f"\n— {number}. ")
        link = self._keyboards.link(citation)
        with writer.style("reference"):
            write_citation(
                writer, quote.metadata, self._texts.code, link=link, place=quote.place, dated=dated
            )

    def _end(self, writer: Writer) -> None:
        if self._filter != EVERYTHING:
            writer.add("\n\n🔎 ")
            writer.quote(shorten(describe_filter(self._filter), _FILTER), (), "italic")

    def _opened(self, citations: Sequence[str]) -> list[InlineKeyboardButton]:
        return [self._keyboards.opening(f"📄 {number}", one) for number, one in enumerate(citations, 1)]

    def _turns(self, verb: str, page: int, pages: int) -> list[InlineKeyboardButton]:
        texts = self._texts
        before = [button(texts.previous, f"{verb}:{page - 1}")] if page else []
        label = texts.more.format(page=page + 2, pages=pages)
        return [*before, button(label, f"{verb}:{page + 1}")] if page + 1 < pages else before

    def _watch(self) -> InlineKeyboardButton:
        return button(self._texts.watch, "v:")
