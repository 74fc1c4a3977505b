from __future__ import annotations

import pytest

from retrieval.archive.looks import is_meta_line, is_navigation, is_navigation_or_credit, is_prose


@pytest.mark.parametrize(
    ("line", "looks"),
    [
        ("会议昨天在北京召开。", is_prose),
        ("【会议昨天在北京召开。】", is_prose),
        ("会议昨天在北京召开｡", is_prose),
        ("首页 > 要闻 > 正文", is_navigation),
        ("版权所有 江城日报社", is_navigation),
        ("责任编辑：王一", is_navigation_or_credit),
        ("新闻 体育 财经 房产", is_navigation_or_credit),
        ("2021-07-03 08:15 来源：江城日报 打印", is_meta_line),
    ],
)
def test_a_line_is_told_by_its_look(line: str, looks: object) -> None:
    """And none of these is taken for prose, nor prose for one of these."""
    assert looks(line)  # type: ignore[operator]
    assert is_prose(line) == (looks is is_prose)


@pytest.mark.parametrize("line", ["收件人须知", "第三条 采砂许可证有效期为一年", "客来无一事"])
def test_a_line_without_a_full_stop_is_none_of_these(line: str) -> None:
    """Statutes and verse look like headlines, and like nothing else."""
    assert not (is_prose(line))
    assert not (is_navigation_or_credit(line))
    assert not (is_meta_line(line))
