"""Ellipsis: whether a question leaves out its subject, as 在哪里开的 and 编号是多少 do, and 锣鼓经是什么 does not."""

from __future__ import annotations

import re

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import CHINESE, DIGITS, TENS
from retrieval.chinese.vocabulary import (
    PART_BEHIND_DAY,
    PARTS_OF_DAY,
    QUESTION_WORDS,
    RELATIVE_TIMES,
    alternatives,
)
from retrieval.chinese.word_kinds import word_kind
from retrieval.conversation.follow_up import FollowUp
from retrieval.conversation.lexicon import (
    ADVERBS,
    ASKING,
    FUNCTION,
    RELATIONAL_WORDS,
    VERBS,
    WANTING,
    WANTING_MEETING,
    WANTING_PERSON,
)
from retrieval.expressions import regex

OPENING = regex(
    r"^(?:请问一下|请问|那么|然后|你觉得|你认为|您觉得|那|哦|嗯|好的?|对了|所以|而且|并且|但是?|可是?|不过|还|又|也)[，,、\s]*"
)
_TIME = (
    rf"(?:(?:公元前?)?[0-9{DIGITS}{TENS}]{{1,4}}(?:年代?|月|[日号]|世纪)[初末底]?|{alternatives(PARTS_OF_DAY | RELATIVE_TIMES)}|{PART_BEHIND_DAY}|"
    r"最近|当年|当时|目前|现在|最后|最终|后来|此前|此后|之后|随后|同时)"
)
TIMES_FIRST = regex(
    rf"^(?:(?:[在于到自从至]|约|大约)?{_TIME}+(?:[前后里中时]|以前|以后|以来|期间|左右)?(?:[，,、的]|间)*)+"
)

