"""What is said of an answer, in the user's language, at the terminal and in the bot.

The archive's own words are never translated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import NotFound, Quote

Language: TypeAlias = Literal["zh-Hans", "zh-Hant", "en"]

_REASONS: dict[str, dict[Language, str]] = {
    "no words": {
        "zh-Hans": "问题里没有可以查找的词。",
        "zh-Hant": "問題裡沒有可以查找的詞。",
        "en": "The question holds no word that could be looked up.",
    },
    "empty archive": {"zh-Hans": "档案是空的。", "zh-Hant": "檔案是空的。", "en": "The archive is empty."},
    "unknown words": {
        "zh-Hans": "档案里从未出现：{unknown}。",
        "zh-Hant": "檔案裡從未出現：{unknown}。",
        "en": "These words occur nowhere in the archive: {unknown}.",
    },
    "no such number": {
        "zh-Hans": "档案里没有{unknown}{others}。",
        "zh-Hant": "檔案裡沒有{unknown}{others}。",
        "en": "The archive knows no {unknown}{others}.",
    },
    "another number": {
        "zh-Hans": "最接近的句子说的不是{unknown}。",
        "zh-Hant": "最接近的句子說的不是{unknown}。",
        "en": "The nearest sentence does not speak of {unknown}.",
    },
    "no match": {
        "zh-Hans": "档案里没有与问题相关的段落。",
        "zh-Hant": "檔案裡沒有與問題相關的段落。",
        "en": "No passage of the archive matches the question.",
    },
    "other days": {
        "zh-Hans": "没有找到日期在那段时间的相关报道{newest}。",
        "zh-Hant": "沒有找到日期在那段時間的相關報道{newest}。",
        "en": "No report on this is dated to those days{newest}.",
    },
    "kind missing": {
        "zh-Hans": "最接近的句子里没有问题要问的{kind}。",
        "zh-Hant": "最接近的句子裡沒有問題要問的{kind}。",
        "en": "The nearest sentence holds no {kind}, which the question asks for.",
    },
    "disputed": {
        "zh-Hans": "两篇文档说法不一，难以判断。",
        "zh-Hant": "兩篇文檔說法不一，難以判斷。",
        "en": "Two documents say different things, and nothing tells which is right.",
    },
    "unsure": {
        "zh-Hans": "找到的句子不足以回答这个问题。",
        "zh-Hant": "找到的句子不足以回答這個問題。",
        "en": "What was found does not answer the question surely enough.",
    },
}
# Where nothing was asked of the archive, it is not said that it does not say: what is said back to small talk
# (retrieval.question.small_talk.SMALL_TALK), and to 上一个 at the beginning.
_SAID_BACK: dict[str, dict[Language, str]] = {
    "thanks": {
        "zh-Hans": "不客气！还想问什么？",
        "zh-Hant": "不客氣！還想問什麼？",
        "en": "You are welcome! What else?",
    },
    "farewell": {"zh-Hans": "再见！", "zh-Hant": "再見！", "en": "Goodbye!"},
    "complaint": {
        "zh-Hans": "抱歉。请换个说法，或者说得具体些，再问一次。",
        "zh-Hant": "抱歉。請換個說法，或者說得具體些，再問一次。",
        "en": "Sorry. Please ask once more in other words, or more precisely.",
    },
    "praise": {
        "zh-Hans": "过奖了！还想问什么？",
        "zh-Hant": "過獎了！還想問什麼？",
        "en": "Thank you! What else?",
    },
    "introduction": {
        "zh-Hans": "我是问档：您用一句话提问，我从档案里找出回答它的原句，并注明出处。",
        "zh-Hant": "我是問檔：您用一句話提問，我從檔案裡找出回答它的原句，並註明出處。",
        "en": "I am wendang: ask in a sentence, and I quote the sentence of the archive that answers it.",
    },
    "greeting": {
        "zh-Hans": "您好！想问档案里的什么？",
        "zh-Hant": "您好！想問檔案裡的什麼？",
        "en": "Hello! What would you like to ask the archive?",
    },
    "laughter": {"zh-Hans": "😊 还想问什么？", "zh-Hant": "😊 還想問什麼？", "en": "😊 What else?"},
    "nothing before": {
        "zh-Hans": "前面还没有问过什么：请先提问。",
        "zh-Hant": "前面還沒有問過什麼：請先提問。",
        "en": "Nothing was asked before this: ask a question first.",
    },
    "assent": {
        "zh-Hans": "好的。还想问什么？",
        "zh-Hant": "好的。還想問什麼？",
        "en": "All right. What else?",
    },
}
_KINDS: dict[str, dict[Language, str]] = {
    "who": {"zh-Hans": "人名", "zh-Hant": "人名", "en": "person"},
    "when": {"zh-Hans": "时间", "zh-Hant": "時間", "en": "time"},
    "how many": {"zh-Hans": "数字", "zh-Hant": "數字", "en": "number"},
    "where": {"zh-Hans": "地点", "zh-Hant": "地點", "en": "place"},
}
_NOT_NOW: dict[Language, str] = {
    "zh-Hans": "现在查不了档案，请稍后再试。",
    "zh-Hant": "現在查不了檔案，請稍後再試。",
    "en": "The archive cannot be asked now: please try again later.",
}
_NOT_SAID: dict[Language, str] = {
    "zh-Hans": "档案里没有说。",
    "zh-Hant": "檔案裡沒有說。",
    "en": "The archive does not say.",
}
_NEAREST: dict[Language, str] = {
    "zh-Hans": "不确定，档案里最接近的是：",
    "zh-Hant": "不確定，檔案裡最接近的是：",
    "en": "Not sure; what comes nearest in the archive:",
}
_OTHERS: dict[Language, str] = {"zh-Hans": "，有", "zh-Hant": "，有", "en": "; it knows "}
# Both Chinese scripts write it alike.
_NEWEST: dict[bool, str] = {True: "; newest: {day}", False: "，最新的是{day}的"}
_BETWEEN: dict[Language, str] = {"zh-Hans": "、", "zh-Hant": "、", "en": ", "}
_REMARKS: dict[str, dict[Language, str]] = {
    "disputed": {
        "zh-Hans": "另一篇文档的说法不同：",
        "zh-Hant": "另一篇文檔的說法不同：",
        "en": "Another document says otherwise:",
    },
    "other days": {
        "zh-Hans": "（这篇报道的日期不在所问的时间里）",
        "zh-Hant": "（這篇報道的日期不在所問的時間裡）",
        "en": "(This report is not dated to the days that were asked for.)",
    },
    "reports": {
        "zh-Hans": "（按日期排列，最新的在前）",
        "zh-Hant": "（按日期排列，最新的在前）",
        "en": "(By date, the newest first.)",
    },
    "newest first": {
        "zh-Hans": "（几篇文档的说法相同，最新的在前）",
        "zh-Hant": "（幾篇文檔的說法相同，最新的在前）",
        "en": "(Several documents say the same; the newest comes first.)",
    },
}


def explain_not_found(answer: NotFound, language: Language) -> str:
    """Return why the archive does not answer, as one sentence.

    >>> explain_not_found(NotFound(question, "unknown words", ("市长",), (), 0.1), "zh-Hans")  # doctest: +SKIP
    '档案里从未出现：市长。'
    """
    return explain_reason(
        answer.reason,
        language,
        kind=answer.question.kind,
        unknown=answer.unknown,
        others=answer.others,
        nearest=answer.nearest,
    )


def explain_reason(
    reason: str,
    language: Language,
    *,
    kind: str,
    unknown: Sequence[str] = (),
    others: Sequence[str] = (),
    nearest: Sequence[Quote] = (),
) -> str:
    """Return a reason of :class:`retrieval.answers.NotFound` as one sentence, from what it and its question say.

    >>> explain_reason("unknown words", "zh-Hans", kind="who", unknown=["市长"])
    '档案里从未出现：市长。'
    """
    if reason in _SAID_BACK:
        return say_back(reason, language)
    between = _BETWEEN[language]
    asked = _KINDS.get(kind, {}).get(language, "")
    there = _OTHERS[language] + between.join(others) if others else ""
    day = max((day for quote in nearest if (day := quote.metadata.date)), default=None)
    newest = _NEWEST[language == "en"].format(day=day) if day else ""
    words = _REASONS[reason][language]
    return words.format(unknown=between.join(unknown), kind=asked, others=there, newest=newest)


def say_back(kind: str, language: Language) -> str:
    """Return what is said to small talk, by its kind.

    >>> say_back("farewell", "en")
    'Goodbye!'
    """
    return _SAID_BACK[kind][language]


def say_not_found(answer: NotFound, language: Language) -> str:
    """Return what stands where an answer would, and why; to small talk only the kind word.

    >>> say_not_found(NotFound(question, "thanks", (), (), 0.0), "en")  # doctest: +SKIP
    'You are welcome! What else?'
    """
    why = explain_not_found(answer, language)
    return why if answer.reason in _SAID_BACK else f"{not_said(language)}{why}"


def not_said(language: Language) -> str:
    """Return the sentence that stands where an answer would."""
    return _NOT_SAID[language]


def says_not_now(language: Language) -> str:
    """Return the sentence for an index that cannot be asked now: never that the archive does not say."""
    return _NOT_NOW[language]


def says_nearest(language: Language) -> str:
    """Return the sentence that stands above what comes nearest to an answer."""
    return _NEAREST[language]


def explain_remark(remark: str, language: Language) -> str:
    """Return what :attr:`retrieval.answers.Found.remark` says, as one sentence; '' says nothing."""
    return _REMARKS[remark][language] if remark else ""
