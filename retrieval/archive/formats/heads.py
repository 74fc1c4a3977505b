"""Whether a row of a table holds the heads of its columns: 线路 | 起点 | 末班车."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.chinese.names import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_HEAD = 24
_SENTENCE_END = re.compile("[。！？；]")
# A year, a month or a day of the week may stand over a column; other numbers and moments stand in one.
_CALENDAR = re.compile(
    "(?:(?:19|20)[0-9]{2}(?:年度?)?[^0-9]*|[0-9]{1,2}月[^0-9]*|[0-9]{1,2}日|第?[0-9]{1,2}[^0-9.,:：]{1,8}|周[一-日]|星期[一-日])"
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
    known = sum(bool(_HEADS.match(cell)) for cell in cells)
    if known * 2 >= len(cells):
        return True
    columns = [
        [one[number] for one in below if number < len(one) and one[number]] for number in range(len(row))
    ]
    # A column of numbers under a word, and no word of the row anywhere below it.
    typed = sum(
        bool(cell and column) and sum(bool(_VALUE.search(value)) for value in column) * 2 > len(column)
        for cell, column in zip(row, columns, strict=True)
    )
    repeated = any(cell in column for cell, column in zip(row, columns, strict=True) if cell)
    if repeated or any(kind_of(cell) == "person" for cell in cells):
        return bool(known) and not repeated
    return bool(typed or known) or sum(bool(_ENDING.search(cell)) for cell in cells) * 2 > len(cells)


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
