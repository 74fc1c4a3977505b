import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def read_all(text, name="a.csv", encoding="utf-8"):
    problems = []
    return list(read_records(SourceFile(name, text.encode(encoding)), problems.append)), problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_table_is_read_by_its_head(mark, encoding):
    """The head's names, Chinese or English, tell the fields; the mark between cells is found."""
    rows = [["标题", "正文", "日期", "来源"], ["停水通知", "明日停水，请储水。", "2021-07-03", "江城日报"]]
    [record], problems = read_all("\n".join(mark.join(row) for row in rows), encoding=encoding)
    assert problems == []
    assert (record.title, record.text, record.date, record.source) == (
        "停水通知",
        "明日停水，请储水。",
        "2021-07-03",
        "江城日报",
    )


def test_a_quote_that_is_never_closed_costs_its_own_row():
    """The rows below it are served, and the row is named by its line."""
    records, problems = read_all('id,text\n1,甲开会。\n2,"乙开会。\n3,丙开会。\n4,"丁说""好""。"\n')
    assert [(record.id, record.text) for record in records] == [
        ("1", "甲开会。"),
        ("3", "丙开会。"),
        ("4", '丁说"好"。'),
    ]
    assert [problem.record for problem in problems] == [3]


def test_quotes_in_the_wrong_place_are_named():
    records, problems = read_all('id,text\n1,"甲"开"会。\n2,"甲"开会"。"\n3,乙开会。\n')
    assert [record.id for record in records] == ["3"]
    assert [problem.record for problem in problems] == [2, 3]


def test_a_row_with_too_many_cells_is_named():
    """A comma inside an unquoted text would cut it: better no record than half of one."""
    records, problems = read_all("id,text\n1,甲开会,乙也去。\n2,丙开会。\n")
    assert [record.id for record in records] == ["2"]
    assert "3 cells" in problems[0].message


@pytest.mark.parametrize(("text", "word"), [("", "empty"), ("\n\n", "empty")])
def test_a_table_without_text_is_named(text, word):
    with pytest.raises(UnreadableError, match=word):
        read_all(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("姓名,部门\n罗敏,水利局\n何立,交通局\n", ["姓名：罗敏；部门：水利局", "姓名：何立；部门：交通局"]),
        ("罗敏,水利局,8101\n何立,交通局,8102\n", ["罗敏；水利局；8101", "何立；交通局；8102"]),
        ("值班表\n姓名,电话\n罗敏,8101\n", ["姓名：罗敏；电话：8101"]),
    ],
)
def test_a_table_of_facts_is_one_record_whose_rows_say_their_heads(text, lines):
    """A table that names no column of articles is read with any head or none, in any encoding."""
    [record], problems = read_all(text, encoding="gb18030")
    assert problems == []
    assert record.text.split("\n") == lines


def test_a_cell_leads_back_to_its_place():
    """Each stretch of a row knows its cell."""
    [record], _ = read_all("姓名,部门\n罗敏,水利局\n")
    assert record.places.find(record.text.index("水利局")).at == "B2"


def test_a_long_article_fits_a_cell():
    [record], _ = read_all(f'text\n"{"会议召开。" * 100_000}"\n')
    assert len(record.text) == 500_000


@given(
    st.lists(st.text(st.sampled_from('甲"，,\n\r;'), min_size=1).filter(str.strip), min_size=1, max_size=8)
)
def test_what_a_writer_quoted_comes_back(texts):
    """Every text that the csv module writes is read again, line ends and quotes included."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["id", "text"])
    writer.writerows(enumerate(texts))
    records, problems = read_all(stream.getvalue())
    assert problems == []
    assert [record.text for record in records] == texts
