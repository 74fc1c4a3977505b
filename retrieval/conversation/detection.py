"""Is a question a follow-up of what was said before? No other question is changed.

Follow-ups are known by closed lists of words. A question that names what it is about is none, whatever was said
before it: a follow-up that is missed costs one more question, a whole question that is changed costs trust.
"""

from __future__ import annotations

import re

from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import SMALL, read_numeral
from retrieval.chinese.sentences import TRAILING
from retrieval.chinese.vocabulary import SPEECH, SURNAMES, alternatives
from retrieval.chinese.word_kinds import word_kind
from retrieval.conversation.ellipsis import EMPTY, OPENING, TIMES_FIRST, find_ellipsis, first_word
from retrieval.conversation.follow_up import FollowUp
from retrieval.conversation.lexicon import ASKING, FUNCTION, WANTING, WANTING_PERSON
from retrieval.expressions import regex

_CLOSING = regex(f"[{TRAILING}]+$")

# --- about the last answer ----------------------------------------------------------------------------

_NTH = regex(
    rf"^(?:第(?P<n>[0-9]{{1,2}}|[{SMALL}]{{1,3}})|(?P<last>最后一))(?:点|个|条|项|句|段|方面|件)?(?:要求|措施|意见|任务|原因|答案)?"
    r"(?:又?是?(?:什么|啥|怎么说|说什么|怎么样)|呢|的?内容(?:是什么)?)*(?:的)?$"
)
_BACK = regex(
    r"^(?:再)?(?:看|说|回到|返回|回|退回)?(?:一下)?(?:到)?(?:(?:上|前)(?:面)?(?:的)?(?:那)?一?[个条题问]|(?:刚才|之前|刚刚)(?:的)?那?一?[个条])"
    r"(?:问题|回答|答案)?(?:呢)?$|^(?:返回|退回|后退|回到(?:刚才|之前|上面|前面)(?:的问题)?)$"
)
_DETAIL = regex(
    r"^(?:能|能不能|可以|请)?(?:再)?(?:说|讲|介绍)?(?:得|的)?(?:详细|具体|仔细|展开|多)(?:地|的|一点|一些|点|些)?"
    r"(?:说一?说|讲一?讲|谈一?谈|说一下|讲一下|介绍一下|介绍|说明|说|讲|内容|情况|呢|吗|一点|点)*(?:是什么|怎么说的?)?$"
    r"|^(?:还有|能|请|可以)?(?:再)?(?:说说|讲讲|看看|给我|要|说|讲)?(?:得)?(?:再|更)?(?:多|详细|具体)?(?:一点|一些)?的?"
    r"(?:详情|细节|详细(?:一点|一些|点)?的?|细说|细讲)(?:呢|吗|吧)?$"
)
_SOURCE = regex(
    r"^(?:给我|让我|我想|我要|想)?(?:看一?看|看一?下|看|显示|打开|要)?(?:一下)?(?:这[篇个]|那[篇个])?(?:的)?"
    r"(?:原文|全文|出处|原句|上下文|来源|原报道)(?:呢|是什么|是哪里|在哪里?|在哪儿|看看|怎么说的?|给我看看?)*$"
    r"|^(?:这(?:话|句话|个)?)?(?:是)?(?:在)?哪里?(?:写|说)的$|^哪[一]?篇(?:文章|报道|新闻)(?:说|写|讲)的?$"
)
_SPEAKER = regex(
    rf"^(?:这|那|这话|那话|这句话|这个)?(?:都)?(?:是)?(?:由)?谁(?:所)?(?:{alternatives(SPEECH)})(?:了?的|过|的话)?(?:呢|呀|啊)?$"
)
_MORE = regex(
    r"^(?:还有|其他|其它|别的|另外|除此之外|此外|除了(?:他|她|它|这|这个|这些)(?:之外|以外|外)?)(?:还有|的|有)*"
    r"(?:什么|谁|哪些|哪个|哪里|哪儿|别的|其他的?|人|方面|内容|地方|例子|吗|呢|么|没有|没|啊)*$|^(?:下一?[个条]|换一?[个条]|再来一?[个条]|继续|更多)(?:呢|吧)?$"
)
_ALSO = regex(
    r"^(?:还有|除此之外|除了[他她它这]们?(?:之外|以外|外)?|另外还?有?)[，,]?(?:谁|哪些|什么|哪|多少|几)"
)
_SWAP = regex(
    r"^(?:那么?|如果是?|要是)?(?:换成|换|改成|改为|如果是)(?P<new>[^，,]{1,16}?)(?:的话|的|呢|吧)*$"
    r"|^(?:那么?)?[，,\s]*(?P<subject>[^，,]{1,16}?)(?:那边|方面)?(?:的)?(?:呢|又(?:怎么样|如何|怎样|是什么))$"
)

