from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.folding import fold
from retrieval.chinese.terms import bigram_terms, find_parts, split_name, word_terms

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def test_a_name_with_a_middle_dot_is_found_whole_and_by_its_parts(segment: Segment) -> None:
    """People ask for 卡斯特罗 where the text writes 劳尔·卡斯特罗; a word without a dot has no parts."""
    text = "主席劳尔·卡斯特罗访华"
    assert word_terms(text, segment(text)) == ["主席", "劳尔·卡斯特罗", "劳尔", "卡斯特罗", "访华"]
    assert split_name("会议") == []


def test_traditional_and_full_width_text_has_the_same_terms(segment: Segment) -> None:
    """Terms are folded, so that a question in one script finds a text in the other."""
    traditional, simplified = "全市會議ＡＢＣ", "全市会议abc"
    assert bigram_terms(traditional) == bigram_terms(simplified) == ["全市", "市会", "会议"]
    assert word_terms(traditional, segment(traditional)) == word_terms(simplified, segment(simplified))


@given(st.text(alphabet="俞建华，。a1 會\n", max_size=20))
def test_bigrams_are_pairs_of_neighbours_that_nothing_parts(text: str) -> None:
    """Each pair stands in the folded text, and no pair reaches over a mark, a letter or a blank."""
    pairs = bigram_terms(text)
    assert all(pair in fold(text) for pair in pairs)
    assert not set("".join(pairs)) & set("，。a1 \n")


@given(st.text(alphabet="劳尔·•卡", max_size=9))
def test_the_parts_of_a_name_hold_all_of_its_letters(word: str) -> None:
    """Nothing but the dots is left out."""
    parts = [part.of(word) for part in find_parts(word)]
    assert not parts or "".join(parts) == word.replace("·", "").replace("•", "")
