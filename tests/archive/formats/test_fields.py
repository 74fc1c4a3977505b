"""Named fields → a record."""

import pytest

from retrieval.archive.formats.fields import fields_of, record_of
from retrieval.errors import UnreadableError


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"body": "乙", "text": "甲"}, {"text": "甲"}),
        ({"正文": "甲", "来源": "江城日报"}, {"text": "甲", "source": "江城日报"}),
        ({"text": "甲", "id": 7}, {"text": "甲", "id": "7"}),
        (
            {"text": "甲", "title": "", "date": None, "url": True, "author": ["a", "b"]},
            {"text": "甲", "byline": "a b"},
        ),
        ({"paragraphs": ["甲", "乙"]}, {"text": "甲\n乙"}),
        ({"问题": "几点开门", "答案": "八点"}, {"title": "几点开门", "text": "八点"}),
        (
            {"messages": [{"role": "用户", "content": "几点"}, {"role": "客服", "content": "八点"}]},
            {"text": "用户：几点\n客服：八点"},
        ),
        ({"A": "甲", "q": "几点", "a": "八点"}, {"title": "几点", "text": "八点"}),
        ({"text": "甲", "views": 12, 7: "x"}, {"text": "甲"}),
    ],
)
def test_a_field_is_found_under_any_of_its_names(value, found):
    """Of several names the likeliest counts; numbers are written out; empty and unknown fields are left out."""
    assert fields_of(value) == found


def test_half_an_emoji_is_removed():
    """A cut through a surrogate pair would make a text that no file can hold."""
    assert fields_of({"text": "停水\ud83d", "title": "\ude00"}) == {"text": "停水"}


@pytest.mark.parametrize("value", [7, None, ["text"], {}, {"text": " \n"}, {"title": "通知"}])
def test_what_has_no_text_is_no_record(value):
    with pytest.raises(UnreadableError):
        record_of(value, "a.json", 1, "utf-8")
