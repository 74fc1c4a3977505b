from retrieval.archive.formats.html import parse_markup
from retrieval.archive.formats.markup_tables import write_tables


def paragraphs(markup):
    """Return a page's paragraphs after its tables were written."""
    tree, _ = parse_markup(f"<html><body>{markup}</body></html>")
    write_tables(tree)
    return [paragraph.text_content() for paragraph in tree.xpath("//p")]


def test_rows_say_their_heads():
    """Cells that cover several rows are said in each, and a caption is a line of its own."""
    table = (
        "<table><caption>防汛值班</caption><tr><th>单位</th><th>值班员</th><th>电话</th></tr>"
        "<tr><td rowspan=2>水利局</td><td>罗敏</td><td>8101</td></tr><tr><td>何立</td><td>8102</td></tr></table>"
    )
    assert paragraphs(table) == [
        "防汛值班",
        "单位：水利局；值班员：罗敏；电话：8101",
        "单位：水利局；值班员：何立；电话：8102",
    ]


def test_a_box_of_facts_is_a_form():
    assert paragraphs(
        "<table><tr><th>首都</th><td>江城</td></tr><tr><th>国花</th><td>梅花</td></tr></table>"
    ) == [
        "首都：江城",
        "国花：梅花",
    ]


def test_a_table_that_lays_out_a_page_is_left_alone():
    """An article stands in a cell of it, or another table does."""
    inner = "<table><tr><td>姓名</td><td>电话</td></tr><tr><td>罗敏</td><td>8101</td></tr></table>"
    layout = f"<table><tr><td>导航</td><td><h1>会议召开</h1>{inner}</td></tr><tr><td>甲</td><td>乙</td></tr></table>"
    assert paragraphs(layout) == ["姓名：罗敏；电话：8101"]
    long = (
        "<table><tr><td>左</td><td>"
        + "会议召开。" * 200
        + "</td></tr><tr><td>左</td><td>右</td></tr></table>"
    )
    assert paragraphs(long) == []


def test_a_cell_that_claims_to_cover_everything_is_believed_to_a_degree():
    table = "<table><tr><td colspan=999999999>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    assert any("丁" in line for line in paragraphs(table))
