"""Buttons: two rows at most below an answer; what is wanted less often stands behind ⋯, in their place.

A button's meaning is ``verb:id[:number]``, at most 64 bytes:

    a:answer:start   the page of an answer that begins with a quote
    g:answer:start   the paragraph of that quote
    m:answer:start k:answer:start   the menu behind ⋯; the answer's own buttons again
    o:citation       open the article at that sentence, as a new message
    p:citation:page  turn to a page of that article
    f:citation       the article as a file
    c:citation       the article's formal citation as a message, where it is too long to be copied
    w:answer r:answer:n  the question as it was written; read in its n-th other way
    x:answer         the question without the filter; without an answer only the filter goes
    y:2022 s:source  filter by year or source
    l:language q:0   speak that language; ask the suggested question
    v:answer e:watch   wait for news of what an answer (without one: the page) is about; end that
    i:answer t:page h:page   the course of what an answer is about; a page of it, or on somebody
    u:answer d:answer    👍 👎 where Telegram does not tell the bot of reactions
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages.filters import describe_filter
from bot.messages.markup import copyable, shorten
from retrieval import EVERYTHING, cite_formally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.texts import Texts
    from bot.records import Asked
    from retrieval import Metadata, Quote

PER_PAGE = 3
"""How many quotes one page of an answer shows: the first in full view, the rest to be unfolded."""
_NOWHERE: Mapping[str, str] = {}
Row = list[InlineKeyboardButton]
# In UTF-16 units: four or five buttons share the width of a phone.
_READING = 10


class Keyboards:
    """Builds the buttons of one chat.

    Args:
        texts: the language to speak.
        username: the bot's name, for links that lead to it.
        private: whether the chat is private; elsewhere an article is opened by a link, so that
            nobody fills a group with pages.
        pages: where the article of a citation stands on the web, sentence in view, for those that do.
    """

    def __init__(
        self, texts: Texts, username: str, *, private: bool, pages: Mapping[str, str] = _NOWHERE
    ) -> None:
        self._pages = pages
        self._texts = texts
        self._username = username
        self._private = private

    def link(self, citation: str) -> str:
        """Return the address that opens a citation: its page, or a private chat with the bot."""
        return self._pages.get(citation) or f"https://t.me/{self._username}?start={citation}"

    def answer(
        self,
        asked: Asked,
        quotes: Sequence[Quote],
        start: int = 0,
        other: InlineKeyboardButton | None = None,
    ) -> InlineKeyboardMarkup | None:
        """Return what stands below the page of an answer that begins with a quote.

        Args:
            asked: the question and its answer.
            quotes: all quotes of the answer.
            start: the number of the page's first quote.
            other: leads to another way to read the question.
        """
        texts, citation = self._texts, asked.citations[start]
        before, following = self._turns(asked, len(quotes), start)
        around = [
            button(texts.paragraph, f"g:{asked.id}:{start}"),
            self.opening(texts.article, citation),
        ]
        copied = copyable(quotes[start].exact_text or quotes[start].text)
        row = [InlineKeyboardButton(texts.copy, copy_text=CopyTextButton(copied))] if copied else []
        row.append(self.citing(quotes[start].metadata, citation))
        undone = self._ways_out(asked, other)[:2]
        return keyboard([[*before, *around, *following], [*row, *undone, self._more(asked, start)]])

    def not_found(
        self, asked: Asked, nearest: Sequence[str], other: InlineKeyboardButton | None = None
    ) -> InlineKeyboardMarkup | None:
        """Return what stands below an honest no: the nearest articles by their numbers, and the ways out.

        Args:
            asked: the question.
            nearest: the citations of the articles, in the order of their numbers.
            other: leads to another way to read the question.
        """
        label = self._texts.article
        opened = [self.opening(f"{label} {number}", citation) for number, citation in enumerate(nearest, 1)]
        return keyboard([opened, [*self._ways_out(asked, other)[:2], self._more(asked, 0)]])

    def menu(
        self, asked: Asked, start: int, other: InlineKeyboardButton | None = None
    ) -> InlineKeyboardMarkup | None:
        """Return what stands behind ⋯."""
        watch = button(self._texts.watch, f"v:{asked.id}")
        course = button(self._texts.timeline, f"i:{asked.id}")
        back = button(self._texts.back, f"k:{asked.id}:{start}")
        return keyboard([self._ways_out(asked, other), [watch, course, *self._votes(asked), back]])

    def citing(self, metadata: Metadata, citation: str) -> InlineKeyboardButton:
        """Return the button that copies an article's formal citation."""
        # A long address is what most often makes it too long; a citation without it is one still.
        whole, short = cite_formally(metadata), cite_formally(replace(metadata, url=""))
        copied = copyable(whole) or copyable(short)
        if copied is None:
            return button(self._texts.cite, f"c:{citation}")
        return InlineKeyboardButton(self._texts.cite, copy_text=CopyTextButton(copied))

    def page(self, citation: str) -> Row:
        """Return the button that leads to the page of an article, where it has one."""
        address = self._pages.get(citation)
        return [InlineKeyboardButton(self._texts.page, url=address)] if address else []

    def opening(self, label: str, citation: str) -> InlineKeyboardButton:
        """Return the button that opens an article."""
        if self._private:
            return button(label, f"o:{citation}")
        return InlineKeyboardButton(label, url=self.link(citation))

    def reading(self, asked: Asked, question: str, number: int) -> InlineKeyboardButton:
        """Return the button that reads a question in its n-th other way."""
        return button("↪ " + shorten(question, _READING), f"r:{asked.id}:{number}")

    def _turns(self, asked: Asked, count: int, start: int) -> tuple[Row, Row]:
        """Return what leads to the page before and to the one behind."""
        texts = self._texts
        before = [button(texts.previous, f"a:{asked.id}:{max(0, start - PER_PAGE)}")] if start else []
        if start + PER_PAGE >= count or asked.near:
            return before, []
        label = texts.more.format(page=start // PER_PAGE + 2, pages=-(-count // PER_PAGE))
        return before, [button(label, f"a:{asked.id}:{start + PER_PAGE}")]

    def _ways_out(self, asked: Asked, other: InlineKeyboardButton | None) -> Row:
        """Return the buttons that undo what was taken over or left out on the user's behalf."""
        row = []
        if asked.turn and asked.turn.in_full:
            row.append(button(self._texts.as_asked, f"w:{asked.id}"))
        if other:
            row.append(other)
        if asked.filter != EVERYTHING:
            label = f"{self._texts.filter_clear} {shorten(describe_filter(asked.filter), _READING)}"
            row.append(button(label, f"x:{asked.id}"))
        return row

    def _more(self, asked: Asked, start: int) -> InlineKeyboardButton:
        return button(self._texts.rest, f"m:{asked.id}:{start}")

    def _votes(self, asked: Asked) -> Row:
        """Return 👍 and 👎 for a group: there Telegram tells a bot of reactions only where it is an admin."""
        return [] if self._private else [button("👍", f"u:{asked.id}"), button("👎", f"d:{asked.id}")]


def button(label: str, meaning: str) -> InlineKeyboardButton:
    """Return a button that tells the bot what it means."""
    return InlineKeyboardButton(label, callback_data=meaning)


def keyboard(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Return rows of buttons without the empty ones, or None where all are."""
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None
