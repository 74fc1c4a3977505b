"""``wendang explain``: what speaks for each candidate."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from retrieval.answers import Found
from retrieval.citing import cite
from retrieval.terminal.commands.options import answerer_for, archive_option, settings_for
from retrieval.terminal.display import safe
from retrieval.terminal.phrases import explain_word, name_evidence, name_kind
from retrieval.wording import explain_not_found


@click.command()
@click.argument("question", nargs=-1, required=True)
@archive_option
@click.option(
    "--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="How many candidates."
)
def explain(question: tuple[str, ...], archive: Path | None, limit: int) -> None:
    """Show how QUESTION is understood, and what speaks for each candidate."""
    settings = settings_for(archive)
    answerer = answerer_for(settings)
    answer = answerer.ask(" ".join(question), limit=limit)
    console = Console(highlight=False, soft_wrap=True)
    parsed, language = answer.question, settings.language
    say = partial(explain_word, language=language)
    console.print(Text(f"{say('asked for')}{name_kind(parsed.kind, language)}", "bold"))
    terms = dict.fromkeys((*parsed.query.words, *parsed.query.bigrams, *parsed.others))
    counts = answerer.index.frequencies(tuple(terms))
    console.print(Text(safe(say("terms") + "  ".join(f"{term} {counts[term]}" for term in terms))))
    decided = say("answered") if isinstance(answer, Found) else explain_not_found(answer, language)
    if answer.outcome == "nearest":
        decided = f"{decided}{say('nearest')}"
    confidence = say("confidence").format(
        confidence=answer.confidence, threshold=answerer.threshold, decided=decided
    )
    console.print(Text(safe(confidence)))
    for number, quote in enumerate(answer.shown, 1):
        console.print(Text(safe(f"[{number}] {quote.text}")))
        marked = f"{say('exact')}{quote.exact_text} · " if quote.exact_text else ""
        console.print(Text(safe(f"    {marked}{cite(quote.metadata, language, quote.place)}"), "dim"))
        table = Table(say("evidence"), say("weight"), box=None, pad_edge=False)
        for name, value in quote.evidence:
            table.add_row(name_evidence(name, language), f"{value:+.3f}")
        table.add_row(say("score"), f"{quote.score:+.3f}")
        console.print(table)