EMPTY = regex(
    "|".join(
        sorted(
            f"{ASKING}|{FUNCTION}|{WANTING_PERSON}|{WANTING_MEETING}|{WANTING}".split("|"),
            key=len,
            reverse=True,
        )
    )
)
_Q = f"(?:{alternatives(QUESTION_WORDS | {'何'})})"
_OPENS_WITHOUT = tuple(
    regex(pattern)
    for pattern in (
        # 是谁发明了电灯 is whole, 是谁发明的 is not, and neither is 是哪个国家的首都.
        r"^(?:正|就|也|都|又|曾|不)?是(?:由|在|从|因|因为|为了?|被|以|于|如何|怎么|怎样|什么时候|何[时年月日]|哪[一]?[年天月日]|几|(?:周|星期)几)",
        r"^(?:曾|也|又)?是(?:一[个种座部本家所位条]|什么|哪|谁|几|第)[^了出]{0,6}的[\u3400-\u9fff]{0,6}$",
        rf"^(?:{VERBS})(?:了|过|着|的(?=$|是)|在|到|于|{_Q}|$)",
        rf"^(?:{ADVERBS})+(?:{VERBS}|{_Q}|[在是有由被以为因与和从于用按做叫写去过任当生住])(?!的(?!$))",
        rf"^(?:{RELATIONAL_WORDS})(?:又|也|都|约|大约|可|共|曾|主要|最)?(?:[是为有在达叫于由被以用呈]|位于|属于|来自|包括|{_Q})",
        rf"^(?:主要|最大|最高|最早|最后|第一|首个|另一|唯一|著名)的?(?:{RELATIONAL_WORDS})",
        # 为什么 is no 为 before 什么; 从什么时候开始 and 在哪年 often have their subject behind them.
        rf"^(?:[由被以因与和用按凭靠跟对归]|从(?!.*开始)|为(?!什么|何)|在(?!.*[,，、]))(?:{_Q}).{{0,9}}$",
        r"^在(?:全球|世界|国内|国外|外界|当地|历史|历史上|生前|那里|比赛中|任内|任期内|位期间)",
        rf"^有(?:着|过)?{_Q}(?:[\u3400-\u9fff]{{1,4}}|[\u3400-\u9fff]{{0,6}}的[\u3400-\u9fff]{{1,4}})$",
        (
            rf"^(?:{_Q}|哪一?[年天月日])(?:才|曾|正式|再次|首次|又|被|开始|会|能|要|去|来)*"
            r"(?:加入|当选|成立|建成|出版|上映|开播|出生|去世|逝世|退役|灭绝|投入使用|通车|开业|开通|发行|播出|建立|结束|举行|召开)的?$"
        ),
    )
)
# A question that opens like this may or may not lack its subject: 制备过程是什么 lacks it, 锣鼓经是什么 does not.
_MAY_OPEN_WITHOUT = regex(
    # 一共投资多少 has lost its subject, 最初梵语以什么系统 has not: a verb must follow.
    rf"^(?:{ADVERBS})+(?:[\u3400-\u9fff]{{0,2}}(?:{_Q}|[了过着到为成于在])|[由被从与和跟对向经])"
    rf"|^(?:被|于(?={_Q}|[0-9])|由|以|因|为了?(?!什么|何)|与|和|跟|从(?!.*开始)|凭借|通过|经|向|给|将|得到)(?!.*[,，、])"
    rf"|^(?:{VERBS})(?=[了过着于在到])"
    r"|^(?:正|就|也|曾)?是(?!谁[把将让使])(?=.+的$|.*(?:哪|什么|何|几).{0,3}(?:人|类|种|级|代|项目|运动员|时候|日子)$)"
    rf"|^(?P<whose>[\u3400-\u9fff]{{1,4}}?)的?(?:{RELATIONAL_WORDS})(?:又|也|都|约|大约|可|共|曾|主要|最)?(?:[是为有在达叫于由被以用呈]|位于|属于|来自|包括|{_Q})"
)
# Where one of these opens a question and a verb follows, the subject is missing: 在哪一年获得了, 什么时候首次登上.
_ASKS_FIRST = regex(
    r"^(?:(?:什么时候|什么时间|何[时年月日]|哪一?[年天月日]|几几年|几[年月]|(?:周|星期)几|多咱|多少岁时?|几岁|"
    r"(?:为什么|为何|为啥|因何)(?=会(?!有)|被|没|无法|不|很|能|可|总|又|还|再|容易|拒绝|选择))"
    rf"|[在于从自由被以因用和与](?:{_Q})[^，,]{{0,6}}?"
    r"(?:年|月|日|天|时候|时间|岁|方面|时期|情况下|条件下|原因|场|期间|国|个|谁|形式|方式|身[份分]|名义|罪名|大学|队)"
    r"(?:时|后|中|上|里|内|前)?)"
    r"(?:才|会|能够?|可以?|要|曾经?|还|又|再|也|都|就|最[终后早初]|首次|第一次|正式|开始|主要|一般|通常|总是|很快|很|"
    r"无法|没有?|不再?|必须|需要?|应该|现时?|目前|共|一直|突然|并)*"
)
# 什么段位, 在哪家公司, 有多少人受伤: such a question says only what it looks for.
_ONLY_ASKS = regex(
    r"^(?:是|在|由|有|用|从|到|去|属于|叫)?(?:什么|哪一?|(?:周|星期)?几|多少|何(?=[时年月日]))(?:个|些|种|本|部|首|位|家|支|名|届|座|条|年|款|项)?"
    r"(?![是叫有在])[\u3400-\u9fff]{0,3}(?:的|了)?$"
)
# What follows the common noun in 花序有什么类型, 收费怎么样. Whose 花序 it is, the last document may tell.
_ASKS_OF = regex(rf"^(?:是|有|为|叫|为什么)?{_Q}[\u3400-\u9fff]{{0,3}}的?$")
_COUNTS = regex(
    rf"^(?:首[部任届个位张次家]|第[0-9{CHINESE}]+[部任届个位张次代集期家]?|最[\u3400-\u9fff]{{1,3}}的|[一二三]期|大?部分)"
)
_MODIFIES = ("noun", "verb", "adjective")
_WITHIN = regex(
    r"^[在于][^，,的]{2,12}?(?:中|上|后|时|里|内|期间|时期|[年月日])?(?:又|还|被|主要|一共|共|已|最终|首次|正式|总|常|可以?|会|能)*"
    rf"(?P<does>[\u3400-\u9fff]{{2}}(?:了|过|为|着|到|成)?(?:{_Q})[^，,的]*)$"
)
# These questions look for something that they describe, and lack nothing: 由母亲和舅父作为家长的是哪一民族, 被流放的人创立了什么, 被蛇咬伤后怎么办, 由此可以得知什么.
_DESCRIBES = regex(
    r"^(?:由|将|把|被|常|可以?|能|最多|用|以|对|为).*的[\u3400-\u9fff]{0,3}[是为]"
    r"|^[被由][^，,]{1,8}的[\u3400-\u9fff]{2}|^被.*[后时]|[得可]知"
)
# These verbs need no subject in front of them: 什么时候发生了地震 is complete.
_HAPPENS = ("发生", "出现", "爆发", "产生", "存在", "发现")
# One character opens many an ellipsis (由谁, 曾任), and many a name: 以色列, 曾炯, 和弓.
_OPENERS = "曾现将已共由以与和跟向被给为对从在于按用因凭经大约"
_OPENING_WORDS = frozenset(
    f"{ADVERBS}|{VERBS}|{FUNCTION}|{WANTING}|{ASKING}|在位|在任|在世|在校|在职|将会|对于|由谁|被谁".split("|")
)
_LONGEST_WORD = 4
_LONGEST_REST = 14
_SHORT_REST = 8
# 造成下滑的原因是什么 opens with a verb too, but is complete: it names what it asks about.
_WHOLE = regex(r"的(?!$)[^，,]{1,12}(?:是|为|有|叫).*(?:什么|谁|哪|多少|几|何)")


