"""A statement or a cell that tells an amount → the question for it: of 东江大桥全长1200米 it is 东江大桥有多长？.

Measures have their own questions: nobody who wants to know a price asks for 多少元.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.chinese.numerals import CHINESE, LARGE
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.chinese.words import Segment
    from retrieval.reader.exact.cells import Item

_UNIT = "平方公里|平方米|公里|米|册|人|名|位|个月|个|家|座|元|吨|公斤|亩|件|项|所|张|辆|台|天|年|小时|分钟"
_NUMBER = regex(
    rf"(?<![0-9第{CHINESE}])(?P<number>(?:(?:\d[\d,.]*|[{CHINESE}]+)[{LARGE}]*)+)(?P<unit>{_UNIT})"
)
_ABOUT = regex("(?:大?约|将?达到?|为|是|共有?|共计|有|近|超过|只有?|仅|可达|已达?)+$")
_LENGTHS, _AREAS, _TIMES = ("公里", "米"), ("平方公里", "平方米", "亩"), ("个月", "天", "年", "小时", "分钟")
# What is measured, the units that it is measured in, and how it is asked for behind the thing's name.
_MEASURES = {
    **dict.fromkeys(("全长", "总长", "长"), (_LENGTHS, "有多长")),
    **dict.fromkeys(("高", "总高"), (_LENGTHS, "有多高")),
    "宽": (_LENGTHS, "有多宽"),
    **{one: (_LENGTHS, f"{one}多少{{unit}}") for one in ("海拔", "水深")},
    **{one: (_AREAS, f"的{one}有多大") for one in ("面积", "总面积", "建筑面积", "占地面积")},
    "占地": (_AREAS, "占地多少{unit}"),
    "藏书": (("册",), "有多少册藏书"),
    **dict.fromkeys(("人口", "总人口", "常住人口"), (("人",), "有多少人")),
    **{one: (("元",), f"{one}多少钱") for one in ("总投资", "投资", "造价", "票价", "售价", "学费", "押金", "租金", "报名费")},
    "耗资": (("元",), "花了多少钱"),
    "工期": (_TIMES, "工期多长"),
    "历时": (_TIMES, "用了多长时间"),
    "续航": (_TIMES, "能续航多久"),
    **{one: (_TIMES, f"{one}多长") for one in ("试用期", "保修期", "有效期", "学制")},
}  # fmt: skip
_BY_LENGTH = sorted(_MEASURES, key=len, reverse=True)
_SUBJECT = frozenset({"noun", "place", "organisation", "name", "new", "person", "foreign", "adjective"})
_NAMED = frozenset({"noun", "place", "organisation", "name", "new"})
# jieba takes some of what happened to a thing for a noun.
_HAPPENED = regex("建成|竣工|通车|开[馆放幕工]|启[用动]|落成|奠基|成立|举行|召开|举办")
_LONGEST, _LONGEST_COUNTED, _LEAST_PRICED = 12, 4, 4
_WORKS = frozenset({"工程", "项目"})
_ONE, _MAY = regex(r"一[台个张辆家次]\w\w"), regex("(?:最多|可以?|能|已|现)+$")
# jieba does not know every verb and thing.
_VERBS, _COUNTABLE = frozenset({"verb", "new"}), frozenset({"noun", "new"})
_JOINS = regex("[至到和与及、等的—-]")
_PRICE = regex("(?:费|价|奖|票|金|款|套餐)$")
_RATE = regex("每(?:人|次|天|月|年|台|张|小时|学期|学年)$")
_SUM = regex("(?:收入|总值|产值|总额)$")
# 组委会招募志愿者3200名 is asked as 组委会招募多少名志愿者: the verb, and behind it what is counted.
_COUNTED = frozenset(
    {"招募", "招收", "招聘", "设", "设立", "有", "现有", "拥有", "新增", "接待", "容纳", "建成"}
)

_CLOCK = regex(r"\d{1,2}:\d{2}")
_AMOUNT = regex(r"\d[\d,.]*")
_HEADCOUNT = regex("(户)数|人口|人数")
# Sums, days and units name no row.
_NO_KEY = regex(r"[万亿千百]*元|\d{1,2}月|\d{4}年|\d+$|[合小总]计")
_BRACKETS = regex(r"[（(][^（）()]*[）)]")


def ask_amount(clause: str, subject: str, named: Sequence[str], segment: Segment) -> tuple[str, str] | None:
    """Return the question for the one amount of a clause and the number that answers it, or None where there is none.

    >>> ask_amount("全长1200米", "东江大桥", [], segment)  # doctest: +SKIP
    ('东江大桥有多长？', '1200')

    Args:
        clause: no mark stands in it.
        subject: what its sentence begins with, or the empty string.
        named: what headings are about.
        segment: cuts text into words.
    """
    # 一台主机 is a host, and no amount.
    amounts = [found for found in _NUMBER.finditer(clause) if found["number"] != "一"]
    if len(amounts) != 1:
        return None
    [amount] = amounts
    before, behind = _ABOUT.sub("", clause[: amount.start()]), clause[amount.end() :]
    if any(map(str.isdigit, before)):
        return None
    question = ""
    if not behind:
        question = _ask_measure(before, amount["unit"], subject, named, segment) or _ask_price(
            before, amount["unit"], subject, segment
        )
    question = question or _ask_count(before, amount["unit"], behind, segment)
    return (f"{question}？", amount["number"]) if question else None


def ask_cells(text: str, row: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Ask for a cell of a row: of 线路：16路；末班车：22:30 it is 16路的末班车是几点？, which has the first cell for a subject."""
    key = row[0].cell.of(text).strip()
    if not 2 <= len(key) <= 10 or _NO_KEY.match(key):
        return
    for item in row[1:]:
        head, cell = _BRACKETS.sub("", item.head.of(text)).strip(), item.cell.of(text).strip()
        if not 2 <= len(head) <= 8:
            continue
        if _CLOCK.fullmatch(cell):
            yield f"{key}的{head}是几点？", cell
        elif _AMOUNT.fullmatch(cell):
            counted = _HEADCOUNT.fullmatch(head)
            yield (f"{key}有多少{counted[1] or '人'}？" if counted else f"{key}的{head}是多少？"), cell


