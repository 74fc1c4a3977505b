"""The sentences that are looked at closely are those of the hits, folded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.passages import split_passages
from retrieval.question.parsing import parse_question
from retrieval.reader.matching import match_terms
from retrieval.reader.sentences import Asked, Sentences
from retrieval.reader.terms import Terms
from retrieval.values import Document, Hit, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def read(segment: Segment, *texts: str) -> Sentences:
    """Return all sentences of some texts, as they are read for a question about 会议."""
    hits = []
    for text in texts:
        document = Document(Metadata(text, text), text, (Span(0, len(text)),), Origin(1, "utf-8"))
        hits += [Hit(passage, 1.0) for passage in split_passages(document, segment)]
    query = parse_question("会议", segment).query
    matches = match_terms(query, hits, Terms(10, dict.fromkeys(query.words + query.bigrams, 1)))
    return Sentences(matches, hits, np.arange(len(matches.held)))


def test_sentences_are_folded_and_keep_their_place(segment: Segment) -> None:
    """Each knows its passage, its place there, and how many sentences the passage has."""
    sentences = read(segment, "會議召開。ＡＢ。", "天晴。")
    assert sentences.texts == ["会议召开。", "ab。", "天晴。"]
    assert sentences.letters == ["会议召开", "ab", "天晴"]
    assert sentences.place_of.tolist() == [0, 1, 0]
    assert sentences.count_of.tolist() == [2, 2, 1]


def test_what_a_pattern_finds_is_told_by_its_place_in_its_sentence(segment: Segment) -> None:
    """Sentences are searched as one text, and no match reaches from one into the next."""
    sentences = read(segment, "二月开会。三月、四月休会。")
    assert sentences.find_new(re.compile("[二三四]月"), "") == [[(0, 2)], [(0, 2), (3, 5)]]
    assert sentences.find_new(re.compile("。三月"), "") == [[], []]


def test_what_the_question_says_is_nothing_new(segment: Segment) -> None:
    sentences = read(segment, "二月开会。三月、四月休会。")
    assert sentences.find_new(re.compile("[二三四]月"), "三月开了什么会") == [[(0, 2)], [(3, 5)]]


def test_names_have_their_kind(segment: Segment) -> None:
    """A person and a place are names, a verb is none, and the question's own are left out."""
    sentences = read(segment, "刘吉讲话，广州下雨。")
    assert sentences.find_names("") == [[("person", (0, 2)), ("place", (5, 7))]]
    assert sentences.find_names("谁和刘吉讲话") == [[("place", (5, 7))]]


def test_a_number_is_held_whole(segment: Segment) -> None:
    """14 is not held in 2014年."""
    assert read(segment, "2014年14人。2014年。").count_numbers(frozenset({"14"})) == [1, 0]


def test_the_question_is_parted_at_its_gap(segment: Segment) -> None:
    """What stands on its two sides is grown from the gap on, the shortest piece first."""
    asked = Asked(parse_question("会议由谁主持？", segment))
    assert asked.letters == "会议由主持"
    assert asked.left == ["由", "议由", "会议由"]
    assert asked.right == ["主", "主持"]
    assert (asked.left_word, asked.right_word) == ("会议", "主持")


def test_a_unit_is_what_a_number_is_asked_of(segment: Segment) -> None:
    assert Asked(parse_question("会议有多少人参加", segment)).unit == "人"
    assert Asked(parse_question("谁参加会议", segment)).unit == ""
