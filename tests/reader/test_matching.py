"""Terms are found in the sentences, passages and headlines that hold them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answers import Renamed
from retrieval.chinese.folding import fold
from retrieval.reader.matching import match_terms
from retrieval.reader.terms import Terms
from retrieval.values import Hit, Metadata, Passage, Query, Span


def hit_of(text: str, title: str = "", words: list[str] | None = None) -> Hit:
    """Return a hit whose sentences end in 。."""
    sentences, start = [], 0
    while start < len(text):
        end = text.find("。", start) + 1 or len(text)
        sentences.append(Span(start, end))
        start = end
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in words or ()]
    return Hit(Passage(Metadata(text, "", title=title), 0, 0, text, tuple(sentences), spans, fold(text)), 1.0)


def known(terms: list[str] | tuple[str, ...]) -> Terms:
    return Terms(10, dict.fromkeys(terms, 2))


PIECES = st.text(st.sampled_from("会议刘吉副a。，"), min_size=1, max_size=20)


@given(
    texts=st.lists(PIECES, min_size=1, max_size=4),
    terms=st.lists(st.sampled_from(["会", "会议", "刘吉", "副", "议刘"]), min_size=1, unique=True),
)
def test_a_term_is_held_where_it_stands(texts: list[str], terms: list[str]) -> None:
    """Of all hits at once as of each alone: in the sentence where it begins, first where it stands first."""
    hits = [hit_of(text) for text in texts]
    matches = match_terms(Query(tuple(terms), ()), hits, known(terms))
    row = 0
    for hit in hits:
        for sentence in hit.passage.sentences:
            for column, term in enumerate(terms):
                places = [
                    place
                    for place in range(sentence.start, sentence.end)
                    if hit.passage.folded.startswith(term, place)
                    # 副市长 is no 市长, but where a deputy is asked for.
                    and ("副" in "".join(terms) or hit.passage.folded[place - 1 : place] != "副")
                ]
                assert matches.held[row, column] == bool(places)
                assert matches.where[row, column] == (places[0] - sentence.start if places else -1)
            row += 1
    assert row == len(matches.held)


def test_a_deputy_is_no_holder() -> None:
    """市长 is not found in 副市长, unless the question asks for a deputy itself."""
    hits = [hit_of("副市长到会。市长讲话。")]
    assert match_terms(Query(("市长",), ()), hits, known(["市长"])).held[:, 0].tolist() == [False, True]
    terms = ("市长", "副市长")
    assert match_terms(Query(terms, ()), hits, known(terms)).held[:, 0].tolist() == [True, True]


def test_a_name_in_another_writing_holds_all_its_terms() -> None:
    """A sentence or a headline with 居民消费价格 counts like one with cpi, and a term that occurs nowhere weighs what that does."""
    query = Query(("cpi", "上涨"), ("上涨",))
    same = [Renamed("cpi", "居民消费价格", Query(("居民", "消费", "价格", "上涨"), ()))]
    hits = [hit_of("居民消费价格上涨。消费上涨。", "全国居民消费价格"), hit_of("cpi上涨。")]
    terms = Terms(10, {"cpi": 0, "上涨": 4, **dict.fromkeys(("居民", "民消", "消费", "费价", "价格"), 2)})
    matches = match_terms(query, hits, terms, same)
    assert matches.held[:, 0].tolist() == [True, False, True]
    assert matches.where[:, 0].tolist() == [0, -1, 0]
    assert matches.titles[:, 0].tolist() == [True, False]
    assert matches.weights[0] == terms.idf("居民")
    assert match_terms(query, hits, terms).held[:, 0].tolist() == [False, False, True]


def test_a_latin_writing_is_a_whole_word() -> None:
    """Nothing is who that is a part of whole."""
    same = [Renamed("世卫组织", "who", Query(("who",), ()))]
    hits = [hit_of("the whole。由who发布。")]
    terms = Terms(10, {"世卫": 1, "组织": 1, "who": 2})
    assert match_terms(Query(("世卫", "组织"), ()), hits, terms, same).held[:, 0].tolist() == [False, True]


def test_headlines_are_matched_apart() -> None:
    """A headline's terms are its hits', and no sentence's."""
    matches = match_terms(
        Query(("防汛",), ()), [hit_of("天晴。", "全市防汛"), hit_of("防汛。", "新闻")], known(["防汛"])
    )
    assert matches.titles[:, 0].tolist() == [True, False]
    assert matches.held[:, 0].tolist() == [False, True]


@pytest.mark.parametrize(("word", "guessed"), [("主诗", True), ("持诗", False)])
def test_an_unknown_word_stands_for_one_that_differs_in_a_character(word: str, guessed: bool) -> None:
    """主诗 stands for the word 主持, at less weight than the word itself; a piece of two words is none."""
    hits = [hit_of("刘吉主持会议。", words=["刘吉", "主持", "会议"])]
    matches = match_terms(Query((word,), ()), hits, Terms(10, {word: 0}))
    assert matches.guessed.any() == guessed
    assert (matches.weights[0] > 0) == guessed


def test_some_hits_are_matched_as_if_alone() -> None:
    """What only they hold counts; rows are theirs, in their order."""
    hits = [hit_of("会议。刘吉。"), hit_of("刘吉。"), hit_of("会议。")]
    terms = ("会议", "刘吉")
    whole = match_terms(Query(terms, ()), hits, known(terms))
    some = whole.only(np.array([0, 2]))
    alone = match_terms(Query(terms, ()), [hits[0], hits[2]], known(terms))
    assert some.held.tolist() == alone.held.tolist()
    assert some.hit_of.tolist() == alone.hit_of.tolist()
