from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexes import parse_query

from retrieval.chinese.dictionary import read_words
from retrieval.chinese.folding import fold
from retrieval.chinese.outlines import OutlinedWords
from retrieval.chinese.sentences import split_sentences
from retrieval.chinese.words import CUTTERS, open_outliner, open_segmenter
from retrieval.errors import SettingsError
from retrieval.index.disk.batches import encode_batch
from retrieval.index.disk.keys import as_bigrams, keys_of
from retrieval.index.drafts import cut_drafts, draft_document
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment

CHINESE = st.text(alphabet="会议三年。！？；，“”「」『』（）《》…．.3 \na·Ｂ…、：", max_size=80)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("会议召开。刘吉主持！", ["会议召开。", "刘吉主持！"]),
        ("增长3.5%。下降2.1个百分点。", ["增长3.5%。", "下降2.1个百分点。"]),
        ("他说：“走。快走！”会议结束。", ["他说：“走。快走！”", "会议结束。"]),
        ("“走吧。”他说。", ["“走吧。”", "他说。"]),
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


@given(text=CHINESE)
def test_words_are_pieces_of_the_text_without_marks(text: str, segment: Segment) -> None:
    """Words rise without overlap, and each holds a letter or a digit."""
    spans = segment(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(any(c.isalnum() for c in span.of(text)) for span in spans)


def test_a_foreign_name_is_one_word(segment: Segment) -> None:
    """The parts of a name with middle dots stay together."""
    text = "主席劳尔·卡斯特罗·鲁斯访华"
    assert "劳尔·卡斯特罗·鲁斯" in [span.of(text) for span in segment(text)]


def test_traditional_text_is_cut_like_simplified_text(segment: Segment) -> None:
    """Words are found in folded text, so both scripts give the same spans."""
    assert segment("全市疫情防控工作會議召開") == segment("全市疫情防控工作会议召开")


# --- words: one rule for index and question, whichever cutter ---

_PARTS = (
    "会议", "惠州仲恺高新区", "俞建华", "研究生命起源", "的", "在2022年", "會議召開", "ＡＢＣ", "3.5%", "2026-11-23",
    "TH01", "传感器-温度-TH01", "a.b@example.com", "http://x.cn/1?a=2", "iPhone 15", "劳尔·卡斯特罗", "，", "。",
    " ", "\n", "“", "”", "ы", "café", "ぁい", "𠀀", "４Ｓ店", "C++", "1,024", "12:30", "…", "_", "é", "①", "½",
)  # fmt: skip


def lines_of(count: int) -> list[str]:
    """Return lines made of the parts, the same every time."""
    chance = random.Random(5)  # noqa: S311 - the same lines every time
    return ["".join(chance.choices(_PARTS, k=chance.randint(1, 12))) for _ in range(count)]


@pytest.fixture(scope="module")
def jieba() -> Segment:
    """Return jieba itself, against which rjieba is held."""
    return open_segmenter("jieba")


def test_both_cutters_give_the_same_words(segment: Segment, jieba: Segment) -> None:
    """10,000 lines with numbers, Latin, dates, addresses and serial numbers are cut the same by both."""
    for line in lines_of(10_000):
        assert segment(line) == jieba(line), line


def test_index_and_question_get_the_same_words(segment: Segment, outliner: Outline) -> None:
    """10,000 such lines, indexed all at once, are known by just the words and bigrams that each gives as a question."""
    lines = [line.replace("\n", " ") for line in lines_of(10_000)]
    starts = [0, *itertools.accumulate(len(line) + 1 for line in lines)]
    paragraphs = tuple(Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False))
    document = Document(Metadata("a", "a.txt"), "\n".join(lines), paragraphs, Origin(1, "utf-8"))
    batch = encode_batch(cut_drafts([draft_document(document)], outliner))
    keys, places = batch.terms.keys_of_places(), batch.terms.places
    for number, line in enumerate(lines):
        query = parse_query(line, segment)
        asked = {*keys_of(query.words).tolist(), *as_bigrams(keys_of(query.bigrams)).tolist()}
        assert set(keys[places == number].tolist()) == asked, line


def test_both_cutters_outline_many_lines_at_once_alike(outliner: Outline) -> None:
    """However many runs are handed to a cutter in one call."""
    text = fold("\n".join(lines_of(2_000)))
    assert open_outliner("jieba")(text) == outliner(text)


@given(lines=st.lists(CHINESE | st.text(max_size=30) | st.sampled_from(_PARTS), max_size=8))
def test_each_line_is_outlined_as_it_would_be_alone(outliner: Outline, lines: list[str]) -> None:
    """No line changes the words of another, and each character has its place."""
    lines = [fold(line).replace("\n", " ") for line in lines]
    outlines = list(map(outliner, lines))
    assert outliner("\n".join(lines)) == b"\n".join(outlines)
    assert list(map(len, outlines)) == list(map(len, lines))


@given(text=st.text(max_size=60))
def test_both_cutters_give_the_same_words_for_any_text(text: str, segment: Segment, jieba: Segment) -> None:
    """Whatever stands in a file: not only what we thought of."""
    assert segment(text) == jieba(text)


@pytest.mark.parametrize("cutter", CUTTERS)
def test_a_users_words_stay_whole(cutter: str) -> None:
    """A dictionary's word is kept whole: ideographs, letters with marks, and in either script."""
    segment = open_segmenter(cutter, ["俞建華", "传感器-温度-TH01", "th01"])
    text = "俞建华看了传感器-温度-th01和TH01，不是TH012。"
    words = [word.of(text) for word in segment(text)]
    assert {"俞建华", "传感器-温度-th01", "TH01", "TH012"} <= set(words)


def test_a_users_dictionary_is_read_as_jieba_writes_it(tmp_path: Path) -> None:
    """A word a line; frequency, tag, comments and a byte order mark are passed over."""
    file = tmp_path / "words.txt"
    file.write_text("\ufeff俞建华 3 nr\n# 注\n\n外防输入\n", "utf-8")
    assert read_words(file) == ["俞建华", "外防输入"]


def test_a_dictionary_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """The error names the setting, the file and what is expected."""
    with pytest.raises(SettingsError, match=r"WENDANG_DICTIONARY=.*none\.txt.*a word a line"):
        read_words(tmp_path / "none.txt")


@given(
    text=st.text(alphabet="市长主持会议3.5abG20 ，。·卡斯特罗", max_size=30),
    start=st.integers(0, 30),
    size=st.integers(0, 30),
)
def test_words_within_a_stretch_are_those_that_begin_in_it(
    text: str, start: int, size: int, segment: Segment, outliner: Outline
) -> None:
    """Read from their outline or listed, whole or a stretch of the text: the same words, and whole ones."""
    listed, stretch = segment(text), Span(start, start + size)
    outlined = OutlinedWords(outliner(fold(text)))
    assert list(outlined) == listed
    assert outlined.within(stretch) == [word for word in listed if start <= word.start < start + size]
