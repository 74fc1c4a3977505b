"""``wendang ask``: one question, or many as JSON lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retrieval.answers import Found
from retrieval.conversation import SMALL_TALK, converse
from retrieval.question.several import split_questions
from retrieval.serving.protocol import answer_line
from retrieval.serving.talks import Talks
from retrieval.terminal.commands.options import answerer_for, archive_option, settings_for
from retrieval.terminal.display import Display

if TYPE_CHECKING:
    from retrieval.conversation import Turn


@click.command()
@click.argument("question", nargs=-1)
@archive_option
@click.option("--jsonl", is_flag=True, help='Read {"id", "question"} a line, write an answer a line.')
@click.pass_context
def ask(ctx: click.Context, question: tuple[str, ...], archive: Path | None, jsonl: bool) -> None:
    """Answer a QUESTION or several (words are joined), or with --jsonl each line of standard input.

    Lines with the same "conversation" follow one another: 他强调了什么 takes 他 from the line before.

    Exit code 0 with an answer (to each of several), 1 where the archive does not say.
    """
    text = " ".join(question)
    if jsonl == bool(question):
        raise click.UsageError("give a question, or --jsonl and questions on standard input")
    settings = settings_for(archive)
    answerer = answerer_for(settings)
    if jsonl:
        talks = Talks(answerer)
        for line in sys.stdin.buffer:
            if line.strip():
                click.echo(answer_line(line, answerer.ask, settings.language, talks.ask))
                sys.stdout.flush()
        return
    display = Display(settings.language)
    turns: list[Turn] = []
    questions = split_questions(text)
    answered = True
    for one in questions:
        reply = converse(answerer, one, turns, now=0.0)
        turns.append(reply.turn)
        if len(questions) > 1:
            display.line(f"▸ {one}", "bold")
        if reply.understood.line:
            display.line(f"↪ {reply.understood.line}", "dim")
        display.show(reply.answer)
        answered &= isinstance(reply.answer, Found) or reply.turn.kind == SMALL_TALK
    if not answered:
        ctx.exit(1)
