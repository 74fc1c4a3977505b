from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.sentences import split_sentences

CHINESE = st.text(alphabet="会议三年。！？；，“”「」『』（）《》…．.3 \na·Ｂ…、：", max_size=80)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("会议召开。刘吉主持！", ["会议召开。", "刘吉主持！"]),
        ("增长3.5%。下降2.1个百分点。", ["增长3.5%。", "下降2.1个百分点。"]),
        ("他说：“走。快走！”会议结束。", ["他说：“走。快走！”", "会议结束。"]),
        ("“走吧。”他说。", ["“走吧。”他说。"]),
        (
            "“我舍不得！”船工魏长河告诉记者。市民则不同。",
            ["“我舍不得！”船工魏长河告诉记者。", "市民则不同。"],
        ),
        (
            "“我不赞成搬。”社区主任廖淑芬直言。大家沉默了。",
            ["“我不赞成搬。”社区主任廖淑芬直言。", "大家沉默了。"],
        ),
        ("“走吧。”门开了。他说不走。", ["“走吧。”", "门开了。", "他说不走。"]),
        ("落实“外防输入、内防反弹”总策略。完", ["落实“外防输入、内防反弹”总策略。", "完"]),
        ("他问“怎么办？”的时候，没人说话。", ["他问“怎么办？”的时候，没人说话。"]),
        ("他（一说是她。）来了。又走了。", ["他（一说是她。）来了。", "又走了。"]),
        ("等等……然后呢？！好", ["等等……", "然后呢？！", "好"]),
        ("一是早发现；二是快处置；三是主动防。", ["一是早发现；二是快处置；三是主动防。"]),
        ("引号“没有关上。后面还有。第三句。", ["引号“没有关上。", "后面还有。", "第三句。"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("Founded in Beijing. It grew fast.", ["Founded in Beijing.", "It grew fast."]),
        ("由J. K. Rowling写成，版本2.0.1。", ["由J. K. Rowling写成，版本2.0.1。"]),
        ("。。！", []),
        ("", []),
    ],
)
def test_marks_end_a_sentence_where_a_reader_would_end_it(text: str, sentences: list[str]) -> None:
    """Quotes, brackets, decimal points, ellipses and list items do not break a sentence in two."""
    assert [span.of(text) for span in split_sentences(text)] == sentences


def test_a_long_chain_of_clauses_is_split_at_semicolons() -> None:
    """A sentence of many clauses is quoted by clause once it is too long to read."""
    clause = "要" + "认真落实各项措施" * 8
    text = "；".join([clause] * 4) + "。"
    assert len(split_sentences(text)) == 2


@given(CHINESE)
def test_sentences_cover_every_letter_once_and_in_order(text: str) -> None:
    """No letter or digit is lost or said twice, and spans rise without overlap."""
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() and span.of(text) for span in spans)
    covered = "".join(span.of(text) for span in spans)
    assert [c for c in covered if c.isalnum()] == [c for c in text if c.isalnum()]
