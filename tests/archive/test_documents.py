import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.documents import parse_document
from retrieval.archive.records import Record, Repaired

PAGE = """江城日报 江城晚报 江城在线 数字报
首页 > 要闻 > 正文
江城召开防汛会议
2021-07-03 08:15  来源：江城日报  作者：陈立
本报讯（记者陈立）7月2日上午，全市防汛工作会议召开。市长周明主持会议。
一、查隐患
周明强调，要逐段排查堤防。
责任编辑：王一
相关阅读
江城大桥通车
版权所有 江城日报社"""


def parse(text, **fields):
    return parse_document(Record(path="a.txt", text=text, **fields), Repaired(text))


def paragraphs(document):
    return [span.of(document.text) for span in document.paragraphs]


def test_a_page_gives_its_article():
    """Navigation, credits and links fall away; headline, day, source and author become fields."""
    document = parse(PAGE)
    metadata = document.metadata
    assert metadata.title == "江城召开防汛会议"
    assert (metadata.source, metadata.byline, metadata.date_text) == ("江城日报", "陈立", "2021-07-03")
    assert str(metadata.date) == "2021-07-03"
    assert paragraphs(document) == [
        "7月2日上午，全市防汛工作会议召开。市长周明主持会议。",
        "一、查隐患",
        "周明强调，要逐段排查堤防。",
    ]


def test_a_plain_article_is_kept_whole():
    """A text without a site around it loses nothing but its headline."""
    document = parse("我的家乡\n\n　　家乡在江边。\n　　每年春天都涨水。")
    assert document.metadata.title == "我的家乡"
    assert paragraphs(document) == ["家乡在江边。", "每年春天都涨水。"]


def test_a_list_is_kept():
    """Where no line is a sentence, no line is thrown away for being short."""
    assert paragraphs(parse("张三\n李四\n王五")) == ["张三", "李四", "王五"]


def test_a_day_in_an_encyclopedia_is_not_the_documents():
    """Only a dateline, a line of its own or a record says when a document was written."""
    assert parse("1786年2月2日，亚洲协会在加尔各答举行。").metadata.date is None


@given(st.text(), st.booleans())
def test_paragraphs_are_stretches_of_the_text(text, body):
    """For any text: paragraphs rise, do not overlap, and are neither empty nor blank at their ends."""
    document = parse(text, body=body)
    assert document.text == text
    end = 0
    for span in document.paragraphs:
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        assert "\n" not in span.of(text)
        end = span.end


@pytest.mark.parametrize(
    ("text", "path", "created", "expected"),
    [
        ("本报讯（记者陈立）7月2日上午，会议召开。", "2021/a.txt", "", "2021-07-02"),
        ("本报讯（记者陈立）7月2日上午，会议召开。", "a.txt", "2020-01-01", "None"),
        ("会议召开。", "2021-07-03.txt", "2020-01-01", "2021-07-03"),
        ("会议召开。", "2021/a.docx", "2021-07-04", "2021-07-04"),
        ("会议召开。", "a.txt", "", "None"),
    ],
)
def test_a_date_that_the_text_leaves_out_is_inferred(text, path, created, expected):
    """The year comes from file or folder, a whole day from its name or its own word; and that is said."""
    metadata = parse_document(Record(path=path, text=text, created=created), Repaired(text)).metadata
    assert str(metadata.date) == expected
    assert metadata.date_inferred == (metadata.date is not None)


def test_a_day_that_is_written_is_not_inferred():
    """Whatever the names of files say."""
    metadata = parse("会议召开。", date="2022-11-14").metadata
    assert (str(metadata.date), metadata.date_inferred) == ("2022-11-14", False)


@pytest.mark.parametrize(
    "line", ["记者：本届交易会的最大亮点是什么？", "记者：您为什么要写这本书?", "时间：几点开始？"]
)
def test_a_line_that_asks_is_text(line: str) -> None:
    """In an interview 记者： opens a question, and names no reporter."""
    record = Record("a.txt", f"沈怀远答记者问\n{line}\n沈怀远：最大的亮点是数字农业展区。")
    document = parse_document(record, Repaired(record.text))
    assert line in [paragraph.of(document.text) for paragraph in document.paragraphs]
    assert not document.metadata.byline


def test_the_day_in_a_files_name_is_its_day():
    """Whatever the text tells of; but where a line says when the text appeared, that is the day."""
    text = "会议通知\n定于2026年10月20日召开会议。\n地点在三楼。"
    assert (
        str(parse_document(Record("通知/20261014-会议.txt", text), Repaired(text)).metadata.date)
        == "2026-10-14"
    )
    said = "会议召开\n2026-10-15 08:15 来源：江城日报\n会议昨天召开。"
    assert (
        str(parse_document(Record("20261014-会议.txt", said), Repaired(said)).metadata.date) == "2026-10-15"
    )


def test_a_deadline_is_no_day_of_the_text():
    """Nor is any other day on which something happens."""
    assert parse("招聘公告\n报名截止：2023年8月20日\n司机三人，高中以上学历。").metadata.date is None


@pytest.mark.parametrize(
    "row",
    [
        "日期：10月24日；值班总编：殷素秋；夜班编辑：梅东升；校对：苏慎之；电话：6240 1101",
        "日期：10月25日；记者：白一凡；来源：热线；审核：蓝天佑",
        "值班编辑：洛嘉；电话：6240 1104",
    ],
)
def test_what_stands_in_the_cells_of_a_row_is_no_credit(row: str) -> None:
    """Of a duty roster no cell is cut off as the editor, the source or the day of an article."""
    document = parse(f"夜班值班安排\n各岗位按下表值班，有事提前调换。\n{row}\n值班电话保持畅通。")
    assert row in [paragraph.of(document.text) for paragraph in document.paragraphs]
    metadata = document.metadata
    assert (metadata.byline, metadata.source, metadata.date) == ("", "", None)


def test_credits_side_by_side_are_no_row() -> None:
    """They look like one, and every cell of it is a credit."""
    document = parse("会议召开\n会议昨天在江城召开。\n责任编辑：王一；校对：李二")
    assert [paragraph.of(document.text) for paragraph in document.paragraphs] == ["会议昨天在江城召开。"]
