"""The prompt: ask, see the sentence, look around it."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from retrieval.answering.browsing import open_report
from retrieval.answering.chronicle import trace_topic
from retrieval.answering.persons import trace_person
from retrieval.answering.suggesting import suggest_questions
from retrieval.conversation import FORGET_AFTER, KEPT, SMALL_TALK, converse
from retrieval.data import cache_folder
from retrieval.question.several import split_questions
from retrieval.terminal.commands.options import answerer_for, archive_option, settings_for
from retrieval.terminal.display import Display
from retrieval.terminal.phrases import phrase
from retrieval.terminal.tracing import show_person, show_timeline

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answering.answerer import Answerer
    from retrieval.answers import Quote
    from retrieval.conversation import Turn, Understood
    from retrieval.wording import Language

_PAGE = 3
# Of a timeline, and of the newest reports, so many at once.
_DAYS = 10
_LATEST = 5
COMMANDS = ":more :source :open :timeline :who :latest :alone :other :new :history :help :quit".split()
# What people type who do not know of the colon; none of it is a question.
_BARE = {
    "quit": "quit",
    "exit": "quit",
    "q": "quit",
    "退出": "quit",
    "help": "help",
    "?": "help",
    "？": "help",
    "帮助": "help",
    "幫助": "help",
}


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
        # What stands over each quote of a timeline.
        self._heads: tuple[str, ...] = ()
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
        from prompt_toolkit.completion import WordCompleter  # noqa: PLC0415 - likewise
        from prompt_toolkit.history import FileHistory, InMemoryHistory  # noqa: PLC0415 - likewise

        try:
            kept = cache_folder() / "history"
            # Questions are private, and a file of before may be open to all.
            kept.touch(mode=0o600)
            kept.chmod(0o600)
            history: FileHistory | InMemoryHistory = FileHistory(str(kept))
        except OSError:
            history = InMemoryHistory()
        completer = WordCompleter(COMMANDS, sentence=True)
        session: PromptSession[str] = PromptSession(
            "问> ", history=history, completer=completer, complete_while_typing=False
        )
        self._greet()
        while True:
            try:
                line = session.prompt()
            except KeyboardInterrupt:  # Ctrl-C forgets the line, as in a shell
                continue
            except EOFError:  # Ctrl-D leaves
                return
            if not self.handle(line):
                return

    def _greet(self) -> None:
        """Say how much there is to ask, and what for example."""
        held = self._answerer.index.statistics().documents
        self._display.line(phrase("holds", self._language).format(count=held), "dim")
        self._display.line(phrase("greeting", self._language), "dim")
        for question in suggest_questions(self._answerer):
            self._display.line(f"  {question}", "dim")

    def handle(self, line: str) -> bool:
        """Answer a line, or do what it says; return False when the user wants to leave."""
        line = line.strip()
        if not line:
            return True
        if line[0] in ":：":
            return self._obey(line[1:].split())
        if command := _BARE.get(line.casefold()):
            return self._obey([command])
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
        self._heads = ()
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
            case "timeline" | "who" | "latest":
                self._look_up(name, " ".join(arguments))
            case "new" | "alone" | "other" | "history":
                self._converse(name)
            case "help":
                self._display.line(phrase("help", self._language))
            case _:
                self._display.line(phrase("no such command", self._language))
        return True

    def _look_up(self, name: str, about: str) -> None:
        """Show what is said of a subject or of somebody, or the newest reports; the commands go on from there."""
        if name != "latest" and not about:
            self._display.line(phrase(f"{name} of", self._language))
            return
        self._heads = ()
        if name == "timeline":
            self._quotes, self._heads = show_timeline(
                self._display, trace_topic(self._answerer, about), self._language, _DAYS
            )
            self._shown = min(_DAYS, len(self._quotes))
        elif name == "who":
            self._quotes = show_person(self._display, trace_person(self._answerer, about), self._language)
            self._shown = len(self._quotes)
        else:
            newest = self._answerer.index.latest(_LATEST * _PAGE)
            opened = (open_report(document, self._answerer.segment) for document in newest)
            self._quotes = tuple(quote for quote in opened if quote)
            self._display.quotes(1, self._quotes[:_LATEST])
            self._shown = min(_LATEST, len(self._quotes))
        if not self._quotes:
            self._display.line(phrase("nothing found", self._language))
        elif len(self._quotes) > self._shown:
            self._display.line(phrase("more", self._language), "dim")

    def _more(self) -> None:
        page = self._quotes[self._shown : self._shown + _PAGE]
        if not page:
            self._display.line(phrase("no more", self._language))
            return
        for number, quote in enumerate(page, self._shown):
            if number < len(self._heads):
                self._display.line(self._heads[number], "bold")
            self._display.quote(number + 1, quote)
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
