"""What is said of a build by ``wendang index`` and of a fit by ``wendang tune``, and of what is not indexed, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.archive.accounting import rank_amounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.archive.accounting import Amounts
    from retrieval.wording import Language

_SAID: dict[str, dict[Language, str]] = {
    "read": {"zh-Hans": "读文件", "zh-Hant": "讀文件", "en": "reading"},
    "cut": {"zh-Hans": "建索引", "zh-Hant": "建索引", "en": "indexing"},
    "asking": {"zh-Hans": "提问", "zh-Hant": "提問", "en": "asking"},
    "builders": {"zh-Hans": "共同建索引：{who}", "zh-Hant": "共同建索引：{who}", "en": "building: {who}"},
    "opening": {
        "zh-Hans": "wendang：{archive} 还没有索引，现在建一次",
        "zh-Hant": "wendang：{archive} 還沒有索引，現在建一次",
        "en": "wendang: {archive} has no index yet: building it, once",
    },
    "never read": {
        "zh-Hans": "wendang：WENDANG_ENGINE=memory 不会用到这个索引：要用它提问，请设成 auto 或 disk",
        "zh-Hant": "wendang：WENDANG_ENGINE=memory 不會用到這個索引：要用它提問，請設成 auto 或 disk",
        "en": "wendang: WENDANG_ENGINE=memory never reads this index: set it to auto or disk to ask with it",
    },
    "watching": {
        "zh-Hans": "正在跟随 {archive} 的改动（Ctrl-C 结束）",
        "zh-Hant": "正在跟隨 {archive} 的改動（Ctrl-C 結束）",
        "en": "watching {archive} (end with Ctrl-C)",
    },
    "watching again": {
        "zh-Hans": "{archive} 回来了，继续跟随它的改动",
        "zh-Hant": "{archive} 回來了，繼續跟隨它的改動",
        "en": "watching {archive} again",
    },
    "away": {
        "zh-Hans": "wendang：{why}；等它回来",
        "zh-Hant": "wendang：{why}；等它回來",
        "en": "wendang: {why}; waiting for it",
    },
    "locked": {"zh-Hans": "wendang：{why}", "zh-Hant": "wendang：{why}", "en": "wendang: {why}"},
    "helped": {
        "zh-Hans": "帮 {leader} 建了索引：读了 {read} 份，编了 {cut} 份，用时 {seconds:.1f} 秒；索引已完整：{place}",
        "zh-Hant": "幫 {leader} 建了索引：讀了 {read} 份，編了 {cut} 份，用時 {seconds:.1f} 秒；索引已完整：{place}",
        "en": "helped {leader}: {read} parts of the archive read here and {cut} indexed in {seconds:.1f} s; "
        "the index is whole: {place}",
    },
    "anew": {"zh-Hans": "重新建立：{why}", "zh-Hant": "重新建立：{why}", "en": "built anew: {why}"},
    "done": {
        "zh-Hans": "文件：新增 {new}，改动 {changed}，移除 {gone}，未变 {kept}；编入 {documents} 篇文档，用时 {seconds:.1f} 秒；"
        "有问题的 {problems} 处；索引：{place}",
        "zh-Hant": "文件：新增 {new}，改動 {changed}，移除 {gone}，未變 {kept}；編入 {documents} 篇文檔，用時 {seconds:.1f} 秒；"
        "有問題的 {problems} 處；索引：{place}",
        "en": "{new} new, {changed} changed, {gone} gone, {kept} unchanged files; {documents} documents indexed in "
        "{seconds:.1f} s; {problems} problems; index: {place}",
    },
    "built by": {"zh-Hans": "参与者：{who}", "zh-Hant": "參與者：{who}", "en": "built by {who}"},
    "parts": {
        "zh-Hans": "{who} {units} 份",
        "zh-Hant": "{who} {units} 份",
        "en": "{who}: {units} parts",
    },
    "left out": {
        "zh-Hans": "没有编入索引的：{amounts}；wendang check --lines 列出每一行",
        "zh-Hant": "沒有編入索引的：{amounts}；wendang check --lines 列出每一行",
        "en": "left out: {amounts}; `wendang check --lines` shows it",
    },
    "amount": {
        "zh-Hans": "{reason} {pieces} 处（{characters} 字）",
        "zh-Hant": "{reason} {pieces} 處（{characters} 字）",
        "en": "{reason} {pieces} ({characters} characters)",
    },
    "held back": {
        "zh-Hans": "留出不用的问题上",
        "zh-Hant": "留出不用的問題上",
        "en": "on questions held back",
    },
    "before": {"zh-Hans": "之前", "zh-Hant": "之前", "en": "before"},
    "after": {"zh-Hans": "之后", "zh-Hant": "之後", "en": "after"},
    "no better": {
        "zh-Hans": "在留出的问题上没有变好（看意外程度，已计入偶然）：什么也没有写，仍用自带的。",
        "zh-Hant": "在留出的問題上沒有變好（看意外程度，已計入偶然）：什麼也沒有寫，仍用自帶的。",
        "en": "No better on questions that were held back (surprise decides, and chance is counted in): "
        "nothing is written, what ships is kept.",
    },
    "written": {
        "zh-Hans": "已写好。把这一行放进 .env 即可使用：\nWENDANG_CALIBRATION={out}",
        "zh-Hant": "已寫好。把這一行放進 .env 即可使用：\nWENDANG_CALIBRATION={out}",
        "en": "Written. Put this into .env to use it:\nWENDANG_CALIBRATION={out}",
    },
}
# Why something is not indexed, and what else may become of a line.
_REASONS: dict[str, tuple[str, str]] = {
    "paragraph": ("正文", "正文"),
    "headline": ("标题", "標題"),
    "boilerplate": ("套话", "套話"),
    "watermark": ("水印", "浮水印"),
    "navigation": ("导航", "導覽"),
    "source, byline or date": ("来源、署名或日期", "來源、署名或日期"),
    "around the article": ("文章周围", "文章周圍"),
    "outside the article": ("文章之外", "文章之外"),
    "bytes that are no text": ("不是文字的字节", "不是文字的位元組"),
    "comment": ("批注", "註解"),
    "annotation": ("批注", "註解"),
    "page header or footer": ("页眉页脚", "頁首頁尾"),
    "deleted under tracked changes": ("修订中删去的", "修訂中刪去的"),
    "choice of a form": ("表单的选项", "表單的選項"),
    "field of a form": ("表单的栏目", "表單的欄位"),
    "reading above a character": ("字上的注音", "字上的注音"),
    "hint at a cell": ("单元格的提示", "儲存格的提示"),
    "head of an empty column": ("空列的表头", "空欄的表頭"),
    "words of a chart": ("图表里的字", "圖表裡的字"),
    "words of a diagram": ("示意图里的字", "示意圖裡的字"),
    "words of a picture": ("图片里的字", "圖片裡的字"),
    "words of a slide's layout": ("幻灯片版式里的字", "投影片版面裡的字"),
    "words under the pointer": ("指针悬停时的字", "游標停留時的字"),
    "shown without scripts": ("不运行脚本时才显示的", "不執行指令碼時才顯示的"),
    "a letter's address": ("信件的地址", "信件的地址"),
    "part of a letter that is no text": ("信件里不是文字的部分", "信件裡不是文字的部分"),
    "another version of the letter": ("信件的另一个版本", "信件的另一個版本"),
    "description of the book": ("书的说明", "書的說明"),
    "page that is no chapter": ("不属于任何一章的页", "不屬於任何一章的頁"),
    "heading of the outline": ("书签", "書籤"),
    "attached file": ("附件", "附件"),
    "attachment": ("附件", "附件"),
    "a field that is not read": ("不读的字段", "不讀的欄位"),
    "a message of the service": ("服务消息", "服務訊息"),
    "a message without words": ("没有文字的消息", "沒有文字的訊息"),
    "a place on the map": ("地图上的位置", "地圖上的位置"),
    "reactions": ("表情回应", "表情回應"),
    "a picture or file": ("图片或文件", "圖片或檔案"),
    "via a bot": ("经由机器人", "經由機器人"),
}
_COPY = "copy of "


def told(name: str, language: Language, **filled: object) -> str:
    """Return a sentence or a word, by its name.

    >>> told("parts", "en", who="process 1", units=3)
    'process 1: 3 parts'
    """
    return _SAID[name][language].format(**filled)


def name_reason(reason: str, language: Language) -> str:
    """Return what became of a line, or why something is not indexed; one of another package stays as it is.

    >>> name_reason("navigation", "zh-Hans"), name_reason("copy of a.txt", "zh-Hant")
    ('导航', '與 a.txt 重複')
    """
    if language == "en":
        return reason
    simplified = language == "zh-Hans"
    if reason.startswith(_COPY):
        other = reason.removeprefix(_COPY)
        return f"与 {other} 重复" if simplified else f"與 {other} 重複"
    return _REASONS.get(reason, (reason, reason))[0 if simplified else 1]


def list_amounts(amounts: Amounts, language: Language) -> Iterator[str]:
    """Yield what is said of each reason, the one with most text first.

    >>> from retrieval.archive.accounting import Amount
    >>> list(list_amounts({"navigation": Amount(12, 180)}, "en"))
    ['navigation 12 (180 characters)']
    """
    for reason, amount in rank_amounts(amounts):
        yield told(
            "amount",
            language,
            reason=name_reason(reason, language),
            pieces=amount.pieces,
            characters=amount.characters,
        )