def find_subject(clause: str, segment: Segment) -> str:
    """Return the thing that a clause begins with: 东江大桥 of 东江大桥建成通车; '' where it begins with none.

    >>> find_subject("东江大桥建成通车", segment)  # doctest: +SKIP
    '东江大桥'
    """
    words = [span.of(clause) for span in segment(clause)]
    subject = ""
    for number, word in enumerate(words):
        works = "".join(words[number + 1 : number + 2]) in _WORKS
        if any(map(str.isdigit, word)) or _HAPPENED.match(word) or not (word_kind(word) in _SUBJECT or works):
            break
        subject += word
    measured = next((one for one in _BY_LENGTH if subject.endswith(one)), "")
    rest = clause[len(subject) :]
    # 县城至省城票价52元 is no price of 县城.
    return "" if _JOINS.match(rest) else subject.removesuffix(measured)


def is_thing(words: str, segment: Segment) -> bool:
    """Say whether words name a thing that can be asked about wherever they stand: 东江大桥, and no 施工 and no 大桥."""
    kinds = [word_kind(span.of(words)) for span in segment(words)]
    if not 2 <= len(words) <= _LONGEST or not kinds or (len(words) == 2 and kinds[-1] == "noun"):
        return False
    return kinds[-1] in _NAMED and all(kind in _SUBJECT for kind in kinds)


def ends_as_thing(words: str, segment: Segment) -> bool:
    """Say whether what a headline begins with is a thing: 全市供热工作会议, though 供热 and 工作 are verbs."""
    spans = segment(words)
    return len(words) > 2 and bool(spans) and word_kind(spans[-1].of(words)) in _NAMED


def _ask_measure(before: str, unit: str, subject: str, named: Sequence[str], segment: Segment) -> str:
    """Return 东江大桥有多长 for 东江大桥全长 and 米."""
    measured = next((one for one in _BY_LENGTH if before.endswith(one)), "")
    if not measured or unit not in _MEASURES[measured][0]:
        return ""
    own = before.removesuffix(measured)
    # 工程全长 is said of what the headline calls 北渠工程.
    thing = next((one for one in named if own and one.endswith(own)), own or subject)
    # 工程北 of 工程北起临江 is the north of some works.
    if any(map(thing.startswith, _WORKS)):
        return ""
    if not ends_as_thing(thing, segment) or not (own == "" or is_thing(thing, segment)):
        return ""
    return thing + _MEASURES[measured][1].format(unit=unit)


def _ask_price(before: str, unit: str, subject: str, segment: Segment) -> str:
    """Return 入职体检套餐多少钱 for 入职体检套餐 and 元."""
    thing = _RATE.sub("", before)
    # What a sentence comes to later (合同总额, 报价) is of what stands before.
    if not subject or not thing.startswith(subject):
        return ""
    if unit != "元" or len(thing) < _LEAST_PRICED or not is_thing(thing, segment):
        return ""
    if _SUM.search(thing):
        return f"{thing}是多少"
    return f"{before}多少钱" if _PRICE.search(thing) or thing != before else ""


def _ask_count(before: str, unit: str, behind: str, segment: Segment) -> str:
    """Return 组委会招募多少名志愿者 for 组委会招募志愿者 and 名, and 协会有多少名会员 for 协会有, 名 and 会员."""
    words = [span.of(before) for span in segment(before)]
    counted = behind or (words.pop() if words else "")
    if len(words) < 2 or len(counted) > _LONGEST_COUNTED or word_kind(counted) not in _COUNTABLE:
        return ""
    # 5个账号 behind a verb is what is counted, whatever the verb; in 发展会员3200名 and 志愿者3200名 the verb must tell.
    if not (word_kind(words[-1]) in _VERBS if behind else words[-1] in _COUNTED):
        return ""
    who = "".join(words[:-1])
    # 一台主机 is any, 主机 would be one that was spoken of.
    whole = bool(_ONE.match(who)) or is_thing(_MAY.sub("", who), segment)
    return f"{who}{words[-1]}多少{unit}{counted}" if whole else ""
