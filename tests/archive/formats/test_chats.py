"""Telegram's export."""

import json

import pytest

from retrieval.archive.formats import read_records
from retrieval.archive.formats.chats import is_export
from retrieval.archive.records import SourceFile


def read_all(value, name="a.json"):
    problems = []
    return list(read_records(SourceFile(name, json.dumps(value).encode()), problems.append)), problems


EXPORT = {
    "name": "江城发布",
    "type": "public_channel",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "action": "create_channel", "text": ""},
        {
            "id": 7,
            "type": "message",
            "date": "2021-07-03T08:15:00",
            "from": "江城发布",
            "text": ["今日", {"type": "bold", "text": "停水"}, "。"],
        },
        {"id": 8, "type": "message", "date": "2021-07-03T09:00:00", "photo": "a.jpg", "text": ""},
        {
            "id": 9,
            "type": "message",
            "date": "2021-07-04T09:00:00",
            "forwarded_from": "江城日报",
            "text": "恢复供水。",
        },
    ],
}


def test_a_chat_of_telegram_is_read_message_by_message():
    """Styles, joinings and pictures fall away; day, chat and sender are kept; ids are the messages' own."""
    records, problems = read_all(EXPORT, "chat/result.json")
    assert problems == []
    assert [(r.id, r.text, r.title, r.source) for r in records] == [
        ("chat/result.json#7", "今日停水。", "江城发布", "江城发布"),
        ("chat/result.json#9", "恢复供水。", "江城发布", "江城日报"),
    ]
    assert records[0].date == "2021-07-03T08:15:00"


def test_the_export_of_all_chats_holds_each():
    records, _ = read_all({"about": "", "chats": {"list": [EXPORT, {**EXPORT, "id": 2}]}})
    assert len({record.id for record in records}) == len(records) == 4


@pytest.mark.parametrize("value", [7, [], {}, {"messages": []}, {"type": "x", "messages": 7}, {"chats": 7}])
def test_other_json_is_no_export(value):
    """Only an object with a type and a list of messages is an export, or one that holds a list of such objects."""
    assert not is_export(value)
    assert is_export(EXPORT)
