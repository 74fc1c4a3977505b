"""Answers, sentences and sources as JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from quotes import PASSAGE, QUESTION, QUOTE

from retrieval.answers import Found, NotFound
from retrieval.serving.writing import to_json
from retrieval.values import Metadata, Places

if TYPE_CHECKING:
    from retrieval.answers import Answer
    from retrieval.wording import Language


def found(_: str) -> Answer:
    return Found(QUESTION, (QUOTE,), 0.75)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_what_a_reader_should_know_is_written(language: Language) -> None:
    """That documents disagree is a key and a whole sentence; so is how the question was spelt, where it was not so."""
    disputed = to_json(
        Found(QUESTION, (QUOTE, QUOTE), 0.75, disputed=True, spelling="谁主持了会议"), language
    )
    assert (disputed["disputed"], disputed["spelling"]) == (True, "谁主持了会议")
    assert disputed["remark"].endswith((".", "。"))
    refused = to_json(NotFound(QUESTION, "disputed", (), (QUOTE, QUOTE), 0.25, "谁主持了会议"), language)
    assert (refused["disputed"], refused["spelling"]) == (True, "谁主持了会议")
    assert {"disputed", "spelling"}.isdisjoint(to_json(found("?"), language))


@pytest.mark.parametrize(
    ("places", "written"),
    [
        (Places("page", "", ((0, "2"), (13, "3"), (15, "4"))), {"page": "3"}),
        (Places("slide", "", ((0, "4"),)), {"slide": "4"}),
        (Places("cell", "市区", ((0, "A5"), (13, "E5"))), {"sheet": "市区", "cell": "E5"}),
        (Places("chapter", "第二章"), {"chapter": "第二章"}),
        (Places("moment", "", ((0, "00:01"), (13, "1:02:03"))), {"moment": "1:02:03"}),
        (Places("message", "采编群", ((0, "文澍"),)), {"chat": "采编群", "sender": "文澍"}),
    ],
)
def test_the_place_of_the_exact_words_is_written(places: Places, written: dict[str, str]) -> None:
    """Each kind of place has its names; a file without places has no key for them."""
    quote = replace(QUOTE, passage=replace(PASSAGE, metadata=replace(PASSAGE.metadata, places=places)))
    [answer] = to_json(Found(QUESTION, (quote,), 0.75), "zh-Hans")["answers"]
    assert answer["place"] == written
    [plain] = to_json(found("?"), "zh-Hans")["answers"]
    assert "place" not in plain


def test_other_sources_and_inferred_dates_are_written() -> None:
    """Where others say the same they are named with their ids; where nothing is to be said, no key says it."""
    other = Metadata("d2", "b.txt", "会议召开", source="晚报", url="https://example.org/2")
    metadata = replace(
        QUOTE.metadata, also=(other,), date=date(2022, 11, 14), date_text="11月14日", date_inferred=True
    )
    quote = replace(QUOTE, passage=replace(QUOTE.passage, metadata=metadata))
    [written] = to_json(Found(QUESTION, (quote,), 0.75), "zh-Hans")["answers"]
    assert (written["date"], written["date_inferred"]) == ("2022-11-14", True)
    assert written["also"] == [
        {
            "document": "d2",
            "title": "会议召开",
            "date": None,
            "source": "晚报",
            "url": "https://example.org/2",
        }
    ]
