"""Each sentence has one row of evidence, measured as if the other hits were not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.question.parsing import parse_question
from retrieval.reader.coverage import COVERAGE
from retrieval.reader.evidence import COLUMNS, GROUPS, gather_evidence
from retrieval.reader.measures import MEASURES
from retrieval.reader.terms import count_terms

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment
    from retrieval.index.memory import MemoryIndex


def test_each_column_has_one_name_and_one_group() -> None:
    """A name that two kinds of measures shared would be one column with two meanings."""
    names = [name for groups in (COVERAGE, MEASURES) for some in groups.values() for name in some]
    assert len(names) == len(set(names))
    assert set(GROUPS) == set(COLUMNS) == set(names)


@pytest.mark.parametrize(
    "asked", ["谁主持会议", "虎门大侨有多长", "图书馆每天开放几小时", "大桥 会议 图书馆 召开", "2019年"]
)
def test_some_hits_are_measured_as_if_there_were_no_others(
    index: MemoryIndex, segment: Segment, asked: str
) -> None:
    """Which passages are of the days that are meant is no evidence: they are measured as they would be alone."""
    question = parse_question(asked, segment)
    terms, hits = count_terms(index, question.query), index.search(question.query, limit=10)
    for some in ([0], list(range(1, len(hits))), list(range(len(hits)))):
        if not some or some[-1] >= len(hits):
            continue
        every, part = gather_evidence(question, hits, terms, some=some)
        (alone,) = gather_evidence(question, [hits[number] for number in some], terms)
        assert (part.passages, part.sentences) == (alone.passages, alone.sentences)
        assert np.allclose(part.evidence, alone.evidence)
        (without,) = gather_evidence(question, hits, terms)
        assert np.allclose(every.evidence, without.evidence)
