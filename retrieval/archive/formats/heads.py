"""Which rows of a table hold the heads of its columns: 线路 | 起点 | 末班车."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.chinese.names import kind_of
from retrieval.chinese.numerals import WEEKDAY

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_HEAD = 24
# So many rows below a head tell it from others; all of them would be looked at again for each row of a long table.
_NEAR = 60
# A head may have heads of its own below it, and those again; no more.
_MOST_HEADS = 3
_SENTENCE_END = re.compile("[。！？；]")
# A year, a month or a day of the week may stand over a column; other numbers and moments stand in one.
_CALENDAR = re.compile(
    "(?:(?:19|20)[0-9]{2}(?:年度?)?[^0-9]*|[0-9]{1,2}月[^0-9]*|[0-9]{1,2}日|第?[0-9]{1,2}[^0-9.,:：]{1,8}|"
    f"{WEEKDAY})"
)
_VALUE = re.compile(r"[0-9]|^[—–\-/%]+$|^[是否有无√×✓✗○●]$")
# Words that mostly stand over a column. Of a table of names and offices nothing else tells the head.
_HEADS = re.compile(
    "^(?:序号|编号|编码|代码|代号|姓名|名字|名称|性别|年龄|民族|籍贯|学历|职务|职称|职位|岗位|部门|单位|科室|班级|年级|"
    "电话|手机|座机|邮箱|传真|地址|住址|地点|位置|场所|场地|日期|时间|星期|年份|月份|年度|季度|金额|单价|价格|总价|数量|规格|型号|"
    "合计|小计|总计|备注|说明|内容|项目|类别|类型|种类|科目|品名|品种|产品|产地|来源|编者|作者|书名|标题|"
    "起点|终点|线路|路线|站点|负责人|联系人|责任人|值班员|值班人|带班领导|主持人|参会人员|职责|分工|状态|结果|名次|排名|成绩|分数|"
    "人口|人数|户数|面积|村名|镇名|乡镇|区县|省份|城市|国家|问题|答案|问|答)(?:[（(].{1,10}[）)])?$"
)
_ENDING = re.compile(
    "(?:号|名|称|人|员|长|任|记|导|师|者|位|门|话|机|址|点|处|所|地|日期|时间|时|数|量|率|价|费|款|额|值|度|比|票|班车|车|注|明|型|类|别|"
    "级|等|次|项|况|容|因|式|法|准|源|向|围|积|口|间|业|主|方|册|语|文|学|校|场|室|种|资|入|出)(?:[（(/].{1,10}[）)]?)?$"
)


def looks_like_head(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a row holds the heads of those below it.

    >>> looks_like_head(["姓名", "部门"], [["罗敏", "水利局"]])
    True
    >>> looks_like_head(["罗敏", "水利局"], [["何立", "交通局"]])
    False

    Args:
        row: the texts of its cells.
        below: the rows of the table that follow it, one at least.
    """
    cells = [cell for cell in row if cell]
    width = max(sum(map(bool, one)) for one in below)
    # A head may leave a corner empty, and no more than that.
    if len(cells) + 1 < width or len(cells) < 2:
        return False
    if any(len(cell) > _LONGEST_HEAD or _SENTENCE_END.search(cell) for cell in cells):
        return False
    if any(_VALUE.search(cell) and not _CALENDAR.fullmatch(cell) for cell in cells):
        return False
    known = sum(bool(_HEADS.match(cell) or _CALENDAR.fullmatch(cell)) for cell in cells)
    # The corner above the heads of rows is empty.
    corner = not row[0] and all(one[0] for one in below)
    if corner or known * 2 >= len(cells):
        return True
    columns = [
        [one[number] for one in below if number < len(one) and one[number]] for number in range(len(row))
    ]
    # A column of numbers or of names under a word that is none, and no word of the row anywhere below it.
    typed = sum(
        bool(cell and column) and sum(map(_is_typed, column)) * 2 > len(column)
        for cell, column in zip(row, columns, strict=True)
    )
    repeated = any(cell in column for cell, column in zip(row, columns, strict=True) if cell)
    if repeated or any(kind_of(cell) == "person" for cell in cells):
        return bool(known) and not repeated
    return bool(typed or known) or sum(bool(_ENDING.search(cell)) for cell in cells) * 2 > len(cells)


def _is_typed(value: str) -> bool:
    return bool(_VALUE.search(value)) or kind_of(value) == "person"


def looks_like_form(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether each cell of the rows stands behind its own head, as in a form: 姓名 | 罗敏 | 性别 | 女.

    >>> looks_like_form([["姓名", "罗敏"], ["部门", "水利局"]])
    True
    """
    labels = [cell for row in rows for cell in row[::2] if cell]
    values = [cell for row in rows for cell in row[1::2] if cell]
    known = sum(bool(_HEADS.match(label.rstrip("：:"))) for label in labels)
    return (
        len(rows) > 1
        and all(len(row) % 2 == 0 for row in rows)
        and known > 1
        and known * 2 >= len(labels)
        and not any(_HEADS.match(value) for value in values)
    )


def is_form(block: Sequence[Sequence[str]]) -> bool:
    """Say whether each cell of a block stands behind its own head; so do two columns without heads of their own."""
    rows = [row for row in block if is_row(row)]
    if looks_like_form(rows):
        return True
    two = bool(rows) and all(len(set(filter(None, row))) == 2 and row[0] for row in rows)
    return two and not any(count_heads(block, at, None) for at in range(len(block)))


def count_heads(block: Sequence[Sequence[str]], at: int, known: bool | None) -> int:
    """Return how many rows of heads begin at a row: 0 where it is none."""
    if known is False or not is_row(block[at]):
        return 0
    below = [row for row in block[at + 1 : at + 1 + _NEAR] if is_row(row)]
    if not below:
        return 0
    if not known and not looks_like_head(block[at], below):
        return 0
    # A head over several columns has its own heads below it: 值班员 over 白班 and 夜班.
    count = 1
    while (
        count < _MOST_HEADS
        and at + count + 1 < len(block)
        and _goes_on(block[at + count - 1], block[at + count])
        and not any(any(letter.isdigit() for letter in cell) for cell in block[at + count])
    ):
        count += 1
    return count


def _goes_on(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Say whether a row of heads has heads of its own below it: where a cell of it spans several columns."""
    spans = any(
        one and one == other and below and beside and below != beside
        for one, other, below, beside in zip(upper, upper[1:], lower, lower[1:], strict=False)
    )
    # A head that spans both rows stands in both, or leaves the place below it empty.
    return spans and all(
        not below
        or below == one
        or one in {upper[number - 1] if number else "", *upper[number + 1 : number + 2]}
        for number, (one, below) in enumerate(zip(upper, lower, strict=False))
    )


def is_row(row: Sequence[str]) -> bool:
    """Say whether a row has two cells of its own: one alone is a caption or a note."""
    return len(set(filter(None, row))) > 1
