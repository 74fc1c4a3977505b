"""Which passages may tell another name of what a question names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.telling import RARE, has_rare, plan_names, plan_shared
from retrieval.question.parsing import parse_question
from retrieval.reader.terms import Terms

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def test_the_rarest_known_terms_are_searched_for(segment: Segment) -> None:
    """Beside the question with 简称 and its like two words and two pairs, none of which occurs nowhere."""
    question = parse_question("虎门大桥什么时候通车", segment)
    query = question.query
    counts = {term: 1000 - place for place, term in enumerate((*query.words, *query.bigrams))}
    counts[query.words[-1]] = 0
    whole, *alone = plan_names(question, Terms(2000, counts))
    assert {"简称", *query.bigrams} <= set(whole.query.bigrams)
    assert len(alone) <= 4
    assert query.words[-1] not in {one.query.words[0] for one in alone}


def test_a_word_is_rare_where_few_passages_hold_it(segment: Segment) -> None:
    """One such word is enough."""
    question = parse_question("虎门大桥什么时候通车", segment)
    common = dict.fromkeys((*question.query.words, *question.query.bigrams), RARE + 1)
    assert not has_rare(question, Terms(2000, common))
    assert has_rare(question, Terms(2000, {**common, question.query.words[0]: RARE}))


def test_a_name_is_searched_for_beside_what_tells_names(segment: Segment) -> None:
    """So that it is seen whom else it is told of."""
    query = plan_shared("经开区", segment).query
    assert {"经开", "开区", "简称"} <= set(query.bigrams)
