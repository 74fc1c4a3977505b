"""What ``wendang check`` and ``wendang eval`` say beside their figures, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.wording import Language

_SAID: dict[str, dict[Language, str]] = {
    "holds": {
        "zh-Hans": "{documents} 篇文档，{paragraphs} 个段落，{characters} 个字",
        "zh-Hant": "{documents} 篇文檔，{paragraphs} 個段落，{characters} 個字",
        "en": "{documents} documents, {paragraphs} paragraphs, {characters} characters",
    },
    "formats": {"zh-Hans": "格式：{counts}", "zh-Hant": "格式：{counts}", "en": "formats: {counts}"},
    "encodings": {"zh-Hans": "编码：{counts}", "zh-Hant": "編碼：{counts}", "en": "encodings: {counts}"},
    "repair": {"zh-Hans": "修复", "zh-Hant": "修復", "en": "repair"},
    "changes": {"zh-Hans": "处数", "zh-Hant": "處數", "en": "changes"},
    "before": {"zh-Hans": "之前", "zh-Hant": "之前", "en": "before"},
    "after": {"zh-Hans": "之后", "zh-Hant": "之後", "en": "after"},
    "left out": {
        "zh-Hans": "没有编入索引的（--lines 列出每一行及其去向）：",
        "zh-Hant": "沒有編入索引的（--lines 列出每一行及其去向）：",
        "en": "left out of the index (--lines shows each line, and what became of it):",
    },
    "lost": {
        "zh-Hans": "无法还原的损坏：{count} 处",
        "zh-Hant": "無法還原的損壞：{count} 處",
        "en": "breaks that could not be undone: {count}",
    },
    "no title": {
        "zh-Hans": "没有标题的文档：{count} 篇（{shown}）",
        "zh-Hant": "沒有標題的文檔：{count} 篇（{shown}）",
        "en": "documents without a title: {count} ({shown})",
    },
    "no date": {
        "zh-Hans": "没有日期的文档：{count} 篇（{shown}）",
        "zh-Hant": "沒有日期的文檔：{count} 篇（{shown}）",
        "en": "documents without a date: {count} ({shown})",
    },
    "problems": {
        "zh-Hans": "读不到或需要看一看的：{count} 处",
        "zh-Hant": "讀不到或需要看一看的：{count} 處",
        "en": "could not be read, or needs a look: {count}",
    },
    "inferred": {
        "zh-Hans": "推断的日期：{count} 个",
        "zh-Hant": "推斷的日期：{count} 個",
        "en": "dates that are inferred: {count}",
    },
    "duplicates": {
        "zh-Hans": "重复：{copies} 篇并入 {kept} 篇（{shown}）",
        "zh-Hant": "重複：{copies} 篇併入 {kept} 篇（{shown}）",
        "en": "duplicates: {copies} folded into {kept} documents ({shown})",
    },
    "folded": {"zh-Hans": "{copy} 并入 {kept}", "zh-Hant": "{copy} 併入 {kept}", "en": "{copy} into {kept}"},
    "boilerplate": {
        "zh-Hans": "套话，不编入索引：{count} 句",
        "zh-Hant": "套話，不編入索引：{count} 句",
        "en": "boilerplate, kept out of the index: {count} sentences",
    },
    "in documents": {
        "zh-Hans": "  {count} 篇：{text}",
        "zh-Hant": "  {count} 篇：{text}",
        "en": "  {count} documents: {text}",
    },
    "made": {"zh-Hans": "{count} 处改动", "zh-Hant": "{count} 處改動", "en": "{count} changes"},
    "kind": {"zh-Hans": "种类", "zh-Hant": "種類", "en": "kind"},
    "all": {"zh-Hans": "全部", "zh-Hant": "全部", "en": "all"},
    "asked": {"zh-Hans": "提问", "zh-Hant": "提問", "en": "asked"},
    "refused": {"zh-Hans": "拒答", "zh-Hant": "拒答", "en": "refused"},
    "share": {"zh-Hans": "比例", "zh-Hant": "比例", "en": "share"},
    "sure is right": {
        "zh-Hans": "确切回答的正确率 {share:.3f}",
        "zh-Hant": "確切回答的正確率 {share:.3f}",
        "en": "of what was shown as sure {share:.3f} is right",
    },
    "figure": {"zh-Hans": "数字", "zh-Hant": "數字", "en": "figure"},
    "now": {"zh-Hans": "现在", "zh-Hant": "現在", "en": "now"},
    "change": {"zh-Hans": "变化", "zh-Hant": "變化", "en": "change"},
    "none shared": {
        "zh-Hans": "那一次没有问过这些问题：数字出自别的问题",
        "zh-Hant": "那一次沒有問過這些問題：數字出自別的問題",
        "en": "that run asked none of these questions: the figures are of others",
    },
    "shared": {
        "zh-Hans": "两次都问的 {shared} 个问题里，第一句现在对而以前不对：{won}；以前对而现在不对：{lost}",
        "zh-Hant": "兩次都問的 {shared} 個問題裡，第一句現在對而以前不對：{won}；以前對而現在不對：{lost}",
        "en": "of {shared} questions that both runs asked: first quote right now and not before: {won}; before and not now: {lost}",
    },
    "misses": {
        "zh-Hans": "错得最有把握的在前",
        "zh-Hant": "錯得最有把握的在前",
        "en": "the worst misses, the most confident first",
    },
    "expected": {
        "zh-Hans": "{question}  （{confidence:.2f}；应为：{expected}）",
        "zh-Hant": "{question}  （{confidence:.2f}；應為：{expected}）",
        "en": "{question}  ({confidence:.2f}; expected: {expected})",
    },
    "expects nothing": {
        "zh-Hans": "没有：档案里没有说",
        "zh-Hant": "沒有：檔案裡沒有說",
        "en": "nothing: the archive does not say",
    },
    "elsewhere": {
        "zh-Hans": "出自别的文档的答案",
        "zh-Hant": "出自別的文檔的答案",
        "en": "an answer, of another document",
    },
    "wrong": {"zh-Hans": "错", "zh-Hant": "錯", "en": "wrong"},
    "for it": {
        "zh-Hans": "    依据：{evidence}",
        "zh-Hant": "    依據：{evidence}",
        "en": "    for it: {evidence}",
    },
    "not among": {
        "zh-Hans": "  对的句子：不在候选之列",
        "zh-Hant": "  對的句子：不在候選之列",
        "en": "  right: not among the candidates",
    },
    "right": {"zh-Hans": "对，第 {rank}", "zh-Hant": "對，第 {rank}", "en": "right, {rank}."},
    "for wrong": {
        "zh-Hans": "    错的那句胜在：{evidence}",
        "zh-Hant": "    錯的那句勝在：{evidence}",
        "en": "    for the wrong one: {evidence}",
    },
    "for right": {
        "zh-Hans": "    对的那句胜在：{evidence}",
        "zh-Hant": "    對的那句勝在：{evidence}",
        "en": "    for the right one: {evidence}",
    },
    "nothing": {"zh-Hans": "无", "zh-Hant": "無", "en": "nothing"},
}


def said(name: str, language: Language, **filled: object) -> str:
    """Return a sentence or a heading, by its name.

    >>> said("made", "en", count=3)
    '3 changes'
    """
    return _SAID[name][language].format(**filled)
