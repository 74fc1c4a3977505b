"""A full name is known by the short one that was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.chinese.short_names import find_full_names

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("short", "text", "full"),
    [
        ("电商法", "全国人大常委会通过电子商务法。", "电子商务法"),
        ("文旅局", "东江市文化和旅游局发布通告", "文化和旅游局"),
        ("卫健委", "国家卫生健康委员会", "卫生健康委员会"),
        ("消保委", "上海市消费者权益保护委员会", "消费者权益保护委员会"),
        ("科创园", "占地十亩的科技创新园开园", "科技创新园"),
    ],
)
def test_a_name_is_shortened_to_the_beginnings_of_its_words(
    short: str, text: str, full: str, segment: Segment
) -> None:
    """In their order, without what joins them, and at most one word is left out."""
    assert full in list(find_full_names(short, text, segment(text)))


@pytest.mark.parametrize(
    ("short", "text"),
    [
        ("电商法", "电力公司商量办法。"),
        ("电商法", "他打电话，商务部门的法规"),
        ("文旅局", "文化局和旅馆当局"),
        ("科创园", "科长说，创建文明校园"),
        ("文旅局", "文旅局发布通告"),
        ("卫健委", "卫视播出健身节目后，委托"),
    ],
)
def test_what_only_holds_its_characters_is_not_its_name(short: str, text: str, segment: Segment) -> None:
    """Across a mark, over many words, or inside of words nothing is shortened; nor is a name to itself."""
    assert not list(find_full_names(short, text, segment(text)))