# --- anaphora -----------------------------------------------------------------------------------------

_COUNTED = "个些种次项部本首座家条件场篇张款届支所类份段起艘架台枚只句套幅处块片群伙批辆"
_PRONOUN = regex(
    r"(?P<persons>[他她]们)"
    r"|(?P<person>(?<!其)[他她](?!们|乡|国|处|日)|此人|该人|这位|那位|这个人|那个人|这人|那人|(?:该|这|那)名?(?=[男女]子)|前者|后者|(?<!日)本人)"
    r"|(?P<place>那里|那儿|这里|这儿|当地(?!时间)|该地|此地|此处|该处|那边)"
    r"|(?P<time>当时|当年|当天|当日|当晚|同年|同月|同日|那时候?|那一?年|那一?天|那时)"
    r"|(?P<meeting>会上|会议上|会后|会前|会议期间|会中|席间|(?:这|那|该|本|此)(?:一)?次?会议?(?!堂))"
    r"|(?P<thing>它们?|^里[面头]|上述|前述|(?<![优包关唯极若既任包])其中?(?!他|它|次|实|余|间|后|所)|(?<=[对为据])此|"
    r"(?:(?<![应活本不])该(?=[\u3400-\u9fff]{2})(?![怎如是不由在被用做去有])|(?<![因从如就故自由至由在特])此(?!外|后|前|时|刻|致|间|地|处|人|起|种)|"
    r"本(?=[次书届片剧案校院文场])|这(?!么|样|里|儿|边|时|位|人|几?年|几?天|次会|场?会议|名[男女])"
    # 那温金荣强调什么 only opens with 那.
    rf"|那(?=是|[一两三几]?[{_COUNTED}])(?!个人|名[男女])))"
)
_MEASURE = r"(?:(?:一|两|三|四|五|几|[0-9]+)?(?:个|些|种|次|项|部|本|首|座|家|条|件|位|名|场|篇|张|款|届|支|所|类|份|段|起|艘|架|台|枚|只|句|套|幅|处|块|片|群|伙|批|辆)?)"
_HEAD = regex(rf"^{_MEASURE}(?P<noun>[\u3400-\u9fff]{{0,4}})")
_CLAUSE_END = regex(r"(?:[中时后前里间上下内年月日]|以来|期间|之际)[，,]$")
# Words that may stand between the beginning of a question and its pronoun.
_BEFORE = regex(
    rf"(?:{ASKING}|{FUNCTION}|{WANTING_PERSON}|{WANTING}|根据|按照|关于|对于|至于|除了|随着|跟|同|将|向|比|据|按|当|像|位|名|些)+"
)
_WHO = regex("谁|什么人|[你您我]们?")
# Given names that are in the dictionary: 建国 as a place, 丽 as a person. 照片 is a noun.
_GIVEN = frozenset(("person", "place", "name"))
_NAMELESS = regex(FUNCTION)
# Inside a title or a quotation nothing points back: 「这是恐龙」一书.
_QUOTES = ("《", "“", "「", "『", "‘")
_CATAPHOR = regex(r"^[这那]种?.{8,}的.")


def find_follow_up(question: str) -> FollowUp | None:
    """Return how a question follows up what was said before it, or None where it stands alone.

    >>> find_follow_up("他强调了什么？")
    FollowUp(kind='person', word='他', start=0, head='', sure=True)
    >>> find_follow_up("那温金荣呢？").head
    '温金荣'
    >>> find_follow_up("谁主持了会议？") is None
    True
    """
    # Traditional texts write 甚麼 as often as 什麼.
    folded = fold(question).replace("甚么", "什么")
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
        or find_ellipsis(body)
    )


def is_about_nothing(question: str) -> bool:
    """Say whether a question asks for an answer that was shown, whatever it said: nothing else can be meant.

    >>> is_about_nothing("上一个"), is_about_nothing("详细说说"), is_about_nothing("上一个市长是谁")
    (True, True, False)
    """
    follow_up = find_follow_up(question)
    return follow_up is not None and follow_up.kind in {"back", "detail"}


