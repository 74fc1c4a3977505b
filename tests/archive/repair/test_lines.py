"""Line breaks inside sentences."""

from __future__ import annotations

import pytest

from retrieval.archive.repair.lines import join_lines
from retrieval.archive.repair.steps import apply

PROSE = "全市防汛工作会议昨日在市政府召开市长周明主持会议并要求各县区逐段排查堤防落实责任到人确保人民群众生命财产安全做到有备无患"


def wrap(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_wrapped_prose_is_joined() -> None:
    """Each break inside the sentence goes, and nothing else changes."""
    text = wrap(PROSE * 2, 20) + "。"
    assert {edit.replacement for edit in join_lines(text).edits} == {""}
    assert [edit.span.of(text) for edit in join_lines(text).edits] == ["\n"] * text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROSE,
        # Two breaks may be the author's.
        wrap(PROSE[:50], 20) + "。",
        # Verse and lists have short lines.
        "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
        "防汛工作\n抗旱工作\n供水工作\n供电工作\n供气工作",
        # The last line ends in no full stop: the lines may be headlines.
        wrap(PROSE * 2, 20),
    ],
)
def test_lines_of_an_author_stay(text: str) -> None:
    """A break that may be meant is kept."""
    assert join_lines(text).edits == []


@pytest.mark.parametrize("end", ["。", "？", "?", "!", "。”", "。】", "。》", '！"', "……", "｡"])
def test_a_wrapped_paragraph_is_joined_however_its_last_sentence_ends(end: str) -> None:
    """A letter that closes with 【…。】, or a question with the mark of a Latin keyboard, is a paragraph as well."""
    lines = [
        "市委书记刘吉主持会议并讲话强调要坚决落实各项防控措施切实做好",
        "物资保障工作确保群众生活平稳有序各级各部门要压实责任加强值守",
        "做到早发现早报告早隔离早治疗坚决遏制疫情扩散蔓延势头尽快实现",
        f"社会面清零目标{end}",
    ]
    text = "\n".join(lines)
    assert apply(join_lines(text).edits, text) == "".join(lines)


@pytest.mark.parametrize(
    "mark", ["十一、", "廿一、", "12)", "３．", "第十条", "第一百零三条", "第廿條", "第三篇"]
)
def test_a_numbered_line_begins_anew(mark: str) -> None:
    """An item or a section is a line of its own, however it is numbered; a line of prose that begins with 3.5万 is none."""
    first, last = wrap(PROSE, 20).split("\n")[:3], wrap(PROSE, 20).split("\n")[:2]
    numbered, prose = ("\n".join([*first, f"{begin}{PROSE}"[:21], *last]) + "。" for begin in (mark, "3.5万"))
    at = len("\n".join(first))
    assert at not in {edit.span.start for edit in join_lines(numbered).edits}
    assert at in {edit.span.start for edit in join_lines(prose).edits}
