"""Does a question lean on what was said before? Only one that does is touched.

The gate reads closed lists of words. A question that names what it is about passes by, whatever was said
before it: a follow-up that is missed costs one more question, a whole question that is changed costs trust.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from retrieval.folding import fold
from retrieval.kinds import word_kind

LeanKind: TypeAlias = Literal[
    "person", "persons", "place", "time", "meeting", "thing",  # a pronoun stands for one of these
    "swap",  # 那温金荣呢？ the last question with one thing exchanged
    "more",  # 还有谁 the last question, what was shown left out
    "bare",  # 什么时候？ a question word alone: the last question goes on
    "gap",  # 在哪里开的 something is left out
    "nth", "back", "detail", "source", "speaker",  # about the last answer itself
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lean:
    """How a question leans.

    Attributes:
        kind: which way.
        word: the words that lean, as written (``他``, ``该公司``); empty for what is left out.
        start: where they stand in the question.
        head: the noun behind a demonstrative (公司 of 该公司), the newcomer of a swap (温金荣), the verb or
            noun of a gap that says what kind is missing (开), or a number for ``nth`` (``-1`` is the last).
        sure: a gap that is not sure (``编号是多少`` may leave out what it is the number of) leans only where
            the last document speaks of the same.
    """

    kind: LeanKind
    word: str = ""
    start: int = 0
    head: str = ""
    sure: bool = True


# --- closed lists -------------------------------------------------------------------------------------

ASKING = (
    "什么时候|什么时间|什么地方|什么样|什么人|什么|为什么|为啥|为何|何时|何地|何处|何人|怎么样|怎么办|怎么回事|怎么|怎样|如何|咋样|咋|"
    "哪里|哪儿|哪些人|哪些|哪一个|哪个|哪位|哪年|哪天|哪一年|哪一天|哪种|哪几个|哪|谁|多少|多久|多长时间|多长|多大|多高|多远|几个|几岁|几次|"
    "几年|几月|几日|几号|几点|几人|几|是不是|有没有|是否|吗|么|呢|吧|啊|呀|呐|嘛"
)
# What says nothing of what is asked about.
FUNCTION = (
    "请问一下|请问|我想知道|想知道|告诉我|你知道|知道|那么|然后|后来|接着|最后|最终|最初|最早|最先|首先|当时|当天|当年|目前|现在|已经|曾经|曾|一共|总共|"
    "共有|共计|共|主要|分别|具体|大概|大约|可能|究竟|到底|的话|所谓|其中|以及|因为|由于|所以|并且|而且|"
    "的|了|着|过|是|在|于|和|与|及|或|有|被|把|对|从|由|为|以|而|也|都|就|还|又|再|才|很|最|更|会|能|可以|要|想|应该|"
    "到|向|给|让|使|等|一个|一次|一下|个|次|人|事情|事|东西|时候|时|吗|那|哦|嗯|好|第|不|没有|没|多"
)
# Verbs and nouns that want somebody or something else beside them: alone they say too little.
_WANTING_PERSON = (
    "强调|指出|表示|认为|说|提到|提出|讲话|讲|要求|回应|介绍|主张|承诺|呼吁|宣布|透露|解释|担任|出任|出生|毕业|去世|逝世|死亡|死|"
    "年龄|身份|职务|职业|妻子|丈夫|父亲|母亲|儿子|女儿|老师|学生|生平|籍贯|姓名|名字|看法|态度|性别|国籍"
)
_WANTING_MEETING = "主持|出席|参加|参会|与会|召开|开始|开|举行|举办|承办|主办|部署|议程|议题|主题"
_WANTING = (
    "发生|成立|建立|建成|建|创立|创办|设立|结束|完成|通过|发布|公布|签署|实施|施行|生效|导致|造成|引起|引发|影响|采取|措施|原因|结果|目的|"
    "意义|作用|内容|地点|时间|日期|数量|人数|比分|规模|面积|长度|高度|价格|费用|金额|特点|特征|背景|过程|经过|情况|进展|目标|任务|要点|重点|"
    "作者|主角|主人公|导演|编剧|发明者|创始人|负责人|领导|位于|属于|来自|包括|包含|含有|得名|称为|叫做|叫|做|进行|获得|取得|遭到|受到|"
    "受伤|伤亡|遇难|被捕|伤|来历|由来|起源|含义|意思|定义|别名|全称|简称|用途|功能|优点|缺点|区别|好处|坏处|开放|关闭|使用|组成|构成|分为|"
    "出版|发行|上映|播出|开播|首播|连载|获奖|奖项|类型|种类|性质|方面|办法|方法|方式|方案|计划|建议|措辞|理由|条件|标准|后果|反应|评价|"
    "来|去|回来|离开|到达|抵达|看|听|用|写|画|唱|买|卖|吃|喝|住|玩|走|打|拍|演|得|算|行|拿|找|帮|弄|问|答|喜欢|觉得"
)
_EMPTY = re.compile(
    "|".join(
        sorted(
            f"{ASKING}|{FUNCTION}|{_WANTING_PERSON}|{_WANTING_MEETING}|{_WANTING}".split("|"),
            key=len,
            reverse=True,
        )
    )
)
# A question that opens with one of these left out who or what it is about.
_VERBS = (
    "强调|指出|表示|提到|提出|要求|承诺|呼吁|宣布|透露|担任|出任|出生于|生于|毕业于|逝世于|死于|发生在|成立于|建立于|创立于|创办于|写于|"
    "位于|属于|来自|包括|包含|得名于|称为|采取|获得|取得|赢得|遭到|受到|造成|导致|引起|引发|采用|拥有|具有|组成|分为|召开|举行|举办|"
    "主持|出席|参加|加入|参与|出版|发行|上映|发表|创作|建于|建成|建造|修建|设立|设有|设在|签署|签订|颁布|发现|发明|逮捕|击毙|夺得|"
    "改名|更名|改为|合并|并入|迁至|前往|访问|抵达|到达|离开|参选|当选|就读|就读于|任职|退役|演唱|饰演|扮演|执导|栖息|生活在|分布在|"
    "分布于|起源于|源自|源于|始建于|效力|效力于|加盟|收购|生产|推出|制定|实施|推行|恢复|去世于|现居|定居|长大|位居|排名|共有|属"
)
_RELATIONAL = (
    "原名|本名|别名|全名|全称|简称|英文名|学名|名字|名称|绰号|外号|首都|首府|省会|人口|面积|总面积|体长|身高|身长|体重|海拔|高度|长度|"
    "全长|总长|总部|总部设|地址|会长|校长|院长|社长|董事长|总经理|主席|主任|书记|市长|省长|县长|总统|总理|首相|国王|部长|负责人|发言人|"
    "创始人|创办人|创立者|发明人|发明者|作者|导演|编剧|主演|主角|主人公|制片人|原著|演员|歌手|队长|教练|父亲|母亲|妻子|丈夫|儿子|女儿|"
    "哥哥|弟弟|姐姐|妹妹|老师|学生|祖籍|籍贯|出生地|出生日期|职业|职务|身份|年龄|代表作|成名作|处女作|主题|主题曲|内容|主要内容|特点|"
    "特征|特色|外形|颜色|形状|体型|习性|生活习性|食物|分布区|分布范围|产地|用途|功能|作用|意义|含义|意思|定义|来历|由来|起源|历史|"
    "语言|官方语言|货币|气候|平均气温|最高气温|交通|经济|主要产业|特产|景点|票价|票房|收视率|销量|价格|成本|造价|经费|开支|规模|地点|"
    "时间|日期|原因|目的|目标|结果|影响|后果|背景|过程|条件|标准|规定|措施|任务|要求|议题|议程|性质|类型|种类|结构|成分|前身|后身|"
    "编号|代码|代号|化学式|分子式|果实|花期|蛋|羽毛|叶子|根|茎|专辑|主打歌|单曲|歌曲|剧情|故事|情节|结局|角色|对象|服务对象|藏品|出入口|站台|车站|线路|路线|列车|班次|票制|跑道|车型|型号|速度|成员|会员|教徒|信徒|居民|邻居|敌人|对手|盟友|军队|兵力|舰队|武器|战绩|成绩|奖金|宿主|天敌|幼虫|成虫|雄性|雌性|下属|分支|总站|终点|起点|母公司|子公司|客户|股东|员工|学校|专业|院系|校训|校区|校址|图书馆|藏书|师生|死因|死亡人数|伤亡人数|伤亡|遇难者|嫌疑人|凶手|动机|"
    "罪名|刑期|判决|赔偿|损失|直径|周长|寿命|速度|时速|温度|深度|宽度|重量|密度|位置|最高峰|最大城市|第一任|首任|现任|前任|继任者|后代"
)
_ADVERBS = (
    "曾经|曾|现在|现|目前|将|已经|已|主要|大约|大概|平均|最后|最终|最早|最初|最高|最低|最大|最多|最长|最重要|最著名|最喜欢|一共|共(?![和产同])|先后|"
    "总共|通常|一般|经常|常|常常|大多|又|也|还|再|再次|首次|第一次|正式|后来|总计|分别|一生|一天|每天|每年|每月|一年|可以|可|能够|能|"
    "应该|需要|需|必须|会(?![议见谈长场员展])|是否|同时|原本|原来|本来|起初|早期|晚年|童年|小时候|生前|死后|婚后|退役后|毕业后|去世后|成立后|成立初期|没有|不"
)
_Q = r"(?:什么|谁|哪|何|几|多少|怎么|怎样|如何|多久|多长|多大|多高|多重|多远|为什么|为何)"
_OPENS_WITHOUT = tuple(
    re.compile(pattern)
    for pattern in (
        # 是谁发明了电灯 is whole, 是谁发明的 is not, and neither is 是哪个国家的首都.
        r"^(?:正|就|也|都|又|曾|不)?是(?:由|在|从|因|因为|为了?|被|以|于|如何|怎么|怎样|什么时候|何时|哪[一]?[年天月日]|几)",
        r"^(?:曾|也|又)?是(?:一[个种座部本家所位条]|什么|哪|谁|几|第)[^了出]{0,6}的[\u3400-\u9fff]{0,6}$",
        rf"^(?:{_VERBS})(?:了|过|着|的(?=$|是)|在|到|于|{_Q}|$)",
        rf"^(?:{_ADVERBS})+(?:{_VERBS}|{_Q}|[在是有由被以为因与和从于用按做叫写去过任当生住])(?!的(?!$))",
        rf"^(?:{_RELATIONAL})(?:又|也|都|约|大约|可|共|曾|主要|最)?(?:[是为有在达叫于由被以用呈]|位于|属于|来自|包括|{_Q})",
        rf"^(?:主要|最大|最高|最早|最后|第一|首个|另一|唯一|著名)的?(?:{_RELATIONAL})",
        # 为什么 is no 为 before 什么; 从什么时候开始 and 在哪年 often have their subject behind them.
        rf"^(?:[由被以因与和用按凭靠跟对归]|从(?!.*开始)|为(?!什么|何)|在(?!.*[,，、]))(?:{_Q}).{{0,9}}$",
        r"^在(?:全球|世界|国内|国外|外界|当地|历史|历史上|生前|那里|比赛中|任内|任期内|位期间)",
        rf"^有(?:着|过)?{_Q}(?:[\u3400-\u9fff]{{1,4}}|[\u3400-\u9fff]{{0,6}}的[\u3400-\u9fff]{{1,4}})$",
        (
            rf"^(?:{_Q}|什么时候|哪一?年|哪一?天)(?:才|曾|正式|再次|首次|又|被|开始|会|能|要|去|来)*"
            r"(?:加入|当选|成立|建成|出版|上映|开播|出生|去世|逝世|退役|灭绝|投入使用|通车|开业|开通|发行|播出|建立|结束|举行|召开)的?$"
        ),
    )
)
# These may have left it out, or not: 制备过程是什么 has, 锣鼓经是什么 has not.
_MAY_OPEN_WITHOUT = re.compile(
    # 一共投资多少 has lost its subject, 最初梵语以什么系统 has not: a verb must follow.
    rf"^(?:{_ADVERBS})+(?:[\u3400-\u9fff]{{0,2}}(?:{_Q}|[了过着到为成于在])|[由被从与和跟对向经])"
    rf"|^(?:被|于(?={_Q}|[0-9])|由|以|因|为了?(?!什么|何)|与|和|跟|从|凭借|通过|经|向|给|将|得到)(?!.*[,，、])"
    rf"|^(?:{_VERBS})(?=[了过着于在到])|^(?:{_RELATIONAL})"
    r"|^(?:正|就|也|曾)?是(?=.+的$|.*(?:哪|什么|何|几).{0,3}(?:人|类|种|级|代|项目|运动员|时候|日子)$)"
    rf"|^(?P<whose>[\u3400-\u9fff]{{1,4}}?)的?(?:{_RELATIONAL})(?:又|也|都|约|大约|可|共|曾|主要|最)?(?:[是为有在达叫于由被以用呈]|位于|属于|来自|包括|{_Q})"
)
# 印度总统是谁 says whose president.
_NAMING = ("place", "person", "organisation", "foreign", "new", "name")
_LONGEST_REST = 14
_SHORT_REST = 8
# 造成下滑的原因是什么 opens with a verb too, and names what it asks about.
_WHOLE = re.compile(r"的(?!$)[^，,]{1,12}(?:是|为|有|叫).*(?:什么|谁|哪|多少|几|何)")

_OPENING = re.compile(
    r"^(?:请问一下|请问|那么|然后|那|哦|嗯|好的?|对了|所以|而且|并且|但是?|可是?|不过|还|又|也)[，,、\s]*"
)
_CLOSING = re.compile(r"[\s？?。！!，,；;…~～]+$")
_TIME = (
    r"(?:(?:公元前?)?[0-9〇零一二三四五六七八九十]{1,4}(?:年代?|月|[日号]|世纪)[初末底]?|[上下]午|凌晨|晚上?|去年|前年|今年|明年|昨[天日]|"
    r"今[天日]|本月|上个?月|最近|当年|当时|目前|现在|最后|最终|后来|此前|此后|之后|随后|同时)"
)
_TIMES_FIRST = re.compile(
    rf"^(?:(?:[在于到自从至]|约|大约)?{_TIME}+(?:[前后里中时]|以前|以后|以来|期间|左右)?(?:[，,、的]|间)*)+"
)

# --- about the last answer ----------------------------------------------------------------------------

_NUMERALS = {letter: number for number, letter in enumerate("一二三四五六七八九十", start=1)}
_NTH = re.compile(
    r"^(?:第(?P<n>[0-9]{1,2}|[一二三四五六七八九十])|(?P<last>最后一))(?:点|个|条|项|句|段|方面|件)?(?:要求|措施|意见|任务|原因|答案)?"
    r"(?:又?是?(?:什么|啥|怎么说|说什么|怎么样)|呢|的?内容(?:是什么)?)*(?:的)?$"
)
_BACK = re.compile(r"^(?:回到|返回|回)?(?:上|前)(?:面)?一?[个条](?:问题|回答|答案)?(?:呢)?$")
_DETAIL = re.compile(
    r"^(?:能|能不能|可以|请)?(?:再)?(?:说|讲|介绍)?(?:得|的)?(?:详细|具体|仔细|展开|多)(?:地|的|一点|一些|点|些)?"
    r"(?:说一?说|讲一?讲|谈一?谈|说一下|讲一下|介绍一下|介绍|说明|说|讲|内容|情况|呢|吗|一点|点)*(?:是什么|怎么说的?)?$"
)
_SOURCE = re.compile(
    r"^(?:给我|让我|我想|我要|想)?(?:看一?看|看一?下|看|显示|打开|要)?(?:一下)?(?:这[篇个]|那[篇个])?(?:的)?"
    r"(?:原文|全文|出处|原句|上下文|来源|原报道)(?:呢|是什么|是哪里|在哪里?|在哪儿|看看|怎么说的?|给我看看?)*$"
    r"|^(?:这(?:话|句话|个)?)?(?:是)?(?:在)?哪里?(?:写|说)的$|^哪[一]?篇(?:文章|报道|新闻)(?:说|写|讲)的?$"
)
_SPEAKER = re.compile(
    r"^(?:这|那|这话|那话|这句话|这个)?(?:都)?(?:是)?(?:由)?谁(?:所)?(?:强调|说|讲|指出|表示|提出|提到|要求|介绍|透露|认为|宣布|称)(?:了?的|过|的话)?(?:呢|呀|啊)?$"
)
_MORE = re.compile(
    r"^(?:还有|其他|其它|别的|另外|除此之外|此外|除了(?:他|她|它|这|这个|这些)(?:之外|以外|外)?)(?:还有|的|有)*"
    r"(?:什么|谁|哪些|哪个|哪里|哪儿|别的|其他的?|人|方面|内容|地方|例子|吗|呢|么|没有|没|啊)*$|^(?:下一?[个条]|换一?[个条]|再来一?[个条]|继续|更多)(?:呢|吧)?$"
)
_ALSO = re.compile(
    r"^(?:还有|除此之外|除了[他她它这]们?(?:之外|以外|外)?|另外还?有?)[，,]?(?:谁|哪些|什么|哪|多少|几)"
)
_SWAP = re.compile(
    r"^(?:那么?|如果是?|要是)?(?:换成|换|改成|改为|如果是)(?P<new>[^，,]{1,16}?)(?:的话|的|呢|吧)*$"
    r"|^(?:那么?)?[，,\s]*(?P<subject>[^，,]{1,16}?)(?:那边|方面)?(?:的)?(?:呢|又(?:怎么样|如何|怎样|是什么))$"
)

# --- pronouns -----------------------------------------------------------------------------------------

_COUNTED = "个些种次项部本首座家条件场篇张款届支所类份段起艘架台枚只句套幅处块片群伙批辆"
_PRONOUN = re.compile(
    r"(?P<persons>[他她]们)"
    r"|(?P<person>(?<!其)[他她](?!们|乡|国|处|日)|此人|该人|这位|那位|这个人|那个人|这人|那人|(?:该|这|那)名?(?=[男女]子)|前者|后者|本人)"
    r"|(?P<place>那里|那儿|这里|这儿|当地(?!时间)|该地|此地|此处|该处|那边)"
    r"|(?P<time>当时|当年|当天|当日|当晚|同年|同月|同日|那时候?|那一?年|那一?天|那时)"
    r"|(?P<meeting>会上|会议上|会后|会前|会议期间|会中|席间|(?:这|那|该|本|此)(?:一)?次?会议?(?!堂))"
    r"|(?P<thing>它们?|上述|前述|(?<![优包关唯极若既任包])其中?(?!他|它|次|实|余|间|后|所)|(?<=[对为据])此|"
    r"(?:(?<![应活本不])该(?=[\u3400-\u9fff]{2})(?![怎如是不由在被用做去有])|(?<![因从如就故自由至由在特])此(?!外|后|前|时|刻|致|间|地|处|人|起|种)|"
    r"本(?=[次书届片剧案校院文场])|这(?!么|样|里|儿|边|时|位|人|几?年|几?天|次会|场?会议|名[男女])"
    # 那温金荣强调什么 only opens with 那.
    rf"|那(?=是|[一两三几]?[{_COUNTED}])(?!个人|名[男女])))"
)
_MEASURE = r"(?:(?:一|两|三|四|五|几|[0-9]+)?(?:个|些|种|次|项|部|本|首|座|家|条|件|位|名|场|篇|张|款|届|支|所|类|份|段|起|艘|架|台|枚|只|句|套|幅|处|块|片|群|伙|批|辆)?)"
_HEAD = re.compile(rf"^{_MEASURE}(?P<noun>[\u3400-\u9fff]{{0,4}})")
_CLAUSE_END = re.compile(r"(?:[中时后前里间上下内年月日]|以来|期间|之际)[，,]$")
# Words that may stand between the beginning of a question and its pronoun.
_BEFORE = re.compile(
    rf"(?:{ASKING}|{FUNCTION}|{_WANTING_PERSON}|{_WANTING}|根据|按照|关于|对于|至于|除了|随着|跟|同|将|向|比|据|按|当|像|位|名|些)+"
)
# Inside a title or a quotation nothing points back: 「这是恐龙」一书.
_QUOTES = ("《", "“", "「", "『", "‘")
_CATAPHOR = re.compile(r"^[这那]种?.{8,}的.")


def find_lean(question: str) -> Lean | None:
    """Say how a question leans on what was said before it, or None where it stands alone.

    >>> find_lean("他强调了什么？")
    Lean(kind='person', word='他', start=0, head='')
    >>> find_lean("那温金荣呢？").head
    '温金荣'
    >>> find_lean("谁主持了会议？") is None
    True
    """
    folded = fold(question)
    closing = _CLOSING.search(folded)
    body = folded[: closing.start()] if closing else folded
    offset = len(body) - len(body.lstrip())
    body = body.lstrip()
    if not body:
        return None
    return (
        _about_the_answer(body)
        or _swap(body, question, offset)
        or _pronoun(body, offset, question)
        or _left_out(body)
    )


def _about_the_answer(body: str) -> Lean | None:
    plain = _OPENING.sub("", body) if not body.startswith("还") else body
    nth = _NTH.match(plain)
    if nth:
        number = -1 if nth["last"] else _NUMERALS.get(nth["n"]) or int(nth["n"])
        return Lean("nth", head=str(number)) if number else None
    for kind, pattern in (
        ("back", _BACK),
        ("detail", _DETAIL),
        ("source", _SOURCE),
        ("speaker", _SPEAKER),
    ):
        if pattern.match(plain):
            return Lean(kind)  # type: ignore[arg-type]  # the names stand right above
    if _MORE.match(body):
        return Lean("more", word=body)
    if _ALSO.match(body):
        # 还有谁参加了会见 says that somebody was named before, and at which 会见.
        return Lean("gap")
    return None


def _swap(body: str, question: str, offset: int) -> Lean | None:
    match = _SWAP.match(body)
    if not match:
        return None
    group = "new" if match["new"] else "subject"
    newcomer = match[group]
    if re.search(ASKING, newcomer) or _PRONOUN.match(newcomer) or not _EMPTY.sub("", newcomer):
        # 什么时候呢 asks by itself; 然后呢 names nobody.
        return None
    if group == "subject" and newcomer.endswith(("是", "在", "有", "叫", "为")):
        # drcd's 主因是呢: the question word was left out, not the question.
        return None
    start, end = match.span(group)
    return Lean("swap", head=question[offset + start : offset + end].removeprefix("那"))


def _pronoun(body: str, offset: int, question: str) -> Lean | None:
    for match in _PRONOUN.finditer(body):
        kind = match.lastgroup
        before, after = body[: match.start()], body[match.end() :]
        if kind == "place" and match[0] == "那里" and not re.search(ASKING, before + after):
            # Traditional texts write 那裡 for 哪裡: it is the question word where there is no other.
            continue
        if not _free_before(before, kind or "") or before.endswith(_QUOTES):
            continue
        if kind == "time" and (_TIMES_FIRST.match(before) or len(_EMPTY.sub("", after)) > 6):
            # 1985年的时候，当时的美国总统 has its time, and 当时西屋电气公司的总部 could mean any.
            continue
        word, head = match[0], ""
        if kind == "thing" and word in {"这", "那", "该", "此", "本", "上述", "前述"}:
            if _CATAPHOR.match(match[0] + after):
                continue
            noun = _HEAD.match(after)
            head = noun["noun"] if noun else ""
            measure = after[: noun.start("noun")] if noun else ""
            word = match[0] + measure
            if head and head[:2] in before:
                # 1990年选举中……这次选举: what is meant stands in the question itself.
                continue
        start = offset + match.start()
        return Lean(kind, word=question[start : start + len(word)], start=start, head=head)  # type: ignore[arg-type]  # the groups are named after the kinds
    return None


def _free_before(before: str, kind: str) -> bool:
    """Say whether nothing stands before a pronoun that it could mean."""
    rest = _TIMES_FIRST.sub("", before)
    rest = _BEFORE.sub("", _OPENING.sub("", rest)).strip('，,、：: “”"「」')
    if not rest:
        return True
    # 足协杯赛中，他攻入了几球: a clause of time or place names nobody.
    clause = kind == "person" and _CLAUSE_END.search(before) and len(before) <= 16
    # 咸丰帝临终前，他 has its man.
    return bool(clause) and not any(word_kind(before[:size]) == "person" for size in (2, 3, 4, 5))


def _left_out(body: str) -> Lean | None:
    """Say whether a question lacks what it is about."""
    plain = _OPENING.sub("", body)
    rest = _EMPTY.sub("", re.sub(ASKING, "", plain)).strip('，,、：: “”"')
    asks = re.search(ASKING, body)
    if not rest:
        wanting = re.search(f"{_WANTING_PERSON}|{_WANTING_MEETING}|{_WANTING}", re.sub(ASKING, "　", plain))
        if wanting:
            return Lean("gap", head=wanting[0])
        return Lean("bare", word=plain) if asks else None
    if not asks or len(rest) > _LONGEST_REST or re.search(r"[《“「‘]", plain):
        return None
    opening = _TIMES_FIRST.sub("", plain)
    for pattern in _OPENS_WITHOUT:
        match = pattern.match(opening)
        if match and not _WHOLE.search(opening[match.end() :]):
            # A long rest may well hold what 共有多少 is asked of: 共有多少名儿童在冲突中死亡.
            return Lean("gap", head=match[0], sure=len(rest) <= _SHORT_REST)
    return Lean("gap", sure=False) if _may_lack(opening, rest) else None


def _may_lack(opening: str, rest: str) -> bool:
    match = _MAY_OPEN_WITHOUT.match(opening)
    if not match or _WHOLE.search(opening) or re.search(r"[A-Za-z0-9·]", rest):
        return False
    return not match["whose"] or word_kind(match["whose"]) not in _NAMING


def content(question: str) -> str:
    """Return what is left of a question without the words that ask, folded: what it speaks of.

    >>> content("制备过程是什么？")
    '制备过程'
    """
    return re.sub(rf"(?:{ASKING}|{FUNCTION})|[\W_]", " ", fold(question)).strip()


def wants(head: str) -> str:
    """Return the kind that a verb or noun wants beside it: ``person``, ``meeting`` or ``thing``.

    >>> wants("强调"), wants("召开"), wants("原因")
    ('person', 'meeting', 'thing')
    """
    if head in _WANTING_PERSON.split("|"):
        return "person"
    if head in _WANTING_MEETING.split("|"):
        return "meeting"
    return "thing"
