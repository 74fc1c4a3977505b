"""The cell of a table that answers: the one in the row, and under the head, that the question names.

    线路：16路；起点：西门菜场；末班车：22:30      16路末班车几点  →  22:30

A row stands as a sentence in which each cell stands behind its head. What a network learnt from prose, which numbers
stand near the question's words, leads astray here: all heads of a table stand in each of its rows, and the number
before a head is as near to it as the one behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from retrieval.chinese.dates import YEAR
from retrieval.chinese.numerals import CHINESE, DIGITS, LARGE, SMALL, TENS, WEEKDAY
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex
from retrieval.reader import cues
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question
    from retrieval.values import Passage

_HEAD = regex(r"((?:[^：:；。！？，（）()]|[（(][^（）()]{1,12}[）)]){1,24})：")
_NO_HEAD = regex("()")
# Cells of a table without heads are short, and no clauses.
_LONGEST_CELL = 20
_PROSE = regex("[，。！？：]")
_BRACKETS = regex(r"[（(][^（）()]*[）)]")
_HOW_OFTEN = regex("多久|多长时间")
_RUN = regex("[0-9a-z.]{2}")
_CLOCK = regex(f"[0-9]:[0-9]{{2}}|[0-9{SMALL}两半][时点]")
_DAY = regex(f"[0-9{SMALL}][日号月]|[0-9]{{4}}-[0-9]|[周星]|{YEAR}")
# Which heads a question means that does not write them itself, and of what form the cell below one must be.
_MEANT = tuple(
    (regex(asked), regex(heads), regex(form) if form else None)
    for asked, heads, form in (
        ("多少钱|几块|几元|价|贵|收费|费用", "[价费票]|金额|标准|[(]元", f"[0-9免{CHINESE}]"),
        ("几点|什么时间|何时", "时间|时刻|[首末早晚]班|钟点", _CLOCK.pattern),
        ("哪天|哪一天|几号|几月|日期|什么时候|何时", "日期|时间|[日时年月]$", _DAY.pattern),
        ("什么时候|时间|多会儿", "时间|时刻|日期|[首末]班", None),
        ("竣工|完工|建成|完成|结束", "竣工|完工|建成|完成|结束|截止", None),
        ("开工|动工|开始", "开工|动工|开始|起始", None),
        ("从哪|哪里(?:发车|出发|上车|始发)|始发", "起点|始发|出发", None),
        ("(?:[开去到]往?|终点|坐到)(?:哪|什么地方)", "终点|到达|目的", None),
        ("多久一[班趟]|隔多[久长]|几分钟一", "间隔|班次|频", None),
        ("多久|多长时间|几天|几年", "时长|期限|工期|学制|周期|天数|年限|间隔", None),
        (
            "哪里|哪儿|[在住]哪|什么地方|地址|地点|几楼|哪个房间",
            "地[点址]|位置|场所|考场|教室|会场|房间|住址|楼",
            None,
        ),
        ("电话|手机|号码|联系方式|怎么联系", "电话|手机|座机|联系|号码", "[0-9]{3}"),
        ("谁|哪位|什么人|哪个人", "姓名|名字|[人员长师者]$|[主]任$|书记|领导|组长|队长|代表|选手|作者", None),
        ("哪个?(?:单位|公司|部门|机构)|哪家", "单位|公司|部门|机构|企业|承办|中标", None),
        ("多少人|几(?:个|名|位)人|人数|几人|招多少", "人数|人口|名额|计划", f"[0-9{CHINESE}]"),
        ("几户|多少户|多少家", "户数", "[0-9]"),
        ("多大|面积|几亩|多少亩", "面积|亩|平方", "[0-9]"),
        ("种什么|产什么|靠什么|干什么", "产业|作物|特产|经济|主业", None),
        ("百分之几|百分之多少|增[长幅速]|涨", "%|％|增|幅|率", "[0-9]"),
        ("老师|教师", "教师|老师", None),
        ("做什么|干什么|什么工作|负责什么|管什么", "职责|分工|内容|任务|工作", None),
        ("什么职务|当什么|任什么|什么官", "职务|职位|岗位|职称", None),
        (
            "几[台辆条个只套张把部艘箱本支件块盒瓶]|多少[台辆条个只套张把部艘箱本支件块盒瓶]|买了多少|数量",
            "数量|[台件个辆条套本]数",
            "[0-9]",
        ),
        ("第几|几等|名次|排名", "名次|排名|等级|奖", None),
        ("多少分|几分|得分|成绩|考了", "分|成绩", "[0-9]"),
    )
)
_REASONS = regex("原因|理由|事由|缘由|说明|备注")
# 美术课在星期几 asks for the head over a cell of a timetable.
_ASKS_HEAD = regex("(?:星期|礼拜|周)几|哪一?天")
_PHONES, _PHONE = regex("电话|手机|座机|号码"), regex(r"[0-9][0-9 \-]{5,}[0-9]")
# What a question says of a value that it asks for.
_FORMS = {
    "how many": regex(f"[0-9{CHINESE}{LARGE}半免无]"),
    "when": regex(f"[0-9{DIGITS}{TENS}]|[早晚上下]"),
}


class Item(NamedTuple):
    """A cell of a row: its head and its text, as spans of the passage's text; a head may be empty."""

    head: Span
    cell: Span


