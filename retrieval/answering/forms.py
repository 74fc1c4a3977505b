"""What a sentence must be, by its form, to answer: a reason, a definition, a yes or no, a speaker, a correction.

Sentences that tell what happened hold as many words of ``车库为什么漏水`` as the one that gives the reason, and often
more. What has the form that is asked for is therefore favoured among sentences that match about alike. A form is a
leaning and no law: what matches far worse stays behind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.chinese.enumeration import BRACKETED, MARK, SECTION
from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import CHINESE, DIGITS, NUMBER
from retrieval.chinese.sentences import ENDS_ASKING
from retrieval.chinese.vocabulary import SPEECH, SURNAMES, alternatives
from retrieval.expressions import regex
from retrieval.reader.cues import wanted_unit
from retrieval.reader.exact.lists import find_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.answers import Question, Quote
    from retrieval.reader.base import Ranking
    from retrieval.values import Passage, Span

# In the ranking's logarithms of odds.
_GIVES = 3.0
_DECIDES = 1.5
_SHOWS_WAY = 2.0
_SETTLES = 1.0
# Who asks how much money is told by no sentence without a sum.
_COUNTS = 4.0
# What only asks or names what is told below it answers nothing, though it holds the question's words and no others.
_STATES_NOTHING = -4.0
_OTHERWISE = 1.0
# A speaker's own sentence comes only just before his words, which are worth showing too.
_AHEAD = 0.3
# A correction is short, and seldom repeats what it corrects.
_CORRECTS = 3.0
_CHOSEN = 1.0

REASON = regex(
    r"原因(?!不明|尚|待|正在)|因为|由于|得益于|解释[说称道]?[,，:：]|得名于|归功于|归因于|源于|缘于|起因|理由|出于|所致|为由|为了|以便|旨在|鉴于|"
    r"(?:^|[,，;；:：(（、])(?:主要|也|正|都)?因(?!此|而|特网|素|子)|因.{2,30}(?:而|被|停|未|受)"
)
"""What gives a reason, in folded text."""
_DEFINITION_ASKED = regex(
    r"(?:什么(?:是|叫做?)|何[为谓])(?P<behind>\w{2,15})|(?P<before>\w{2,15}?)(?:到底|究竟)?(?:是什么(?:意思)?|指(?:的是)?什么|是个?什么东西|是什么样的)"
)
SPEAKER_ASKED = regex(r"谁(?:说|讲|透露)|谁(?:讲|说)?的话|(?:说|讲|透露|讲过).{0,30}的?是谁")
"""Asks who said something, in folded text."""
_SAID = alternatives({*SPEECH, "告诉", "写道"})
# Behind what was said 名称 and 讲座 would be taken for a verb.
_SAID_BEHIND = alternatives(({*SPEECH} - {"讲", "称"}) | {"告诉", "道"})
_SPEAKS = regex(
    rf"[^,，。:：]{{1,20}}(?:{_SAID})(?:道|记者)?[:：,，“]|[”」][,，][^,，。]{{1,24}}(?:{_SAID_BEHIND})|^[\u4e00-\u9fff·]{{2,8}}:"
)
_SPEAKER_BEHIND = regex(rf"[^,，。:：“]{{1,24}}(?:{_SAID_BEHIND})[^,，:：“]{{0,8}}(?:[,，。:：]|$)")
_MAY_ASKED = regex(
    r"能不能|能否|可否|可不可以|可以|让不让|准不准|要不要|用不用|该不该|(?:能|行|要|准|让|罚).{0,14}[吗不么]$"
)
_MAY = regex(
    r"不得|严禁|禁止|不准|不许|不能|不可|不予|不必|不用|无须|无需|不需|可以|可凭|允许|不在.{0,8}范围|免|暂不|暂缓"
)
_EXISTS_ASKED = regex(r"有没有|有无|是否有|有.{1,10}[吗么]$|(?:了|过)[吗没么]$|没有$|死人|伤亡")
# What most people chose of a poll is its answer.
_OPTION = regex(r"[^:：]{1,60}[:：]\s*(?P<votes>[0-9]{1,9})")
_TOTAL_ASKED = regex("一共|总共|总计|合计|加起来|全部有|总数|共有?(?:多少|几)")
_TOTAL = regex("[共总]计?(?!同|书|统|理|部|是|裁)|合计|累计")
_WAY_ASKED = regex(
    "怎么办|怎么(?:才能|样才能)?(?:申请|报名|办理|领|交|缴|预约|买|查|取|补|换|退|开|坐|去|走|处理|解决|投诉|联系|还|用)"
)
_WAY = regex(
    r"方式|办法|途径|方法|步骤|流程|手续|可以?(?:通过|凭|拨打|登录|在|到|向)|应当|请(?:拨打|到|在|于|凭|登录|尽快|联系)|凭.{2,14}(?:到|在|向|办)|"
    r"登录|拨打|携带|(?:到|在|向).{2,20}(?:办理|领取|申请|申报|登记|缴费|提交)|仍?可(?:补|在|到|凭)|一是|首先|先.{1,12}再"
)
_EXISTS = regex(r"没有|未(?!来)|无(?!论|锡|人机|线|疑)|尚未|已(?!知)|均|共有|零")
_CORRECTION = regex(r"应为|更正为|有误|误[作为写登]|订正|以此为准")


_NUMBERING = regex(rf"^\s*(?:{SECTION}|(?P<item>{BRACKETED})(?![、.．])|{MARK}|[-•#*]+)?\s*")
_SAYS_SOMETHING = regex(
    r"[,，;；:：]|[0-9]|[。.！!].|(?<!为)了(?=[\u4e00-\u9fff])|(?:是|为|有|在|由|被|将|已|不|免|禁|应|须|可|每)"
    # So does 负责人余清河: an office with its holder.
    rf"|[人员长任师理记](?=[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}$)"
    # 成人票二十五元 and 上午八点半开门 tell it; 三个方面 and 第二阶段 do not.
    rf"|[{CHINESE}万半](?:点(?!内|心)|时|分|块|元|角|斤|公里|米|吨|人|名|户|天|日|月|年|岁|把|张|台|部|辆|桌|只|头|箱|升|度)"
)
_LONGEST_HEADING = 14
_YEAR_LINE = regex(rf"\s*[0-9{DIGITS}]{{2,4}}年(?:{NUMBER}月)?[度:：]?\s*")


def states_nothing(folded: str) -> bool:
    """Say whether a sentence only asks, or is a heading: 二、车库防水。, 1984年, 第三章 食堂与宿舍.

    >>> states_nothing("二、车库防水。"), states_nothing("1984年"), states_nothing("儿童免票。")
    (True, True, False)
    """
    if ENDS_ASKING.search(folded) or _YEAR_LINE.fullmatch(folded):
        return True
    numbering = _NUMBERING.match(folded)
    text = folded[numbering.end() :].strip() if numbering else folded.strip()
    # (二)车库防水 is a heading, and (二)车库防水重做。 an item of a list, which says something.
    numbered = bool(numbering and numbering[0].strip() and not numbering["item"])
    ends = text[-1:] in "。！!;；."
    bare = text.rstrip("。！!;；:：.")
    return (numbered or not ends) and len(bare) <= _LONGEST_HEADING and not _SAYS_SOMETHING.search(bare)


def settles(folded: str) -> bool:
    """Say whether a sentence says yes or no by its form: 严禁, 可以, 没有, 尚未."""
    return bool(_MAY.search(folded) or _EXISTS.search(folded))


def only_heads(passage: Passage, sentence: Span) -> bool:
    """Say whether a sentence of a passage only asks, or is a heading; a message, a row of a table or a subtitle is none."""
    folded = sentence.of(passage.folded)
    if passage.metadata.places.kind in {"message", "cell", "moment"}:
        return bool(ENDS_ASKING.search(folded))
    return states_nothing(folded)


def favour_form(ranking: Ranking, question: Question) -> Ranking:
    """Return the ranking with the sentences further ahead that have the form of what is asked for."""
    gain = _find_gain(question)
    weights = [
        gain(quote)
        + _correction(question, quote)
        + _STATES_NOTHING * only_heads(quote.passage, quote.sentence)
        for quote in ranking.quotes
    ]
    if question.kind == "who" and SPEAKER_ASKED.search(question.text):
        weights = _with_speakers(ranking.quotes, weights)
    if question.kind != "how many" and (votes := _count_votes(ranking.quotes)):
        weights = [
            weight + _CHOSEN * (vote == max(votes)) for weight, vote in zip(weights, votes, strict=True)
        ]
    return ranking.favour("form", [weight or None for weight in weights]) if any(weights) else ranking


def _count_votes(quotes: Sequence[Quote]) -> list[int]:
    """Return how many chose each option of a poll, -1 for what is none: 四月第一个周末：31 under 运动会放在哪个周末？."""
    options = [
        _OPTION.fullmatch(quote.folded) if ENDS_ASKING.search(fold(quote.metadata.title)) else None
        for quote in quotes
    ]
    return [int(option["votes"]) if option else -1 for option in options] if any(options) else []


def _with_speakers(quotes: Sequence[Quote], weights: Sequence[float]) -> list[float]:
    """Return the weights with each sentence that only names the speaker right ahead of the words before it.

    ``“…腿还听使唤。”祝鸿儒冲线后说。`` ends its first sentence with the closing mark; the speaker shares no word with what
    he is quoted with.
    """
    scores = {
        (quote.passage.id, quote.sentence.end): quote.score + weight
        for quote, weight in zip(quotes, weights, strict=True)
    }
    raised = list(weights)
    for number, quote in enumerate(quotes):
        behind = quote.passage.text[: quote.sentence.start].rstrip()
        said = scores.get((quote.passage.id, len(behind)))
        if said is not None and behind.endswith(("”", "」", '"')) and _SPEAKER_BEHIND.match(quote.folded):
            raised[number] = max(raised[number], said - quote.score + _AHEAD)
    return raised


def favour_others(ranking: Ranking, others: Sequence[str]) -> Ranking:
    """Return the ranking with the sentences further ahead that hold other words for what the question says."""
    holds = [any(word in quote.folded for word in others) for quote in ranking.quotes]
    return (
        ranking.favour("other words", [_OTHERWISE if held else None for held in holds])
        if any(holds)
        else ranking
    )


def _find_gain(question: Question) -> Callable[[Quote], float]:
    """Return what says how much a quote gains by its form."""
    text = question.text
    if question.kind == "why":
        return lambda quote: _GIVES * bool(REASON.search(quote.folded))
    if question.kind == "who" and SPEAKER_ASKED.search(text):
        return lambda quote: _SETTLES * bool(_SPEAKS.search(quote.folded))
    asked = _DEFINITION_ASKED.fullmatch(text) if question.kind == "what" else None
    if asked:
        defines = _defining(asked["behind"] or asked["before"])
        return lambda quote: _GIVES * bool(defines.search(quote.folded))
    if question.kind == "whether":
        settled = [
            settles for asks, settles in ((_MAY_ASKED, _MAY), (_EXISTS_ASKED, _EXISTS)) if asks.search(text)
        ]
        return lambda quote: _DECIDES * any(settles.search(quote.folded) for settles in settled)
    return _find_gain_of_parts(question)


def _find_gain_of_parts(question: Question) -> Callable[[Quote], float]:
    """Return the same for what is told by a list, by a way, or by a sum."""
    text = question.text
    if question.many and question.kind in {"which", "what", "where", "who"}:
        return lambda quote: _DECIDES * bool(find_list(question, quote.passage, quote.sentence))
    if question.kind == "how" and _WAY_ASKED.search(text):
        return lambda quote: _SHOWS_WAY * bool(_WAY.search(quote.folded))
    unit = wanted_unit(question)
    total = _TOTAL if _TOTAL_ASKED.search(text) else None
    return lambda quote: (
        _COUNTS * bool(unit and unit.search(quote.folded))
        + _SETTLES * bool(total and total.search(quote.folded))
    )


def _defining(name: str) -> re.Pattern[str]:
    """Return the pattern of a sentence that says what something is: 新质生产力是…, 所谓新质生产力, 即新质生产力."""
    word = re.escape(name)
    return re.compile(
        rf"{word}[”」》]?(?:\([^()]*\)|（[^（）]*）)?[,，]?(?:就|也|便|主要)?(?:是(?!否|不是)|指|即|系|意味着|包括|分为)|所谓[“「]?{word}|即[“「]?{word}|"
        rf"{word}[”」]?的(?:定义|含义|意思|内涵|要义|核心)"
    )


def _correction(question: Question, quote: Quote) -> float:
    """Return what a quote gains because it corrects another one that was printed before it."""
    return _CORRECTS * bool(
        _CORRECTION.search(quote.folded)
        and any(word in quote.folded for word in question.query.words if len(word) > 1)
        and (
            "更正" in quote.metadata.title
            or "更正" in quote.passage.folded
            or "有误" in quote.folded
            or "应为" in quote.folded
        )
    )
