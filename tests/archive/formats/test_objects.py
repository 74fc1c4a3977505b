import json

import pytest

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def read_all(value, name="a.json"):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    problems = []
    return list(read_records(SourceFile(name, text.encode()), problems.append)), problems


ONE = {"标题": "通知", "内容": "明日停水。"}


@pytest.mark.parametrize("value", [ONE, [ONE], {"total": 1, "data": {"page": 1, "list": [ONE]}}])
def test_objects_are_found_where_exports_put_them(value):
    [record], problems = read_all(value)
    assert (record.title, record.text, problems) == ("通知", "明日停水。", [])


def test_a_bad_object_costs_itself():
    records, problems = read_all([ONE, {"title": "空"}, 7, ONE])
    assert [record.number for record in records] == [1, 4]
    assert [problem.record for problem in problems] == [2, 3]


@pytest.mark.parametrize("text", ["", "{", "7", '{"a": 1}', "[" * 100_000])
def test_json_without_documents_is_named(text):
    with pytest.raises(UnreadableError):
        read_all(text)


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
