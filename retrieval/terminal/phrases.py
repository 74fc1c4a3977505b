"""What the terminal says of its own: the prompt's sentences, and the words of ``wendang explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.wording import Language

_PHRASES: dict[str, dict[Language, str]] = {
    "also": {"zh-Hans": "另见：", "zh-Hant": "另見：", "en": "Also: "},
    "nearest": {"zh-Hans": "最接近的报道：", "zh-Hant": "最接近的報道：", "en": "Nearest headlines:"},
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
    "holds": {
        "zh-Hans": "档案共 {count} 篇。",
        "zh-Hant": "檔案共 {count} 篇。",
        "en": "The archive holds {count} documents.",
    },
    "timeline of": {
        "zh-Hans": "要看什么的经过？例如 :timeline 大桥",
        "zh-Hant": "要看什麼的經過？例如 :timeline 大橋",
        "en": "Of what? As in :timeline 大桥",
    },
    "who of": {
        "zh-Hans": "要看谁？例如 :who 温金荣",
        "zh-Hant": "要看誰？例如 :who 溫金榮",
        "en": "Of whom? As in :who 温金荣",
    },
    "nothing found": {"zh-Hans": "没有找到。", "zh-Hant": "沒有找到。", "en": "Nothing was found."},
    "undated": {"zh-Hans": "（没有日期）", "zh-Hant": "（沒有日期）", "en": "(without a day)"},
    "said": {
        "zh-Hans": "说过的话（{count}）",
        "zh-Hant": "說過的話（{count}）",
        "en": "What was said ({count})",
    },
    "beside": {"zh-Hans": "同时出现：", "zh-Hant": "同時出現：", "en": "Named beside: "},
    "partial": {
        "zh-Hans": "（相关段落太多，只看了最相关的一部分）",
        "zh-Hant": "（相關段落太多，只看了最相關的一部分）",
        "en": "(There is more: only the passages that match best were looked through.)",
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
            ":open N     第 N 个答案所在的全文\n:timeline X 某事的经过，按日期\n:who X      某人的职务和说过的话\n:latest     最新的报道\n:alone      把上一个问题照原样再问（不承接前文）\n"
            ":other      换成上一个问题的另一种理解\n:new        从头说起\n:history    说过的问题\n:quit       退出（或 Ctrl-D）"
        ),
        "zh-Hant": (
            "直接輸入問題即可。\n:more       更多答案\n:source N   第 N 個答案所在的全段\n"
            ":open N     第 N 個答案所在的全文\n:timeline X 某事的經過，按日期\n:who X      某人的職務和說過的話\n:latest     最新的報道\n:alone      把上一個問題照原樣再問（不承接前文）\n"
            ":other      換成上一個問題的另一種理解\n:new        從頭說起\n:history    說過的問題\n:quit       退出（或 Ctrl-D）"
        ),
        "en": (
            "Type a question.\n:more       more answers\n:source N   the whole paragraph of answer N\n"
            ":open N     the whole article of answer N\n:timeline X what happened to X, day by day\n:who X      somebody's offices and sayings\n:latest     the newest reports\n:alone      ask the last question as it was written\n"
            ":other      take the last question the other way\n:new        begin a new conversation\n"
            ":history    the questions so far\n:quit       leave (or Ctrl-D)"
        ),
    },
}


def phrase(name: str, language: Language) -> str:
    """Return a sentence of the prompt or the display, by its name.

    >>> phrase("no more", "en")
    'There is no more.'
    """
    return _PHRASES[name][language]


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
    "number": {"zh-Hans": "所问的编号", "zh-Hant": "所問的編號", "en": "number asked for"},
    "form": {"zh-Hans": "句子的说法", "zh-Hant": "句子的說法", "en": "what the sentence does"},
    "other words": {"zh-Hans": "同义的说法", "zh-Hant": "同義的說法", "en": "other words for the same"},
    "office": {"zh-Hans": "职务", "zh-Hant": "職務", "en": "office"},
    "holder": {"zh-Hans": "任职的人", "zh-Hant": "任職的人", "en": "holder of the office"},
    "reading": {"zh-Hans": "通读的判断", "zh-Hant": "通讀的判斷", "en": "reading"},
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
    "nearest": {
        "zh-Hans": "展示最接近的句子。",
        "zh-Hant": "展示最接近的句子。",
        "en": " The nearest sentence is shown.",
    },
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
    """Return what a kind of question (:data:`retrieval.question.patterns.KINDS`) asks for."""
    return _ASKED_FOR[kind][language]


def name_evidence(name: str, language: Language) -> str:
    """Return what a piece of a quote's evidence is called."""
    return _EVIDENCE[name][language]
