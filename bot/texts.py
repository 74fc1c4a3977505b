"""Every sentence that the bot says, in three languages. The archive's own words are never translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """The bot's sentences; ``{names}`` are filled in with :meth:`str.format`."""

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
    not_here: str
    # conversation and filters
    as_asked: str
    filter_set: str
    filter_none: str
    filter_clear: str
    filter_how: str
    anew: str
    nothing_asked: str
    # trouble
    stranger: str
    trouble: str


TEXTS: dict[Language, Texts] = {
    "zh-Hans": Texts(
        name="简体中文",
        hello="您好！我是问档。您用一句话提问，我从档案里找出回答它的原句，逐字引用，并注明出处；档案里没有的，我就说没有。",
        hello_examples="可以这样问：",
        help=(
            "直接发来问题即可，例如“谁主持了会议？”。\n"
            "答案是档案里的原句，关键的字加粗；下面是标题、日期和来源。\n"
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
        not_here="档案里已没有这篇文章。",
        as_asked="↩ 按原话问",
        filter_set="以后只在这个范围内找：",
        filter_none="没有筛选，整个档案都找。",
        filter_clear="✕ 取消筛选",
        filter_how="筛选这样写：2022年、since:2022-11、until:2022-11-14、来源:惠州日报。",
        anew="好，重新开始，之前的问题不再牵连。",
        nothing_asked="这段对话还没有问过什么。",
        stranger="这份档案只对受邀的人开放。您的编号是 {id}，请把它告诉管理员。",
        trouble="抱歉，出了点问题，已经记下（编号 {id}）。请稍后再试。",
    ),
    "zh-Hant": Texts(
        name="繁體中文",
        hello="您好！我是問檔。您用一句話提問，我從檔案裡找出回答它的原句，逐字引用，並註明出處；檔案裡沒有的，我就說沒有。",
        hello_examples="可以這樣問：",
        help=(
            "直接傳來問題即可，例如「誰主持了會議？」。\n"
            "答案是檔案裡的原句，關鍵的字加粗；下面是標題、日期和來源。\n"
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
        not_here="檔案裡已沒有這篇文章。",
        as_asked="↩ 按原話問",
        filter_set="以後只在這個範圍內找：",
        filter_none="沒有篩選，整個檔案都找。",
        filter_clear="✕ 取消篩選",
        filter_how="篩選這樣寫：2022年、since:2022-11、until:2022-11-14、來源:惠州日報。",
        anew="好，重新開始，之前的問題不再牽連。",
        nothing_asked="這段對話還沒有問過什麼。",
        stranger="這份檔案只對受邀的人開放。您的編號是 {id}，請把它告訴管理員。",
        trouble="抱歉，出了點問題，已經記下（編號 {id}）。請稍後再試。",
    ),
    "en": Texts(
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
        not_here="The archive no longer holds this article.",
        as_asked="↩ As I wrote it",
        filter_set="From now on only this is searched: ",
        filter_none="No filter: the whole archive is searched.",
        filter_clear="✕ No filter",
        filter_how="Filters are written like this: 2022年, since:2022-11, until:2022-11-14, source:惠州日报.",
        anew="Fine, a new conversation: earlier questions no longer count.",
        nothing_asked="Nothing has been asked in this conversation yet.",
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
