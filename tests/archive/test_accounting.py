from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.accounting import Amount, add_amounts, find_left_out, rank_amounts, sum_up
from retrieval.archive.documents import parse_document
from retrieval.archive.records import Record, Repaired

LINES = st.lists(st.sampled_from(["首页", "会议召开。", "会议 召开。", "闭幕。", "", "责任编辑：王一"]))


@given(LINES, LINES)
def test_each_line_is_kept_or_told(shown: list[str], kept: list[str]) -> None:
    """A line that a file shows stands in what was kept of it, or among what was left out."""
    told = [one.text for one in find_left_out(shown, "\n".join(kept), "elsewhere")]
    whole = "".join("".join(kept).split())
    for line in shown:
        assert line.strip() in told or "".join(line.split()) in whole


def test_a_second_copy_of_a_line_is_told() -> None:
    """What stands twice on a page and once in its text is left out once."""
    told = find_left_out(["甲地停水。", "甲地停水。"], "甲地停水。", "elsewhere")
    assert [one.text for one in told] == ["甲地停水。"]


def test_amounts_are_summed_by_reason() -> None:
    """Pieces and characters, the most first."""
    text = "首页 > 要闻\n会议今天上午在北京召开。\n责任编辑：王一\n责任编辑：王二"
    document = parse_document(Record("a.txt", text), Repaired(text))
    amounts = sum_up([document])
    doubled = add_amounts(amounts, amounts)
    assert doubled == {"navigation": Amount(2, 14), "source, byline or date": Amount(4, 28)}
    assert [reason for reason, _ in rank_amounts(doubled)] == ["source, byline or date", "navigation"]
