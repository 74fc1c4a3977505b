"""The rich form of a message: what it shows, and that it says the same as the plain one."""

from __future__ import annotations

from typing import Any

import pytest
from emulator import judge
from hypothesis import given
from hypothesis import strategies as st
from quotes import QUOTE, quote_of
from telegram import Message

from bot.messages.languages import TEXTS
from bot.messages.markup import RICH, Rendered, Writer
from bot.messages.rendering import render_article, render_paragraph, render_quotes
from bot.messages.rich import build_rich, words_of
from retrieval.values import Document, Metadata, Origin, Span

HANS = TEXTS["zh-Hans"]
LINK = "https://t.me/b?start=x"


def blocks_of(rendered: Rendered) -> list[Any]:
    """Return the blocks of a message that has a rich form, which nothing is held against."""
    rich = build_rich(rendered)
    assert rich is not None
    assert judge("sendRichMessage", {"chat_id": 1, "rich_message": rich}, {}) == []
    assert rich["skip_entity_detection"]
    return list(rich["blocks"])


def flat(rich: Any) -> str:
    """Return the words of a rich text or block, without the links to references."""
    if isinstance(rich, str):
        return rich
    if isinstance(rich, list):
        return "".join(map(flat, rich))
    if rich.get("type") == "reference_link":
        return ""
    return "".join(flat(rich[key]) for key in ("summary", "text", "cells", "blocks") if key in rich)


def found(rich: Any, kind: str) -> list[Any]:
    """Return everything of a type, in order."""
    inside = rich.values() if isinstance(rich, dict) else rich if isinstance(rich, list) else ()
    own = [rich] if isinstance(rich, dict) and rich.get("type") == kind else []
    return [*own, *(one for part in inside for one in found(part, kind))]


def test_exact_words_are_marked_and_the_sentence_leads_to_its_source() -> None:
    """The source is the reference of the sentence, and stands below it as in the plain form."""
    blocks = blocks_of(render_quotes([QUOTE], [LINK], HANS))
    assert [flat(one) for one in found(blocks, "marked")] == ["刘吉"]
    sentence, source = blocks
    assert flat(sentence) == "刘吉主持会议。"
    [link] = found(sentence, "reference_link")
    [reference] = found(source, "reference")
    assert link["reference_name"] == reference["name"]
    assert flat(reference).startswith("会议召开")
    assert {"type": "url", "url": LINK, "text": "会议召开"} in found(source, "url")


def test_further_quotes_are_unfolded_below_what_is_said_of_them() -> None:
    """Nothing of them stands outside."""
    others = [quote_of("天晴。", "b"), quote_of("有雨。", "c")]
    *_, details = blocks_of(render_quotes([QUOTE, *others], [LINK] * 3, HANS))
    assert details["type"] == "details"
    assert flat(details["summary"]) == HANS.further
    assert [flat(one)[:3] for one in details["blocks"]] == ["天晴。", "有雨。"]


def test_a_row_is_a_table_with_its_heads() -> None:
    """Each head stands beside its cell, and the cell that answers is marked."""
    row = "线路：16路；起点：西门菜场；末班车：22:30"
    quote = quote_of(row, exact=Span(row.index("22:30"), len(row)))
    table, *_ = blocks_of(render_quotes([quote], [LINK], HANS))
    assert [[flat(cell) for cell in row] for row in table["cells"]] == [
        ["线路", "16路"],
        ["起点", "西门菜场"],
        ["末班车", "22:30"],
    ]
    assert [[cell.get("is_header", False) for cell in row] for row in table["cells"]] == [[True, False]] * 3
    assert [flat(one) for one in found(table, "marked")] == ["22:30"]


def test_a_row_without_heads_is_one_row_of_a_table() -> None:
    """No table of Telegram's has more than twenty columns."""
    table, *_ = blocks_of(render_quotes([quote_of("16路；西门菜场；22:30")], [LINK], HANS))
    assert [[flat(cell) for cell in row] for row in table["cells"]] == [["16路", "西门菜场", "22:30"]]
    wide = "；".join(f"{number}路" for number in range(30))
    table, *_ = blocks_of(render_quotes([quote_of(wide)], [LINK], HANS))
    assert [len(row) for row in table["cells"]] == [20, 10]


