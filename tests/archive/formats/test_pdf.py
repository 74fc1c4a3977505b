from pathlib import Path

import pytest
from pages import write_pdf

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError

LOCKED = Path(__file__).parents[2] / "cases" / "files" / "locked.pdf"


def read_all(data):
    problems = []
    return list(read_records(SourceFile("a.pdf", data), problems.append)), problems


def test_lines_become_paragraphs_again():
    """A line as wide as the page runs on; a short one, or an indent, ends the paragraph."""
    page = [
        "全市防汛工作会议召开",
        "　　七月二日上午全市防汛工作会议召开，市长周明主",
        "持会议并讲话，副市长吴江通报情况，各县区在分会场",
        "参加会议。",
        "　　周明强调，要逐段排查堤防，落实责任到人，二十。",
        "　　会议要求，各县区要加强值守。",
    ]
    [record], problems = read_all(write_pdf(page))
    assert problems == []
    assert record.text.split("\n") == [
        "全市防汛工作会议召开",
        "七月二日上午全市防汛工作会议召开，市长周明主持会议并讲话，副市长吴江通报情况，各县区在分会场参加会议。",
        "周明强调，要逐段排查堤防，落实责任到人，二十。",
        "会议要求，各县区要加强值守。",
    ]


def test_a_sentence_runs_on_over_the_page():
    """Page numbers, and the header that every page repeats, stand in the middle of no sentence."""
    pages = [
        ["江城年鉴", "会议由市长周明主持，副市长吴江在会", f"- {1} -"],
        ["江城年鉴", "上通报了全市的情况，并对下一阶段的", f"- {2} -"],
        ["江城年鉴", "工作作了部署。", f"- {3} -"],
    ]
    [record], _ = read_all(write_pdf(*pages))
    assert record.text == "会议由市长周明主持，副市长吴江在会上通报了全市的情况，并对下一阶段的工作作了部署。"


def test_properties_are_read():
    info = "/Title <FEFF5E74621162A5544A> /Author (Chen Li) /CreationDate (D:20210703081500+08'00')"
    [record], _ = read_all(write_pdf(["全文如下。"], info=info))
    assert (record.title, record.byline, record.created) == ("年我报告", "Chen Li", "2021-07-03")


def test_a_picture_of_a_page_names_the_extra(monkeypatch):
    """Without the extra a scanned page is named, with its number, and the others are read."""
    monkeypatch.setitem(__import__("sys").modules, "rapidocr", None)
    records, problems = read_all(write_pdf(["第一页的文字。"], []))
    assert [record.text for record in records] == ["第一页的文字。"]
    [problem] = problems
    assert problem.record == 2
    assert "wendang[ocr]" in problem.message


def test_a_password_is_named():
    with pytest.raises(UnreadableError, match="password"):
        read_all(LOCKED.read_bytes())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"%PDF-1.7\n" + bytes(500), b"<html>no</html>"])
def test_a_broken_pdf_is_named(data):
    with pytest.raises(UnreadableError, match="damaged"):
        read_all(data)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_pdf_cut_short_is_read_or_named(part):
    """What a download left is read where PDFium finds its pages, and is otherwise refused in a line."""
    data = write_pdf(["会议昨日召开。"] * 3)
    try:
        text = read_all(data[: int(len(data) * part)])[0][0].text
    except UnreadableError as error:
        text = str(error)
    assert "会议" in text or "damaged" in text


@pytest.mark.parametrize(
    "pages", [("第九页", "第十页"), ("第一百零三页", "第一百零四页"), ("第廿页", "第廿一頁")]
)
def test_headers_that_count_pages_in_words_are_taken_off(pages):
    """Of a book with more than a hundred pages as of a leaflet."""
    lines = ["全县四十七个项目。", "规划自发布之日起施行。"]
    [record], _ = read_all(
        write_pdf(*([f"青石县规划 {page}", line] for page, line in zip(pages, lines, strict=True)))
    )
    assert record.text.replace("\n", "") == "".join(lines)


def test_headers_that_count_pages_are_taken_off_and_told():
    """第1页 and 第2页 are one header; what ends at the foot of a page goes on overleaf, and each stretch knows its page."""
    pages = [
        [
            "青石县规划 第1页 共2页",
            "全县四十七个项目。",
            "规划由县规划委员会办公室负责解释，办公室主任由",
            "- 1 - 内部资料",
        ],
        ["青石县规划 第2页 共2页", "副县长周海峰兼任。", "规划自发布之日起施行。", "- 2 - 内部资料"],
    ]
    [record], _ = read_all(write_pdf(*pages))
    assert record.text.split("\n") == [
        "全县四十七个项目。",
        "规划由县规划委员会办公室负责解释，办公室主任由副县长周海峰兼任。",
        "规划自发布之日起施行。",
    ]
    assert [record.places.find(record.text.index(word)).at for word in ("解释", "周海峰", "施行")] == [
        "1",
        "2",
        "2",
    ]
    assert {one.text for one in record.left_out} == {page[at] for page in pages for at in (0, -1)}


def test_a_line_that_stands_on_two_pages_alone_is_text():
    """Only a count of pages makes a header of two like lines."""
    [record], _ = read_all(
        write_pdf(["会议由周明主持。", "甲方签字。"], ["合同自签字起生效。", "甲方签字。"])
    )
    assert record.text.count("甲方签字。") == 2
