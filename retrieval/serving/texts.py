"""What the page says of its own, in three languages. The archive's own words are never translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.wording import Language

_TEXTS: dict[str, tuple[str, str, str]] = {
    # name: Simplified, traditional, English
    "name": ("问档", "問檔", "Ask the archive"),
    "skip": ("跳到内容", "跳到內容", "Skip to the content"),
    "question": ("问题", "問題", "Question"),
    "ask": ("提问", "提問", "Ask"),
    "ask on": ("接着问", "接著問", "Ask on"),
    "hint": ("谁主持了会议？", "誰主持了會議？", "谁主持了会议？"),
    "filters": ("日期和来源", "日期和來源", "Days and source"),
    "since": ("从", "從", "From"),
    "until": ("到", "到", "To"),
    "source": ("来源", "來源", "Source"),
    "documents": ("档案共 {count} 篇", "檔案共 {count} 篇", "{count} documents"),
    "try": ("试着问", "試著問", "You could ask"),
    "latest": ("最新的报道", "最新的報道", "Newest reports"),
    "more": ("更多答案（{count}）", "更多答案（{count}）", "More answers ({count})"),
    "near more": ("其次接近的（{count}）", "其次接近的（{count}）", "The next nearest ({count})"),
    "headlines": ("最接近的报道", "最接近的報道", "Nearest reports"),
    "together": ("以上几句合起来回答。", "以上幾句合起來回答。", "These sentences answer together."),
    "understood": ("理解为", "理解為", "Taken as"),
    "alone": ("照原样问", "照原樣問", "Ask as it was written"),
    "perhaps": ("或许想问", "或許想問", "Perhaps meant"),
    "new": ("从头说起", "從頭說起", "Begin anew"),
    "before": ("前面问过", "前面問過", "Asked before"),
    "cite": ("引用", "引用", "Cite"),
    "citation": ("引文格式（GB/T 7714）", "引文格式（GB/T 7714）", "Citation (GB/T 7714)"),
    "copy": ("复制", "複製", "Copy"),
    "copied": ("已复制", "已複製", "Copied"),
    "original": ("原文链接", "原文連結", "Where it was published"),
    "also": ("另见", "另見", "Also in"),
    "timeline": ("时间线", "時間線", "Timeline"),
    "topic": ("事件", "事件", "Subject"),
    "show": ("查看", "查看", "Show"),
    "of report": ("按报道日期", "按報道日期", "by the report's day"),
    "told": ("句中所写日期", "句中所寫日期", "as the sentence says"),
    "undated": ("没有日期的（{count}）", "沒有日期的（{count}）", "Without a day ({count})"),
    "partial": (
        "相关段落太多，只看了最相关的一部分；可用日期缩小范围。",
        "相關段落太多，只看了最相關的一部分；可用日期縮小範圍。",
        "There is more: only the passages that match best were looked through. Narrow it down by days.",
    ),
    "nothing": ("没有找到。", "沒有找到。", "Nothing was found."),
    "earlier page": ("上一页", "上一頁", "Previous page"),
    "later page": ("下一页", "下一頁", "Next page"),
    "who": ("人物", "人物", "Person"),
    "person": ("姓名", "姓名", "Name"),
    "offices": ("职务", "職務", "Offices"),
    "said": ("说过的话（{count}）", "說過的話（{count}）", "What was said ({count})"),
    "beside": ("同时出现的人", "同時出現的人", "Named beside"),
    "times": ("{count} 处", "{count} 處", "{count} times"),
    "no article": ("档案里没有这篇文章。", "檔案裡沒有這篇文章。", "The archive holds no such article."),
    "no page": ("没有这个页面。", "沒有這個頁面。", "There is no such page."),
    "folded": ("与此文相同：", "與此文相同：", "Says the same as: "),
    "wrong": ("无法照做：{parameter}：{detail}", "無法照做：{parameter}：{detail}", "{parameter}: {detail}"),
    "token": ("口令", "口令", "Token"),
    "enter": ("进入", "進入", "Enter"),
    "wrong token": ("口令不对。", "口令不對。", "That is not the token."),
    "language": ("语言", "語言", "Language"),
    "failed": ("出错了，请再试一次。", "出錯了，請再試一次。", "Something went wrong: try once more."),
}
_PLACES: dict[Language, int] = {"zh-Hans": 0, "zh-Hant": 1, "en": 2}


def page_text(name: str, language: Language, **filled: object) -> str:
    """Return what the page says, by its name.

    >>> page_text("more", "en", count=3)
    'More answers (3)'
    """
    return _TEXTS[name][_PLACES[language]].format(**filled)


def choose_language(wanted: str, accepted: str, default: Language) -> Language:
    """Return a page's language: the one that was chosen, else the first that a browser accepts, else the default.

    >>> choose_language("", "fr, zh-TW;q=0.9", "zh-Hans"), choose_language("en", "zh", "zh-Hans")
    ('zh-Hant', 'en')
    """
    for language in _PLACES:
        if wanted == language:
            return language
    for part in accepted.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
            return "zh-Hant"
        if tag.startswith("zh"):
            return "zh-Hans"
        if tag.startswith("en"):
            return "en"
    return default