def find_ellipsis(body: str) -> FollowUp | None:
    """Return what a question has left out, or None where it is whole.

    Args:
        body: the question, folded, without the marks at its end.

    >>> find_ellipsis("在哪里开的").head, find_ellipsis("什么时候首次登上赛场").sure, find_ellipsis("以色列将做什么")
    ('开', True, None)
    """
    plain = OPENING.sub("", body)
    rest = EMPTY.sub("", re.sub(ASKING, "", plain)).strip('，,、：: “”"')
    asks = re.search(ASKING, body)
    if not rest:
        wanting = re.search(f"{WANTING_PERSON}|{WANTING_MEETING}|{WANTING}", re.sub(ASKING, "　", plain))
        if wanting:
            return FollowUp("ellipsis", head=wanting[0])
        return FollowUp("bare", word=plain) if asks else None
    opening = TIMES_FIRST.sub("", plain)
    names = len(rest) > _LONGEST_REST or re.search(r"[《“「‘]", plain) or _opens_with_name(opening)
    if not asks or names or _DESCRIBES.search(opening):
        return None
    # A long question may well hold its subject behind the verb: 共有多少名儿童在冲突中死亡.
    sure = len(rest) <= _SHORT_REST
    if _ONLY_ASKS.match(plain):
        return FollowUp("ellipsis")
    opened = next((found for pattern in _OPENS_WITHOUT if (found := _lacks(pattern, opening))), None)
    asked = _ASKS_FIRST.match(opening)
    if opened or (asked and _opens_with_verb(opening[asked.end() :])):
        return FollowUp("ellipsis", head=opened or "", sure=sure)
    noun = _asked_of(opening)
    return FollowUp("ellipsis", head=noun, sure=False) if noun or _may_lack(opening, rest) else None


def _lacks(pattern: re.Pattern[str], opening: str) -> str:
    """Return how a question opens without its subject, or the empty string."""
    match = pattern.match(opening)
    return match[0] if match and not _WHOLE.search(opening[match.end() :]) else ""


def first_word(text: str) -> str:
    """Return the longest word of jieba's dictionary that opens a folded text, or the empty string.

    >>> first_word("以色列将做什么"), first_word("曾炯是谁")
    ('以色列', '曾')
    """
    tags = word_tags()
    return next((text[:size] for size in range(_LONGEST_WORD, 0, -1) if text[:size] in tags), "")


def _opens_with_name(opening: str) -> bool:
    """Say whether what looks like 以, 曾 or 和 belongs to a longer word, known (以色列) or not (曾炯)."""
    word = first_word(opening)
    if opening[:1] not in tuple(_OPENERS) or (word in _OPENING_WORDS and len(word) > 1):
        return False
    if len(word) > 1:
        return True
    after = opening[1:]
    known = len(first_word(after)) > 1 or not ("\u3400" <= after[:1] <= "\u9fff")
    return not known and not re.match(f"(?:{ASKING}|{ADVERBS}|{FUNCTION}|{VERBS})", after)


def _opens_with_verb(text: str) -> bool:
    """Say whether a text opens with a verb that somebody must do, or with 被."""
    word = first_word(text)
    return text[:1] == "被" or (len(word) > 1 and word_kind(word) == "verb" and word not in _HAPPENS)


def _may_lack(opening: str, rest: str) -> bool:
    """Say whether a question may lack its subject: 制备过程是什么, but not 印度总统是谁."""
    if _within(opening):
        return True
    match = _MAY_OPEN_WITHOUT.match(opening)
    if not match or _WHOLE.search(opening) or re.search(r"[A-Za-z0-9·]", rest):
        return False
    # 印度总统是谁 says whose president.
    return not match["whose"] or word_kind(match["whose"]) == "noun"


def _asked_of(opening: str) -> str:
    """Return the common noun, of one word or two, that something is asked of: 花序有什么类型, 创立宗旨是什么."""
    opening = _COUNTS.sub("", opening)
    word = first_word(opening)
    after = opening[len(word) :]
    noun = (
        first_word(after) if word_kind(word) in _MODIFIES and len(word) == len(first_word(after)) == 2 else ""
    )
    for last, rest in ((word, after), (noun, after[len(noun) :])):
        if last and word_kind(last) == "noun" and _ASKS_OF.match(rest):
            return last
    return ""


def _within(opening: str) -> bool:
    """Say whether a verb without its subject follows a place or a time: 在阳明精舍中担任了什么位置."""
    match = _WITHIN.match(opening)
    return match is not None and _opens_with_verb(match["does"])


def content(question: str) -> str:
    """Return the content words of a question, folded: the question words and function words are left out.

    >>> content("刘吉强调了什么？")
    '刘吉强调'
    """
    return re.sub(rf"(?:{ASKING}|{FUNCTION})|[\W_]", " ", fold(question)).strip()


def wants(head: str) -> str:
    """Return the kind of antecedent that a verb or noun needs: ``person``, ``meeting`` or ``thing``.

    >>> wants("强调"), wants("召开"), wants("原因")
    ('person', 'meeting', 'thing')
    """
    if head in WANTING_PERSON.split("|"):
        return "person"
    if head in WANTING_MEETING.split("|"):
        return "meeting"
    return "thing"
