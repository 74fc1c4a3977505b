import pytest
from lxml import html

from retrieval.archive.formats import read_records
from retrieval.archive.formats.markup_words import find_words, open_inner_pages
from retrieval.archive.records import SourceFile

ARTICLE = "".join(f"<p>第{n}次会议昨天在江城召开，市长主持会议并讲话。</p>" for n in range(5))


def read_page(markup):
    [record] = read_records(
        SourceFile("a.html", f"<html><body>{ARTICLE}{markup}</body></html>".encode()), print
    )
    return record


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<img alt=大桥合龙>", ("words of a picture", "大桥合龙")),
        ("<map><area alt=东门></map>", ("words of a picture", "东门")),
        ("<a href=/ title=点击查看>看</a>", ("words under the pointer", "点击查看")),
        ("<input value=提交申请>", ("field of a form", "提交申请")),
        ("<input placeholder=身份证号>", ("field of a form", "身份证号")),
        ("<p><ruby>汉<rt>hàn</rt></ruby></p>", ("reading above a character", "hàn")),
        ("<noscript>请打开脚本</noscript>", ("shown without scripts", "请打开脚本")),
    ],
)
def test_words_that_stand_in_no_line_are_told(markup, told):
    assert told in [(one.reason, one.text) for one in read_page(markup).left_out]


@pytest.mark.parametrize(
    "markup",
    [
        "<input type=hidden value=a8f3>",
        "<input type=checkbox value=on>",
        "<link title=feed>",
        "<img alt=' '>",
    ],
)
def test_what_nobody_is_shown_is_not_told(markup):
    assert find_words(html.fromstring(f"<div>{markup}</div>")) == []


def test_what_stands_in_the_text_too_is_not_told():
    """A picture is mostly described by the words below it."""
    assert not [one for one in read_page("<img alt=第3次会议>").left_out if "第3次" in one.text]


def test_a_page_in_a_page_is_read_where_it_stands():
    """However deep; one that holds itself for ever is opened a few times."""
    inner = "<p>里面的会议也在江城召开，副市长主持会议。</p>"
    assert "里面的会议" in read_page(f"<iframe srcdoc='{inner}'></iframe>").text
    page = "<p>末</p>"
    for _ in range(5):
        page = f'<iframe srcdoc="{html.tostring(html.fromstring(f"<div>{page}</div>"), encoding="unicode").replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>'
    tree = html.fromstring(f"<div>{page}</div>")
    open_inner_pages(tree)
    assert len(list(tree.iter("iframe"))) == 1
