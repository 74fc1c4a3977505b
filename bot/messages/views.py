"""Messages with their buttons: an answer and its pages, a paragraph, an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMessageContent,
    InputTextMessageContent,
)

from bot.messages.articles import page_of, split_pages
from bot.messages.filters import describe_filter
from bot.messages.keyboards import PER_PAGE, Keyboards, button, keyboard
from bot.messages.languages import TEXTS
from bot.messages.markup import Rendered, Writer, shorten
from bot.messages.rendering import (
    link_address,
    render_article,
    render_list,
    render_not_found,
    render_paragraph,
    render_quotes,
)
from bot.messages.replies import Offer, View
from bot.messages.rich import build_rich
from retrieval import EVERYTHING, cite_in_parts, explain_remark, says_nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages.texts import Texts
    from bot.records import Asked, Citation
    from retrieval import Document, Filter, Language, Metadata, Quote

_HEADLINES, _HEADLINE, _LINE, _RESULT = 3, 48, 200, 120


class Views:
    """Builds messages for one chat.

    Args:
        texts: the language to speak.
        username: the bot's name, for links that lead to it.
        private: whether the chat is private.
    """

    def __init__(self, texts: Texts, username: str, *, private: bool) -> None:
        self._texts = texts
        self._username = username
        self._private = private
        self.keyboards = Keyboards(texts, username, private=private)

    def leading_to(self, pages: Mapping[str, str]) -> Views:
        """Return what builds the same messages with links that lead to pages: an address for each citation."""
        views = Views(self._texts, self._username, private=self._private)
        views.keyboards = Keyboards(self._texts, self._username, private=self._private, pages=pages)
        return views

    def answer(
        self,
        asked: Asked,
        quotes: Sequence[Quote],
        start: int = 0,
        *,
        why: str = "",
        other: InlineKeyboardButton | None = None,
    ) -> View:
        """Return the page of an answer that begins with a quote.

        What is not sure has one page, which says so, and ``why`` where that is known. ``other`` leads to another way to
        read the question.
        """
        texts, page = self._texts, quotes[start : start + PER_PAGE]
        links = [self.keyboards.link(citation) for citation in asked.citations[start : start + PER_PAGE]]
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
        keys = self.keyboards.answer(asked, quotes, start, other)
        return View(rendered, keys, link_address(page[0].metadata))

    def not_found(
        self,
        asked: Asked,
        nearest: Sequence[Quote],
        language: Language,
        why: str = "",
        *,
        other: InlineKeyboardButton | None = None,
    ) -> View:
        """Return the honest answer, with the nearest headlines; ``why`` where that is known."""
        headlines = nearest_headlines(asked, nearest)
        rendered = render_not_found(
            why,
            language,
            self._texts,
            self._head(asked),
            self._foot(asked),
            nearest=[(metadata, self.keyboards.link(citation)) for citation, metadata in headlines.items()],
        )
        return View(rendered, self.keyboards.not_found(asked, list(headlines), other))

    def hello(self, examples: Sequence[str]) -> View:
        """Return the greeting, with questions to be tapped."""
        writer = Writer()
        writer.add(self._texts.hello)
        if examples:
            writer.add("\n\n" + self._texts.hello_examples)
        rows = [[button(shorten(question, _HEADLINE), f"q:{n}")] for n, question in enumerate(examples)]
        return View(writer.finish(), keyboard(rows))

    def languages(self) -> View:
        """Return the languages to choose from."""
        names = {language: texts.name for language, texts in TEXTS.items()}
        rows = [
            [button(f"{name} ✓" if name == self._texts.name else name, f"l:{language}")]
            for language, name in names.items()
        ]
        return View(Rendered(self._texts.language), keyboard(rows))

    def filter(self, filter: Filter, years: Sequence[int] = (), sources: Sequence[str] = ()) -> View:
        """Return what the filter is, how to be rid of it, and others to be tapped."""
        rows = [
            [button(f"{year}年", f"y:{year}") for year in years],
            *([button(shorten(source, _HEADLINE), f"s:{source}")] for source in sources),
        ]
        writer = Writer()
        if filter == EVERYTHING:
            writer.add(f"{self._texts.filter_none}\n{self._texts.filter_how}")
        else:
            writer.add(self._texts.filter_set)
            writer.quote(describe_filter(filter), (), "bold")
            rows.insert(0, [button(self._texts.filter_clear, "x:")])
        return View(writer.finish(), keyboard(rows))

    def latest(self, documents: Sequence[Document], citations: Sequence[str]) -> View:
        """Return a list of articles, each a link into the bot."""
        if not documents:
            return View(Rendered(self._texts.empty))
        return View(
            render_list(documents, [self.keyboards.link(citation) for citation in citations], self._texts)
        )

    def inline(self, quote: Quote, citation: str, *, sure: bool = True) -> Offer:
        """Return a quote as it is offered, and sent, in any chat: both say so where it is not sure."""
        source = quote.metadata.title or quote.metadata.path
        described = source if sure else f"{self._texts.unsure} · {source}"
        header = [] if sure else [says_nearest(self._texts.code)]
        return self._offer(quote, citation, quote.text.strip(), described, header)

    def inline_report(self, quote: Quote, citation: str) -> Offer:
        """Return a report as it is offered in any chat: by its headline, with day, source and first sentence."""
        title, *known = cite_in_parts(quote.metadata, self._texts.code)
        return self._offer(quote, citation, title, " · ".join([*known, quote.text.strip()]), [])

    def _offer(self, quote: Quote, citation: str, title: str, described: str, header: Sequence[str]) -> Offer:
        link = self.keyboards.link(citation)
        rendered = render_quotes([quote], [link], self._texts, header)
        plain = InputTextMessageContent(
            rendered.text,
            entities=rendered.entities,
            link_preview_options=View(rendered, address=link_address(quote.metadata)).preview,
        )

        def offer(content: InputMessageContent) -> InlineQueryResultArticle:
            return InlineQueryResultArticle(
                citation,
                shorten(" ".join(title.split()) or "…", _RESULT),
                content,
                InlineKeyboardMarkup([[InlineKeyboardButton(self._texts.article, url=link)]]),
                description=shorten(" ".join(described.split()), _RESULT),
            )

        rich = build_rich(rendered)
        return Offer(
            offer(plain), offer(InputMessageContent(api_kwargs={"rich_message": rich})) if rich else None
        )

    def _head(self, asked: Asked) -> list[str]:
        part = (f"▸ {asked.question}",) if asked.is_part else ()
        readings = asked.turn.readings if asked.turn else ()
        return [shorten(line, _LINE) for line in (*part, *readings)]

    def _foot(self, asked: Asked) -> list[str]:
        return [f"🔎 {shorten(describe_filter(asked.filter), _LINE)}"] if asked.filter != EVERYTHING else []

    def paragraph(self, answer: str, quote: Quote, citation: str, start: int) -> View:
        """Return the whole paragraph of a quote."""
        rows = [
            [
                button(self._texts.back, f"a:{answer}:{start}"),
                self.keyboards.opening(self._texts.article, citation),
            ],
        ]
        rendered = render_paragraph(quote, self.keyboards.link(citation), self._texts.code)
        return View(rendered, keyboard(rows), link_address(quote.metadata))

    def article(self, document: Document, citation: Citation, page: int | None = None) -> View:
        """Return a page of an article; without a number, the one on which the cited sentence stands."""
        pages = split_pages(document)
        number = page_of(pages, citation.sentence.start) if page is None else min(page, len(pages) - 1)
        turns = [
            button(label, f"p:{citation.id}:{to}")
            for label, to in (("‹", number - 1), (f"{number + 1}/{len(pages)}", number), ("›", number + 1))
            if 0 <= to < len(pages) and len(pages) > 1
        ]
        rows = [
            turns,
            [
                button(self._texts.file, f"f:{citation.id}"),
                self.keyboards.citing(document.metadata, citation.id),
                *self.keyboards.page(citation.id),
            ],
        ]
        rendered = render_article(
            document, pages[number], citation.sentence, citation.exact, self._texts.code
        )
        return View(rendered, keyboard(rows), link_address(document.metadata))


def nearest_headlines(asked: Asked, nearest: Sequence[Quote]) -> dict[str, Metadata]:
    """Return the first articles that near misses stand in, each by its first citation."""
    first: dict[str, str] = {}
    for quote, citation in zip(nearest, asked.citations, strict=True):
        first.setdefault(quote.metadata.id, citation)
    known = {quote.metadata.id: quote.metadata for quote in nearest}
    return {citation: known[id] for id, citation in list(first.items())[:_HEADLINES]}
