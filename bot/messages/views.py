"""Messages with their buttons: an answer and its pages, a paragraph, an article.

A button's meaning is ``verb:id[:number]``, at most 64 bytes:

    a:answer:start   the page of an answer that begins with a quote
    g:answer:start   the paragraph of that quote
    o:citation       open the article at that sentence, as a new message
    p:citation:page  turn to a page of that article
    f:citation       the article as a file
    w:answer r:answer:n  the question as it was written; read in its n-th other way
    x:answer         the question without the filter; without an answer only the filter goes
    y:2022 s:source  filter by year or source
    l:language q:0   speak that language; ask the suggested question
    u:answer d:answer    👍 👎
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)

from bot.messages.articles import page_of, split_pages
from bot.messages.filters import describe_filter
from bot.messages.languages import TEXTS
from bot.messages.markup import Rendered, Writer, shorten
from bot.messages.rendering import (
    PER_PAGE,
    link_address,
    render_article,
    render_list,
    render_not_found,
    render_paragraph,
    render_quotes,
)
from bot.messages.replies import View
from retrieval import EVERYTHING, explain_remark, says_nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.texts import Texts
    from bot.records import Asked, Citation
    from retrieval import Document, Filter, Language, Quote

_HEADLINES, _HEADLINE, _LINE, _RESULT = 3, 48, 200, 120

Other: TypeAlias = "tuple[str, int] | None"
"""Another way to read a question, and its number."""


class Views:
    """Builds messages for one chat.

    Args:
        texts: the language to speak.
        username: the bot's name, for links that lead to it.
        private: whether the chat is private; elsewhere an article is opened by a link to the bot, so that
            nobody fills a group with pages.
    """

    def __init__(self, texts: Texts, username: str, *, private: bool) -> None:
        self._texts = texts
        self._username = username
        self._private = private

    def link(self, citation: str) -> str:
        """Return the address that opens a citation in a private chat with the bot."""
        return f"https://t.me/{self._username}?start={citation}"

    def answer(
        self,
        asked: Asked,
        quotes: Sequence[Quote],
        start: int = 0,
        *,
        why: str = "",
        vote: int = 0,
        other: Other = None,
    ) -> View:
        """Return the page of an answer that begins with a quote.

        What is not sure has one page, which says so, and ``why`` where that is known.
        """
        texts, page, answer = self._texts, quotes[start : start + PER_PAGE], asked.id
        links = [self.link(citation) for citation in asked.citations[start : start + PER_PAGE]]
        turns = []
        if start:
            turns.append(_button(texts.previous, f"a:{answer}:{max(0, start - PER_PAGE)}"))
        if start + PER_PAGE < len(quotes) and not asked.near:
            pages = -(-len(quotes) // PER_PAGE)
            label = texts.more.format(page=start // PER_PAGE + 2, pages=pages)
            turns.append(_button(label, f"a:{answer}:{start + PER_PAGE}"))
        rows = [
            turns,
            [
                _button(texts.paragraph, f"g:{answer}:{start}"),
                self._opening(texts.article, asked.citations[start]),
            ],
            *self._ways_out(asked, other),
            votes(answer, vote),
        ]
        # How many quotes answer together, and the remark on the rest, are true of the first page only.
        turn = asked.turn if not start else None
        rendered = render_quotes(
            page,
            links,
            texts,
            [*self._head(asked), *([says_nearest(texts.code)] if asked.near else ())],
            self._foot(asked),
            together=turn.together if turn else 1,
            remark=explain_remark(turn.remark, texts.code) if turn else "",
            why=why,
        )
        return View(rendered, _keyboard(rows), link_address(page[0].metadata))

    def not_found(
        self,
        asked: Asked,
        nearest: Sequence[Quote],
        language: Language,
        why: str = "",
        *,
        vote: int = 0,
        other: Other = None,
    ) -> View:
        """Return the honest answer, with the nearest headlines as buttons; ``why`` where that is known."""
        headlines: dict[str, str] = {}
        for quote, citation in zip(nearest, asked.citations, strict=True):
            headlines.setdefault(shorten(quote.metadata.title or quote.metadata.path, _HEADLINE), citation)
        rows = [[self._opening(title, citation)] for title, citation in list(headlines.items())[:_HEADLINES]]
        rendered = render_not_found(
            why, language, self._texts, self._head(asked), self._foot(asked), near=bool(nearest)
        )
        return View(rendered, _keyboard([*rows, *self._ways_out(asked, other), votes(asked.id, vote)]))

    def hello(self, examples: Sequence[str]) -> View:
        """Return the greeting, with questions to be tapped."""
        writer = Writer()
        writer.add(self._texts.hello)
        if examples:
            writer.add("\n\n" + self._texts.hello_examples)
        rows = [[_button(shorten(question, _HEADLINE), f"q:{n}")] for n, question in enumerate(examples)]
        return View(writer.finish(), _keyboard(rows))

    def languages(self) -> View:
        """Return the languages to choose from."""
        names = {language: texts.name for language, texts in TEXTS.items()}
        rows = [
            [_button(f"{name} ✓" if name == self._texts.name else name, f"l:{language}")]
            for language, name in names.items()
        ]
        return View(Rendered(self._texts.language), _keyboard(rows))

    def filter(self, filter: Filter, years: Sequence[int] = (), sources: Sequence[str] = ()) -> View:
        """Return what the filter is, how to be rid of it, and others to be tapped."""
        rows = [
            [_button(f"{year}年", f"y:{year}") for year in years],
            *([_button(shorten(source, _HEADLINE), f"s:{source}")] for source in sources),
        ]
        writer = Writer()
        if filter == EVERYTHING:
            writer.add(f"{self._texts.filter_none}\n{self._texts.filter_how}")
        else:
            writer.add(self._texts.filter_set)
            writer.quote(describe_filter(filter), (), "bold")
            rows.insert(0, [_button(self._texts.filter_clear, "x:")])
        return View(writer.finish(), _keyboard(rows))

    def latest(self, documents: Sequence[Document], citations: Sequence[str]) -> View:
        """Return a list of articles, each a link into the bot."""
        if not documents:
            return View(Rendered(self._texts.empty))
        return View(render_list(documents, [self.link(citation) for citation in citations], self._texts))

    def inline(self, quote: Quote, citation: str, *, sure: bool = True) -> InlineQueryResultArticle:
        """Return a quote as it is offered, and sent, in any chat: both say so where it is not sure."""
        link, texts = self.link(citation), self._texts
        rendered = render_quotes([quote], [link], texts, [] if sure else [says_nearest(texts.code)])
        source = quote.metadata.title or quote.metadata.path
        content = InputTextMessageContent(
            rendered.text,
            entities=rendered.entities,
            link_preview_options=View(rendered, address=link_address(quote.metadata)).preview,
        )
        return InlineQueryResultArticle(
            citation,
            shorten(quote.text.strip(), _RESULT),
            content,
            InlineKeyboardMarkup([[InlineKeyboardButton(self._texts.article, url=link)]]),
            description=shorten(source if sure else f"{texts.unsure} · {source}", _RESULT),
        )

    def _ways_out(self, asked: Asked, other: Other = None) -> list[list[InlineKeyboardButton]]:
        """Return the buttons that undo what was taken over or left out on the user's behalf."""
        rows = []
        if asked.turn and asked.turn.in_full:
            rows.append([_button(self._texts.as_asked, f"w:{asked.id}")])
        if other:
            question, number = other
            rows.append([_button("↪ " + shorten(question, _HEADLINE), f"r:{asked.id}:{number}")])
        if asked.filter != EVERYTHING:
            label = f"{self._texts.filter_clear} {shorten(describe_filter(asked.filter), _HEADLINE)}"
            rows.append([_button(label, f"x:{asked.id}")])
        return rows

    def _head(self, asked: Asked) -> list[str]:
        part = (f"▸ {asked.question}",) if asked.is_part else ()
        readings = asked.turn.readings if asked.turn else ()
        return [shorten(line, _LINE) for line in (*part, *readings)]

    def _foot(self, asked: Asked) -> list[str]:
        return [f"🔎 {shorten(describe_filter(asked.filter), _LINE)}"] if asked.filter != EVERYTHING else []

    def paragraph(self, answer: str, quote: Quote, citation: str, start: int) -> View:
        """Return the whole paragraph of a quote."""
        rows = [
            [_button(self._texts.back, f"a:{answer}:{start}"), self._opening(self._texts.article, citation)],
        ]
        rendered = render_paragraph(quote, self.link(citation), self._texts.code)
        return View(rendered, _keyboard(rows), link_address(quote.metadata))

    def article(self, document: Document, citation: Citation, page: int | None = None) -> View:
        """Return a page of an article; without a number, the one on which the cited sentence stands."""
        pages = split_pages(document)
        number = page_of(pages, citation.sentence.start) if page is None else min(page, len(pages) - 1)
        turns = [
            _button(label, f"p:{citation.id}:{to}")
            for label, to in (("‹", number - 1), (f"{number + 1}/{len(pages)}", number), ("›", number + 1))
            if 0 <= to < len(pages) and len(pages) > 1
        ]
        rows = [turns, [_button(self._texts.file, f"f:{citation.id}")]]
        rendered = render_article(
            document, pages[number], citation.sentence, citation.exact, self._texts.code
        )
        return View(rendered, _keyboard(rows), link_address(document.metadata))

    def _opening(self, label: str, citation: str) -> InlineKeyboardButton:
        if self._private:
            return _button(label, f"o:{citation}")
        return InlineKeyboardButton(label, url=self.link(citation))


def votes(answer: str, vote: int = 0) -> list[InlineKeyboardButton]:
    """Return the row of 👍 and 👎, with the one that was tapped marked."""
    return [
        _button("👍 ✓" if vote > 0 else "👍", f"u:{answer}"),
        _button("👎 ✓" if vote < 0 else "👎", f"d:{answer}"),
    ]


def _button(label: str, meaning: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=meaning)


def _keyboard(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None
