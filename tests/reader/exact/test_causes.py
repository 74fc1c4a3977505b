"""The reason that a sentence gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from passages import passage_of

from retrieval.question.parsing import parse_question
from retrieval.reader.exact.causes import find_cause

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        # A reason in front of its result ends with its clause, or where the result begins.
        ("12路：因乘客较少，自即日起停运。", "乘客较少"),
        ("第八届茶文化节因疫情停办。", "疫情"),
        ("翁同舟因年龄原因不再担任校长。", "年龄"),
        ("由于庙宇三面环山，而且山区都是郊野公园，所以必须步行。", "庙宇三面环山，而且山区都是郊野公园"),
        # A reason behind its result goes to the end.
        ("厂长说，之所以要搬，是因为离居民区太近，环保难以达标。", "离居民区太近，环保难以达标"),
        ("工业回升主要得益于新能源项目投产和出口订单增加。", "新能源项目投产和出口订单增加"),
        ("寒战的原因是配液后放置过长，致热原超标。", "配液后放置过长，致热原超标"),
        # 因此 and 因病 lead no reason in, and what is not known is none.
        ("因此会议推迟举行。", None),
        ("鲁敬之因病请假。", None),
        ("起火原因正在调查。", None),
    ],
)
def test_the_reason_is_whole_and_alone(segment: Segment, text: str, reason: str | None) -> None:
    """All of the reason is marked, and nothing of what it is the reason of."""
    passage = passage_of(text, segment)
    found = find_cause(parse_question("为什么会这样", segment), passage, passage.sentences[0])
    assert (found and found.of(text)) == reason


def test_only_who_asks_why_is_told_the_reason(segment: Segment) -> None:
    """A sentence with a reason in it may be asked for something else."""
    text = "12路因乘客较少，自11月1日起停运。"
    passage = passage_of(text, segment)
    assert find_cause(parse_question("12路什么时候停运", segment), passage, passage.sentences[0]) is None
