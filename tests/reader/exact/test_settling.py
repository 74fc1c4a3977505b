"""What settles a question of yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from passages import passage_of

from retrieval.question.parsing import parse_question
from retrieval.reader.exact.settling import find_settling

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("question", "text", "settles"),
    [
        (
            "采访车能接孩子吗",
            "采访车不得用于接送家属、搬家、婚庆等私事。",
            "不得用于接送家属、搬家、婚庆等私事",
        ),
        ("东圩着火死人了吗", "事故没有造成人员死亡，受伤人员病情稳定。", "没有造成人员死亡"),
        ("公园要门票吗", "政府投资建设的公园免费开放。", "免费开放"),
        ("学校能考试招生吗", "严禁以考试选拔学生，违者处理。", "严禁以考试选拔学生"),
        ("每户摊钱修桥通过了没", "一票赞成，三票反对，没有通过。", "没有通过"),
        # Of several clauses the one that speaks of what is asked.
        ("交底收不收钱", "不得夜间施工，现场交底不收费。", "不收费"),
        # What may happen settles nothing.
        ("水黄黄的能用吗", "水质可能发黄，放水几分钟后即可使用。", "可使用"),
        # 未换的 leads on to what settles it, and 未来, 不少 and 分别 settle nothing.
        ("驾照过期能恢复吗", "逾期未换的，驾照可以恢复。", "可以恢复"),
        ("两馆都开吗", "未来不少市民分别前往两馆。", None),
        # Other questions are not settled so.
        ("谁不得入馆", "携带宠物者不得入馆。", None),
    ],
)
def test_what_settles_it_goes_to_the_end_of_its_clause(
    segment: Segment, question: str, text: str, settles: str | None
) -> None:
    """Not the subject before it, and not what stands behind the comma."""
    passage = passage_of(text, segment)
    found = find_settling(parse_question(question, segment), passage, passage.sentences[0])
    assert (found and found.of(text)) == settles
