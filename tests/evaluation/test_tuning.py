from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tuned import SIGNALS, WIDTH, draw, some_calibration

from retrieval import Settings, open_answerer, read_settings
from retrieval.answering.calibration import estimate_all, estimate_confidence
from retrieval.errors import BenchError
from retrieval.evaluation.bench import Asked, read_bench
from retrieval.evaluation.measuring import normalise
from retrieval.evaluation.tuning import gather_examples, group_questions, tune
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_many_confidences_are_worked_out_as_one_is() -> None:
    calibration = some_calibration(0.4)
    signals = np.random.default_rng(1).normal(size=(50, WIDTH)) * 10
    one_by_one = [estimate_confidence(dict(zip(SIGNALS, row, strict=True)), calibration) for row in signals]
    assert np.allclose(estimate_all(signals, calibration), one_by_one)


def test_what_is_true_already_is_kept() -> None:
    """Questions of which the shipped weights say the truth make no better ones: at most once in twelve."""
    truth = some_calibration()
    assert sum(tune(draw(truth, 60, seed), truth).better for seed in range(12)) <= 1


def test_what_is_far_from_true_is_bettered() -> None:
    """An archive on which the shipped weights are much too sure: fewer wrong sentences, and truer confidence."""
    shipped = some_calibration(offset=2.0, slope=1.5)
    tuned = tune(draw(some_calibration(offset=-1.5), 200, 3), shipped)
    assert tuned.better
    assert tuned.after["ECE"] < tuned.before["ECE"]
    assert tuned.after["surprise"] < tuned.before["surprise"]
    assert set(tuned.after) == set(tuned.before)


def test_too_few_questions_are_refused_kindly(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With how many there are and how many are needed; and where nothing is ever right, that is said."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("WENDANG_LANGUAGE", "en")
    few = tmp_path / "few.csv"
    rows = [f"谁主持了第{number}次会议？,刘吉\n" for number in range(12)]
    few.write_text("question,answer\n" + "".join(rows * 3), "utf-8")
    run = CliRunner().invoke(main, ["tune", str(few)])
    assert run.exit_code == 2
    # Asked three times, a question is still one.
    assert "12 different questions" in run.output
    assert "30" in run.output
    answerer = open_answerer(read_settings(Settings, archive=root / "seeds"), print)
    with pytest.raises(BenchError, match="is this the archive"):
        gather_examples(answerer, [Asked(f"{n}", f"谁主持了第{n}次会议？", ("查无此人",)) for n in range(30)])
    about_one = [Asked(f"{n}", f"谁主持了第{n}次会议？", ("刘吉",), frozenset({"d"})) for n in range(30)]
    with pytest.raises(BenchError, match="about 1 document"):
        gather_examples(answerer, about_one)
    run = CliRunner().invoke(main, ["tune", str(few), "--out", str(tmp_path / "no" / "such.json")])
    assert run.exit_code == 2
    assert "no such folder" in run.output


def test_each_question_is_asked_with_and_without_what_answers_it(bench: Path) -> None:
    """Taken away, the document answers no more; and the archive itself is as it was."""
    answerer = open_answerer(read_settings(Settings, archive=bench / "archive"), print)
    asked = read_bench(bench)
    examples = gather_examples(answerer, asked)
    assert len(examples.right) == 72
    assert examples.right[0::2].all()
    assert not examples.right[1::2].any()
    assert (examples.answerable == examples.right).all()
    assert answerer.index.statistics().documents == 36


WORDS, PASSAGES = st.sampled_from(["谁？", "谁", "几？", "何时？"]), st.sampled_from(["", "a", "b", "c"])


@given(st.lists(st.tuples(WORDS, PASSAGES, PASSAGES), max_size=20))
def test_what_is_asked_alike_is_held_back_together(questions: list[tuple[str, str, str]]) -> None:
    """Whatever is asked: the same words, or the same document, one number; and numbers leave no gap."""
    bench = [
        Asked(f"{n}", words, ("x",), frozenset({one, other} - {""}))
        for n, (words, one, other) in enumerate(questions)
    ]
    groups = group_questions(bench)
    assert sorted(set(groups)) == list(range(len(set(groups))))
    for one, group in zip(bench, groups, strict=True):
        for other, others in zip(bench, groups, strict=True):
            if normalise(one.question) == normalise(other.question) or one.documents & other.documents:
                assert group == others


def test_what_has_nothing_in_common_is_parted() -> None:
    """Other words of other documents: each may be held back alone."""
    bench = [Asked(f"{n}", f"第{n}次会议谁主持？", ("x",), frozenset({f"d{n}"})) for n in range(5)]
    assert group_questions(bench) == [0, 1, 2, 3, 4]
