import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.archive.formats.grids import read_tables, table_lines


def rows_of(text):
    """Return the cells of a table that is written with ``|`` between them."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]


CASES = {
    "a caption, heads, rows and a note": (
        """
        公交线路一览表 ||
        线路 | 起点 | 末班车
        16路 | 西门 | 22:30
        夜1路 | 车站 | 次日0:30
        注：节假日延长三十分钟。 ||
        """,
        [
            "公交线路一览表",
            "线路：16路；起点：西门；末班车：22:30",
            "线路：夜1路；起点：车站；末班车：次日0:30",
            "注：节假日延长三十分钟。",
        ],
    ),
    "the unit is said with each row": (
        """
        | | 单位：万元
        科目 | 2025年 | 2026年
        教育 | 98650 | 105200
        合计 | 98650 | 105200
        """,
        [
            "单位：万元；科目：教育；2025年：98650；2026年：105200",
            "单位：万元；科目：合计；2025年：98650；2026年：105200",
        ],
    ),
    "a line between the rows groups those below it": (
        """
        线路 | 起点 | 末班车
        一、城区 ||
        16路 | 西门 | 22:30
        二、郊区 ||
        201路 | 西站 | 18:40
        """,
        [
            "一、城区；线路：16路；起点：西门；末班车：22:30",
            "二、郊区；线路：201路；起点：西站；末班车：18:40",
        ],
    ),
    "a head over two columns": (
        """
        日期 | 值班员 | 值班员
        日期 | 白班 | 夜班
        2月14日 | 罗敏 | 何立
        """,
        ["日期：2月14日；值班员·白班：罗敏；值班员·夜班：何立"],
    ),
    "a first cell that is left out is the one above it": (
        """
        部门 | 姓名 | 电话
        城事部 | 文澍 | 8101
        | 荀一鸣 | 8102
        """,
        ["部门：城事部；姓名：文澍；电话：8101", "部门：城事部；姓名：荀一鸣；电话：8102"],
    ),
    "a form": (
        """
        姓名 | 罗敏 | 性别 | 女
        职务 | 站长 | 电话 | 8101
        """,
        ["姓名：罗敏；性别：女", "职务：站长；电话：8101"],
    ),
    "two columns without heads": (
        """
        江城站 | 23.5
        松坪站 | 18.2
        """,
        ["江城站：23.5", "松坪站：18.2"],
    ),
    "a long table repeats its heads": (
        """
        姓名 | 部门 | 电话
        罗敏 | 水利局 | 8101
        姓名 | 部门 | 电话
        何立 | 交通局 | 8102
        """,
        ["姓名：罗敏；部门：水利局；电话：8101", "姓名：何立；部门：交通局；电话：8102"],
    ),
    "a timetable, whose corner is empty": (
        """
        | 星期一 | 星期二
        第一节 | 语文 | 数学
        第二节 | 体育 | 英语
        """,
        ["第一节；星期一：语文；星期二：数学", "第二节；星期一：体育；星期二：英语"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_row_says_its_heads(name):
    """A row is read as a person reads it: each cell under its heads, word for word, in the order of the sheet."""
    table, lines = CASES[name]
    assert table_lines(rows_of(table)) == lines


def test_several_tables_stand_on_one_sheet():
    """An empty row parts tables, and so does an empty column; each has its caption."""
    sheet = rows_of(
        """
        市区线路 || | | 郊区线路 ||
        线路 | 末班车 | 票价 | | 线路 | 末班车 | 票价
        6路 | 22:00 | 2 | | 201路 | 18:40 | 4
        ||||||
        线路 | 经停 | 票价 | | | |
        游1 | 鹭湖 | 15 | | | |
        """
    )
    assert [[line.text for line in table.lines] for table in read_tables(sheet)] == [
        ["线路：6路；末班车：22:00；票价：2"],
        ["线路：201路；末班车：18:40；票价：4"],
        ["线路：游1；经停：鹭湖；票价：15"],
    ]


def test_a_long_row_says_its_first_cell_in_each_part():
    """A sentence of more than 110 characters would be cut anywhere; each part says again of what it tells."""
    heads = [f"项目{letter}" for letter in "甲乙丙丁戊己庚辛"]
    lines = table_lines([["村名", *heads], ["松坪村", *["很长的说明文字" * 3] * 8], ["竹安村", *["短"] * 8]])
    assert len(lines) > 2
    assert all(line.startswith(("村名：松坪村；", "村名：竹安村；")) for line in lines)


CELLS = st.text(st.sampled_from("甲乙丙12:年—a"), max_size=6)


# Two rows alike are no head that a further page repeats.
@example([["甲", "1a"], ["甲", "1a"]])
@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=8))
def test_no_cell_is_lost_and_each_leads_back(rows):
    """Whatever a sheet holds, each cell stands in a line, word for word, and its place leads to that cell."""
    width = max(map(len, rows))
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    tables = read_tables(grid)
    lines = [line for table in tables for line in [*([table.caption] if table.caption else []), *table.lines]]
    said = "\n".join(line.text for line in lines)
    for number, row in enumerate(grid):
        for cell in row:
            # A head without any cell below it is told by the sheet's record.
            # The colon behind a form's head is written once.
            written = cell.rstrip(":")
            assert written in said or any(cell in unsaid for table in tables for unsaid in table.unsaid), (
                number
            )
    for line in lines:
        assert line.text
        starts = [cell.start for cell in line.cells]
        assert starts == sorted(starts)
        for cell, end in zip(line.cells, [*starts[1:], len(line.text)], strict=True):
            written = grid[cell.row][cell.column].rstrip(":")
            assert written in line.text[cell.start : end] or (cell.column == 0 and not written)