def test_an_article_begins_with_its_headline() -> None:
    """Day and source stand in a line below; the sentence is underlined, and its exact words are marked."""
    text = "天晴。刘吉主持会议。"
    metadata = Metadata("d", "d.txt", title="会议召开", source="惠州日报")
    document = Document(metadata, text, (Span(0, len(text)),), (Origin("d.txt", None),))
    head, known, body = blocks_of(
        render_article(document, [Span(0, len(text))], Span(3, 10), Span(3, 5), "zh-Hans")
    )
    assert (head["type"], flat(head), flat(known), flat(body)) == ("heading", "会议召开", "惠州日报", text)
    assert [flat(one) for one in found(body, "underline")] == ["刘吉主持会议。"]
    assert [flat(one) for one in found(body, "marked")] == ["刘吉"]


def test_a_paragraph_has_a_rich_form_too() -> None:
    """One can go back and forth without leaving the form."""
    assert found(blocks_of(render_paragraph(QUOTE, LINK, "zh-Hans")), "marked")


def test_what_entities_can_show_needs_no_rich_form() -> None:
    """Help and settings are sent as everywhere."""
    writer = Writer()
    writer.add("帮助", "bold")
    assert build_rich(writer.finish()) is None


words = st.text(
    st.sampled_from("会议。，！刘吉 😀@#/.<b>&*_[]()`|:ahttp\n\u202e\x00 　1"), min_size=1, max_size=60
)
styles = st.sampled_from([*RICH, "bold", "italic", "underline", "code"])


@given(st.lists(st.tuples(words, st.lists(styles, max_size=2), st.booleans()), min_size=1, max_size=12))
def test_nothing_is_lost_or_added_whatever_is_written(pieces: list[tuple[str, list[str], bool]]) -> None:
    """The rich form has the letters of the plain one, in their order, and none that Telegram would parse."""
    writer = Writer()
    for text, given_styles, linked in pieces:
        inline = [one for one in given_styles if one not in ("table", "head", "cell", "summary", "folded")]
        middle = len(text) // 2
        writer.quote(text, [(Span(middle, len(text)), "marked")], *inline, link=LINK if linked else None)
        writer.add("\n")
    rendered = writer.finish()
    rich = build_rich(rendered)
    if rich is None:
        return
    assert set(rich) == {"blocks", "skip_entity_detection"}
    assert kept(flat(rich["blocks"])) == kept(rendered.text)
    assert judge("sendRichMessage", {"chat_id": 1, "rich_message": rich}, {}) == []


@given(st.lists(words, min_size=1, max_size=3))
def test_an_answer_says_the_same_in_both_forms(texts: list[str]) -> None:
    """Whatever an archive holds."""
    rendered = render_quotes(
        [quote_of(text, text[:3]) for text in texts], [LINK] * len(texts), HANS, ["↪ 刘吉"], ["🔎 2022年"]
    )
    assert kept(flat(blocks_of(rendered))) == kept(rendered.text)


def kept(text: str) -> str:
    """Return a text without white space and what a table shows by its lines."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "·：；｜")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "问"}, "问"),
        ({"caption": "问"}, "问"),
        (
            {
                "rich_message": {
                    "blocks": [
                        {"type": "paragraph", "text": ["🕑 ", {"type": "bold", "text": "东江大桥"}]},
                        {
                            "type": "details",
                            "summary": "另见",
                            "blocks": [{"type": "paragraph", "text": "天晴。"}],
                        },
                    ]
                }
            },
            "🕑 东江大桥\n另见\n天晴。",
        ),
        ({"rich_message": {"blocks": [3, {"type": "divider"}]}}, ""),
        ({"rich_message": []}, ""),
        ({}, ""),
    ],
)
def test_what_a_message_says_is_read_from_either_form(given: dict[str, Any], words: str) -> None:
    """What Telegram sends otherwise than it says is nothing."""
    chat = {"id": 1, "type": "private"}
    message = Message.de_json({"message_id": 1, "date": 0, "chat": chat} | given, None)
    assert words_of(message) == words
