"""How Chinese asks: the patterns that tell what a question wants, tables of regular expressions and no code.

In the order in which :mod:`retrieval.question.parsing` reads them: courtesy and dialect, the words that ask,
the nouns that stand for such a word, questions for who somebody is.
"""

from __future__ import annotations

from typing import NamedTuple

from retrieval.chinese.numerals import CHINESE, LARGE, ONES, SMALL, TENS
from retrieval.chinese.sentences import TRAILING
from retrieval.chinese.vocabulary import OFFICES, alternatives
from retrieval.expressions import regex

KINDS = ("who", "when", "where", "how many", "why", "how", "which", "what", "whether", "keywords")
"""What a question can ask for; ``keywords`` is said of words without a question around them."""

# Courtesy at the front would be searched for, and 请问 stands in many an interview.
COURTESY = regex(
    r"^(?:[\s,，。!！~、]|(?:谢谢|多谢)[你您]?(?=[\s,，。!！~]|告诉|帮|请)|(?:老师|各位)?(?:您好|你好|大家好)|唔该|麻烦[你您]?|劳驾|请[问教你您]?(?:一下|下)?|"
    r"[我俺]?(?:想|要|想要)(?:请)?(?:问|知道|了解|查)(?:问|一下|下)?|(?:求|借)?问(?:问|一下|下|一句)|求[问教]|"
    r"有(?:没有)?人知道|"
    r"(?:能不能|能否|可不可以|可以|能)?请?(?:告诉|介绍)(?:我|一下|下)+|"
    r"[你您]?知(?:不知)?道|帮[我忙]?(?:查|找|看|问)(?:一下|下|查|找)?|(?:有)?谁知道|"
    r"(?:根据|据)?(?:文中|文章|本文|上文)(?:提及|提到|所述|中)?)+[,，:：\s]*"
)
TAIL = regex(
    rf"(?:[{TRAILING}.]|呢|呀|啊|哦|喔|嘛|㗎|咧|吖|嘞|咯|啦|(?<=[\u4e00-\u9fff])噶|(?<![什怎那这])么|谢谢|多谢|可以[吗么]|好吗|行吗|来着)+$"
)
# So people type northern and southern speech.
DIALECT = (
    (regex(r"边个(?=地方|地区|国家|城市|省份|大学|学校|公司|部门|单位|会议)"), "哪个"),
    (regex(r"边[个位](?!界)"), "谁"),
    (regex(r"边[度处]"), "哪里"),
    # 做乜 asks why before what was done, and what at the end.
    (regex(r"点解|做[乜咩][嘢野]?(?=[^\W\d_])|为(?:嘛|么子)(?=\w)"), "为什么"),
    (regex(rf"(?<![0-9{CHINESE}几])点样"), "怎样"),
    (regex(r"几多"), "多少"),
    (regex(r"啥辰光|多咱(?!们)"), "什么时候"),
    (regex(r"乜[嘢野]?|咩|甚么|什麽|啥子|啥|(?<![什怎那这多为])么子"), "什么"),
    (regex(r"咋样"), "怎样"),
    (regex(r"咋个?"), "怎么"),
    (regex(r"几时"), "何时"),
    (regex(r"搁(?=哪)"), "在"),
    (regex(r"哪儿|哪个?(?:旮旯|旮沓|疙瘩|疙疸|嘎达|嘎瘩|噶哒)"), "哪里"),
    # 系 is written in Mandarin too: it stands for 是 beside a word that asks alone.
    (
        regex(
            r"^系(?=谁|什么|哪|何时|为什么)|系(?=(?:谁|什么|哪里|何时|多少|怎样)\W*$)|(?<=^谁)系|(?<=^什么)系"
        ),
        "是",
    ),
    (regex(r"喺"), "在"),
    (regex(r"咗"), "了"),
    (regex(r"嘅"), "的"),
    (regex(r"佢"), "他"),
    (regex(r"[嗰𠮶](?=[个次位场年日])"), "那"),
    # 那个队伍 for 哪个队伍: only near the end, where 那 would point to nothing.
    (regex(r"那(?=[一几两]?个(?!时候).{0,8}$)"), "哪"),
)

