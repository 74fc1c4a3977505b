"""Benches are read as people write them, and what is none is refused."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import BenchError
from retrieval.evaluation.bench import Asked, read_bench

if TYPE_CHECKING:
    from pathlib import Path


def test_a_bench_is_read_from_a_folder_or_a_table(tmp_path: Path) -> None:
    """JSON lines and CSV say the same; a question without an answer is one that the archive does not answer."""
    lines = [
        {"id": "a", "question": "谁？", "answers": ["刘吉"], "passage_id": "d"},
        {"question": "几？", "answerable": False},
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert read_bench(tmp_path) == [
        Asked("a", "谁？", ("刘吉",), frozenset({"d"})),
        Asked("2", "几？", (), answerable=False),
    ]
    line = {"question": "昨天谁？", "answers": ["刘吉"], "kind": "who", "asked_on": "2026-10-26"}
    (tmp_path / "questions.jsonl").write_text(json.dumps(line), "utf-8")
    assert read_bench(tmp_path) == [
        Asked("1", "昨天谁？", ("刘吉",), kind="who", asked_on=date(2026, 10, 26))
    ]
    (tmp_path / "t.csv").write_text('question,answer\n谁？,刘吉|吉\n"几，个？",\n', "utf-8-sig")
    assert read_bench(tmp_path / "t.csv") == [
        Asked("2", "谁？", ("刘吉", "吉")),
        Asked("3", "几，个？", (), answerable=False),
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("question,answer\n谁主持了会议？,刘吉\n", "utf-8-sig"),
        ("question,answer\n谁主持了会议？,刘吉\n", "utf-16"),
        ("question,answer\n谁主持了会议？,刘吉\n", "gb18030"),
        (" Question ,ANSWER,note\r\n谁主持了会议？, 刘吉 ,\r\n\r\n,nobody\r\n", "utf-8"),
        ('answer,question\n刘吉,谁主持了会议？,"more, than named"\n', "utf-8"),
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path: Path, text: str, encoding: str) -> None:
    """With a byte order mark or in another encoding, with spaces, other columns, empty rows; in any order."""
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    assert [(one.question, one.answers) for one in read_bench(tmp_path / "t.csv")] == [
        ("谁主持了会议？", ("刘吉",))
    ]


def test_a_cell_may_hold_line_breaks_or_nothing(tmp_path: Path) -> None:
    """A cell in quotation marks is one cell; where it is empty, the archive does not say."""
    (tmp_path / "t.csv").write_text('question,answer\n"谁主持\n会议？",刘吉\n几点？,\n', "utf-8")
    assert [(one.question, one.answerable) for one in read_bench(tmp_path / "t.csv")] == [
        ("谁主持\n会议？", True),
        ("几点？", False),
    ]


def test_one_answer_may_stand_without_brackets(tmp_path: Path) -> None:
    """``"answers": "刘吉"`` is one answer, not two characters."""
    (tmp_path / "questions.jsonl").write_text('{"question": "谁？", "answers": "刘吉"}\n', "utf-8-sig")
    assert read_bench(tmp_path)[0].answers == ("刘吉",)


@pytest.mark.parametrize("key", ["answer", "anwsers", "Answers"])
def test_answers_under_another_key_are_no_question_without_an_answer(tmp_path: Path, key: str) -> None:
    """The line, the key that is missing, those that are there, and what to write."""
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"question": "几？", "answers": ["3"]}\n' + json.dumps({"question": "谁？", key: ["刘吉"]}), "utf-8"
    )
    with pytest.raises(BenchError) as raised:
        read_bench(tmp_path)
    for said in ("questions.jsonl:2", '"answers"', f"question, {key}", '"answerable": false'):
        assert said in str(raised.value)


@pytest.mark.parametrize(
    "line",
    ['"answerable": false', '"unanswerable": true', '"answers": []', '"answerable": false, "answers": ["3"]'],
)
def test_a_line_says_itself_that_the_archive_does_not_answer(tmp_path: Path, line: str) -> None:
    """By a flag, or by an empty list; with a flag, known answers make no difference."""
    (tmp_path / "questions.jsonl").write_text(f'{{"question": "几？", {line}}}', "utf-8")
    assert not read_bench(tmp_path)[0].answerable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("question,answer\n几点？,9点\n谁主持会议？，刘吉\n", "t.csv:3"),
        ("question，answer\n谁？，刘吉\n", "parted by a comma"),
        ("question;answer\n谁？;刘吉\n", "parted by a comma"),
        ("question,answers\n谁？,刘吉\n", "question,answers"),
        ("question,answer,note\n谁？,,刘吉\n几？,,\n", "no row has an answer"),
    ],
)
def test_a_table_whose_answers_are_not_read_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """Else each of its questions would be one that the archive must not answer."""
    (tmp_path / "t.csv").write_text(text, "utf-8")
    with pytest.raises(BenchError, match=said):
        read_bench(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("questions.jsonl", ""),
        ("questions.jsonl", "\n \n"),
        ("questions.jsonl", '{"id": 1, "question": "谁？"}\n{"id": "1", "question": "几？"}'),
        ("questions.jsonl", '{"question": "谁？", "answers": 3}'),
        ("x.csv", ""),
        ("x.csv", "question,answer\n"),
        ("x.csv", "question\n谁？\n"),
        ("questions.jsonl", "{cut"),
        ("questions.jsonl", "[1]"),
        ("questions.jsonl", "[" * 100_000),
        ("x.csv", "a,b\n1,2\n"),
    ],
)
def test_what_is_no_bench_is_said_with_the_remedy(tmp_path: Path, name: str, text: str) -> None:
    """One line that names the file."""
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(BenchError, match=name):
        read_bench(tmp_path / name)
    with pytest.raises(BenchError, match="no-such"):
        read_bench(tmp_path / "no-such")


def test_the_everyday_benches_are_read(root: Path) -> None:
    """Each question has a kind and its own id over all seventeen, and each bench but three its archive."""
    benches = sorted((root / "tests/cases/everyday").glob("*/questions.jsonl"))
    asked = [one for bench in benches for one in read_bench(bench)]
    assert len(asked) == len({one.id for one in asked}) == 2160
    assert all(one.kind for one in asked)
    without = [bench.parent.name for bench in benches if not (bench.parent / "archive").is_dir()]
    assert without == ["newsitems", "newsrecall", "newsyears"]
