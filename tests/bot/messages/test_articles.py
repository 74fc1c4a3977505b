"""Articles in pages, and as files."""

from __future__ import annotations

from unittest.mock import patch

from articles import document_of
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.articles import page_of, split_pages, whole_text
from bot.messages.markup import utf16


@given(st.lists(st.text("句子。！😀@a.b ", min_size=1, max_size=300), max_size=12), st.integers(20, 400))
def test_pages_hold_every_paragraph_whole_and_in_order(paragraphs: list[str], limit: int) -> None:
    """Nothing is lost between pages, nothing shown twice, and no page is too long."""
    document = document_of(paragraphs)
    with patch("bot.messages.articles.PAGE", limit):
        pages = split_pages(document)
    shown = [piece for page in pages for piece in page]
    assert "".join(piece.of(document.text) for piece in shown) == "".join(paragraphs)
    assert all(sum(utf16(piece.of(document.text)) for piece in page) <= limit for page in pages)
    for place in (piece.start for piece in shown):
        assert any(piece.start <= place < piece.end for piece in pages[page_of(pages, place)])


def test_pages_end_where_sentences_do() -> None:
    document = document_of(["这是一个句子，说了一件事情。" * 500])
    for page in split_pages(document):
        assert page[-1].of(document.text).endswith("。")


def test_the_file_holds_headline_source_and_text() -> None:
    assert (
        whole_text(document_of(["第一段。", "第二段。"]), "zh-Hans")
        == "全市会议召开\n2022年11月14日 · 惠州日报\n\n第一段。\n\n第二段。\n"
    )
