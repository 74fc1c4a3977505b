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