_COUNTERS = (
    r"个|位|名|些|种|类|样|部|本|家|座|条|支|只|项|所|间|场|届|款|首|片|块|处|方|派|队|艘|架|辆|颗|枚|份|篇|张|台|套|股|批|段|"
    r"层|级|次|起|门|族|户|道|曲|集|站|线|路|军|党|区|州|省|市|县|国|洲"
)
_FEW = rf"[{SMALL}两几0-9]{{1,2}}"
# 这几年, 20几所 and 廿几岁 ask nothing.
_ASKS_HOW_MANY = f"(?<![这那近好0-9{TENS}百千{LARGE}])几"
_TIMES = r"时候|时间|时期|时代|年代|日期|年份|世纪|朝代|季节|季|月份|日子|阶段|年间|年头|年度|时刻"
_PLACES = r"地方|地区|国家|国|城市|省份|(?:省|市|县|区|州|洲|镇|乡|村)(?![长民委府级直管政内领场])|岛|位置|地点|方向|地带|海域|街|路|地|大洲|大学|学校"
_PEOPLE = (
    r"人|人物|皇帝|国王|歌手|演员|导演|作家|作者|球员|总统|主席|将军|选手|领导|领导人|学者|教授|诗人|画家|科学家|君主|"
    r"元帅|大臣|官员|艺人|记者|部长|首相|老师|专家"
)
_SAYS = r"(?:说|讲|谈)(?:了|过|到)?(?:些|一些)?什么(?:话|内容)?|怎么(?:说|讲)"
SAYING = regex(
    rf"(?P<who>.*?[^\W\d_a-z])(?P<also>(?:还|又|都|也|曾|曾经|具体|主要|当时|究竟|到底| )*)(?:{_SAYS})的?"
)
"""Asks what somebody said: 说 stands for whatever verb the archive has there (:mod:`retrieval.question.rewording`)."""
# The first pattern that matches at a place decides: 什么时候 is a time before it is a 什么.
PATTERNS = (
    # 称为什么 and 作为什么 ask what; only a free 为什么 asks why.
    (
        "why",
        (
            r"(?<![称作成名改定命译变视认列分封升任誉叫号])为(?:什么|何)(?!$)|^为(?:什么|何)|何以|缘何|何故|因何|怎么会|"
            r"(?:什么|何种?|哪些|哪个)(?:样的)?(?:原因|缘故|理由|因素)|(?<=[了的,， ])为什么$|"
            # 怎么没来, 怎么一下少了那么多 and 怎么拖了这么久 ask why, 怎么去 and 怎么不让孩子哭 how.
            r"怎么(?:还|又|就|都|老|总)*(?=没|一下子?少|突然)|怎么(?=.{1,6}(?:这么|那么)[^\W\d_])"
        ),
    ),
    (
        "when",
        (
            rf"(?:什么|哪(?:一|{_FEW})?[个段些]?|(?<!任)何)(?:{_TIMES})|(?<!任)何[时年月日]|哪(?:一|{_FEW})?[年天日月](?!级)|"
            r"星期几|周几|几月几[日号]|几[月号点](?!个)"
        ),
    ),
    (
        "how many",
        (
            # 多伦多大学 is a place.
            rf"第?(?:多少|{_ASKS_HOW_MANY})(?:{_COUNTERS}|人(?![口均])|年|天|月|岁|米|公里|元|万|亿|%|倍|度|分)?|"
            rf"{_ASKS_HOW_MANY}(?![乎何])|多大(?!学)|多[长高远久重宽深快厚]|百分之(?:多少|几)"
        ),
    ),
    ("who", rf"谁|(?<!任)何许?人|(?:什么|哪(?:{_FEW})?[个位名些种类]?)(?:{_PEOPLE})|哪(?:{_FEW})?[位名]"),
    (
        "where",
        (
            rf"哪里|哪边|(?<!任)何[处地方](?!式)|(?:什么|何|哪(?:{_FEW})?[个些座处片块]?)(?:{_PLACES})|哪$|"
            # 在哪开会 asks for a place, 在哪部电影 does not.
            rf"(?<=[在到去从往])哪(?!(?:{_FEW})?(?:{_COUNTERS})|{_FEW}|[朝代来])|(?<=从)哪来"
        ),
    ),
    (
        "how",
        r"怎么个[^\W\d_]{1,2}法|怎么样?|怎样|如何|何[种等](?:方式|方法|手段)|(?:什么|哪些|哪种)(?:样的)?(?:方式|方法|手段|措施|办法)",
    ),
    # 哪吒 is a name.
    ("which", rf"哪(?!吒)(?:{_FEW})?(?:{_COUNTERS})?|(?<!任)何[种个项者]"),
    ("what", r"什么(?:样|样子|名字$)?|(?<!任)何(?=[^况必处曾需以])"),
)
ASKING = regex("|".join(f"(?P<k{number}>{pattern})" for number, (_, pattern) in enumerate(PATTERNS)))
# Words that may be part of another one (几内亚, 任何): they ask only where nothing surer does.
UNSURE = frozenset(("几", "何", "怎样", "如何", "怎么"))
# Some questions break off where the answer would stand: `改名为?`, `目的是`.
OPEN_END = regex(r"[为是于叫做称作在有由成到至的]$|包括$|属$")
# 淹没 and 出没 ask nothing at the end. Of 罚不罚 the verb is left to be searched for.
_NOT = r"(?<=[\u4e00-\u9fff])不$|(?<![淹沉出吞埋隐湮覆])没有?$|(?P<verb>[\u4e00-\u9fff])不(?=(?P=verb))"
WHETHER = regex(rf"是否|能否|可否|有没有|是不是|会不会|能不能|有无|还是|吗$|(?<![什怎那这])么$|{_NOT}")
WHETHER_WORDS = regex(rf"是否|能否|可否|有没有|是不是|会不会|能不能|吗$|(?<![什怎那这])么$|{_NOT}")
MANY = regex(rf"哪些|哪几|哪[两{ONES[1:]}十]|有什么|些什么|分别|都有谁|有谁|包括什么|有哪")
# What is asked for when it stands before 是什么, or ends a question without a word that asks.
_HEADS = (
    ("why", r"原因|理由|缘故|起因|由来|成因|因素"),
    ("when", r"时间|日期|年份|年代|时候|时期"),
    ("where", r"地点|地方|首都|位置|出生地|所在地|发源地|籍贯|驻地|总部|首府|封地|地址|产地|国籍|省会"),
    (
        "who",
        (
            r"作者|导演|人物|姓名|首相|总理|总统|[市县区省镇乡村州局院校行处科厅]长|书记|部长|主席|主任|经理|领导人|创始人|发明者|"
            r"凶手|主演|父亲|母亲|妻子|丈夫|儿子|女儿|队长|教练|冠军|亚军|保安|记者|司机|医生|摊主|乘客|师傅"
        ),
    ),
    ("how many", r"人数|数量|面积|人口|高度|长度|距离|年龄|价格|金额|比分|比例|百分比|速度|温度|体积|海拔"),
)
HEAD_AT_END = tuple((kind, regex(rf"(?:{heads})(?:可能)?[为是在于有叫]*$")) for kind, heads in _HEADS)
# These ask what a person is: the answer is no other person.
WHO_SOMEBODY_IS = regex(
    r"(?:(?P<name>[\u3400-\u9fff·]{2,15}?)(?:究竟|到底)? ?"
    r"(?P<gap>是(?:谁|哪位|何人|何许人也?|(?:什么|怎样|怎么样)的?人|[干做]什么的)|"
    r"(?:的|是|现在|目前|如今|现|担任|任)*(?:什么|何|哪个|哪些)?(?:职务|职位|官职|头衔|身份)(?:是什么)?)|"
    r"谁是(?P<named>[\u3400-\u9fff·]{2,15}))"
)
# 施工方 and 主办者 look like names to who knows only surnames.
NO_NAME = regex(r"[方者人员家长手]$")

