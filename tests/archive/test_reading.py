import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.formats import read_records
from retrieval.archive.reading import read_documents
from retrieval.archive.records import SourceFile

SEEDS = Path(__file__).parents[2] / "seeds"


def read_all(archive):
    problems = []
    return list(read_documents(archive, problems.append)), problems


def write_lines(path, *records):
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def test_a_line_cut_in_half_is_named_and_the_rest_served(tmp_path):
    """A broken record costs itself alone."""
    (tmp_path / "a.jsonl").write_text(
        '{"id": "1", "text": "甲开会。"}\n{"id": "2", "te\n\n{"text": "乙开会。"}\n[1]\n{"id": 4}\n'
    )
    documents, problems = read_all(tmp_path)
    assert [document.id for document in documents] == ["1", "a.jsonl#4"]
    assert [(problem.path, problem.record) for problem in problems] == [("a.jsonl", n) for n in (2, 5, 6)]


LINES = [
    *(
        '{"text": "甲开会。"}',
        '{"内容": "乙开会。", "text": ""}',
        '{"text": "丙"',
        "[1]",
        "",
        " \t",
        '{"text": "丁\\ud83d"}',
    ),
    *(
        '\ufeff{"text": "戊"}',
        '{"text": "己\x7f"}',
        '{"text": "庚\x00\x01\x02"}',
        '{"text": "辛"}\r',
        '{"text": "壬\u2028癸"}',
    ),
]


@given(
    st.lists(
        st.tuples(st.sampled_from(LINES), st.sampled_from(["utf-8", "utf-8", "gb18030", "big5hkscs"])),
        max_size=6,
    )
)
def test_lines_are_read_together_as_each_alone(lines):
    """Many are decoded at once; no line changes what another says, nor how it is decoded."""
    lines = [line.encode(encoding, "ignore") for line, encoding in lines]
    together, alone = [], []
    problems, others = [], []
    together += read_records(SourceFile("a.jsonl", b"\n".join(lines)), problems.append)
    for number, line in enumerate(lines, 1):
        alone += read_records(SourceFile("a.jsonl", line, number), others.append)
    assert (together, problems) == (alone, others)


def test_two_records_with_one_id_are_both_served(tmp_path):
    """Ids are distinct, and the same whenever the archive is read again."""
    write_lines(
        tmp_path / "a.jsonl", *({"id": name, "text": f"第{n}次会议召开。"} for n, name in enumerate("xxyx"))
    )
    documents, problems = read_all(tmp_path)
    assert [document.id for document in documents] == ["x", "x~2", "y", "x~3"]
    assert [problem.record for problem in problems] == [2, 4]
    assert [document.id for document in read_all(tmp_path)[0]] == ["x", "x~2", "y", "x~3"]


def test_a_records_lines_are_its_paragraphs(tmp_path):
    """The text of a record is an article: no line of it is navigation, and its fields are kept."""
    write_lines(
        tmp_path / "a.jsonl",
        {
            "id": "1",
            "title": "通知",
            "text": "首页\n第一段。\n\n 第二段",
            "date": "2022-11-14",
            "url": "https://x.cn/1",
        },
    )
    [document], _ = read_all(tmp_path)
    assert [span.of(document.text) for span in document.paragraphs] == ["首页", "第一段。", "第二段"]
    metadata = document.metadata
    assert (metadata.title, str(metadata.date), metadata.url) == ("通知", "2022-11-14", "https://x.cn/1")


def test_one_bad_file_never_stops_an_archive(tmp_path):
    """A binary file and one of an unknown format are named; the others are served."""
    (tmp_path / "a.txt").write_bytes(bytes(range(256)))
    (tmp_path / "b.xyz").write_bytes(b"\x00\x01\x02\x03" * 50)
    (tmp_path / "c.txt").write_text("会议昨日在北京召开。")
    documents, problems = read_all(tmp_path)
    assert [document.id for document in documents] == ["c.txt"]
    assert [problem.path for problem in problems] == ["a.txt", "b.xyz"]


def test_the_seed_is_an_article():
    """The seed's article is found: headlines, source, reporter, day; its navigation falls away."""
    [document], problems = read_all(SEEDS)
    assert problems == []
    metadata = document.metadata
    assert metadata.title == "全市疫情防控工作会议召开"
    assert metadata.subtitle.endswith("刘吉主持会议并讲话 温金荣出席会议")
    assert (metadata.source, metadata.byline) == ("惠州日报", "戴建")
    assert (metadata.date_text, metadata.date) == ("11月14日下午", None)
    paragraphs = [span.of(document.text) for span in document.paragraphs]
    assert len(paragraphs) == 5
    assert paragraphs[0].startswith("11月14日下午,全省")
    assert paragraphs[-1].endswith("等参加会议。")
