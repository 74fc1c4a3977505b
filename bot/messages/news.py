"""What is told of subjects that are waited for: the news, and the list of what is waited for. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.keyboards import button, keyboard
from bot.messages.markup import Rendered, Writer, shorten
from bot.messages.rendering import link_address, write_citation, write_sentence
from bot.messages.replies import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.keyboards import Keyboards
    from bot.messages.texts import Texts
    from retrieval import Quote

MOST_TOLD = 5
"""How many reports one message tells: it must fit."""
# Units of UTF-16.
_SENTENCE, _SUBJECT, _LABEL = 500, 60, 18
_ENDED = 3
# A list of subjects has a button for each, two in a row.
_IN_A_ROW = 2

Told = tuple[str, str, "Sequence[tuple[str, Quote]]"]
"""A watch's id and subject, and what is told of it: citations and quotes."""


def render_news(told: Sequence[Told], left: int, keyboards: Keyboards, texts: Texts) -> View:
    """Return the message that tells news: each report with its sentence, title and date, under its subject.

    Args:
        told: the subjects and what is told of each.
        left: how many reports are left out.
        keyboards: of the chat.
        texts: the language to speak.
    """
    writer, number, opened, ended = Writer(), 0, [], []
    address = None
    for place, (watch, subject, reports) in enumerate(told):
        writer.add("\n\n" if place else "")
        writer.add("🔔 ")
        writer.quote(shorten(subject, _SUBJECT), (), "bold")
        ended.append(button(f"✕ {shorten(subject, _LABEL)}", f"e:{watch}"))
        for citation, quote in reports:
            number += 1
            writer.add("\n\n")
            write_sentence(writer, quote, _SENTENCE)
            writer.add(f"\n— {number}. ")
            link = keyboards.link(citation)
            write_citation(writer, quote.metadata, texts.code, link=link, place=quote.place)
            opened.append(keyboards.opening(f"📄 {number}", citation))
            address = address or link_address(quote.metadata)
    if left:
        writer.add("\n\n" + texts.news_left.format(count=left))
    return View(writer.finish(), keyboard([opened, ended[:_ENDED]]), address)


def render_watches(watches: Sequence[tuple[str, str]], texts: Texts, head: str = "") -> View:
    """Return what a chat waits for, each to be ended by one touch.

    Args:
        watches: the id and the subject of each.
        texts: the language to speak.
        head: what is said first.
    """
    if not watches:
        return View(Rendered("\n\n".join(filter(None, (head, texts.no_watches)))))
    writer = Writer()
    writer.add("\n\n".join(filter(None, (head, texts.watches))))
    for _, subject in watches:
        writer.add("\n• ")
        writer.quote(shorten(subject, _SUBJECT))
    keys = [button(f"✕ {shorten(subject, _LABEL)}", f"e:{id}") for id, subject in watches]
    rows = [keys[at : at + _IN_A_ROW] for at in range(0, len(keys), _IN_A_ROW)]
    return View(writer.finish(), keyboard(rows))
