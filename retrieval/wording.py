"""What is said of an answer, in the user's language. The archive's own words are never translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from retrieval.values import Metadata, NotFound

Language: TypeAlias = Literal["zh-Hans", "zh-Hant", "en"]

_REASONS: dict[str, dict[Language, str]] = {
    "no words": {
        "zh-Hans": "问题里没有可以查找的词。",
        "zh-Hant": "問題裡沒有可以查找的詞。",
        "en": "The question holds no word that could be looked up.",
    },
    "empty archive": {
        "zh-Hans": "档案是空的。",
        "zh-Hant": "檔案是空的。",
        "en": "The archive is empty.",
    },
    "unknown words": {
        "zh-Hans": "档案里从未出现：{unknown}。",
        "zh-Hant": "檔案裡從未出現：{unknown}。",
        "en": "These words occur nowhere in the archive: {unknown}.",
    },
    "no match": {
        "zh-Hans": "档案里没有与问题相关的段落。",
        "zh-Hant": "檔案裡沒有與問題相關的段落。",
        "en": "No passage of the archive matches the question.",
    },
    "other days": {
        "zh-Hans": "没有找到日期在那段时间的相关报道。",
        "zh-Hant": "沒有找到日期在那段時間的相關報道。",
        "en": "No report on this is dated to those days.",
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
_NOT_SAID: dict[Language, str] = {
    "zh-Hans": "档案里没有说。",
    "zh-Hant": "檔案裡沒有說。",
    "en": "The archive does not say.",
}
_INFERRED: dict[Language, str] = {
    "zh-Hans": "{written}（推断为{day}）",
    "zh-Hant": "{written}（推斷為{day}）",
    "en": "{written} (inferred: {day})",
}
_BETWEEN: dict[Language, str] = {"zh-Hans": "、", "zh-Hant": "、", "en": ", "}


def explain_not_found(answer: NotFound, language: Language) -> str:
    """Return why the archive does not answer, as one sentence.

    >>> explain_not_found(NotFound(question, "unknown words", ("市长",), (), 0.1), "zh-Hans")  # doctest: +SKIP
    '档案里从未出现：市长。'
    """
    if answer.reason in _SAID_BACK:
        return say_back(answer.reason, language)
    unknown = _BETWEEN[language].join(answer.unknown)
    kind = _KINDS.get(answer.question.kind, {}).get(language, "")
    return _REASONS[answer.reason][language].format(unknown=unknown, kind=kind)


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


def cite(metadata: Metadata, language: Language = "zh-Hans") -> str:
    """Return title, date and source on one line, those that are known; the path stands in for the title.

    A date that is not the text's own is said to be inferred.
    """
    day = metadata.date.isoformat() if metadata.date else metadata.date_text
    if metadata.date_inferred:
        day = _INFERRED[language].format(day=day, written=metadata.date_text).strip()
    # A day alone names no document.
    parts = [metadata.title or metadata.path, day, metadata.source]
    return " · ".join(part for part in parts if part)


_PHRASES: dict[str, dict[Language, str]] = {
    "also": {"zh-Hans": "另见：", "zh-Hant": "另見：", "en": "Also: "},
    "nearest": {"zh-Hans": "最接近的报道：", "zh-Hant": "最接近的報道：", "en": "Nearest headlines:"},
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
    "newest first": {
        "zh-Hans": "（几篇文档的说法相同，最新的在前）",
        "zh-Hant": "（幾篇文檔的說法相同，最新的在前）",
        "en": "(Several documents say the same; the newest comes first.)",
    },
    "reports": {
        "zh-Hans": "（按日期排列，最新的在前）",
        "zh-Hant": "（按日期排列，最新的在前）",
        "en": "(By date, the newest first.)",
    },
    "perhaps": {"zh-Hans": "或许想问：", "zh-Hant": "或許想問：", "en": "Perhaps meant: "},
    "together": {
        "zh-Hans": "（以上几句合起来回答）",
        "zh-Hant": "（以上幾句合起來回答）",
        "en": "(These sentences answer together.)",
    },
    "greeting": {
        "zh-Hans": "请提问；:help 列出命令，:quit 退出。",
        "zh-Hant": "請提問；:help 列出命令，:quit 退出。",
        "en": "Ask a question; :help lists the commands, :quit leaves.",
    },
    "more": {
        "zh-Hans": "（:more 更多，:source 1 看全段，:open 1 看全文）",
        "zh-Hant": "（:more 更多，:source 1 看全段，:open 1 看全文）",
        "en": "(:more for more, :source 1 for the paragraph, :open 1 for the article)",
    },
    "other": {
        "zh-Hans": "（也可能是，:other 换成它）",
        "zh-Hant": "（也可能是，:other 換成它）",
        "en": "(or, by :other) ",
    },
    "new": {
        "zh-Hans": "从头说起。",
        "zh-Hant": "從頭說起。",
        "en": "A new conversation.",
    },
    "nothing asked": {
        "zh-Hans": "还没有这样的问题。",
        "zh-Hant": "還沒有這樣的問題。",
        "en": "There is no such question yet.",
    },
    "no more": {"zh-Hans": "没有更多了。", "zh-Hant": "沒有更多了。", "en": "There is no more."},
    "no such number": {
        "zh-Hans": "没有这个编号：请先提问，再用答案前方括号里的数字。",
        "zh-Hant": "沒有這個編號：請先提問，再用答案前方括號裡的數字。",
        "en": "No answer has that number: ask first, then use the number in brackets before an answer.",
    },
    "gone": {
        "zh-Hans": "这篇文章已不在档案里。",
        "zh-Hant": "這篇文章已不在檔案裡。",
        "en": "That article is no longer in the archive.",
    },
    "no such command": {
        "zh-Hans": "没有这个命令；:help 列出命令。",
        "zh-Hant": "沒有這個命令；:help 列出命令。",
        "en": "There is no such command; :help lists them.",
    },
    "help": {
        "zh-Hans": (
            "直接输入问题即可。\n:more       更多答案\n:source N   第 N 个答案所在的全段\n"
            ":open N     第 N 个答案所在的全文\n:alone      把上一个问题照原样再问（不承接前文）\n"
            ":other      换成上一个问题的另一种理解\n:new        从头说起\n:history    说过的问题\n:quit       退出（或 Ctrl-D）"
        ),
        "zh-Hant": (
            "直接輸入問題即可。\n:more       更多答案\n:source N   第 N 個答案所在的全段\n"
            ":open N     第 N 個答案所在的全文\n:alone      把上一個問題照原樣再問（不承接前文）\n"
            ":other      換成上一個問題的另一種理解\n:new        從頭說起\n:history    說過的問題\n:quit       退出（或 Ctrl-D）"
        ),
        "en": (
            "Type a question.\n:more       more answers\n:source N   the whole paragraph of answer N\n"
            ":open N     the whole article of answer N\n:alone      ask the last question as it was written\n"
            ":other      take the last question the other way\n:new        begin a new conversation\n"
            ":history    the questions so far\n:quit       leave (or Ctrl-D)"
        ),
    },
}


def phrase(name: str, language: Language) -> str:
    """Return a sentence of our own, by its name: one of the prompt's, or an answer's remark; '' has none."""
    return _PHRASES[name][language] if name else ""


_ASKED_FOR: dict[str, dict[Language, str]] = {
    "who": {"zh-Hans": "谁", "zh-Hant": "誰", "en": "who"},
    "when": {"zh-Hans": "什么时候", "zh-Hant": "什麼時候", "en": "when"},
    "where": {"zh-Hans": "哪里", "zh-Hant": "哪裡", "en": "where"},
    "how many": {"zh-Hans": "多少", "zh-Hant": "多少", "en": "how many"},
    "why": {"zh-Hans": "为什么", "zh-Hant": "為什麼", "en": "why"},
    "how": {"zh-Hans": "怎样", "zh-Hant": "怎樣", "en": "how"},
    "which": {"zh-Hans": "哪个", "zh-Hant": "哪個", "en": "which"},
    "what": {"zh-Hans": "什么", "zh-Hant": "什麼", "en": "what"},
    "whether": {"zh-Hans": "是否", "zh-Hant": "是否", "en": "whether"},
    "keywords": {
        "zh-Hans": "没有问什么，只有关键词",
        "zh-Hant": "沒有問什麼，只有關鍵詞",
        "en": "nothing: keywords",
    },
}
_EVIDENCE: dict[str, dict[Language, str]] = {
    "words": {"zh-Hans": "问题的词", "zh-Hant": "問題的詞", "en": "words of the question"},
    "context": {"zh-Hans": "前后句和标题", "zh-Hant": "前後句和標題", "en": "neighbours and title"},
    "passage": {"zh-Hans": "段落和文档", "zh-Hant": "段落和文檔", "en": "passage and document"},
    "closeness": {"zh-Hans": "字序接近", "zh-Hant": "字序接近", "en": "closeness of wording"},
    "gap": {"zh-Hans": "所问位置两侧", "zh-Hant": "所問位置兩側", "en": "both sides of the gap"},
    "shape": {"zh-Hans": "句子长短和位置", "zh-Hant": "句子長短和位置", "en": "length and place"},
    "news": {"zh-Hans": "问题之外的内容", "zh-Hant": "問題之外的內容", "en": "what the question lacks"},
    "kind": {"zh-Hans": "所问的类别", "zh-Hant": "所問的類別", "en": "kind asked for"},
    "time": {"zh-Hans": "所问的时间", "zh-Hant": "所問的時間", "en": "time asked for"},
    "office": {"zh-Hans": "职务", "zh-Hant": "職務", "en": "office"},
    "conversation": {"zh-Hans": "此前的对话", "zh-Hant": "此前的對話", "en": "conversation so far"},
}
_EXPLAINED: dict[str, dict[Language, str]] = {
    "asked for": {"zh-Hans": "问的是：", "zh-Hant": "問的是：", "en": "asked for: "},
    "terms": {
        "zh-Hans": "含各词的段落数：",
        "zh-Hant": "含各詞的段落數：",
        "en": "passages with each term: ",
    },
    "confidence": {
        "zh-Hans": "把握 {confidence:.3f}，低于 {threshold:.2f} 不作答：{decided}",
        "zh-Hant": "把握 {confidence:.3f}，低於 {threshold:.2f} 不作答：{decided}",
        "en": "confidence {confidence:.3f}, no answer under {threshold:.2f}: {decided}",
    },
    "answered": {"zh-Hans": "作答。", "zh-Hant": "作答。", "en": "answered."},
    "exact": {"zh-Hans": "标出的词：", "zh-Hant": "標出的詞：", "en": "exact words: "},
    "evidence": {"zh-Hans": "依据", "zh-Hant": "依據", "en": "what speaks for it"},
    "weight": {"zh-Hans": "分量", "zh-Hant": "分量", "en": "weight"},
    "score": {"zh-Hans": "合计", "zh-Hant": "合計", "en": "in all"},
}


def explain_word(name: str, language: Language) -> str:
    """Return a word or sentence of ``wendang explain``, by its name.

    >>> explain_word("terms", "en")
    'passages with each term: '
    """
    return _EXPLAINED[name][language]


def name_kind(kind: str, language: Language) -> str:
    """Return what a kind of question (:data:`retrieval.question.parsing.KINDS`) asks for."""
    return _ASKED_FOR[kind][language]


def name_evidence(name: str, language: Language) -> str:
    """Return what a piece of a quote's evidence is called."""
    return _EVIDENCE[name][language]
