"""``wendang tune``: fit confidence to a user's own questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from retrieval.answering.calibration import write_calibration
from retrieval.errors import BenchError, quoted
from retrieval.evaluation.bench import read_bench
from retrieval.evaluation.tuning import calibration_before, gather_examples, tune
from retrieval.terminal.builds import told
from retrieval.terminal.commands.options import answerer_for, archive_option, settings_for
from retrieval.terminal.display import safe

if TYPE_CHECKING:
    from retrieval.evaluation.tuning import Tuned
    from retrieval.wording import Language


@click.command("tune")
@click.argument("bench", type=click.Path(path_type=Path))
@archive_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default="calibration.json",
    show_default=True,
    help="The file to write.",
)
def tune_command(bench: Path, archive: Path | None, out: Path) -> None:
    """Fit how sure answers must be, and how that is weighed, to the questions of BENCH.

    BENCH is what `wendang eval` takes: a folder with questions.jsonl (and its own archive/), or a CSV file with
    the columns question and answer. Each question is also asked with what answers it taken away. Figures are of
    questions that were held back, those of the same words or the same document together.

    Surprise is how unlikely what happened was held to be, and decides: where it did not become less by more than
    chance, nothing is written. ECE is how far confidence is from the share that is right, AUROC how often an
    answerable question is given more of it than an unanswerable one.
    """
    asked = read_bench(bench)
    if not out.resolve().parent.is_dir():
        raise BenchError(f"--out {quoted(out)}: there is no such folder; name a file in one that is there")
    own = bench / "archive"
    settings = settings_for(archive or (own if own.exists() else None))
    language = settings.language
    answerer = answerer_for(settings)
    errors = Console(stderr=True)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task(told("asking", language), total=len(asked))
        examples = gather_examples(answerer, asked, lambda done: bar.update(task, completed=done))
    tuned = tune(examples, calibration_before(answerer))
    _show(tuned, language)
    if not tuned.better:
        click.echo(told("no better", language))
        return
    try:
        write_calibration(tuned.calibration, out)
    except OSError as error:
        raise BenchError(f"--out {quoted(out)} cannot be written ({error}): name another file") from None
    click.echo(safe(told("written", language, out=out)))


def _show(tuned: Tuned, language: Language) -> None:
    table = Table(*(told(name, language) for name in ("held back", "before", "after")))
    for name, value in tuned.before.items():
        table.add_row(name, f"{value:.3f}", f"{tuned.after[name]:.3f}")
    Console(highlight=False, soft_wrap=True).print(table)