def _about_the_answer(body: str) -> FollowUp | None:
    """Return how a question asks about the last answer itself, or for more like it: 第二点呢, 谁说的, 还有谁."""
    plain = OPENING.sub("", body) if not body.startswith("还") else body
    nth = _NTH.match(plain)
    if nth:
        number = -1 if nth["last"] else read_numeral(nth["n"])
        return FollowUp("nth", head=str(number)) if number else None
    for kind, pattern in (
        ("back", _BACK),
        ("detail", _DETAIL),
        ("source", _SOURCE),
        ("speaker", _SPEAKER),
    ):
        if pattern.match(plain):
            return FollowUp(kind)  # type: ignore[arg-type]  # the names stand right above
    if _MORE.match(body):
        return FollowUp("more", word=body)
    if _ALSO.match(body):
        # 还有谁参加了会见 says that somebody was named before, and at which 会见.
        return FollowUp("ellipsis")
    return None


def _swap(body: str, question: str, offset: int) -> FollowUp | None:
    """Return the newcomer that a question puts into the last one: 温金荣 of 那温金荣呢."""
    match = _SWAP.match(body)
    if not match:
        return None
    group = "new" if match["new"] else "subject"
    newcomer = match[group]
    pronoun = _PRONOUN.match(newcomer) or (_PRONOUN.match(body) and not _names_person(newcomer))
    if re.search(ASKING, newcomer) or pronoun or not EMPTY.sub("", newcomer):
        # 什么时候呢 asks by itself; 然后呢 names nobody; 那里呢 names no 里.
        return None
    if group == "subject" and newcomer.endswith(("是", "在", "有", "叫", "为")):
        # drcd's 主因是呢: the question word was left out, not the question.
        return None
    start, end = match.span(group)
    return FollowUp("swap", head=question[offset + start : offset + end].removeprefix("那"))


def _pronoun(body: str, offset: int, question: str) -> FollowUp | None:
    """Return the first pronoun or demonstrative that points out of the question: 他, 那里, 该公司."""
    for match in _PRONOUN.finditer(body):
        kind = match.lastgroup
        before, after = body[: match.start()], body[match.end() :]
        if match[0][0] == "那" and kind != "person" and not re.search(ASKING, before + after):
            # Traditional texts write 那裡 for 哪裡: it is the question word where there is no other.
            continue
        if not _free_before(before, kind or "") or before.endswith(_QUOTES):
            continue
        if match[0] == "那" and _names_person(after):
            continue
        if kind == "time" and (TIMES_FIRST.match(before) or len(EMPTY.sub("", after)) > 6):
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
            if (head and head[:2] in before) or _is_named(head):
                # 1990年选举中……这次选举: what is meant stands in the question itself; so it does in 该雅芳河.
                continue
        start = offset + match.start()
        return FollowUp(kind, word=question[start : start + len(word)], start=start, head=head)  # type: ignore[arg-type]  # the groups are named after the kinds
    return None


def _names_person(text: str) -> bool:
    """Say whether what stands behind 那 is a name that begins like a measure word: 张建国, but not 张照片."""
    word, given = first_word(text), first_word(text[1:])
    if len(word) > 1 or text[:1] not in SURNAMES:
        return word_kind(word) == "person"
    if len(given) > 1 or word_kind(given) == "noun":
        return word_kind(given) in _GIVEN
    # The dictionary has few given names: they are what is left, or what a verb follows (张伟强调).
    return 1 < len(text) <= 3 or any(word_kind(first_word(text[end:])) == "verb" for end in (2, 3))


def _free_before(before: str, kind: str) -> bool:
    """Say whether nothing stands before a pronoun that it could mean."""
    rest = TIMES_FIRST.sub("", before)
    rest = _BEFORE.sub("", OPENING.sub("", rest)).strip('，,、：: “”"「」')
    if not rest or (kind in {"person", "persons", "thing"} and _names_nothing(before)):
        return True
    # 足协杯赛中，他攻入了几球: a clause of time or place names nobody.
    clause = kind == "person" and _CLAUSE_END.search(before) and len(before) <= 16
    # 咸丰帝临终前，他 has its man.
    return bool(clause) and not any(word_kind(before[:size]) == "person" for size in (2, 3, 4, 5))


def _names_nothing(before: str) -> bool:
    """Say whether a question opens with who did something, and no more: 谁谴责了这起袭击, 你喜欢他吗."""
    opens = _WHO.match(before)
    rest = before[opens.end() :] if opens else ""
    while rest:
        word = first_word(rest)
        if word_kind(word or rest[0]) != "verb" and not _NAMELESS.fullmatch(word):
            return False
        rest = rest[len(word) :]
    return bool(opens)


def _is_named(head: str) -> bool:
    """Say whether the noun behind a demonstrative has a name of its own: 雅芳河, but not 美国男子."""
    word = first_word(head)
    return any(
        word_kind(one) in ("person", "foreign") for one in (word, first_word(head[len(word) :])) if one
    )
