import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from retrieval.archive.formats.html import parse_page
from retrieval.archive.formats.markup_lists import write_numbers, write_pairs
from retrieval.chinese.enumeration import item_number


def lines(markup):
    """Return the text of the items of a page's lists, each with its number."""
    page = html.fromstring(f"<div>{markup}</div>")
    write_numbers(page)
    return [
        " ".join((item.text_content() if item.find(".//li") is None else item.text or "").split())
        for item in page.iter("li")
    ]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", ["1. 甲", "2. 乙", "3. 丙"]),
        ("start=4", ["4. 甲", "5. 乙", "6. 丙"]),
        ("type=a", ["a. 甲", "b. 乙", "c. 丙"]),
        ("type=I start=9", ["IX. 甲", "X. 乙", "XI. 丙"]),
        ("reversed", ["3. 甲", "2. 乙", "1. 丙"]),
        ("reversed start=10", ["10. 甲", "9. 乙", "8. 丙"]),
        ("start=-1", ["-1. 甲", "0. 乙", "1. 丙"]),
        ("start=zero type=q", ["1. 甲", "2. 乙", "3. 丙"]),
        ("style='list-style-type: cjk-ideographic'", ["一、甲", "二、乙", "三、丙"]),
        ("style='margin:0;list-style: upper-alpha inside'", ["A. 甲", "B. 乙", "C. 丙"]),
        ("style='list-style:none'", ["甲", "乙", "丙"]),
        ("class='breadcrumb'", ["甲", "乙", "丙"]),
        ("class='page-pagination'", ["甲", "乙", "丙"]),
    ],
)
def test_a_list_says_how_its_items_are_numbered(attributes, expected):
    """Where it begins, how a number is written, whether numbers fall; a list without numbers gets none."""
    assert lines(f"<ol {attributes}><li>甲</li><li>乙</li><li>丙</li></ol>") == expected


def test_an_item_may_say_its_own_number():
    """Those behind it go on from there."""
    assert lines("<ol><li>甲</li><li value=7>乙</li><li>丙</li></ol>") == ["1. 甲", "7. 乙", "8. 丙"]


def test_a_list_in_a_list_counts_for_itself():
    """Dots in between count nothing, and the outer list goes on."""
    markup = "<ol><li>甲<ol type=a><li>子</li><li>丑</li></ol></li><li>乙<ul><li>点</li></ul></li></ol>"
    assert lines(markup) == ["1. 甲", "a. 子", "b. 丑", "2. 乙", "点"]


@pytest.mark.parametrize("written", ["一、{}", "（二）{}", "第三条 {}", "4. {}", "⑤{}"])
def test_what_is_numbered_by_hand_is_numbered_once(written):
    """Sites that write numbers themselves hide those of the list."""
    items = [written.format("收费标准"), written.format("办理时限")]
    assert lines("<ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>") == items


def test_a_number_stands_in_the_line_of_its_item():
    """An item may begin with a paragraph, a mark of bold type or a blank."""
    assert lines("<ol><li> <p><b>甲</b>项</p></li></ol>") == ["1. 甲项"]


def test_lists_around_a_page_are_left_as_they_are():
    """Paths through a site, and lists of links, are no text."""
    assert lines("<nav><ol><li>甲</li></ol></nav>") == ["甲"]
    assert lines("<ol><li><a href=/>首页</a></li><li><a href=/>要闻</a></li></ol>") == ["首页", "要闻"]


@given(start=st.integers(1, 200), number=st.integers(1, 12))
def test_numbers_are_read_back(start, number):
    """The reader of numbered items, which questions lean on, finds the number that is written."""
    items = "".join(f"<li>事项{'甲' * place}</li>" for place in range(number))
    found = [item_number(line) for line in lines(f"<ol start={start}>{items}</ol>")]
    assert found == list(range(start, start + number))


def test_an_article_keeps_its_numbers():
    """What finds the article marks items by dashes, which nobody wrote; a numbered item has none."""
    article = "".join(f"<p>第{n}次会议昨天在江城召开，市长主持会议并讲话。</p>" for n in range(5))
    page = f"<html><body><article>{article}<ol><li>先排查风险隐患</li><li>再组织群众转移</li></ol></article></body></html>"
    text = parse_page(page, "a.html", "utf-8").text
    assert text.endswith("\n1. 先排查风险隐患\n2. 再组织群众转移")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<dt>馆长：</dt><dd>邓明远</dd>", ["馆长：邓明远"]),
        ("<dt>地址</dt><dd>临江大道5号</dd><dd>清水路18号</dd>", ["地址：临江大道5号", "清水路18号"]),
        ("<dt>闭馆时间？</dt><dd>五点</dd>", ["闭馆时间？", "五点"]),
        ("<dt>水文</dt><dd>" + "研究水的科学，" * 10 + "</dd>", ["水文", "研究水的科学，" * 10]),
        ("<dt>甲<b>乙</b></dt><dd>丙</dd>", ["甲乙", "丙"]),
        ("<dd>无名</dd>", ["无名"]),
    ],
)
def test_a_fact_stands_behind_its_term(markup, expected):
    """As a box of facts in a table does; a question, and what explains a term at length, stay lines of their own."""
    page = html.fromstring(f"<dl>{markup}</dl>")
    write_pairs(page)
    assert [element.text_content() for element in page] == expected
