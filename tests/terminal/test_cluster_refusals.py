"""Errors of questions with answers, of a cluster and of single files, in the language that is set."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from retrieval.terminal.cluster_refusals import BENCHES, CLUSTER
from retrieval.terminal.file_refusals import FILES
from retrieval.terminal.refusals import say_problem, say_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RAISED = {
    "BenchError",
    "StoreError",
    "StoreAway",
    "StoreLocked",
    "ArchiveError",
    "Missing",
    "Conflict",
    "SettingsError",
    "UnreadableError",
    "Problem",
}
ROOMS = ("evaluation", "index", "archive")
# What stands for the parts that change: a number, a path and a key are all of them.
PART = "WENDANG_7"
# Words that no name and no value has.
ENGLISH = re.compile(r"\b(?:the|is|it|its|are|and|this|set)\b")


def messages_of(tree: ast.AST) -> Iterator[str]:
    """Yield what is raised or reported in a module, as far as it is written there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED:
            for given in node.args:
                if isinstance(given, ast.Constant) and " " in str(given.value):
                    yield str(given.value)
                elif isinstance(given, ast.JoinedStr):
                    parts = [part.value if isinstance(part, ast.Constant) else PART for part in given.values]
                    yield "".join(map(str, parts))


@pytest.mark.parametrize("room", ROOMS)
def test_whatever_these_rooms_raise_is_said_in_chinese(root: Path, room: str) -> None:
    """An error that is raised there tomorrow is missed here."""
    found = {
        message
        for path in sorted((root / "retrieval" / room).rglob("*.py"))
        for message in messages_of(ast.parse(path.read_text("utf-8")))
    }
    # What only hands on what another error says holds no words of its own.
    written = {message for message in found if re.search("[a-z]{3}", message)}
    assert len(written) >= 12
    unknown = [
        one for one in sorted(written) for said in [say_refusal(one, "zh-Hans")] if ENGLISH.search(said)
    ]
    assert unknown == []


@pytest.mark.parametrize("known", [BENCHES, CLUSTER, FILES])
def test_both_ways_of_writing_say_the_same_of_the_same(known: tuple[tuple[str, str, str], ...]) -> None:
    """Each names every part that the English one has and that a reader needs."""
    for english, simplified, traditional in known:
        parts = set(re.findall(r"{(\w+)}", english))
        assert set(re.findall(r"{(\w+)}", simplified)) == parts
        assert set(re.findall(r"{(\w+)}", traditional)) == parts


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("'q.jsonl' holds no question", "'q.jsonl' 里没有问题"),
        (
            'q.jsonl:3 is no question: write {"question": "…", "answers": ["…"]} on one line',
            'q.jsonl:3 不是问题：请在一行里写 {"question": "…", "answers": ["…"]}',
        ),
        (
            "the cluster at a does not answer within 5 s: see whether it is well, or set WENDANG_OPENSEARCH_TIMEOUT higher",
            "集群 a 在 5 秒内没有应答：请看它是否正常，或把 WENDANG_OPENSEARCH_TIMEOUT 调大",
        ),
        (
            "the cluster at a refuses a request (it answers with status 503): see its log",
            "集群 a 拒绝了一个请求（它应答的状态是 503）：请看它的日志",
        ),
    ],
)
def test_an_error_keeps_its_names_and_values(message: str, said: str) -> None:
    """A reason that stands inside it is said in the same language."""
    assert say_refusal(message, "zh-Hans") == said
    assert say_refusal(message, "en") == message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a.docx: it holds no text", "a.docx：里面没有文字"),
        ("a: b.csv:3: the line is no JSON (x)", "a: b.csv:3：这一行不是 JSON（x）"),
        ("a.x: something new", "a.x: something new"),
        (
            "a.csv: 19,995 more problems; `wendang check --json` lists them all",
            "a.csv：还有 19,995 处；全部见 wendang check --json",
        ),
    ],
)
def test_what_is_wrong_with_a_file_stands_behind_its_place(line: str, said: str) -> None:
    """The place stays as it is written, whatever it holds."""
    assert say_problem(line, "zh-Hans") == said
