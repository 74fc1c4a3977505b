"""What kind of thing a folded word names: a person, a time, a place, a number, or an act.

jieba's tags tell it for words that it knows, and the look of a word for those that it does not: 俞建华 begins with a
surname, 安德里亚娜 is written with the characters that foreign names are written with.
"""

from __future__ import annotations

from functools import lru_cache

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.vocabulary import DOUBLE_SURNAMES, PLACES, SURNAMES

# Where a rare surname is missing, its bearer is `new`; where a character is here that is none, each word that begins
# with it is taken for a name.
# 时 is left out: of 123 unknown words that begin with it (时任, 时有, 时年) one is a name.
_SURNAMES = SURNAMES - {"时"}
# The characters that the official tables of foreign names use.
FOREIGN = frozenset(
    "阿埃艾爱安奥巴白拜班邦保鲍贝本比彼毕宾波伯勃博布查达大丹道德登狄迪蒂丁东杜多俄厄恩尔法凡范菲费芬丰冯佛弗福夫盖甘戈格根"
    "哥古瓜圭果哈海汉豪赫黑亨洪胡华霍基吉季加贾金卡凯坎康考柯科克肯孔库夸昆拉莱兰朗劳勒雷里利莉黎理力立丽历连列林琳留龙隆卢"
    "鲁路吕伦罗洛马玛迈麦曼芒毛梅门蒙米密明摩莫默姆穆纳娜奈南内尼涅宁纽农努诺欧帕派潘庞佩彭皮珀普奇齐契恰乔切琴丘茹瑞若萨塞"
    "桑瑟森沙山尚舍申圣施什史士舒斯松苏索塔泰坦汤陶特提廷图托瓦万王威韦维魏温文翁沃乌武西希席夏香肖谢辛欣休许逊雅亚扬耶叶伊"
    "依易因英尤于约泽扎詹哲珍芝朱兹卓佐"
)
# Of jieba's 1,700 persons that end so nearly all are villages, roads and rivers (张家湾, 金水河), and so are the unknown
# words that begin like a name (康王路, 成纪县). Given names end in 国, 江, 山 or 海 as well: 张建国, 李长江, 王东海.
_ENDS_OF_PLACES = frozenset("省市县区镇乡村街路湾岛湖寺庙港河州")
_ENDS_OF_BOTH = frozenset("国邦江山海城")
_ENDS_OF_BODIES = frozenset("部厅局署院社")
# Those who are persons all the same, and two that jieba tags as a time and as a thing.
_PERSONS = frozenset("朱祁镇 胡三省 郝振省 李银河 李义河 徐兵河 高长河 佐藤浩市 周恩来 金正日".split())
_BY_TAG = {
    "nr": "person",
    "nrt": "person",
    "nrfg": "person",
    "ns": "place",
    "nt": "organisation",
    "nz": "name",
    "t": "time",
    "tg": "time",
    "m": "number",
    "mq": "number",
}
# Words that name one person, place or thing: a passage that does not name them is about something else.
NAMING = frozenset(("person", "foreign", "place", "organisation", "name", "new"))
_BY_LETTER = {"n": "noun", "v": "verb", "a": "adjective", "g": "adjective"}


@lru_cache(maxsize=65536)
def word_kind(word: str) -> str:
    """Return what a folded word names.

    One of person, foreign (a name, of a person or a place), place, organisation, name, time, number, noun,
    verb, adjective, particle, or new for a word that nothing is known of.

    >>> word_kind("刘吉"), word_kind("广州"), word_kind("强调"), word_kind("张家港")
    ('person', 'place', 'verb', 'place')
    """
    if word in PLACES:
        return "place"
    tag = word_tags().get(word)
    kind = (_BY_TAG.get(tag) or _BY_LETTER.get(tag[0], "particle")) if tag is not None else ""
    if kind == "person" or word in _PERSONS or (not kind and _is_called(word)):
        return _kind_by_ending(word)
    if kind:
        return kind
    if "·" in word:
        return "person"
    if len(word) >= 3 and FOREIGN.issuperset(word):
        return "foreign"
    return "new"


def _is_called(word: str) -> bool:
    """Say whether an unknown word looks like a surname with a given name behind it: 曾炯, 欧阳予倩, but not 曾任."""
    surname = 2 if word[:2] in DOUBLE_SURNAMES else 1
    given = word[surname:]
    if word[:surname] not in DOUBLE_SURNAMES | _SURNAMES or not 1 <= len(given) <= 2:
        return False
    # The segmenter takes 曾任 and 曾于 for one word: 曾 is oftener an adverb than a surname.
    adverb = word[0] == "曾" and (given == "任" or (word_tags().get(given) or "n")[0] in "vpdu")
    return "\u4e00" <= word[-1] <= "\u9fff" and not adverb


def _kind_by_ending(word: str) -> str:
    """Return what a word names that is tagged as a person or begins like one."""
    last = word[-1]
    if word in _PERSONS or "·" in word:
        return "person"
    # 陈国 is a state, 张建国 a man; 扬子江 begins with no surname.
    state = last in _ENDS_OF_BOTH and (word[0] not in SURNAMES or word[1:] in {"国", "城"})
    if last in _ENDS_OF_PLACES or state:
        return "place"
    return "organisation" if last in _ENDS_OF_BODIES else "person"
