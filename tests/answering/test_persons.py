"""What reports say of somebody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from retrieval import Settings, open_answerer
from retrieval.answering.persons import trace_person

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval import Answerer

REPORTS = [
    ("a", "2019-03-12", "副市长温金荣出席会议。温金荣表示，要抓紧。"),
    ("b", "2020-05-01", "副市长温金荣会见市民代表。"),
    ("c", "2022-11-14", "市委书记刘吉主持会议，市长温金荣出席会议。温金荣在会上强调，要严格落实责任。"),
    ("d", "2022-11-15", "刘吉祥表示，这是一件好事。"),
]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Return what answers from reports on a town's mayor."""
    file: Path = tmp_path_factory.mktemp("town") / "news.jsonl"
    lines = [json.dumps({"id": id, "date": day, "title": "要闻", "text": text}) for id, day, text in REPORTS]
    file.write_text("\n".join(lines), "utf-8")
    return open_answerer(Settings(_env_file=None, archive=file), report=print)


def test_offices_come_with_their_days(town: Answerer) -> None:
    """Each as it is written, the newest first, with the first and the last day on which a report names it."""
    person = trace_person(town, "温金荣是谁？")
    assert person.name == "温金荣"
    assert [(one.name, str(one.since), str(one.until), one.quote.metadata.id) for one in person.offices] == [
        ("市长", "2022-11-14", "2022-11-14", "c"),
        ("副市长", "2019-03-12", "2020-05-01", "b"),
    ]
    assert [one.quote.exact_text for one in person.offices] == ["市长", "副市长"]


def test_sayings_and_companions_are_sentences_that_say_so(town: Answerer) -> None:
    """What was said, the newest first; who stands in the same sentence, with the sentence."""
    person = trace_person(town, "温金荣")
    assert [quote.text for quote in person.said] == [
        "温金荣在会上强调，要严格落实责任。",
        "温金荣表示，要抓紧。",
    ]
    assert [(one.name, one.count, one.quote.exact_text) for one in person.beside] == [("刘吉", 1, "刘吉")]


def test_a_longer_name_is_another_person(town: Answerer) -> None:
    """刘吉祥 said it, and not 刘吉; nobody of no name said anything."""
    assert trace_person(town, "刘吉").said == ()
    for name in ("", "？", "欧阳修"):
        person = trace_person(town, name)
        assert (person.offices, person.said, person.beside) == ((), (), ())
