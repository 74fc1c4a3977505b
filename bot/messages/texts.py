"""Every sentence that the bot says, in three languages. The archive's own words are never translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """The bot's sentences; ``{names}`` are filled in with :meth:`str.format`."""

    code: Language
    name: str
    # greeting and help
    hello: str
    hello_examples: str
    help: str
    ask_how: str
    # answers
    further: str
    nearest: str
    building: str
    not_text: str
    # buttons
    more: str
    back: str
    previous: str
    paragraph: str
    article: str
    file: str
    thanks: str
    too_old: str
    too_early: str
    not_here: str
    # conversation and filters
    as_asked: str
    filter_set: str
    filter_none: str
    filter_clear: str
    filter_how: str
    anew: str
    nothing_asked: str
    # commands
    language: str
    latest: str
    empty: str
    stats: str
    forgotten: str
    privacy: str
    quota: str
    inline_open: str
    inline_none: str
    menu: dict[str, str]
    # admins
    reloading: str
    not_reloaded: str
    checking: str
    checked: str
    no_feedback: str
    preview: str
    join: str
    drop: str
    dropped: str
    no_folder: str
    too_large: str
    # trouble
    stranger: str
    trouble: str


TEXTS: dict[Language, Texts] = {
    "zh-Hans": Texts(
        code="zh-Hans",
        name="简体中文",
        hello="您好！我是问档。您用一句话提问，我从档案里找出回答它的原句，逐字引用，并注明出处；档案里没有的，我就说没有。",
        hello_examples="可以这样问：",
        help=(
            "直接发来问题即可，例如“谁主持了会议？”。\n"
            "答案是档案里的原句，关键的字加粗；下面是标题、日期和来源。\n"
            "可以接着问：“他强调了什么？”“那温金荣呢？”；/new 重新开始。\n"
            "只查某年、某来源：/filter 2022年。\n"
            "改了问题，答案也跟着改。"
        ),
        ask_how="请把问题写在命令后面，例如：/ask 谁主持了会议？",
        further="还有：",
        nearest="最接近的几篇：",
        building="正在为档案建立索引，好了就回答。",
        not_text="我只读得懂文字，请把问题写出来。",
        more="更多 {page}/{pages}",
        back="‹ 返回",
        previous="‹ 上一页",
        paragraph="整段",
        article="全文",
        file="📄 下载全文",
        thanks="谢谢，已记下。",
        too_old="这个按钮太旧了，请重新提问。",
        too_early="正在为档案建立索引，请稍后再点。",
        not_here="档案里已没有这篇文章。",
        as_asked="↩ 按原话问",
        filter_set="以后只在这个范围内找：",
        filter_none="没有筛选，整个档案都找。",
        filter_clear="✕ 取消筛选",
        filter_how="筛选这样写：2022年、since:2022-11、until:2022-11-14、来源:惠州日报。",
        anew="好，重新开始，之前的问题不再牵连。",
        nothing_asked="这段对话还没有问过什么。",
        language="选择语言：",
        latest="最新的文章：",
        empty="档案里还没有文章。",
        stats="档案里有 {documents} 篇文章、{passages} 个段落。",
        forgotten="您的提问、设置和评价已全部删除（{count} 条提问）。",
        privacy="为了让按钮、修改和追问有效，我保存：您的提问和当时的答案位置、这个聊天的语言和筛选、您的 👍 👎。提问不写进日志，也不发给别人；只有点过 👍 👎 的提问，档案的管理员可以读到。/forget 全部删除。",
        quota="您这一小时的提问已满，请 {minutes} 分钟后再来。",
        inline_open="在私聊中打开问档",
        inline_none="档案里没有说",
        menu={
            "ask": "提问：/ask 谁主持了会议？",
            "new": "重新开始对话",
            "history": "这段对话问过什么",
            "latest": "最新的文章",
            "source": "上一个答案的整段原文",
            "filter": "只查某年、某来源",
            "stats": "档案有多大",
            "lang": "语言",
            "help": "怎么用",
            "privacy": "保存什么",
            "forget": "删除我的记录",
            "reload": "重新读入档案",
            "check": "检查档案",
            "feedback": "导出评价",
        },
        reloading="正在重新读入档案……",
        not_reloaded="没有读成，仍用原来的档案：",
        checking="正在检查档案……",
        checked="{documents} 篇文章，{lost} 处损坏无法还原，{problems} 个问题。",
        no_feedback="还没有可以导出的评价。",
        preview="这个文件里有 {documents} 篇文章、{paragraphs} 个段落：",
        join="✓ 加入档案",
        drop="✕ 不要",
        dropped="没有加入。",
        no_folder="档案是单个文件，不能加入别的文件。",
        too_large="文件太大：机器人最多能取 20 MB。",
        stranger="这份档案只对受邀的人开放。您的编号是 {id}，请把它告诉管理员。",
        trouble="抱歉，出了点问题，已经记下（编号 {id}）。请稍后再试。",
    ),
    "zh-Hant": Texts(
        code="zh-Hant",
        name="繁體中文",
        hello="您好！我是問檔。您用一句話提問，我從檔案裡找出回答它的原句，逐字引用，並註明出處；檔案裡沒有的，我就說沒有。",
        hello_examples="可以這樣問：",
        help=(
            "直接傳來問題即可，例如「誰主持了會議？」。\n"
            "答案是檔案裡的原句，關鍵的字加粗；下面是標題、日期和來源。\n"
            "可以接著問：「他強調了什麼？」「那溫金榮呢？」；/new 重新開始。\n"
            "只查某年、某來源：/filter 2022年。\n"
            "改了問題，答案也跟著改。"
        ),
        ask_how="請把問題寫在命令後面，例如：/ask 誰主持了會議？",
        further="還有：",
        nearest="最接近的幾篇：",
        building="正在為檔案建立索引，好了就回答。",
        not_text="我只讀得懂文字，請把問題寫出來。",
        more="更多 {page}/{pages}",
        back="‹ 返回",
        previous="‹ 上一頁",
        paragraph="整段",
        article="全文",
        file="📄 下載全文",
        thanks="謝謝，已記下。",
        too_old="這個按鈕太舊了，請重新提問。",
        too_early="正在為檔案建立索引，請稍後再點。",
        not_here="檔案裡已沒有這篇文章。",
        as_asked="↩ 按原話問",
        filter_set="以後只在這個範圍內找：",
        filter_none="沒有篩選，整個檔案都找。",
        filter_clear="✕ 取消篩選",
        filter_how="篩選這樣寫：2022年、since:2022-11、until:2022-11-14、來源:惠州日報。",
        anew="好，重新開始，之前的問題不再牽連。",
        nothing_asked="這段對話還沒有問過什麼。",
        language="選擇語言：",
        latest="最新的文章：",
        empty="檔案裡還沒有文章。",
        stats="檔案裡有 {documents} 篇文章、{passages} 個段落。",
        forgotten="您的提問、設定和評價已全部刪除（{count} 條提問）。",
        privacy="為了讓按鈕、修改和追問有效，我保存：您的提問和當時的答案位置、這個聊天的語言和篩選、您的 👍 👎。提問不寫進日誌，也不發給別人；只有點過 👍 👎 的提問，檔案的管理員可以讀到。/forget 全部刪除。",
        quota="您這一小時的提問已滿，請 {minutes} 分鐘後再來。",
        inline_open="在私聊中打開問檔",
        inline_none="檔案裡沒有說",
        menu={
            "ask": "提問：/ask 誰主持了會議？",
            "new": "重新開始對話",
            "history": "這段對話問過什麼",
            "latest": "最新的文章",
            "source": "上一個答案的整段原文",
            "filter": "只查某年、某來源",
            "stats": "檔案有多大",
            "lang": "語言",
            "help": "怎麼用",
            "privacy": "保存什麼",
            "forget": "刪除我的記錄",
            "reload": "重新讀入檔案",
            "check": "檢查檔案",
            "feedback": "匯出評價",
        },
        reloading="正在重新讀入檔案……",
        not_reloaded="沒有讀成，仍用原來的檔案：",
        checking="正在檢查檔案……",
        checked="{documents} 篇文章，{lost} 處損壞無法還原，{problems} 個問題。",
        no_feedback="還沒有可以匯出的評價。",
        preview="這個檔案裡有 {documents} 篇文章、{paragraphs} 個段落：",
        join="✓ 加入檔案",
        drop="✕ 不要",
        dropped="沒有加入。",
        no_folder="檔案是單個文件，不能加入別的文件。",
        too_large="檔案太大：機器人最多能取 20 MB。",
        stranger="這份檔案只對受邀的人開放。您的編號是 {id}，請把它告訴管理員。",
        trouble="抱歉，出了點問題，已經記下（編號 {id}）。請稍後再試。",
    ),
    "en": Texts(
        code="en",
        name="English",
        hello=(
            "Hello! I am wendang. Ask me something, and I find the sentence of the archive that answers it, "
            "word for word and with its source. Where the archive does not say, I tell you so."
        ),
        hello_examples="You could ask:",
        help=(
            "Just send a question, such as “谁主持了会议？”.\n"
            "The answer is a sentence of the archive with the exact words in bold; title, date and source "
            "stand below.\n"
            "Go on asking: “他强调了什么？”, “那温金荣呢？”; /new begins anew.\n"
            "Search only a year or a source: /filter 2022年.\n"
            "Edit your question, and the answer changes with it."
        ),
        ask_how="Write the question behind the command: /ask 谁主持了会议？",
        further="Also:",
        nearest="The nearest articles:",
        building="The archive is being indexed; I shall answer as soon as it is ready.",
        not_text="I can only read text: please write your question.",
        more="More {page}/{pages}",
        back="‹ Back",
        previous="‹ Back",
        paragraph="Paragraph",
        article="Article",
        file="📄 As a file",
        thanks="Thank you, noted.",
        too_old="This button is too old; please ask again.",
        too_early="The archive is being indexed; please tap again later.",
        not_here="The archive no longer holds this article.",
        as_asked="↩ As I wrote it",
        filter_set="From now on only this is searched: ",
        filter_none="No filter: the whole archive is searched.",
        filter_clear="✕ No filter",
        filter_how="Filters are written like this: 2022年, since:2022-11, until:2022-11-14, source:惠州日报.",
        anew="Fine, a new conversation: earlier questions no longer count.",
        nothing_asked="Nothing has been asked in this conversation yet.",
        language="Choose a language:",
        latest="The latest articles:",
        empty="The archive holds no articles yet.",
        stats="The archive holds {documents} articles with {passages} paragraphs.",
        forgotten="Your questions, settings and votes have been erased ({count} questions).",
        privacy="So that buttons, edits and follow-up questions work, I keep: your questions and where their answers stand, this chat's language and filter, your 👍 and 👎. Questions are not logged and not passed on; only those that were voted on can be read by the archive's admins. /forget erases all of it.",
        quota="You have asked all you can this hour; please come back in {minutes} minutes.",
        inline_open="Open wendang",
        inline_none="The archive does not say",
        menu={
            "ask": "Ask: /ask 谁主持了会议？",
            "new": "Begin a new conversation",
            "history": "What this conversation asked",
            "latest": "The latest articles",
            "source": "The last answer's paragraph",
            "filter": "Search only a year or a source",
            "stats": "How much the archive holds",
            "lang": "Language",
            "help": "How it works",
            "privacy": "What is kept",
            "forget": "Erase what is kept of me",
            "reload": "Read the archive again",
            "check": "Check the archive",
            "feedback": "Export the feedback",
        },
        reloading="Reading the archive again …",
        not_reloaded="It could not be read; the old one goes on answering: ",
        checking="Checking the archive …",
        checked="{documents} articles, {lost} breaks that could not be undone, {problems} problems.",
        no_feedback="There is no feedback to export yet.",
        preview="This file holds {documents} articles with {paragraphs} paragraphs:",
        join="✓ Add to the archive",
        drop="✕ No",
        dropped="It was not added.",
        no_folder="The archive is a single file: nothing can be added to it.",
        too_large="The file is too large: a bot can fetch 20 MB at most.",
        stranger="This archive is open to invited people only. Your id is {id}: tell it to whoever runs the bot.",
        trouble="Sorry, something went wrong and has been noted (number {id}). Please try again later.",
    ),
}


def language_of(code: str | None, default: Language) -> Language:
    """Return the language to speak with a user whose client says ``code`` (``zh-hant``, ``en-GB``, ``ja``).

    The default stands in for a language that the bot does not speak.
    """
    code = (code or "").lower().replace("_", "-")
    if code.startswith("en"):
        return "en"
    if code.startswith("zh"):
        return "zh-Hant" if code.endswith(("hant", "tw", "hk", "mo")) else "zh-Hans"
    return default
