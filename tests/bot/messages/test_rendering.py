"""Answers and articles as messages, whatever an archive holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from articles import META, document_of
from hypothesis import given
from hypothesis import strategies as st
from tdlib import complaint, is_here

from bot.messages.articles import split_pages, whole_text
from bot.messages.languages import TEXTS
from bot.messages.markup import JOINER, Rendered, shorten
from bot.messages.rendering import (
    link_address,
    render_article,
    render_list,
    render_not_found,
    render_paragraph,
    render_quotes,
)
from retrieval import cite, explain_not_found, write_date
from retrieval.answers import NotFound, Question, Quote
from retrieval.values import Document, Metadata, Origin, Passage, Places, Query, Span

HANS = TEXTS["zh-Hans"]


words = st.text(st.sampled_from("会议。，！刘吉 😀@#/.:ahttp\n\u202e\x00 　1"), min_size=1, max_size=400)


metadata = st.builds(
    Metadata,
    st.just("id"),
    st.text(min_size=1, max_size=20),
    title=words,
    source=words,
    url=st.sampled_from(["", "https://a.example/x", "javascript:alert(1)", "https://user@evil.example"]),
    date_text=words,
    also=st.lists(st.builds(Metadata, st.just("id"), words, source=words, date_text=words), max_size=5).map(
        tuple
    ),
)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    text = draw(words) * draw(st.sampled_from([1, 3, 30]))
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    begin = draw(st.integers(0, start))
    finish = draw(st.integers(end, len(text)))
    passage = Passage(draw(metadata), 0, 0, text, (), (), "")
    exact = Span(start, end) if draw(st.booleans()) else None
    return Quote(passage, Span(begin, finish), exact, 1.0)


def plain(text: str) -> Quote:
    return Quote(Passage(META, 0, 0, text, (), (), ""), Span(0, len(text)), None, 1.0)


def test_sentences_of_one_list_are_shown_in_full_and_a_remark_heads_the_others() -> None:
    """The list stands above its source; what is folded away is what the remark is about."""
    three = [plain("一是公开。"), plain("二是公平。"), plain("天晴。")]
    text = render_quotes(three, [None] * 3, HANS, together=2, remark="另一篇文档的说法不同：").text
    source = text.index("惠州日报")
    assert (
        text.index("一是公开。")
        < text.index("二是公平。")
        < source
        < text.index("说法不同")
        < text.index("天晴。")
    )
    assert HANS.further not in text
    whole = render_quotes(three[:2], [None] * 2, HANS, together=2).text
    assert HANS.further not in whole


def obeys_limits(rendered: Rendered) -> bool:
    return len(rendered) <= 4096 and len(rendered.entities) <= 100


def judged(rendered: Rendered) -> None:
    """Telegram's own parser, where it is here, takes the message as it is."""
    if is_here() and rendered.text.strip():
        assert complaint(rendered.text, [entity.to_dict() for entity in rendered.entities]) is None


@given(st.lists(quotes(), min_size=1, max_size=3))
def test_any_answer_fits_into_a_message(given_quotes: list[Quote]) -> None:
    rendered = render_quotes(
        given_quotes, ["https://t.me/b?start=x"] * 3, HANS, ["↪ 刘吉 说了什么"], ["🔎 2022年"]
    )
    assert obeys_limits(rendered)
    judged(rendered)


@given(quotes())
def test_any_paragraph_fits_into_a_message(quote: Quote) -> None:
    rendered = render_paragraph(quote, "https://t.me/b?start=x", "zh-Hans")
    assert obeys_limits(rendered)
    judged(rendered)


def test_the_sentence_is_word_for_word_and_its_exact_words_bold() -> None:
    passage = Passage(META, 0, 0, "开场。市委书记刘吉主持会议。", (), (), "")
    rendered = render_quotes([Quote(passage, Span(3, 14), Span(7, 9), 1.0)], ["https://t.me/b?start=x"], HANS)
    assert rendered.text == "市委书记刘吉主持会议。\n\n— 全市会议召开 · 2022年11月14日 · 惠州日报"
    bold, link = rendered.entities
    assert (bold.type, bold.offset, bold.length) == ("bold", 4, 2)
    assert (link.type, link.offset, link.length, link.url) == ("text_link", 15, 6, "https://t.me/b?start=x")


def test_a_sentence_that_is_too_long_is_cut_around_its_exact_words() -> None:
    text = "甲" * 3000 + "刘吉" + "乙" * 3000
    rendered = render_quotes(
        [Quote(Passage(META, 0, 0, text, (), (), ""), Span(0, 6002), Span(3000, 3002), 1.0)], [None], HANS
    )
    bold = rendered.entities[0]
    assert rendered.text[bold.offset : bold.offset + bold.length] == "刘吉"
    assert rendered.text.startswith("…甲")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/1?x=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("tg://resolve?domain=x", False),
        ("https://user:pass@a.example", False),
        ("https://a b.example", False),
        ("ftp://a.example", False),
        ("", False),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url: str, shown: bool) -> None:
    assert (link_address(Metadata("i", "p", url=url)) is not None) == shown


