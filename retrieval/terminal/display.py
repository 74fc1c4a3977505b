"""Answers on a terminal: the sentence with its exact words marked, and where it stands.

On a terminal the exact words are bold and coloured; elsewhere they stand between 【 and 】, so that a pipe
loses nothing. Archive text never becomes markup: it is put into `rich.text.Text` as it is, and control
characters, which could drive a terminal, are shown as ``�``.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from retrieval.answers import Found
from retrieval.citing import cite
from retrieval.terminal.phrases import phrase
from retrieval.values import UNPLACED
from retrieval.wording import explain_not_found, explain_remark, say_not_found, says_nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Answer, NotFound, Quote
    from retrieval.values import Document, Metadata, Place, Span
    from retrieval.wording import Language

# How many further sources or near misses are shown: a screen is small.
_SHORT_LIST = 3
# So much is shown of a sentence that is folded to one line.
_FOLDED = 60
# Of the reports of some days so many are told at once.
_REPORTS = 5

_UNSAFE = frozenset({"Cc", "Cf", "Cs"})


class Display:
    """Writes answers to standard output, in one language."""

    def __init__(self, language: Language, console: Console | None = None) -> None:
        self._language = language
        self._console = console or Console(highlight=False, soft_wrap=True)

    def show(self, answer: Answer) -> int:
        """Show the best quote and its source; or what comes nearest, or that the archive does not say, and why.

        Quotes that answer together are shown together, and of two that contradict each other both.

        Returns:
            How many quotes were shown.
        """
        if isinstance(answer, Found):
            return self._found(answer)
        return self._near(answer) if answer.outcome == "nearest" else self._not_found(answer)

    def _found(self, answer: Found) -> int:
        if answer.spelling:
            self.line(f"↪ {answer.spelling}", "dim")
        if answer.reports:
            self.quotes(1, answer.quotes[:_REPORTS])
        elif answer.together > 1:
            for number, quote in enumerate(answer.quotes[: answer.together], 1):
                self._sentence(number, quote)
            self._citation(answer.quotes[0])
            self.line(phrase("together", self._language), "dim")
        else:
            self.quote(1, answer.quotes[0])
        if remark := explain_remark(answer.remark, self._language):
            self.line(remark, "dim")
        if answer.reports:
            return len(answer.quotes[:_REPORTS])
        if answer.disputed:
            self.quotes(2, answer.quotes[1:2])
            return 2
        return answer.together

    def _near(self, answer: NotFound) -> int:
        self.line(says_nearest(self._language))
        # Of two that contradict each other neither is the nearer one.
        whole = 2 if answer.reason == "disputed" else 1
        self.quotes(1, answer.nearest[:whole])
        self.line(explain_not_found(answer, self._language), "dim")
        if answer.spelling:
            self.line(phrase("perhaps", self._language) + answer.spelling, "dim")
        folded = answer.nearest[whole:_SHORT_LIST]
        for number, quote in enumerate(folded, whole + 1):
            self.line(f"[{number}] {_cut(quote.text)} — {self._cite(quote.metadata, quote.place)}", "dim")
        return whole + len(folded)

    def _not_found(self, answer: NotFound) -> int:
        self.line(say_not_found(answer, self._language))
        if answer.spelling:
            self.line(phrase("perhaps", self._language) + answer.spelling, "dim")
        headlines = dict.fromkeys(self._cite(quote.metadata) for quote in answer.nearest)
        if headlines:
            self.line(phrase("nearest", self._language), "dim")
            for headline in list(headlines)[:_SHORT_LIST]:
                self._print(Text("  " + safe(headline), "dim"))
        return 0

    def quotes(self, first: int, quotes: Sequence[Quote]) -> None:
        """Show quotes with their numbers, counted from ``first``."""
        for number, quote in enumerate(quotes, first):
            self.quote(number, quote)

    def quote(self, number: int, quote: Quote) -> None:
        """Show one quote."""
        self._sentence(number, quote)
        self._citation(quote)

    def _sentence(self, number: int, quote: Quote) -> None:
        text = Text.assemble((f"[{number}] ", "dim"))
        text.append_text(self._marked(quote.passage.text, quote.sentence, quote.exact, "bold green"))
        self._print(text)

    def _citation(self, quote: Quote) -> None:
        self._print(Text("    " + safe(self._cite(quote.metadata, quote.place)), "dim"))
        if quote.metadata.url:
            self._print(Text("    " + safe(quote.metadata.url), "dim"))
        for other in quote.metadata.also[:_SHORT_LIST]:
            found = f"{phrase('also', self._language)}{self._cite(other)} {other.url or other.path}"
            self._print(Text("    " + safe(found.rstrip()), "dim"))

    def paragraph(self, quote: Quote) -> None:
        """Show the whole paragraph with the sentence marked."""
        whole = quote.passage.text
        text = Text(safe(whole[: quote.sentence.start]))
        text.append_text(self._marked(whole, quote.sentence, quote.sentence, "bold"))
        text.append(safe(whole[quote.sentence.end :]))
        self._print(text)
        cited = self._cite(quote.metadata, quote.place)
        # Without a title, the citation is the path already.
        where = f"{cited} · {quote.metadata.path}" if quote.metadata.title else cited
        self._print(Text(safe(where), "dim"))

    def document(self, document: Document) -> None:
        """Show an article whole, as it was repaired."""
        self._print(Text(safe(self._cite(document.metadata)), "bold"))
        for paragraph in document.paragraphs:
            self._print(Text(safe(paragraph.of(document.text))))
        self._print(Text(safe(document.metadata.path), "dim"))

    def line(self, text: str, style: str = "") -> None:
        """Show a line of our own (it may repeat words of the question)."""
        self._print(Text(safe(text), style))

    def _cite(self, metadata: Metadata, place: Place = UNPLACED) -> str:
        return cite(metadata, self._language, place)

    def _marked(self, whole: str, sentence: Span, exact: Span | None, style: str) -> Text:
        if exact is None:
            return Text(safe(sentence.of(whole)))
        before, after = whole[sentence.start : exact.start], whole[exact.end : sentence.end]
        left, right = ("", "") if self._console.is_terminal else ("【", "】")
        return Text.assemble(safe(before), left, (safe(exact.of(whole)), style), right, safe(after))

    def _print(self, text: Text) -> None:
        self._console.print(text)


def _cut(text: str) -> str:
    """Return a sentence on one line, its end left out where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _FOLDED else f"{line[:_FOLDED]}…"


def safe(text: str) -> str:
    """Return a text that cannot drive a terminal: control and format characters become ``�``."""
    return "".join("�" if c not in "\n\t" and unicodedata.category(c) in _UNSAFE else c for c in text)
