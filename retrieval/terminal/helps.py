"""The help of each command in Chinese; in English it stands with the command itself.

In traditional characters 檔案 is the archive, and 文件 a file. The sign of a backspace keeps click from filling what follows
like a paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.wording import Language

_HELPS: dict[str, dict[Language, str]] = {
    "ask": {
        "zh-Hans": """回答一个或几个问题（各词连成一句）；加 --jsonl 则标准输入一行一问。

\b
"conversation" 相同的各行前后相承：他强调了什么 里的“他”取自上一行。
退出码：0 有答案（几个问题则个个都有），1 档案里没有说。
""",
        "zh-Hant": """回答一個或幾個問題（各詞連成一句）；加 --jsonl 則標準輸入一行一問。

\b
"conversation" 相同的各行前後相承：他強調了什麼 裡的“他”取自上一行。
退出碼：0 有答案（幾個問題則個個都有），1 檔案裡沒有說。
""",
    },
    "repair": {
        "zh-Hans": """修复 FILE 或标准输入的文字。

\b
修好的文字以 UTF-8 写到标准输出，做了什么写到标准错误。
""",
        "zh-Hant": """修復 FILE 或標準輸入的文字。

\b
修好的文字以 UTF-8 寫到標準輸出，做了什麼寫到標準錯誤。
""",
    },
    "check": {
        "zh-Hans": """说明 ARCHIVE 里有什么，有什么损坏，怎样处理。

\b
不写 ARCHIVE 则用 WENDANG_ARCHIVE。什么也不改动。
有读不到的，退出码为 1。
""",
        "zh-Hant": """說明 ARCHIVE 裡有什麼，有什麼損壞，怎樣處理。

\b
不寫 ARCHIVE 則用 WENDANG_ARCHIVE。什麼也不改動。
有讀不到的，退出碼為 1。
""",
    },
    "config": {
        "zh-Hans": """列出各项设置、取值，以及来自环境变量、.env 还是默认。

\b
密码和令牌不显示。有值不对或键名写错，退出码为 2。
""",
        "zh-Hant": """列出各項設定、取值，以及來自環境變量、.env 還是默認。

\b
密碼和令牌不顯示。有值不對或鍵名寫錯，退出碼為 2。
""",
    },
    "doctor": {
        "zh-Hans": """检查设置、档案、索引、扩展、集群和 Telegram：哪里不对，该怎么办。

\b
有不对的地方，退出码为 1。什么也不改动；只向所设的集群和 Telegram 询问它们自己的情况。
""",
        "zh-Hant": """檢查設定、檔案、索引、擴展、集群和 Telegram：哪裡不對，該怎麼辦。

\b
有不對的地方，退出碼為 1。什麼也不改動；只向所設的集群和 Telegram 詢問它們自己的情況。
""",
    },
    "eval": {
        "zh-Hans": """用 BENCH 里已知答案的问题提问，并与答案比较。

\b
BENCH 是含 questions.jsonl（及自己的 archive/）的文件夹，或有 question 和
answer 两列的 CSV：几个答案用 | 隔开，空着表示档案里没有说。

\b
S@1、S@3：正确的句子排第一、排前三的比例；MRR：名次倒数的平均。EM、F1：
标出的词与答案的吻合程度。拒答：档案里有而没有确切回答的。ECE：把握与
实际正确率的差距。

\b
下表是所展示的：确切的对与错；最接近的对与错；拒答，档案里有却什么也没有
展示。档案里没有的，什么也不展示才算对。写了 "asked_on" 的问题按那一天来问。
""",
        "zh-Hant": """用 BENCH 裡已知答案的問題提問，並與答案比較。

\b
BENCH 是含 questions.jsonl（及自己的 archive/）的文件夾，或有 question 和
answer 兩列的 CSV：幾個答案用 | 隔開，空著表示檔案裡沒有說。

\b
S@1、S@3：正確的句子排第一、排前三的比例；MRR：名次倒數的平均。EM、F1：
標出的詞與答案的吻合程度。拒答：檔案裡有而沒有確切回答的。ECE：把握與
實際正確率的差距。

