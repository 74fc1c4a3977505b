"""Documents, timelines and persons in the names of the line protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.chronicle import trace_topic
from retrieval.answering.persons import trace_person
from retrieval.serving.records import (
    document_to_json,
    find_number,
    number_sentences,
    person_to_json,
    timeline_to_json,
)

if TYPE_CHECKING:
    from retrieval import Answerer


def test_a_quote_has_a_number_in_its_document(town: Answerer) -> None:
    """The numbered sentence is the quoted one, for every quote of an answer."""
    for question in ("清禾大桥全长多少米？", "罗雁指出了什么？", "新馆每周几闭馆？"):
        for quote in town.ask(question).shown:
            document = town.index.document(quote.metadata.id)
            assert document
            spans = {number: span for number, _, span in number_sentences(document)}
            assert spans[find_number(document, quote)].of(document.text) == quote.text


def test_a_document_is_written_with_every_sentence_in_its_place(town: Answerer) -> None:
    """Sentences are pieces of the text, and paragraphs hold their own."""
    document = town.index.document("bridge")
    assert document
    written = document_to_json(document)
    assert len(written["paragraphs"]) == len(document.paragraphs)
    for paragraph in written["paragraphs"]:
        for one in paragraph:
            assert document.text[one["start"] : one["end"]] == one["sentence"]


def test_timelines_and_persons_are_written_with_the_names_of_an_answer(town: Answerer) -> None:
    """Each event, saying and office is an answer of the line protocol and something more."""
    keys = {"sentence", "span", "document", "title", "date", "url", "paragraph", "score"}
    timeline = timeline_to_json(trace_topic(town, "交易会"))
    assert all(keys <= set(event) for event in timeline["events"])
    person = person_to_json(trace_person(town, "罗雁"))
    assert person["said"]
    assert all(keys <= set(one) for one in (*person["offices"], *person["said"], *person["beside"]))
