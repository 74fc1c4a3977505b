"""JSON lines."""

import json

import pytest

from retrieval.archive.formats.jsonl import read_records
from retrieval.archive.records import SourceFile

LINES = [
    json.dumps({"id": str(number), "text": f"第{number}次会议召开。"}, ensure_ascii=False)
    for number in (1, 2, 3)
]


def read_all(data, line=1):
    problems = []
    return list(read_records(SourceFile("a.jsonl", data, line), problems.append)), problems


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_line_is_a_record_with_its_number(encoding, end):
    """Whatever encoding and line ends a file has, empty lines are counted and passed over."""
    records, problems = read_all(end.join([LINES[0], "", *LINES[1:]]).encode(encoding))
    assert [(record.id, record.number) for record in records] == [("1", 1), ("2", 3), ("3", 4)]
    assert problems == []


@pytest.mark.parametrize("bad", ['{"text": "会', "7", '{"title": "x"}', "[" * 100_000])
def test_a_bad_line_costs_itself(bad):
    """It is reported with its number, and the lines around it are read."""
    records, problems = read_all("\n".join([LINES[0], bad, LINES[1]]).encode())
    assert [record.id for record in records] == ["1", "2"]
    assert [problem.record for problem in problems] == [2]


def test_lines_of_two_encodings_stand_in_one_file():
    """Exports are appended to: a line in GB18030 among lines in UTF-8 is read as what it is."""
    records, problems = read_all(b"\n".join([LINES[0].encode(), LINES[1].encode("gb18030")]))
    assert [record.text for record in records] == ["第1次会议召开。", "第2次会议召开。"]
    assert problems == []


def test_a_piece_of_a_large_file_counts_on():
    """The numbers of a later piece go on where the piece before it ended."""
    records, _ = read_all("\n".join(LINES).encode(), line=100)
    assert [record.number for record in records] == [100, 101, 102]
