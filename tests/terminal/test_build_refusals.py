"""Errors of indexes and of those who build them, in the language that is set."""

from __future__ import annotations

import re

import pytest

from retrieval.terminal.build_refusals import BUILDS
from retrieval.terminal.refusals import say_refusal


def test_both_ways_of_writing_say_the_same() -> None:
    """Each names every part that the English one has."""
    for said in BUILDS:
        parts = [set(re.findall(r"{(\w+)}", text)) for text in said]
        assert parts[0] == parts[1] == parts[2]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "the index on the cluster at a is being written by process 7 on 机房, since 10:00 +0800: wait for it, or stop it",
            "集群 a 上的索引正由 机房 上的进程 7（10:00 +0800 起）写入：请等它结束，或者停掉它",
        ),
        (
            "'a.txt' has changed since the build began that process 7 on b, since 10:00 leads: run `wendang index` again",
            "'a.txt' 在 b 上的进程 7（10:00 起）带头开始建索引之后改动过：请再运行 wendang index",
        ),
    ],
)
def test_what_stands_inside_is_said_in_the_same_language(message: str, said: str) -> None:
    """Who builds, and since when."""
    assert say_refusal(message, "zh-Hans") == said
