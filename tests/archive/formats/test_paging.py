from retrieval.archive.formats.page_layout import Line
from retrieval.archive.formats.paging import Page, following, given_title, join_pages, lines_of_picture


def test_pages_are_joined_without_what_they_repeat():
    """A header that stands on each page at one height is no text, and a sentence goes on over it."""
    header, foot = Line("江城年鉴", bottom=800), "第{}页"
    pages = [
        Page(number, [header, Line(said, bottom=400, full=True), Line(foot.format(number), bottom=20)])
        for number, said in enumerate(["会议由市长周明主持，副市长吴江在会", "上通报了全市的情况，并对下一阶段的", "工作作了部署。"], 1)
    ]  # fmt: skip
    text, places, left_out = join_pages(pages)
    assert text == "会议由市长周明主持，副市长吴江在会上通报了全市的情况，并对下一阶段的工作作了部署。"
    assert [places.find(text.index(word)).at for word in ("周明", "通报", "部署")] == ["1", "2", "3"]
    assert {one.text for one in left_out} == {"江城年鉴", "第1页", "第2页", "第3页"}


def test_lines_of_a_picture_are_full_where_they_are_long():
    """What is recognized has no exact places."""
    lines = lines_of_picture(["会议由市长周明主持，副市长吴江在会", "上通报了情况。"])
    assert [(one.full, one.filled) for one in lines] == [(True, True), (False, False)]
    assert lines_of_picture([]) == []


def test_a_title_that_a_program_wrote_is_none():
    titles = ["Microsoft Word - 通知.doc", "Untitled-1", "通知.ofd", "abc_01", " 停水通知 "]
    assert [given_title(title) for title in titles] == ["", "", "", "", "停水通知"]


def test_numbers_that_follow_one_another_are_told_together():
    assert list(following([2, 3, 4, 9])) == [(2, 4), (9, 9)]
    assert list(following([])) == []
