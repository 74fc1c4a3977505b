from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tdlib import found_in

from bot.messages.markup import JOINER, Writer, defuse, fitting, shorten, utf16
from retrieval import Span

# Pieces of which addresses, names, tags and commands are made, and what stands around them.
PIECES = st.lists(
    st.sampled_from(
        [
            *[
                "@",
                "#",
                "$",
                "/",
                ".",
                ":",
                "//",
                "://",
                "?",
                "=",
                "-",
                "_",
                " ",
                "\n",
                "，",
                "。",
                "（",
                "😀",
                "1",
                "23",
            ],
            *[
                "http",
                "https",
                "tg",
                "ton",
                "tonsite",
                "www",
                "a",
                "ABC",
                "example",
                "com",
                "cn",
                "中国",
                "公司",
                "start",
            ],
            *[
                "evil_admin",
                "t.me",
                "惠州",
                "1.2.3.4",
                "x@y.com",
                "ｅ",
                "é",
                "\u200d",
                "\u2060",
                "localhost",
                ":80",
            ],
        ]
    ),
    max_size=12,
).map("".join)


@given(PIECES)
def test_telegram_finds_nothing_in_foreign_words(text: str) -> None:
    """No text of an archive becomes a link, a mention, a tag or a command; Telegram's own parser judges."""
    assert found_in(defuse(text)) == []


@given(st.text())
def test_defusing_changes_nothing_that_can_be_seen(text: str) -> None:
    """Without the joiners the text is the same, character for character, hidden ones aside."""
    shown = defuse(text).replace(JOINER, "")
    plain = text.replace(JOINER, "")
    assert len(shown) == len(plain)
    assert all(a in (b, " ") for a, b in zip(shown, plain, strict=True))


@given(PIECES, st.integers(0, 20), st.integers(0, 20))
def test_a_text_defused_in_pieces_is_the_text_defused(text: str, one: int, two: int) -> None:
    first, second = sorted((min(one, len(text)), min(two, len(text))))
    assert defuse(text, 0, first) + defuse(text, first, second) + defuse(text, second) == defuse(text)


def test_numbers_stay_as_they_are() -> None:
    for text in ("增长3.5%", "9.11", "上午10:30", "1/3", "2022/11/14", "A股", "……", "5.1版"):
        assert defuse(text) == text


@given(st.lists(st.tuples(st.text("问😀a @.\n", max_size=6), st.sampled_from(["bold", "italic", ""]))))
def test_entities_lie_on_the_words_that_bear_them(pieces: list[tuple[str, str]]) -> None:
    """Counted in UTF-16, every entity covers its own words and ends inside the message."""
    writer = Writer()
    for text, style in pieces:
        writer.add(text, *filter(None, [style]))
    rendered = writer.finish()
    units = rendered.text.encode("utf-16-le")
    styled = [text for text, style in pieces if style and text]
    covered = [units[2 * e.offset : 2 * (e.offset + e.length)].decode("utf-16-le") for e in rendered.entities]
    assert all(e.offset + e.length <= len(rendered) for e in rendered.entities)
    assert "".join(covered).rstrip() == "".join(styled).rstrip() or rendered.text.rstrip() == rendered.text
    assert all(piece.startswith(part) for piece, part in zip(styled, covered, strict=False))


def test_marks_may_lie_in_each_other() -> None:
    writer = Writer()
    writer.quote("😀市委书记刘吉主持会议。", [(Span(1, 12), "underline"), (Span(5, 7), "bold")])
    entities = {e.type: (e.offset, e.length) for e in writer.finish().entities}
    assert entities == {"underline": (2, 11), "bold": (6, 2)}


def test_lengths_are_counted_as_telegram_counts_them() -> None:
    assert (utf16("问😀"), utf16("\ud800")) == (3, 1)
    assert (shorten("一二三四", 3), shorten("一二三", 3)) == ("一二…", "一二三")


@given(st.text(), st.integers(1, 60), st.integers(0, 10))
def test_what_fits_is_as_much_as_fits(text: str, limit: int, start: int) -> None:
    """Counted as Telegram counts, one character more would be too long."""
    end = fitting(text, limit, start)
    assert utf16(text[start:end]) <= limit
    assert end >= len(text) or utf16(text[start : end + 1]) > limit
    assert utf16(shorten(text, limit)) <= limit