\b
下表是所展示的：確切的對與錯；最接近的對與錯；拒答，檔案裡有卻什麼也沒有
展示。檔案裡沒有的，什麼也不展示才算對。寫了 "asked_on" 的問題按那一天來問。
""",
    },
    "explain": {
        "zh-Hans": """说明 QUESTION 如何理解，每个候选句凭什么入选。""",
        "zh-Hant": """說明 QUESTION 如何理解，每個候選句憑什麼入選。""",
    },
    "index": {
        "zh-Hans": """在磁盘上或集群里为档案建索引：只处理新增、改动和消失的文件。

\b
其间提问仍由旧的索引回答，直到新的完整为止。
有文件或记录读不到，退出码为 1。
""",
        "zh-Hant": """在磁碟上或集群裡為檔案建索引：只處理新增、改動和消失的文件。

\b
其間提問仍由舊的索引回答，直到新的完整為止。
有文件或記錄讀不到，退出碼為 1。
""",
    },
    "repl": {
        "zh-Hans": """一问一答，随意追问（其中 :help 列出还能做什么）。

\b
从管道送来的各行逐一回答。
""",
        "zh-Hant": """一問一答，隨意追問（其中 :help 列出還能做什麼）。

\b
從管道送來的各行逐一回答。
""",
    },
    "mcp": {
        "zh-Hans": """供大语言模型使用 ask、search、read、timeline 四个工具（Model Context Protocol）。

\b
走 HTTP 时与 wendang serve 一样要求 WENDANG_SERVE_TOKEN。
""",
        "zh-Hant": """供大語言模型使用 ask、search、read、timeline 四個工具（Model Context Protocol）。

\b
走 HTTP 時與 wendang serve 一樣要求 WENDANG_SERVE_TOKEN。
""",
    },
    "serve": {
        "zh-Hans": """打开可提问的网页，并在 /api/ 下供程序调用（说明见 /api/openapi.json），直到 Ctrl-C。

\b
在 127.0.0.1 上只有本机能访问。若别人也能访问，请设 WENDANG_SERVE_TOKEN。
""",
        "zh-Hant": """打開可提問的網頁，並在 /api/ 下供程式調用（說明見 /api/openapi.json），直到 Ctrl-C。

\b
在 127.0.0.1 上只有本機能訪問。若別人也能訪問，請設 WENDANG_SERVE_TOKEN。
""",
    },
    "tune": {
        "zh-Hans": """按 BENCH 里的问题调整把握的尺度和各项依据的分量。

\b
BENCH 与 wendang eval 的相同。每个问题也在抽去答案之后再问一次。
所列数字来自留出的问题；用词相同或出自同一文档的归在一起。

\b
“意外”指实际结果有多出乎所料，由它决定：若没有超出偶然地变小，就不写文件。
ECE：把握与实际正确率的差距；AUROC：有答案的问题得到更大把握的机会。
""",
        "zh-Hant": """按 BENCH 裡的問題調整把握的尺度和各項依據的分量。

\b
BENCH 與 wendang eval 的相同。每個問題也在抽去答案之後再問一次。
所列數字來自留出的問題；用詞相同或出自同一文檔的歸在一起。

\b
“意外”指實際結果有多出乎所料，由它決定：若沒有超出偶然地變小，就不寫文件。
ECE：把握與實際正確率的差距；AUROC：有答案的問題得到更大把握的機會。
""",
    },
    "bot": {
        "zh-Hans": """在 Telegram 上回答问题，直到被停止（Ctrl-C、SIGTERM）。

\b
需要 WENDANG_TELEGRAM_TOKEN，即 @BotFather 给的令牌。
""",
        "zh-Hant": """在 Telegram 上回答問題，直到被停止（Ctrl-C、SIGTERM）。

\b
需要 WENDANG_TELEGRAM_TOKEN，即 @BotFather 給的令牌。
""",
    },
    "backup": {
        "zh-Hans": """把机器人的状态完整地复制到 FILE，机器人运行与否都可以。

\b
普通复制会漏掉旁边日志里的内容。恢复：停下机器人，删去 WENDANG_STATE 及其
旁边的 -wal 和 -shm，把 FILE 复制到那里，再启动机器人。
""",
        "zh-Hant": """把機器人的狀態完整地複製到 FILE，機器人運行與否都可以。

