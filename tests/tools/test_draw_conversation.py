"""The README's pictures show what was sent, and nothing else."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from draw_conversation import to_html
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text('问😀<b>&"a \n', min_size=1, max_size=20)


@st.composite
def messages(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """Return pieces of text side by side, each inside a quotation or not, bold or not."""
    text, entities = "", []
    for piece in draw(st.lists(TEXT, min_size=1, max_size=5)):
        offset = len(text.encode("utf-16-le")) // 2
        length = len(piece.encode("utf-16-le")) // 2
        kinds = draw(st.sets(st.sampled_from(["bold", "italic", "text_link", "expandable_blockquote"])))
        entities += [{"type": kind, "offset": offset, "length": length} for kind in kinds]
        text += piece
    return text, entities


@given(messages())
def test_what_is_drawn_is_what_was_sent(message: tuple[str, list[dict[str, Any]]]) -> None:
    """Without its tags the HTML is the text: foreign words become no markup, and none is lost; tags are balanced."""
    text, entities = message
    html = to_html(text, entities)
    tags = r"</?(?:b|i|a|blockquote)>"
    assert unescape(re.sub(tags, "", html)) == text
    opened: list[str] = []
    for tag in re.findall(tags, html):
        if tag.startswith("</"):
            assert opened.pop() == tag[2:-1]
        else:
            opened.append(tag[1:-1])
    assert opened == []