def test_documents_that_say_the_same_are_named() -> None:
    """Below the source, each on a line."""
    meta = replace(META, also=(replace(META, id="b", source="晚报", date_inferred=True),))
    passage = Passage(meta, 0, 0, "刘吉主持会议。", (Span(0, 7),), (), "")
    text = render_quotes([Quote(passage, Span(0, 7), None, 1.0)], [None], HANS).text.replace(JOINER, "")
    assert "\n= 全市会议召开 · 2022年11月14日（推断） · 晚报" in text


def test_a_document_that_was_named_just_now_is_not_named_again() -> None:
    """Its day stands in a message once; where the places differ, they are told."""
    other = replace(META, id="b", title="别的报道")
    sheet = replace(META, id="c", title="公交线路", places=Places("cell", "市区", ((0, "A1"),)))
    quotes = [
        Quote(Passage(meta, 0, 0, "刘吉主持会议。", (), (), ""), Span(0, 7), None, 1.0)
        for meta in (META, META, other, sheet, sheet)
    ]
    text = render_quotes(quotes, [None] * 5, HANS).text
    assert [line.partition(" — ")[2] for line in text.splitlines()[-4:]] == [
        "同上",
        "别的报道 · 2022年11月14日 · 惠州日报",
        "公交线路 · 2022年11月14日 · 惠州日报 · 工作表“市区”A1",
        "同上 · 工作表“市区”A1",
    ]


@pytest.mark.parametrize("language", list(TEXTS))
@pytest.mark.parametrize(
    "dated",
    [
        Metadata("i", "p", date_text="11月14日下午", date=date(2022, 11, 14), date_inferred=True),
        Metadata("i", "p", date_text="二〇二二年十一月十四日", date=date(2022, 11, 14)),
        Metadata("i", "p", date=date(2022, 11, 14), date_inferred=True),
        Metadata("i", "p", date_text="11月14日"),
    ],
)
def test_a_date_is_written_alike_wherever_it_stands(dated: Metadata, language: str) -> None:
    """In a citation, above an article, in its file, in a list, and at the terminal."""
    texts, written = TEXTS[language], write_date(dated, language)
    document = Document(dated, "刘吉主持会议。", (Span(0, 7),), Origin(1, "utf-8"))
    quote = Quote(Passage(dated, 0, 0, "刘吉主持会议。", (), (), ""), Span(0, 7), None, 1.0)
    for shown in (
        render_quotes([quote], [None], texts).text,
        render_paragraph(quote, None, language).text,
        render_article(document, document.paragraphs, None, None, language).text,
        render_list([document], ["https://t.me/b?start=x"], texts).text,
        whole_text(document, language),
        cite(dated, language),
    ):
        assert written in shown.replace(JOINER, "")
    assert written


@pytest.mark.parametrize("language", list(TEXTS))
def test_what_was_not_found_is_said_in_every_language(language: str) -> None:
    question = Question("深圳市市长是谁？", "who", Query(("深圳",), ()))
    answer = NotFound(question, "unknown words", ("深圳", "@x"), (), 0.1)
    rendered = render_not_found(explain_not_found(answer, language), language, TEXTS[language], nearest=[])
    assert "深圳" in rendered.text
    assert f"@{JOINER}x" in rendered.text


@given(st.lists(st.text("句子。😀@a.b/#:h ", min_size=1, max_size=900), min_size=1, max_size=8))
def test_every_page_of_any_article_fits_into_a_message(paragraphs: list[str]) -> None:
    document = document_of([paragraph * 5 for paragraph in paragraphs])
    first = document.paragraphs[0]
    for page in split_pages(document):
        rendered = render_article(document, page, first, Span(first.start, first.start + 1), "zh-Hans")
        assert obeys_limits(rendered)
        judged(rendered)


@pytest.mark.parametrize("heavy", ["𠮷", "😀", "@a", "a.b", "𠮷@a", "会", "\x00"])
def test_no_character_makes_a_message_too_long(heavy: str) -> None:
    """Of those beyond the basic plane each counts twice, and what is defused grows."""
    text = heavy * (6000 // len(heavy))
    other = Metadata("id", text, source=text, date_text=text)
    meta = Metadata("id", text, title=text, source=text, date_text=text, also=(other,) * 5)
    passage = Passage(meta, 0, 0, text, (), (), "")
    for exact in (None, Span(3000, 3100), Span(0, 5999)):
        quote = Quote(passage, Span(0, len(text)), exact, 1.0)
        lines = [shorten(text, 200)] * 2
        messages = [
            render_quotes(
                [quote] * 3, [None] * 3, HANS, lines, lines, together=together, remark="x", why=text
            )
            for together in (1, 3)
        ]
        messages.append(render_paragraph(quote, None, "zh-Hans"))
        messages.append(
            render_not_found(
                text, "zh-Hans", HANS, lines, lines, nearest=[(meta, "https://t.me/b?start=x")] * 3
            )
        )
        document = Document(meta, text, (Span(0, len(text)),), Origin(text, "utf-8"))
        messages += [
            render_article(document, page, Span(0, len(text)), exact, "zh-Hans")
            for page in split_pages(document)
        ]
        for message in messages:
            assert obeys_limits(message)
            judged(message)