\b
普通複製會漏掉旁邊日誌裡的內容。恢復：停下機器人，刪去 WENDANG_STATE 及其
旁邊的 -wal 和 -shm，把 FILE 複製到那裡，再啟動機器人。
""",
    },
}
# By what they are in English: several commands share an option.
_OPTIONS: dict[str, dict[Language, str]] = {
    "A file or a folder to ask, instead of WENDANG_ARCHIVE.": {
        "zh-Hans": "要查询的文件或文件夹，代替 WENDANG_ARCHIVE。",
        "zh-Hant": "要查詢的文件或文件夾，代替 WENDANG_ARCHIVE。",
    },
    'Read {"id", "question"} a line, write an answer a line.': {
        "zh-Hans": '一行读一个 {"id", "question"}，一行写一个答案。',
        "zh-Hant": '一行讀一個 {"id", "question"}，一行寫一個答案。',
    },
    "Write everything as JSON.": {"zh-Hans": "全部写成 JSON。", "zh-Hant": "全部寫成 JSON。"},
    "Show each line of ARCHIVE, a file or a folder, and what became of it.": {
        "zh-Hans": "列出 ARCHIVE（文件或文件夹）的每一行，及其去向。",
        "zh-Hant": "列出 ARCHIVE（文件或文件夾）的每一行，及其去向。",
    },
    "Show the repair of one file of the archive, change by change.": {
        "zh-Hans": "逐处列出档案里一个文件的修复。",
        "zh-Hant": "逐處列出檔案裡一個文件的修復。",
    },
    "Say what was shown by the bench's own kinds of questions.": {
        "zh-Hans": "按 BENCH 自己的问题种类列出所展示的。",
        "zh-Hant": "按 BENCH 自己的問題種類列出所展示的。",
    },
    "Write figures and outcomes as JSON.": {
        "zh-Hans": "把数字和结果写成 JSON。",
        "zh-Hant": "把數字和結果寫成 JSON。",
    },
    "What --json wrote of an earlier run: show what changed since.": {
        "zh-Hans": "以前用 --json 写下的结果：列出此后的变化。",
        "zh-Hant": "以前用 --json 寫下的結果：列出此後的變化。",
    },
    "How many candidates.": {"zh-Hans": "候选句的个数。", "zh-Hant": "候選句的個數。"},
    "Read everything again, and replace the index when it is whole.": {
        "zh-Hans": "全部重读，完整之后换下旧索引。",
        "zh-Hant": "全部重讀，完整之後換下舊索引。",
    },
    "Stay, and take up each change of the archive.": {
        "zh-Hans": "一直运行，档案有改动就更新。",
        "zh-Hant": "一直運行，檔案有改動就更新。",
    },
    "Speak over HTTP at /mcp, instead of standard input and output.": {
        "zh-Hans": "改用 HTTP（/mcp），不用标准输入输出。",
        "zh-Hant": "改用 HTTP（/mcp），不用標準輸入輸出。",
    },
    "Where to listen, instead of WENDANG_SERVE_LISTEN.": {
        "zh-Hans": "监听的地址，代替 WENDANG_SERVE_LISTEN。",
        "zh-Hant": "監聽的地址，代替 WENDANG_SERVE_LISTEN。",
    },
    "The file to write.": {"zh-Hans": "要写的文件。", "zh-Hant": "要寫的文件。"},
    "Ask whether the bot that runs here is well: exit code 0 or 1.": {
        "zh-Hans": "询问这里运行的机器人是否正常：退出码 0 或 1。",
        "zh-Hant": "詢問這裡運行的機器人是否正常：退出碼 0 或 1。",
    },
    "Show this message and exit.": {"zh-Hans": "显示本说明后退出。", "zh-Hant": "顯示本說明後退出。"},
    "Show the version and exit.": {"zh-Hans": "显示版本后退出。", "zh-Hant": "顯示版本後退出。"},
}


def help_of(command: str, english: str, language: Language) -> str:
    """Return what a command does, at length; in English where it is not one of ours.

    >>> help_of("explain", "Show how.", "zh-Hans"), help_of("explain", "Show how.", "en")
    ('说明 QUESTION 如何理解，每个候选句凭什么入选。', 'Show how.')
    """
    return _HELPS.get(command, {}).get(language, english)


def option_help(english: str, language: Language) -> str:
    """Return what an option does, by what it does in any language.

    >>> option_help("The file to write.", "zh-Hans")
    '要写的文件。'
    """
    # Of one that was said in Chinese before, what it is in English.
    english = next((key for key, both in _OPTIONS.items() if english in both.values()), english)
    return _OPTIONS.get(english, {}).get(language, english)
