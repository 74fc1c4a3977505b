from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Settings, open_answerer, read_settings
from retrieval.answering.confidence import (
    SIGNALS,
    Calibration,
    estimate_all,
    estimate_confidence,
    read_calibration,
)
from retrieval.errors import BenchError
from retrieval.evaluation.bench import Asked, read_bench
from retrieval.evaluation.calibrating import choose_threshold, fit_calibration
from retrieval.evaluation.measuring import normalise
from retrieval.evaluation.metrics import measure_auroc, measure_ece
from retrieval.evaluation.tuning import Examples, gather_examples, group_questions, tune
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path

WIDTH = len(SIGNALS)
NO_NUMBER = SIGNALS.index("many_no_number")


def some_calibration(offset: float = 0.0, slope: float = 1.0) -> Calibration:
    weights = np.random.default_rng(7).normal(0, 0.8, WIDTH) * slope
    weights[NO_NUMBER] = 0.0
    return Calibration(weights, offset, 0.3)


def draw(truth: Calibration, questions: int, seed: int) -> Examples:
    """Draw examples of which a calibration says the truth."""
    random = np.random.default_rng(seed)
    signals = random.normal(size=(questions, WIDTH))
    # Where a number is asked for and none is there, more than the weights speaks.
    signals[:, NO_NUMBER] = 0.0
    right = random.random(questions) < estimate_all(signals, truth)
    return Examples(signals, right, right, np.arange(questions))


def test_a_fit_finds_the_weights_that_were_there() -> None:
    """With many questions and little pull, wherever it begins."""
    truth = some_calibration(offset=-1.0)
    examples = draw(truth, 20_000, 0)
    nothing = Calibration(np.zeros(WIDTH), 0.0, 0.3)
    fitted = fit_calibration(examples.signals, examples.right, nothing, pull=1.0)
    assert np.abs(np.delete(fitted.weights - truth.weights, NO_NUMBER)).max() < 0.15
    assert abs(fitted.offset - truth.offset) < 0.15


@given(pull=st.sampled_from([1e3, 1e4]), right=st.booleans(), count=st.integers(1, 20))
def test_a_strong_pull_keeps_the_weights_whatever_is_seen(*, pull: float, right: bool, count: int) -> None:
    """Also where every question went right, or none, and where there is only one."""
    start = some_calibration()
    signals = np.random.default_rng(count).normal(size=(count, WIDTH))
    fitted = fit_calibration(signals, np.full(count, right), start, pull=pull)
    assert np.abs(fitted.weights - start.weights).max() < 0.5
    assert np.isfinite(fitted.offset)


def test_many_confidences_are_worked_out_as_one_is() -> None:
    calibration = some_calibration(0.4)
    signals = np.random.default_rng(1).normal(size=(50, WIDTH)) * 10
    one_by_one = [estimate_confidence(row, calibration) for row in signals]
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


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_a_threshold_refuses_few_of_what_is_answered(pairs: list[tuple[float, bool]]) -> None:
    """Never more than a tenth, but for its own bounds, which are from 0.15 to 0.6."""
    said, good = np.array([one for one, _ in pairs]), np.array([answers for _, answers in pairs])
    threshold = choose_threshold(said, good)
    assert 0.15 <= threshold <= 0.6
    if threshold > 0.15:
        assert (said[good] < threshold).mean() <= 0.1


def test_figures_of_a_few_confidences() -> None:
    """Worked by hand."""
    assert measure_auroc(np.array([0.9, 0.5]), np.array([0.5, 0.1])) == pytest.approx(3.5 / 4)
    assert measure_ece(np.array([0.95, 0.85, 0.05]), np.array([True, False, False])) == pytest.approx(
        0.95 / 3
    )


def test_too_few_questions_are_refused_kindly(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With how many there are and how many are needed; and where nothing is ever right, that is said."""
    monkeypatch.chdir(root)
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


SURNAMES, TOPICS = "赵钱孙李周吴郑王冯陈褚卫", ["防汛", "教育", "交通", "环保", "旅游", "农业"]


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """Make a folder as ``wendang eval`` takes it: meetings, and who presided over each."""
    folder = tmp_path / "bench"
    (folder / "archive").mkdir(parents=True)
    meetings = [
        (topic, place)
        for topic in TOPICS
        for place in ("东山区", "西河区", "南城区", "北桥区", "中湖区", "新港区")
    ]
    archive, questions = [], []
    for number, (topic, place) in enumerate(meetings):
        name = SURNAMES[number % 12] + "建国"
        text = f"{place}{topic}工作会议昨日召开。区长{name}主持会议并讲话。会议部署了下一步工作。"
        archive.append({"id": f"d{number}", "title": f"{place}{topic}会议", "text": text})
        asked = f"谁主持了{place}{topic}工作会议？"
        questions.append(
            {"id": f"q{number}", "question": asked, "answers": [name], "passage_id": f"d{number}"}
        )
    (folder / "archive" / "a.jsonl").write_text("\n".join(map(json.dumps, archive)), "utf-8")
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)), "utf-8")
    return folder


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


def test_the_command_writes_what_the_settings_take_or_says_that_it_is_no_better(
    bench: Path, tmp_path: Path
) -> None:
    """Figures before and after in either case; a file only where it is better, and then a whole one."""
    out = tmp_path / "mine.json"
    run = CliRunner().invoke(main, ["tune", str(bench), "--out", str(out)])
    assert run.exit_code == 0, run.output
    for word in ("before", "after", "ECE", "threshold"):
        assert word in run.output
    assert out.exists() == (f"WENDANG_CALIBRATION={out}" in run.output)
    assert out.exists() != ("nothing is written" in run.output)
    if out.exists():
        assert 0.15 <= read_calibration(out).threshold <= 0.6
