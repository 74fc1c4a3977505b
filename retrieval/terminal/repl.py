"""The prompt: ask, see the sentence, look around it."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from retrieval.conversation import FORGET_AFTER, KEPT, SMALL_TALK, converse
from retrieval.data import cache_folder
from retrieval.question.several import split_questions
from retrieval.terminal.commands.options import answerer_for, archive_option, settings_for
from retrieval.terminal.display import Display
from retrieval.terminal.phrases import phrase

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answering.answerer import Answerer
    from retrieval.answers import Quote
    from retrieval.conversation import Turn, Understood
    from retrieval.wording import Language

_PAGE = 3


class Repl:
    """Reads lines, answers questions, and obeys the commands that begin with a colon."""

    def __init__(
        self,
        answerer: Answerer,
        language: Language,
        display: Display | None = None,
        *,
        forget_after: float = FORGET_AFTER,
    ) -> None:
        self._answerer = answerer
        self._forget_after = forget_after
        self._turns: list[Turn] = []
        self._understood: Understood | None = None
        self._language = language
        self._display = display or Display(language)
        self._quotes: tuple[Quote, ...] = ()
        self._shown = 0

    def run(self) -> None:
        """Read from the terminal with history and line editing, or from a pipe line by line."""
        if sys.stdin.isatty():
            self._run_prompt()
            return
        for line in sys.stdin.buffer:
            if not self.handle(line.decode("utf-8", errors="replace")):
                return

    def _run_prompt(self) -> None:
        from prompt_toolkit import PromptSession  # noqa: PLC0415 - slow, and a pipe never needs it
        from prompt_toolkit.history import FileHistory, InMemoryHistory  # noqa: PLC0415 - likewise

        try:
            history: FileHistory | InMemoryHistory = FileHistory(str(cache_folder() / "history"))
        except OSError:
            history = InMemoryHistory()
        session: PromptSession[str] = PromptSession("问> ", history=history)
        self._display.line(phrase("greeting", self._language), "dim")
        while True:
            try:
                line = session.prompt()
            except KeyboardInterrupt:  # Ctrl-C forgets the line, as in a shell
                continue
            except EOFError:  # Ctrl-D leaves
                return
            if not self.handle(line):
                return

    def handle(self, line: str) -> bool:
        """Answer a line, or do what it says; return False when the user wants to leave."""
        line = line.strip()
        if not line:
            return True
        if line[0] in ":：":
            return self._obey(line[1:].split())
        questions = split_questions(line)
        for question in questions:
            if len(questions) > 1:
                self._display.line(f"▸ {question}", "bold")
            self._ask(question)
        return True

    def _ask(self, question: str, *, alone: bool = False, reading: Understood | None = None) -> None:
        reply = converse(
            self._answerer,
            question,
            self._turns,
            now=time.time(),
            forget_after=self._forget_after,
            alone=alone,
            reading=reading,
        )
        self._turns = [*self._turns, reply.turn][-KEPT:]
        if reply.turn.kind == SMALL_TALK:
            # :more and :open still mean the last answer.
            self._display.show(reply.answer)
            return
        understood = self._understood = reply.understood
        if understood.line:
            self._display.line(f"↪ {understood.line}", "dim")
        answer = reply.answer
        self._quotes = answer.shown
        self._shown = self._display.show(answer)
        if len(self._quotes) > self._shown:
            self._display.line(phrase("more", self._language), "dim")
        if understood.others:
            # The reading as it was written has no line of its own.
            other = understood.next()
            self._display.line(f"{phrase('other', self._language)}↪ {other.line or other.question}", "dim")

    def _converse(self, name: str) -> None:
        """Obey a command that is about the conversation."""
        if name == "new":
            self._turns = []
            self._understood = None
            self._display.line(phrase("new", self._language), "dim")
        elif self._understood is None or (name == "other" and not self._understood.others):
            self._display.line(phrase("nothing asked", self._language))
        elif name == "history":
            for number, turn in enumerate(self._turns, 1):
                self._display.line("  ".join([f"{number}. {turn.asked}", *turn.readings]))
        else:
            # The question is asked again in the place that it had.
            reading = self._understood.next() if name == "other" else None
            self._ask(self._turns.pop().asked, alone=name == "alone", reading=reading)

    def _obey(self, words: list[str]) -> bool:
        name, *arguments = words or [""]
        match name:
            case "quit" | "q" | "exit":
                return False
            case "more":
                self._more()
            case "source" | "open":
                quote = self._numbered(arguments)
                if quote is None:
                    self._display.line(phrase("no such number", self._language))
                elif name == "source":
                    self._display.paragraph(quote)
                elif document := self._answerer.index.document(quote.metadata.id):
                    self._display.document(document)
                else:
                    self._display.line(phrase("gone", self._language))
            case "new" | "alone" | "other" | "history":
                self._converse(name)
            case "help":
                self._display.line(phrase("help", self._language))
            case _:
                self._display.line(phrase("no such command", self._language))
        return True

    def _more(self) -> None:
        page = self._quotes[self._shown : self._shown + _PAGE]
        if not page:
            self._display.line(phrase("no more", self._language))
            return
        self._display.quotes(self._shown + 1, page)
        self._shown += len(page)

    def _numbered(self, arguments: list[str]) -> Quote | None:
        """Return the quote of that number (the first one where none is given), or None."""
        text = arguments[0] if arguments else "1"
        if not (text.isascii() and text.isdigit() and len(text) < 5):
            return None
        number = int(text)
        return self._quotes[number - 1] if 1 <= number <= len(self._quotes) else None


@click.command()
@archive_option
def repl(archive: Path | None) -> None:
    """Ask as long as you like (:help there lists what else it knows).

    Lines piped in are answered one by one.
    """
    settings = settings_for(archive)
    Repl(answerer_for(settings), settings.language, forget_after=settings.forget_after).run()
