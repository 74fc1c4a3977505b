"""HTML entities and ruby."""

from __future__ import annotations

import pytest

from retrieval.archive.repair.markup import strip_ruby, unescape_entities
from retrieval.archive.repair.steps import apply


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("&ldquo;落地检&rdquo;&#12290;", "“落地检”。"),
        ("A&amp;B&#x4e00;", "A&B一"),
        # No entity without a semicolon, none of an unknown name, none that stands for a control character.
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("&unknown;&#7;", "&unknown;&#7;"),
        # In a text with tags `<` would begin another one.
        ("<p>1 &lt; 2&hellip;</p>", "<p>1 &lt; 2…</p>"),
        ("1 &lt; 2", "1 < 2"),
    ],
)
def test_an_entity_becomes_its_character(text: str, sound: str) -> None:
    """What stands for a character that can be shown is written as that character."""
    assert apply(unescape_entities(text).edits, text) == sound


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("<ruby>邕<rt>yōng</rt></ruby>江", "邕江"),
        ("<ruby>南<rp>(</rp><rt>nán</rt><rp>)</rp>宁<rt>níng</ruby>", "南宁"),
        ("\ufff9邕\ufffayōng\ufffb江", "邕江"),
        ("<ruby>邕江", "<ruby>邕江"),
    ],
)
def test_a_pronunciation_is_no_part_of_the_text(text: str, sound: str) -> None:
    """What ruby writes above a character goes; a tag that is never closed stays."""
    assert apply(strip_ruby(text).edits, text) == sound
