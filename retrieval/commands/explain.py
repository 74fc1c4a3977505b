"""``wendang explain``: what speaks for each candidate."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from retrieval.commands.options import answerer_for, archive_option, settings_for
from retrieval.display import safe
from retrieval.values import Found
from retrieval.wording import cite, explain_not_found


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
    parsed = answer.question
    console.print(Text(f"kind: {parsed.kind}", "bold"))
    terms = (*parsed.query.words, *parsed.query.bigrams)
    counts = answerer.index.frequencies(terms)
    console.print(
        Text(safe("passages with each term: " + "  ".join(f"{term} {counts[term]}" for term in terms)))
    )
    decided = "answered" if isinstance(answer, Found) else explain_not_found(answer, settings.language)
    console.print(
        Text(safe(f"confidence: {answer.confidence:.3f}, threshold {answerer.threshold}: {decided}"))
    )
    for number, quote in enumerate(answer.quotes if isinstance(answer, Found) else answer.nearest, 1):
        console.print(Text(safe(f"[{number}] {quote.text}")))
        marked = f"exact words: {quote.exact_text}; " if quote.exact_text else ""
        console.print(Text(safe(f"    {marked}{cite(quote.metadata)}"), "dim"))
        table = Table("what speaks for it", "weight", box=None, pad_edge=False)
        for name, value in quote.evidence:
            table.add_row(name, f"{value:+.3f}")
        table.add_row("score", f"{quote.score:+.3f}")
        console.print(table)