_KIN = (
    "老婆|妻子|丈夫|老公|父亲|母亲|爸爸|妈妈|儿子|女儿|儿媳|女婿|爱人|老伴|哥哥|弟弟|姐姐|妹妹|老板|馆长|园长|厂长|店长|保安|班主任|"
    "法人代表|法定代表人|负责人|联系人|总指挥|总编辑|总工程师|总设计师|舰长|机长|船长|发言人"
)
_HELD_OFFICE = rf"(?P<of>.{{0,12}}?)(?P<office>副?(?:{alternatives(OFFICES)}|{_KIN}))"
_OFFICE_ASKED = (
    regex(
        rf"{_HELD_OFFICE}(?:现在|目前|到底|究竟|又)*"
        r"(?:是谁|是哪位|是哪个人?|叫什么(?:名字)?|叫谁|姓什么|的?名字|谁(?:当|担任|干))"
    ),
    regex(rf"(?:谁是|谁(?:来)?(?:当|担任)(?:了|的)?){_HELD_OFFICE}"),
)
ASKS_BEFORE = regex("原来|原先|以前|之前|前面|过去|从前|曾经|[前原]任|上一?任|调整前|原价|更正前")
"""Asks for what was before, and not for what is now."""
ASKS_NOW = regex(r"现在|目前|如今|眼下|当前|现今|现任|(?:到|[有达])(?:多少|几)[^,，?？]{0,4}了[?？]?$")
"""Asks for what holds now, whatever was before."""


class OfficeAsked(NamedTuple):
    """An office whose holder is asked for, and what it is of: 财政 and 局长 of 财政局长是谁."""

    of: str
    office: str


def find_office_asked(text: str) -> OfficeAsked | None:
    """Return the office whose holder a folded question asks for, or None where it asks for something else.

    >>> find_office_asked("卫健委主任现在是谁")
    OfficeAsked(of='卫健委', office='主任')
    """
    found = next((found for pattern in _OFFICE_ASKED if (found := pattern.search(text))), None)
    return OfficeAsked(found["of"], found["office"]) if found else None
