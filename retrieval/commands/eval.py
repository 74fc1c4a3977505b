"""``wendang eval``: how well are questions answered whose answers are known?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from retrieval.commands.options import answerer_for, archive_option, settings_for
from retrieval.display import safe
from retrieval.errors import BenchError
from retrieval.evaluation import (
    evaluate,
    judge,
    read_bench,
    summarise,
    summarise_kinds,
    to_json,
    worst_misses,
)

if TYPE_CHECKING:
    from retrieval.answering import Answerer
    from retrieval.evaluation import Outcome
    from retrieval.values import Quote

_SHOWN = ("questions", "S@1", "S@3", "MRR", "EM", "F1", "refused_answerable", "ECE")
_HEADINGS = ("asked", "S@1", "S@3", "MRR", "EM", "F1", "refused", "ECE")
# As many as an answer is chosen from, and more.
_EVERY_CANDIDATE = 100
_LISTED = 10
# Less of a weight, in the ranking's logarithms of odds, is no reason.
_LEAST_SHOWN = 0.05


@click.command("eval")
@click.argument("bench", type=click.Path(path_type=Path))
@archive_option
@click.option("--json", "as_json", is_flag=True, help="Write figures and outcomes as JSON.")
@click.option("--compare", type=click.Path(path_type=Path), help="What --json wrote of an earlier run.")
def evaluate_command(bench: Path, archive: Path | None, as_json: bool, compare: Path | None) -> None:
    """Ask the questions of BENCH and compare with their known answers.

    BENCH is a folder with questions.jsonl (and its own archive/), or a CSV file with the columns question and
    answer.
    """
    asked = read_bench(bench)
    earlier = _read_earlier(compare) if compare else None
    own = bench / "archive"
    answerer = answerer_for(settings_for(archive or (own if own.exists() else None)))
    with Progress(
        console=Console(stderr=True), transient=True, disable=not Console(stderr=True).is_terminal
    ) as bar:
        task = bar.add_task("asking", total=len(asked))
        outcomes = evaluate(answerer, asked, lambda done: bar.update(task, completed=done))
    if as_json:
        click.echo(json.dumps(to_json(outcomes), ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    _show_figures(console, outcomes)
    if earlier:
        _show_changes(console, outcomes, earlier)
    _show_misses(console, answerer, outcomes)


def _show_figures(console: Console, outcomes: list[Outcome]) -> None:
    table = Table("kind", *_HEADINGS)
    for kind, figures in {"all": summarise(outcomes), **summarise_kinds(outcomes)}.items():
        table.add_row(kind, *(_format(figures.get(name)) for name in _SHOWN))
    console.print(table)
    rest = {name: value for name, value in summarise(outcomes).items() if name not in _SHOWN}
    console.print(Text("  ".join(f"{name} {_format(value)}" for name, value in rest.items())))


def _format(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value}" if isinstance(value, int) else f"{value:.3f}"


def _read_earlier(path: Path) -> dict[str, Any]:
    try:
        earlier = json.loads(path.read_text("utf-8"))
        if isinstance(earlier["figures"], dict) and all(
            isinstance(one, dict) for one in earlier["outcomes"].values()
        ):
            return dict(earlier)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    raise BenchError(f"{str(path)!r} is not what an earlier `wendang eval --json` wrote")


def _show_changes(console: Console, outcomes: list[Outcome], earlier: dict[str, Any]) -> None:
    table = Table("figure", "before", "now", "change")
    before = earlier["figures"]
    for name, value in summarise(outcomes).items():
        if isinstance(before.get(name), int | float):
            table.add_row(name, _format(before[name]), _format(value), f"{value - before[name]:+.3f}")
    console.print(table)
    ranks = {key: one.get("rank") for key, one in earlier["outcomes"].items()}
    now = {outcome.asked.id: outcome for outcome in outcomes if outcome.asked.id in ranks}
    won = [one for key, one in now.items() if one.rank == 1 and ranks[key] != 1]
    lost = [one for key, one in now.items() if one.rank != 1 and ranks[key] == 1]
    console.print(f"first quote right now and not before: {len(won)}; before and not now: {len(lost)}")
    for sign, changed in (("+", won), ("-", lost)):
        for one in changed[:_LISTED]:
            console.print(Text(safe(f"  {sign} {one.asked.question}")))


def _show_misses(console: Console, answerer: Answerer, outcomes: list[Outcome]) -> None:
    misses = worst_misses(outcomes)
    if misses:
        console.print(Text("the worst misses, the most confident first", "bold"))
    for outcome in misses:
        asked, wrong = outcome.asked, outcome.quotes[0]
        expected = " | ".join(asked.answers) if asked.answerable else "nothing: the archive does not say"
        console.print(
            Text(safe(f"{asked.question}  ({outcome.answer.confidence:.2f}; expected: {expected})"))
        )
        _show_quote(console, "wrong", wrong)
        if not asked.answerable:
            console.print(Text("    for it: " + _list_evidence(dict(wrong.evidence)), "dim"))
            continue
        every = judge(asked, answerer.ask(asked.question, limit=_EVERY_CANDIDATE), among=_EVERY_CANDIDATE)
        if every.rank is None:
            console.print(Text("    for it: " + _list_evidence(dict(wrong.evidence)), "dim"))
            console.print("  right: not among the candidates")
            continue
        right = every.quotes[every.rank - 1]
        _show_quote(console, f"right, {every.rank}.", right)
        ours, theirs = dict(wrong.evidence), dict(right.evidence)
        ahead = {name: ours.get(name, 0.0) - theirs.get(name, 0.0) for name in {**ours, **theirs}}
        behind = {name: -value for name, value in ahead.items()}
        console.print(Text("    for the wrong one: " + _list_evidence(ahead), "dim"))
        console.print(Text("    for the right one: " + _list_evidence(behind), "dim"))


def _list_evidence(weights: dict[str, float]) -> str:
    """Return what speaks for a sentence, the weightiest first; what speaks against it is left out."""
    kept = sorted(((value, name) for name, value in weights.items() if value >= _LEAST_SHOWN), reverse=True)
    return "  ".join(f"{name} +{value:.2f}" for value, name in kept) or "nothing"


def _show_quote(console: Console, label: str, quote: Quote) -> None:
    where = quote.metadata.title or quote.metadata.id
    console.print(Text(safe(f"  {label}: {quote.text}  [{where}]")))
