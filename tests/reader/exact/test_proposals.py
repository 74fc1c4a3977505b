"""The stretches of a sentence, and what is measured of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from passages import passage_of

from retrieval.question.parsing import parse_question
from retrieval.reader.exact.columns import COLUMNS
from retrieval.reader.exact.marking import shipped_network
from retrieval.reader.exact.proposals import propose_spans

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

TEXT = st.text(
    st.sampled_from("会议于11月4日在广州召开，刘吉说：“要‘严’、《快》”。是的（五）个 a"),
    min_size=1,
    max_size=40,
)


def test_the_shipped_weights_fit_the_measures(segment: Segment) -> None:
    """A measure that was added without fitting anew would be weighed with another one's weight."""
    assert shipped_network().columns == COLUMNS
    passage = passage_of("刘吉主持会议。", segment)
    proposals = propose_spans(parse_question("谁主持会议", segment), passage, passage.sentences[0])
    assert proposals.rows.shape == (len(proposals.starts), len(COLUMNS))


@given(text=TEXT)
def test_all_short_stretches_of_whole_words_are_proposed(segment: Segment, text: str) -> None:
    """Each stretch of up to fourteen words is proposed once, and none begins or ends inside a word."""
    passage = passage_of(text, segment)
    for sentence in passage.sentences:
        words = [word for word in passage.words if sentence.start <= word.start < sentence.end]
        proposals = propose_spans(parse_question("谁在广州开会", segment), passage, sentence)
        spans = list(zip(proposals.starts.tolist(), proposals.ends.tolist(), strict=True))
        assert len(spans) == len(set(spans))
        short = {
            (one.start, min(two.end, sentence.end))
            for number, one in enumerate(words)
            for two in words[number : number + 14]
        }
        assert short <= set(spans)
        assert {start for start, _ in spans} <= {word.start for word in words}
        assert {end for _, end in spans} <= {min(word.end, sentence.end) for word in words}


@given(
    text=TEXT,
    asked=st.sampled_from(["谁在广州开会", "会议是几月几日", "有多少人", "哪些会议召开", "五是什么"]),
)
def test_what_stretches_share_is_weighed_as_if_each_had_it(segment: Segment, text: str, asked: str) -> None:
    """Whatever the sentence, the rows by which weights are fitted score as the shared measures do."""
    passage = passage_of(text, segment)
    network = shipped_network()
    for sentence in passage.sentences:
        proposals = propose_spans(parse_question(asked, segment), passage, sentence)
        scores = network.score(proposals.measures, proposals.columns, proposals.shared)
        assert np.allclose(scores, network.score(proposals.rows))
