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
        ({"text": "甲", "title": "", "date": None, "url": True, "author": ["a"]}, {"text": "甲"}),
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
