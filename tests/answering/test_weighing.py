"""What is found for a question, before it is decided whether it answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from retrieval import Answerer
from retrieval.answering.weighing import Weighed
from retrieval.answers import NotFound
from retrieval.index.memory import MemoryIndex
from retrieval.reader.lexical import open_lexical_reader
from retrieval.reader.neural.encoder import Reading as Read
from retrieval.reader.neural.reader import NeuralReader
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.chinese.words import Segment
    from retrieval.reader.neural.inputs import Candidate


def answerer_of(segment: Segment, *documents: tuple[str, date | None]) -> Answerer:
    """Return what answers from documents that are named by their number."""
    index = MemoryIndex(
        [
            Document(Metadata(str(id), str(id), date=day), text, (Span(0, len(text)),), Origin(1, "utf-8"))
            for id, (text, day) in enumerate(documents)
        ],
        segment,
    )
    return Answerer(index, segment, today=lambda: date(2022, 11, 15))


def test_what_is_weighed_has_every_signal_of_the_calibration(segment: Segment) -> None:
    """So that confidence is worked out by names, whatever their order."""
    answerer = answerer_of(segment, ("市委书记刘吉主持会议。", None), ("大桥建成通车。", None))
    weighed = answerer.weigh("谁主持会议？")
    assert isinstance(weighed, Weighed)
    assert set(weighed.signals) == set(answerer.calibration.signals)
    assert weighed.terms.passages == 2


def test_a_sentence_of_several_days_is_repeated(segment: Segment) -> None:
    """The newest is quoted, and it is told that there are others."""
    text = "图书馆每天开放八小时。"
    weighed = answerer_of(segment, (text, date(2020, 1, 1)), (text, date(2022, 1, 1))).weigh(
        "图书馆每天开放几小时？"
    )
    assert isinstance(weighed, Weighed)
    assert weighed.repeated
    assert weighed.ranking.quotes[0].metadata.id == "1"


class Reading:
    """An encoder that likes the last sentence best, and counts how often it was asked."""

    times = 0

    def read(self, _: str, candidates: Sequence[Candidate]) -> list[Read]:
        """Return what is read of each candidate."""
        self.times += 1
        return [Read(float(place), 0.5, 0, 1, 0.5) for place in range(len(candidates))]


def reading(answerer: Answerer) -> tuple[Answerer, Reading]:
    """Return what answers with the encoder, from the same index."""
    encoder = Reading()
    reader = NeuralReader(open_lexical_reader(), encoder)  # type: ignore[arg-type]
    return Answerer(answerer.index, answerer.segment, today=answerer.today, reader=reader), encoder


TEXT = "市委书记刘吉主持会议并讲话。会议由温金荣筹备。记者陈红报道，会议气氛热烈。"


def test_what_the_first_stage_is_sure_of_is_not_read_again(segment: Segment) -> None:
    """Its answer stands, with its own confidence; so does an office, and so do words that ask nothing."""
    lexical = answerer_of(segment, (TEXT, None), ("大桥昨日建成通车，全长三公里。", None))
    whole, encoder = reading(lexical)
    for question in ("谁主持会议并讲话？", "刘吉是谁？", "会议 气氛"):
        weighed, alone = whole.weigh(question), lexical.weigh(question)
        assert isinstance(weighed, Weighed)
        assert isinstance(alone, Weighed)
        assert (weighed.ranking.quotes, weighed.signals) == (alone.ranking.quotes, alone.signals)
    assert encoder.times == 0


def test_what_it_is_not_sure_of_is_read(segment: Segment) -> None:
    """And so is everything where a calibration is fitted, or there would be nothing to fit to."""
    whole, encoder = reading(answerer_of(segment, (TEXT, None), ("大桥昨日建成通车，全长三公里。", None)))
    weighed = whole.weigh("大桥的会上谁筹备了通车？")
    assert isinstance(weighed, Weighed)
    assert set(weighed.signals) == set(whole.calibration.signals)
    assert encoder.times == 1
    weighed = whole.reading_all().weigh("谁主持会议并讲话？")
    assert isinstance(weighed, Weighed)
    assert set(weighed.signals) == set(whole.calibration.signals)
    assert encoder.times == 2


def test_an_archive_that_never_names_a_place_is_not_sure_of_it(segment: Segment) -> None:
    """However well a sentence on another one fits: 深圳市市长 is none of 清远市's."""
    answerer = answerer_of(segment, ("市长温金荣出席会议。", None), ("市委书记刘吉主持会议。", None))
    known, unknown = (answerer.ask(f"{where}市长是谁？") for where in ("", "深圳市"))
    assert known.confidence > answerer.threshold > unknown.confidence
    assert unknown.outcome == "none"


def test_where_nothing_is_found_there_is_nothing_to_weigh(segment: Segment) -> None:
    """The reason is told at once: the question has no word, or the archive none of its words."""
    answerer = answerer_of(segment, ("刘吉主持会议。", None))
    for question, reason in (("？！", "no words"), ("航天飞机何时升空", "unknown words")):
        weighed = answerer.weigh(question)
        assert isinstance(weighed, NotFound)
        assert weighed.reason == reason
