"""``wendang eval``: how well are questions answered whose answers are known?"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from retrieval.evaluation.bench import read_bench
from retrieval.evaluation.comparing import compare, read_earlier
from retrieval.evaluation.measuring import (
    ask_on_its_day,
    evaluate,
    is_right,
    judge,
    summarise,
    summarise_kinds,
    to_json,
    worst_misses,
)
from retrieval.evaluation.outcomes import ALL, ANSWERED, UNANSWERED, count_shown, right_of_sure, share_of
from retrieval.terminal.commands.options import answerer_for, archive_option, settings_for
from retrieval.terminal.display import safe
from retrieval.terminal.phrases import name_evidence
from retrieval.terminal.reports import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.answering.answerer import Answerer
    from retrieval.answers import Quote
    from retrieval.evaluation.comparing import Comparison
    from retrieval.evaluation.measuring import Outcome
    from retrieval.wording import Language

_SHOWN = ("questions", "S@1", "S@3", "MRR", "EM", "F1", "refused_answerable", "ECE")
_HEADINGS = ("asked", "S@1", "S@3", "MRR", "EM", "F1", "refused", "ECE")
# As many as an answer is chosen from, and more.
_EVERY_CANDIDATE = 100
_HALVES = (ANSWERED, UNANSWERED)
_LISTED = 10
_LONGEST_TITLE = 40
# Less of a weight, in the ranking's logarithms of odds, is no reason.
_LEAST_SHOWN = 0.05


@click.command("eval")
@click.argument("bench", type=click.Path(path_type=Path))
@archive_option
@click.option("--by-kind", is_flag=True, help="Say what was shown by the bench's own kinds of questions.")
@click.option("--json", "as_json", is_flag=True, help="Write figures and outcomes as JSON.")
@click.option(
    "--compare",
    "compare_with",
    type=click.Path(path_type=Path),
    help="What --json wrote of an earlier run: show what changed since.",
)
def evaluate_command(
    bench: Path, archive: Path | None, by_kind: bool, as_json: bool, compare_with: Path | None
) -> None:
    """Ask the questions of BENCH and compare with their known answers.

    BENCH is a folder with questions.jsonl (and its own archive/), or a CSV file with the columns question and
    answer: several answers are parted by |, and none says that the archive does not answer.

    S@1 and S@3 are the shares of questions with a right sentence first, or among three; MRR is the mean of one over
    its place. EM and F1 say how well the marked words are the answer. Refused are questions that were not surely
    answered though the archive does. ECE is how far confidence is from the share that is right.

    Below stands what was shown: right and wrong as sure; near, as the nearest that the archive holds, rightly and
    not; refused, nothing though the archive says it. Of what it does not say, right is that nothing was shown. A
    question with the day "asked_on" is asked on that day.
    """
    asked = read_bench(bench)
    earlier = read_earlier(compare_with) if compare_with else None
    own = bench / "archive"
    settings = settings_for(archive or (own if own.exists() else None))
    answerer = answerer_for(settings)
    with Progress(
        console=Console(stderr=True), transient=True, disable=not Console(stderr=True).is_terminal
    ) as bar:
        task = bar.add_task("asking", total=len(asked))
        outcomes = evaluate(answerer, asked, lambda done: bar.update(task, completed=done))
    changes = compare(outcomes, earlier) if earlier else None
    if as_json:
        compared = {"comparison": changes.to_json()} if changes else {}
        written = {**to_json(outcomes), "shown": count_shown(outcomes), **compared}
        click.echo(json.dumps(written, ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    say = partial(said, language=settings.language)
    _show_figures(console, outcomes, say)
    _show_outcomes(console, outcomes, say, by_kind=by_kind)
    if changes:
        _show_changes(console, changes, say)
    _show_misses(console, answerer, outcomes, settings.language)


def _show_figures(console: Console, outcomes: list[Outcome], say: Callable[..., str]) -> None:
    table = Table(say("kind"), say("asked"), *_HEADINGS[1:-2], say("refused"), _HEADINGS[-1])
    for kind, figures in {say("all"): summarise(outcomes), **summarise_kinds(outcomes)}.items():
        table.add_row(kind, *(_format(figures.get(name)) for name in _SHOWN))
    console.print(table)
    rest = {name: value for name, value in summarise(outcomes).items() if name not in _SHOWN}
    console.print(Text("  ".join(f"{name} {_format(value)}" for name, value in rest.items())))


def _show_outcomes(
    console: Console, outcomes: list[Outcome], say: Callable[..., str], *, by_kind: bool
) -> None:
    counts = count_shown(outcomes, by_kind=by_kind)
    # Counts are short: a screen has room for eleven columns of them.
    table = Table(box=None, pad_edge=False, collapse_padding=True)
    table.add_column(say("kind"), no_wrap=True)
    for name in ("asked", *ANSWERED, "no", *UNANSWERED):
        table.add_column(name, justify="right", min_width=max(map(len, name.split())))
    for kind, count in counts.items():
        cells = [(sum(count[name] for name in half), *(count[name] for name in half)) for half in _HALVES]
        table.add_row(safe(kind), *map(str, chain(*cells)))
    count = counts[ALL]
    shares = [("", *(_percent(share_of(count, name)) for name in half)) for half in _HALVES]
    table.add_row(say("share"), *chain(*shares))
    console.print(table)
    if (right := right_of_sure(count)) is not None:
        console.print(say("sure is right", share=right))


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _format(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value}" if isinstance(value, int) else f"{value:.3f}"


def _show_changes(console: Console, changes: Comparison, say: Callable[..., str]) -> None:
    table = Table(*map(say, ("figure", "before", "now", "change")))
    for name, (before, now) in changes.figures.items():
        table.add_row(
            name,
            _format(before),
            _format(now),
            f"{now - before:+d}" if isinstance(now, int) else f"{now - before:+.3f}",
        )
    console.print(table)
    if not changes.shared:
        console.print(say("none shared"))
        return
    console.print(say("shared", shared=changes.shared, won=len(changes.won), lost=len(changes.lost)))
    for sign, changed in (("+", changes.won), ("-", changes.lost)):
        for one in changed[:_LISTED]:
            console.print(Text(safe(f"  {sign} {one.asked.question}")))


def _show_misses(console: Console, answerer: Answerer, outcomes: list[Outcome], language: Language) -> None:
    say = partial(said, language=language)

    def list_of(name: str, weights: dict[str, float]) -> Text:
        return Text(say(name, evidence=_list_evidence(weights, language)), "dim")

    misses = worst_misses(outcomes)
    if misses:
        console.print(Text(say("misses"), "bold"))
    for outcome in misses:
        asked, wrong = outcome.asked, outcome.quotes[0]
        expected = " | ".join(asked.answers) if asked.answerable else say("expects nothing")
        confidence = outcome.answer.confidence
        console.print(
            Text(safe(say("expected", question=asked.question, confidence=confidence, expected=expected)))
        )
        elsewhere = asked.answerable and is_right(replace(asked, documents=frozenset()), wrong)
        _show_quote(console, say("elsewhere" if elsewhere else "wrong"), wrong)
        if not asked.answerable:
            console.print(list_of("for it", dict(wrong.evidence)))
            continue
        every = judge(asked, ask_on_its_day(answerer, asked, _EVERY_CANDIDATE), among=_EVERY_CANDIDATE)
        if every.rank is None:
            console.print(list_of("for it", dict(wrong.evidence)))
            console.print(say("not among"))
            continue
        right = every.quotes[every.rank - 1]
        _show_quote(console, say("right", rank=every.rank), right)
        ours, theirs = dict(wrong.evidence), dict(right.evidence)
        ahead = {name: ours.get(name, 0.0) - theirs.get(name, 0.0) for name in {**ours, **theirs}}
        behind = {name: -value for name, value in ahead.items()}
        console.print(list_of("for wrong", ahead))
        console.print(list_of("for right", behind))


def _list_evidence(weights: dict[str, float], language: Language) -> str:
    """Return what speaks for a sentence, the weightiest first; what speaks against it is left out."""
    kept = sorted(((value, name) for name, value in weights.items() if value >= _LEAST_SHOWN), reverse=True)
    named = "  ".join(f"{name_evidence(name, language)} +{value:.2f}" for value, name in kept)
    return named or said("nothing", language)


def _show_quote(console: Console, label: str, quote: Quote) -> None:
    where = quote.metadata.title or quote.metadata.id
    # An article without a headline may be titled by all of its text.
    where = where if len(where) <= _LONGEST_TITLE else f"{where[:_LONGEST_TITLE]}…"
    console.print(Text(safe(f"  {label}: {quote.text}  [{where}]")))
