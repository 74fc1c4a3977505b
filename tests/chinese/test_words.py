from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexes import parse_query

from retrieval.chinese.folding import fold
from retrieval.chinese.words import CUTTERS, open_outliner, open_segmenter
from retrieval.index.disk.batches import encode_batch
from retrieval.index.disk.keys import as_bigrams, keys_of
from retrieval.index.drafts import cut_drafts, draft_document
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment

CHINESE = st.text(alphabet="会议三年。！？；，“”「」『』（）《》…．.3 \na·Ｂ…、：", max_size=80)


@given(text=CHINESE)
def test_words_are_pieces_of_the_text_without_marks(text: str, segment: Segment) -> None:
    """Words rise without overlap, and each holds a letter or a digit."""
    spans = segment(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(any(c.isalnum() for c in span.of(text)) for span in spans)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("iPhone15手机", ["iPhone", "15", "手机"]),
        ("MySQL8.0数据库", ["MySQL", "8.0", "数据库"]),
        ("G20峰会", ["G20", "峰会"]),
        ("K3路和5G", ["K3", "路", "和", "5G"]),
    ],
)
def test_a_name_is_parted_from_its_version(segment: Segment, text: str, words: list[str]) -> None:
    """People ask for iPhone, and for G20; what is short is one word with its figures."""
    assert [span.of(text) for span in segment(text)] == words


def test_a_foreign_name_is_one_word(segment: Segment) -> None:
    """The parts of a name with middle dots stay together."""
    text = "主席劳尔·卡斯特罗·鲁斯访华"
    assert "劳尔·卡斯特罗·鲁斯" in [span.of(text) for span in segment(text)]


def test_traditional_text_is_cut_like_simplified_text(segment: Segment) -> None:
    """Words are found in folded text, so both scripts give the same spans."""
    assert segment("全市疫情防控工作會議召開") == segment("全市疫情防控工作会议召开")


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
