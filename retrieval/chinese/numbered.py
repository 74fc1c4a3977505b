"""Things that are told apart by their number: 3号线, 第五届, 五班, 16路, 二标段, 神舟十三号, 2021年, 11月14日.

Another number is another thing, in whichever writing: 三号线 is 3号线 and no 1号线. What is only counted (五名, 三个)
is none, nor are words that a numeral begins (第三产业, 第一时间, 一路).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.chinese.numerals import CHINESE, DIGITS, NOT_BEHIND_NUMBER, NUMBER, ONES, read_numeral
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = f"(?<![0-9.{CHINESE}])(?<![0-9],)(?P<n>[0-9]{{1,4}}|[{CHINESE}]{{1,5}})"
_ORDINALS = (
    "届|版(?!权)|期(?!间|待|货|望)|批(?!评|准|发)|条(?!件|例)|章|号(?!线|楼)|轮(?!流|船)|集(?!团|中|体)|卷|回(?!合|归|应)|代(?!表)|季(?!度)|节(?!目)|"
    "师(?!范)|军(?!团|区)|军团|集团军|标段|阶段|阶梯|中学|小学|医院|航站楼|实验(?:中|小)学|次(?!世界大战|产业)"
)
_PLACES = "线(?!城市|下|上|索)|楼(?!市)|院(?!长)|门|机(?!场|关|器|构)|馆(?!长)|厅|台(?!风)|仓|坑|墓|井|矿|岛|桥|文件|提案|车(?!站|间)|舱|厂房|库|电梯|货梯|梯|窗口|病房|泊位|楼梯|泵站|水站|电站|闸|码头|渡口|机组|隧道|路口|出口|监测点|公路|灯塔|水库|鱼塘|大棚|球场|赛道|车厢|展位|摊位|宿舍|公寓|教学楼|实验室|接种点|检查站|施工段|工地|高炉|锅炉"
_UNITS = "标段?|班(?!人|子|车|次|级|组|长|主|倒)|单元|栋|幢|车间|年级|大队|中队|监区|食堂|期(?!间|待|货|望|限|末|中|初|内|满|以|后|叠|一会)|级(?=医院|能效|公路|伤残|残疾|响应|保护|[^\\W0-9]{0,2}(?:多少|几|什么))|人间|米(?=冠军|亚军|季军|决赛|预赛|短跑|障碍|栏|谁|跑)|环(?!节|境|保|绕|比|岛|球|形)"
_YEAR = f"(?<![0-9])(?P<year>(?:19|20)[0-9]{{2}})(?=年(?!级|来|前|后|多|间|产))|(?P<written>(?:一九|二[〇零○])[{DIGITS}]{{2}})(?=年)"
# Sheets write 2025-07-02.
_DAY = (
    f"{NOT_BEHIND_NUMBER}(?P<month>{NUMBER})月(?P<day>{NUMBER})[日号](?!线|楼)"
    f"|(?<![0-9-])(?:19|20)[0-9]{{2}}-(?P<iso_month>[01][0-9])-(?P<iso_day>[0-3][0-9])(?![0-9-])"
)
# 十九大 is a congress; 十二大行业 are twelve.
_NO_CONGRESS = "[学道类会量重型名洲桥队项城元战产行建任措举原关难亮新人品企强将工领主]"
# 望江路66号, 北斗三号: no day, and no 第, stands before the numeral.
_NAMED = "(?P<name>(?!.?[的在于是了从到年月日周本这那每上下个第和与、])[\u3400-\u9fff]{2})"
_THINGS = regex(
    rf"(?P<a_>(?:第{_NUMBER.replace('<n>', '<a>')}|(?P<first>首))(?P<ordinal>{_ORDINALS}))"
    rf"|{_NUMBER.replace('<n>', '<b>')}(?P<place>号(?:{_PLACES}))"
    rf"|(?<!第)(?<!之)\(?{_NUMBER.replace('<n>', '<c>')}\)?(?P<unit>{_UNITS})"
    rf"|(?<![0-9.分])(?P<d>[0-9]{{1,4}})(?P<road>路(?!人|口|程)|国道|省道)"
    rf"|(?<![第{CHINESE}])(?P<g>二十|[二三]?十[{ONES}])大(?!{_NO_CONGRESS})"
    rf"|{_DAY}|{_YEAR}"
    rf"|{_NAMED}(?P<e>[0-9]{{1,4}}|[{CHINESE}]{{1,4}})(?P<mark>号)(?!{_PLACES})"
)
KINDS = ("year", "day")
"""The kinds of times among numbered things; each of the others is what its number stands before."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A thing and its number.

    ``kind`` is what the number stands before (届, 号线, 号 with the name before it), or ``year`` or ``day``;
    ``number`` its value, of a day a hundred times the month and the day; ``text`` is how it is written, ``start`` where,
    and ``of`` what stands behind it.
    """

    kind: str
    number: int
    text: str
    start: int
    of: str = ""


def find_numbered(folded: str) -> list[Numbered]:
    """Return the numbered things that a folded text names, in its order.

    >>> [(one.kind, one.number) for one in find_numbered("第五届交易会在三号线旁开幕")]
    [('届', 5), ('号线', 3)]
    """
    return list(_find(folded))


def _find(folded: str) -> Iterator[Numbered]:
    for found in _THINGS.finditer(folded):
        kind, written = _parts(found)
        if kind == "day":
            month = read_numeral(found["month"] or found["iso_month"])
            day = read_numeral(found["day"] or found["iso_day"])
            number = 100 * month + day if month and day and month <= 12 and day <= 31 else None
        else:
            number = 1 if written == "首" else read_numeral(written)
        if number is None:
            continue
        behind = re.match(r"[\u3400-\u9fff]{0,2}", folded[found.end() :])
        text = found.group() + ("年" if kind == "year" else "")
        yield Numbered(kind, number, text, found.start(), behind[0] if behind else "")


def _parts(found: re.Match[str]) -> tuple[str, str]:
    """Return the kind of a thing, and its number as it is written."""
    if found["month"] or found["iso_month"]:
        return "day", ""
    kinds = {
        "a": found["ordinal"], "first": found["ordinal"], "b": found["place"], "c": found["unit"],
        "d": found["road"], "e": f"{found['name']}号", "g": "大", "year": "year", "written": "year",
    }  # fmt: skip
    group = next(group for group in kinds if found[group])
    return kinds[group].replace("标段", "标"), found[group]