def read_row(passage: Passage, sentence: Span) -> list[Item]:
    """Return the cells of a sentence that is a row of a table, or nothing where it is none.

    A row has two cells with a head at least, or three short ones without. What stands in front of the first one is what several rows have in common.
    """
    pieces = sentence.of(passage.text).rstrip("。").split("；")
    heads = [_HEAD.match(piece) for piece in pieces]
    if len(pieces) > 2 and not any(heads) and all(map(_is_cell, pieces)):
        heads = [_NO_HEAD.match(piece) for piece in pieces]
    elif sum(map(bool, heads)) * 3 < len(pieces) * 2 or sum("，" in piece for piece in pieces) * 2 > len(
        pieces
    ):
        # 泰文：…；英文：… in brackets, and what is said point by point, are prose.
        return []
    items: list[Item] = []
    at = sentence.start
    for piece, head in zip(pieces, heads, strict=True):
        end = at + len(piece)
        if head:
            items.append(Item(Span(at, at + len(head[1])), Span(at + head.end(), end)))
        elif items:
            # The cell itself has a semicolon.
            items[-1] = Item(items[-1].head, Span(items[-1].cell.start, end))
        at = end + 1
    return items if len(items) > 1 else []


def _is_cell(piece: str) -> bool:
    return 0 < len(piece) <= _LONGEST_CELL and not _PROSE.search(piece)


def find_cell(question: Question, passage: Passage, row: Sequence[Item]) -> Span | None:
    """Return the cell of a row that a question asks for, or None where no head says it.

    What the question says itself is no answer: of 电话8102是谁的 the cell 8102 is none.
    """
    asked = question.text
    if _ASKS_HEAD.search(asked):
        named = [
            item
            for item in row
            if len(cell := item.cell.of(passage.folded).strip()) > 1
            and cell in asked
            and re.fullmatch(WEEKDAY, item.head.of(passage.folded))
        ]
        if len(named) == 1:
            return named[0].head
    scores: list[float] = []
    for item in row:
        cell = item.cell.of(passage.folded).strip()
        scores.append(
            _score(question, item.head.of(passage.folded), cell) if cell and not _says(asked, cell) else 0.0
        )
    best = max(scores, default=0.0)
    if not best or scores.count(best) > 1:
        return None
    return _trimmed(passage.text, row[scores.index(best)].cell)


def cell_around(passage: Passage, row: Sequence[Item], span: Span) -> Span:
    """Return the whole cell in which a stretch of a row begins, or the stretch where it begins in none."""
    around = next((item.cell for item in row if item.head.start <= span.start < item.cell.end), span)
    return _trimmed(passage.text, around)


def _score(question: Question, written: str, cell: str) -> float:
    """Return how surely a head is the one that a question asks for; 0 where nothing says so."""
    asked, head = question.text, _BRACKETS.sub("", written)
    if question.kind == "why":
        return float(bool(_REASONS.search(head)))
    form = _FORMS.get(question.kind)
    # 按季 says how often, and holds no number.
    if form and not form.search(cell) and not _HOW_OFTEN.search(asked):
        return 0.0
    if question.kind == "who" and re.fullmatch(r"[0-9.,:%年月日\-]+", cell):
        return 0.0
    unit = cues.wanted_unit(question)
    score = 0.0
    for part in filter(None, head.split("·")):
        common = _common(part, asked)
        if common == len(part) or common > 1:
            # 村支书 is meant by 支书, and 监考教师 by 监考老师: what is named in full is named more surely.
            score += common + 2.0 * (common == len(part))
    meant = sum(
        1.5
        for asks, heads, form in _MEANT
        if asks.search(asked) and heads.search(written) and (form is None or form.search(cell))
    )
    score += meant
    score += sum(1.0 for word in question.others if len(word) > 1 and word in head)
    if not head:
        kinds = {"who": word_kind(cell) == "person", "when": bool(cues.WHEN.search(cell))}
        score += 2.0 * kinds.get(question.kind, False) + 2.0 * bool(
            _PHONES.search(asked) and _PHONE.fullmatch(cell)
        )
    if score and unit and unit.search(cell):
        score += 1.0
    if question.kind == "who" and word_kind(cell) == "person":
        score += 0.5
    return score


def _says(asked: str, cell: str) -> bool:
    """Say whether a question writes a cell: K3路 does not write 3."""
    place = asked.find(cell) if cell else -1
    if place < 0:
        return False
    around = (
        asked[max(place - 1, 0) : place] + cell[0],
        cell[-1] + asked[place + len(cell) : place + len(cell) + 1],
    )
    return not any(_RUN.fullmatch(pair) for pair in around)


def _common(head: str, asked: str) -> int:
    """Return the length of the longest stretch of a head that the question writes too."""
    for size in range(len(head), 0, -1):
        if any(head[start : start + size] in asked for start in range(len(head) - size + 1)):
            return size
    return 0


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "。；"):
        end -= 1
    return Span(start, end)
