"""The ways in which a question follows up what was said before it."""

from __future__ import annotations

from typing import get_args

from retrieval.conversation import find_follow_up
from retrieval.conversation.follow_up import FollowUpKind

EXAMPLES = (
    "他强调了什么 他们说了什么 那里有什么 当时有多少人 会上部署了什么 该公司的总部在哪里 那温金荣呢 还有谁 什么时候 在哪里开的 "
    "第二点呢 上一个 详细说说 原文 谁说的"
)


def test_every_kind_of_follow_up_is_one_that_people_ask() -> None:
    """No kind is named that no question has."""
    kinds = [found.kind for question in EXAMPLES.split() if (found := find_follow_up(question))]
    assert kinds == list(get_args(FollowUpKind))
