"""What each command is for, in a line and in three languages: `wendang --help` shows them without loading any."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.wording import Language

_SUMMARIES: dict[str, dict[Language, str]] = {
    "ask": {
        "en": "Answer a question, or with --jsonl one a line.",
        "zh-Hans": "回答一个问题；加 --jsonl 则一行一问。",
        "zh-Hant": "回答一個問題；加 --jsonl 則一行一問。",
    },
    "repair": {
        "en": "Repair the text of a file, or of standard input.",
        "zh-Hans": "修复一个文件或标准输入的文字。",
        "zh-Hant": "修復一個文件或標準輸入的文字。",
    },
    "check": {
        "en": "Tell what an archive holds, and what was wrong with it.",
        "zh-Hans": "说明档案里有什么，有什么损坏。",
        "zh-Hant": "說明檔案裡有什麼，有什麼損壞。",
    },
    "eval": {
        "en": "Measure on questions whose answers are known.",
        "zh-Hans": "用已知答案的问题衡量好坏。",
        "zh-Hant": "用已知答案的問題衡量好壞。",
    },
    "explain": {
        "en": "Show how a question is understood, and what speaks for each candidate.",
        "zh-Hans": "说明问题如何理解，每个候选句凭什么入选。",
        "zh-Hant": "說明問題如何理解，每個候選句憑什麼入選。",
    },
    "index": {
        "en": "Index the archive on disk, or follow its changes.",
        "zh-Hans": "在磁盘上为档案建索引，或随时更新。",
        "zh-Hant": "在磁碟上為檔案建索引，或隨時更新。",
    },
    "repl": {
        "en": "Ask as long as you like.",
        "zh-Hans": "一问一答，随意追问。",
        "zh-Hant": "一問一答，隨意追問。",
    },
    "serve": {
        "en": "Show a page to ask on, and answer programs.",
        "zh-Hans": "打开可提问的网页，并供程序调用。",
        "zh-Hant": "開啟可提問的網頁，並供程式呼叫。",
    },
    "mcp": {
        "en": "Give a language model tools to ask the archive (MCP).",
        "zh-Hans": "供大语言模型查询档案（MCP）。",
        "zh-Hant": "供大語言模型查詢檔案（MCP）。",
    },
    "config": {
        "en": "Show each setting, its value and where it comes from.",
        "zh-Hans": "列出各项设置、取值和来处。",
        "zh-Hant": "列出各項設定、取值和來處。",
    },
    "doctor": {
        "en": "Say what is wrong, and what to do.",
        "zh-Hans": "检查哪里不对，该怎么办。",
        "zh-Hant": "檢查哪裡不對，該怎麼辦。",
    },
    "tune": {
        "en": "Fit how sure answers must be to your own questions.",
        "zh-Hans": "按自己的问题调整把握的尺度。",
        "zh-Hant": "按自己的問題調整把握的尺度。",
    },
    "bot": {
        "en": "Answer on Telegram.",
        "zh-Hans": "在 Telegram 上回答。",
        "zh-Hant": "在 Telegram 上回答。",
    },
    "backup": {
        "en": "Copy the bot's state, also while it runs.",
        "zh-Hans": "备份机器人的状态，运行时也可以。",
        "zh-Hant": "備份機器人的狀態，執行時也可以。",
    },
}


def summary(name: str, language: Language = "en") -> str:
    """Return what a command is for; nothing where it is none of ours.

    >>> summary("repl")
    'Ask as long as you like.'
    """
    return _SUMMARIES.get(name, {}).get(language, "")


# `\b` keeps click from filling the examples like a paragraph.
_INTRODUCTIONS: dict[Language, str] = {
    "en": """Ask an archive of Chinese documents, and get the sentence that answers, word for word.

\b
  wendang ask 谁主持了会议？              one question, over the folder seeds/
  wendang ask --archive news/ 总策略是什么？
  wendang repl                         ask as long as you like

Settings are read from the environment and from .env (see .env.example).
Exit codes: 0, an answer; 1, the archive does not say, or could not be read
in part; 2, wrong use or no archive.
""",
    "zh-Hans": """向一份中文档案提问，得到逐字回答它的原句。

\b
  wendang ask 谁主持了会议？              向 seeds/ 问一句
  wendang ask --archive news/ 总策略是什么？
  wendang repl                         一问一答，随意追问

\b
设置取自环境变量和 .env（见 .env.example）。
退出码：0 有答案；1 档案里没有说，或有读不到的；2 用法不对或没有档案。
""",
    "zh-Hant": """向一份中文檔案提問，得到逐字回答它的原句。

\b
  wendang ask 谁主持了会议？              向 seeds/ 問一句
  wendang ask --archive news/ 总策略是什么？
  wendang repl                         一問一答，隨意追問

\b
設定取自環境變數和 .env（見 .env.example）。
退出碼：0 有答案；1 檔案裡沒有說，或有讀不到的；2 用法不對或沒有檔案。
""",
}


def introduction(language: Language) -> str:
    """Return what the program is for, as `wendang --help` begins.

    >>> introduction("zh-Hans").splitlines()[0]
    '向一份中文档案提问，得到逐字回答它的原句。'
    """
    return _INTRODUCTIONS[language]
