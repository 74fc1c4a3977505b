"""Errors in Chinese. Where they are raised they are in English, each for itself: here is what a reader at a terminal meets.

An error that is not known here is shown as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from retrieval.expressions import regex
from retrieval.terminal.build_refusals import BUILDS
from retrieval.terminal.cluster_refusals import BENCHES, CLUSTER, REBUILT
from retrieval.terminal.file_refusals import FILES

if TYPE_CHECKING:
    from retrieval.wording import Language

_Known = tuple[tuple[re.Pattern[str], dict["Language", str]], ...]

# What is said in English, with the parts that change; and the same in Chinese. A part that is itself a sentence of ours is
# translated in its turn.
_REFUSALS: tuple[tuple[re.Pattern[str], dict[Language, str]], ...] = tuple(
    (regex(english, re.DOTALL), {"zh-Hans": simplified, "zh-Hant": traditional})
    for english, simplified, traditional in (
        (
            r"(?P<key>WENDANG_\w+)(?P<value>=.*)? is not valid: (?P<what>.*)",
            "{key}{value} 不对：{what}",
            "{key}{value} 不對：{what}",
        ),
        (
            r"(?P<key>WENDANG_\w+) is not set: (?P<what>.*)",
            "{key} 没有设：{what}",
            "{key} 沒有設：{what}",
        ),
        (
            r"set it to (?P<what>.*), in the environment or in \.env \(see \.env\.example\)",
            "在环境变量或 .env 里设成：{what}（见 .env.example）",
            "在環境變數或 .env 裡設成：{what}（見 .env.example）",
        ),
        (
            r"\.env cannot be read \((?P<why>.*)\): save it as UTF-8, or take it away",
            ".env 读不了（{why}）：请存成 UTF-8，或者拿走",
            ".env 讀不了（{why}）：請存成 UTF-8，或者拿走",
        ),
        (
            r"wendang (?P<command>\w+) needs the extra `(?P<extra>\w+)`: (?P<how>pip install .*)",
            "wendang {command} 需要扩展 {extra}：{how}",
            "wendang {command} 需要擴展 {extra}：{how}",
        ),
        (
            r"WENDANG_ENGINE=opensearch needs the client of OpenSearch: (?P<how>pip install .*)",
            "WENDANG_ENGINE=opensearch 需要 OpenSearch 的客户端：{how}",
            "WENDANG_ENGINE=opensearch 需要 OpenSearch 的客戶端：{how}",
        ),
        (
            r"there is no index in (?P<where>.*): build it with `wendang index`",
            "{where} 里没有索引：请运行 wendang index",
            "{where} 裡沒有索引：請執行 wendang index",
        ),
        (
            r"there is no index of this archive (?P<where>.*): build it with `wendang index`",
            "没有这份档案的索引（{where}）：请运行 wendang index",
            "沒有這份檔案的索引（{where}）：請執行 wendang index",
        ),
        (
            r"the index in (?P<where>.*) is damaged \((?P<why>.*)\): .*--rebuild.*",
            "索引 {where} 已损坏（{why}）：请运行 wendang index --rebuild",
            "索引 {where} 已損壞（{why}）：請執行 wendang index --rebuild",
        ),
        (
            r"(?P<where>.*) cannot be listened on: it is taken, or not this machine's; name another with --listen",
            "{where} 无法监听：已被占用，或不是本机的地址；请用 --listen 另写一个",
            "{where} 無法監聽：已被佔用，或不是本機的位址；請用 --listen 另寫一個",
        ),
        (
            r"--listen (?P<given>.*) is not valid: give host:port, like (?P<example>.*)",
            "--listen {given} 不对：请写 host:port，例如 {example}",
            "--listen {given} 不對：請寫 host:port，例如 {example}",
        ),
        (r"(?P<file>.*) holds no question", "{file} 里没有问题", "{file} 裡沒有問題"),
        (
            r"(?P<key>WENDANG_\w+=.*) holds no document that can be read: .*",
            "{key} 里没有读得到的文档：请放入文档，或用 --archive 指明别的档案",
            "{key} 裡沒有讀得到的文檔：請放入文檔，或用 --archive 指明別的檔案",
        ),
        (
            r"the archive (?P<where>.*) cannot be read \((?P<why>.*)\): set WENDANG_ARCHIVE or --archive to a folder or a file",
            "读不到档案 {where}（{why}）：请把 WENDANG_ARCHIVE 或 --archive 设成文件夹或文件",
            "讀不到檔案 {where}（{why}）：請把 WENDANG_ARCHIVE 或 --archive 設成文件夾或文件",
        ),
        (r"No such file or directory", "没有这个文件或文件夹", "沒有這個文件或文件夾"),
        (r"Permission denied", "没有权限", "沒有權限"),
        (
            r"give a question, or --jsonl and questions on standard input",
            "请写一个问题，或用 --jsonl 从标准输入送问题",
            "請寫一個問題，或用 --jsonl 從標準輸入送問題",
        ),
        # click's own
        (
            r"No such option:? '?(?P<option>[^' ]+?)'?\.?(?: .*)?",
            "没有 {option} 这个选项",
            "沒有 {option} 這個選項",
        ),
        (
            r"No such command '(?P<command>[^']+)'.*",
            "没有 {command} 这个命令",
            "沒有 {command} 這個命令",
        ),
        (r"Missing argument '(?P<name>[^']+)'\.", "缺少 {name}", "缺少 {name}"),
        (
            r"Got unexpected extra arguments? \((?P<given>.*)\)",
            "多出来的参数：{given}",
            "多出來的參數：{given}",
        ),
        (
            r"Option '(?P<option>[^']+)' requires an argument\.",
            "{option} 后面要写一个值",
            "{option} 後面要寫一個值",
        ),
        (
            r"Invalid value for '(?P<name>[^']+)': (?P<why>.*)",
            "{name} 的值不对：{why}",
            "{name} 的值不對：{why}",
        ),
    )
)


# What settings take, by their descriptions.
_VALUES: dict[str, dict[Language, str]] = {
    "a file or a folder that exists": {
        "zh-Hans": "一个存在的文件或文件夹",
        "zh-Hant": "一個存在的文件或文件夾",
    },
    "auto, memory, disk or opensearch": {
        "zh-Hans": "auto、memory、disk 或 opensearch",
        "zh-Hant": "auto、memory、disk 或 opensearch",
    },
    "a folder that may be written to": {"zh-Hans": "一个可以写入的文件夹", "zh-Hant": "一個可以寫入的文件夾"},
    "addresses with commas between: https://a:9200": {
        "zh-Hans": "地址，用逗号隔开：https://a:9200",
        "zh-Hant": "地址，用逗號隔開：https://a:9200",
    },
    "a user's name, or leave it empty": {"zh-Hans": "用户名，或者留空", "zh-Hant": "用戶名，或者留空"},
    "the user's password, or leave it empty": {
        "zh-Hans": "该用户的密码，或者留空",
        "zh-Hant": "該用戶的密碼，或者留空",
    },
    "a PEM file with a certificate and its key, or leave it empty": {
        "zh-Hans": "含证书及其密钥的 PEM 文件，或者留空",
        "zh-Hant": "含證書及其密鑰的 PEM 文件，或者留空",
    },
    "a PEM file with the CA's certificate, or leave it empty": {
        "zh-Hans": "含 CA 证书的 PEM 文件，或者留空",
        "zh-Hant": "含 CA 證書的 PEM 文件，或者留空",
    },
    "a number from 1 to 1024": {"zh-Hans": "1 到 1024 的数", "zh-Hant": "1 到 1024 的數"},
    "a number from 0 to 16": {"zh-Hans": "0 到 16 的数", "zh-Hant": "0 到 16 的數"},
    "a number of seconds, more than 0": {"zh-Hans": "秒数，大于 0", "zh-Hant": "秒數，大於 0"},
    "rjieba or jieba": {"zh-Hans": "rjieba 或 jieba", "zh-Hant": "rjieba 或 jieba"},
    "a UTF-8 file with a word a line, or leave it empty": {
        "zh-Hans": "一行一词的 UTF-8 文件，或者留空",
        "zh-Hant": "一行一詞的 UTF-8 文件，或者留空",
    },
    "lexical or neural": {"zh-Hans": "lexical 或 neural", "zh-Hant": "lexical 或 neural"},
    "a number from 0 to 1, or leave it empty": {
        "zh-Hans": "0 到 1 的数，或者留空",
        "zh-Hant": "0 到 1 的數，或者留空",
    },
    "a file that `wendang tune` wrote, or leave it empty": {
        "zh-Hans": "wendang tune 写出的文件，或者留空",
        "zh-Hant": "wendang tune 寫出的文件，或者留空",
    },
    "zh-Hans, zh-Hant or en": {"zh-Hans": "zh-Hans、zh-Hant 或 en", "zh-Hant": "zh-Hans、zh-Hant 或 en"},
    "a number of seconds, 0 or more": {"zh-Hans": "秒数，0 或更多", "zh-Hant": "秒數，0 或更多"},
    "host:port, like 127.0.0.1:8090": {
        "zh-Hans": "host:port，例如 127.0.0.1:8090",
        "zh-Hant": "host:port，例如 127.0.0.1:8090",
    },
    "8 characters or more, or leave it empty": {
        "zh-Hans": "8 个字符以上，或者留空",
        "zh-Hant": "8 個字符以上，或者留空",
    },
    "the address of the page, like https://archive.example.org, or leave it empty": {
        "zh-Hans": "网页的地址，例如 https://archive.example.org，或者留空",
        "zh-Hant": "網頁的地址，例如 https://archive.example.org，或者留空",
    },
    "DEBUG, INFO, WARNING or ERROR": {
        "zh-Hans": "DEBUG、INFO、WARNING 或 ERROR",
        "zh-Hant": "DEBUG、INFO、WARNING 或 ERROR",
    },
    "a file that the bot may write": {"zh-Hans": "机器人可以写入的文件", "zh-Hant": "機器人可以寫入的文件"},
    "the token that @BotFather gave, like 123456789:AAE…": {
        "zh-Hans": "@BotFather 给的令牌，例如 123456789:AAE…",
        "zh-Hant": "@BotFather 給的令牌，例如 123456789:AAE…",
    },
    "the base address of a Bot API server, like http://127.0.0.1:8081": {
        "zh-Hans": "Bot API 服务器的地址，例如 http://127.0.0.1:8081",
        "zh-Hant": "Bot API 服務器的地址，例如 http://127.0.0.1:8081",
    },
    "messages a second over all chats, from 1": {
        "zh-Hans": "所有聊天合计每秒几条消息，1 以上",
        "zh-Hant": "所有聊天合計每秒幾條消息，1 以上",
    },
    "ids of users, with commas between, like 123456,234567": {
        "zh-Hans": "用户的编号，用逗号隔开，例如 123456,234567",
        "zh-Hant": "用戶的編號，用逗號隔開，例如 123456,234567",
    },
    "ids of groups, with commas between, like -1001234567": {
        "zh-Hans": "群组的编号，用逗号隔开，例如 -1001234567",
        "zh-Hant": "群組的編號，用逗號隔開，例如 -1001234567",
    },
    "ids of users, with commas between, like 123456": {
        "zh-Hans": "用户的编号，用逗号隔开，例如 123456",
        "zh-Hant": "用戶的編號，用逗號隔開，例如 123456",
    },
    "all, or asker: who sees an answer in a group": {
        "zh-Hans": "all（所有人）或 asker（只有提问者）",
        "zh-Hant": "all（所有人）或 asker（只有提問者）",
    },
    "questions an hour for each user, from 1": {
        "zh-Hans": "每位用户每小时几问，1 以上",
        "zh-Hant": "每位用戶每小時幾問，1 以上",
    },
    "two times of the day, like 22:00-08:00; 00:00-00:00 means never": {
        "zh-Hans": "一天里的两个时刻，例如 22:00-08:00；00:00-00:00 表示从不",
        "zh-Hant": "一天裡的兩個時刻，例如 22:00-08:00；00:00-00:00 表示從不",
    },
    "messages a day for each chat, from 1": {
        "zh-Hans": "每个聊天每天几条，1 以上",
        "zh-Hant": "每個聊天每天幾條，1 以上",
    },
    "seconds, like 8": {"zh-Hans": "秒数，例如 8", "zh-Hant": "秒數，例如 8"},
    "the address where Telegram reaches the bot, like https://bot.example.org/telegram": {
        "zh-Hans": "Telegram 访问机器人的地址，例如 https://bot.example.org/telegram",
        "zh-Hant": "Telegram 訪問機器人的地址，例如 https://bot.example.org/telegram",
    },
    "1 to 256 characters of A-Z a-z 0-9 _ -": {
        "zh-Hans": "1 到 256 个字符：A-Z a-z 0-9 _ -",
        "zh-Hant": "1 到 256 個字符：A-Z a-z 0-9 _ -",
    },
    "host:port, like 127.0.0.1:8080": {
        "zh-Hans": "host:port，例如 127.0.0.1:8080",
        "zh-Hant": "host:port，例如 127.0.0.1:8080",
    },
    "text or json": {"zh-Hans": "text 或 json", "zh-Hant": "text 或 json"},
    "a port, like 9464, or host:port; or leave it empty": {
        "zh-Hans": "端口，例如 9464，或 host:port；或者留空",
        "zh-Hant": "端口，例如 9464，或 host:port；或者留空",
    },
}


def say_refusal(message: str, language: Language) -> str:
    """Return what an error says, in a language.

    >>> say_refusal("'a.csv' holds no question", "zh-Hans"), say_refusal("something new", "zh-Hans")
    ("'a.csv' 里没有问题", 'something new')
    """
    if language == "en":
        return message
    if message in _VALUES:
        return _VALUES[message][language]
    for pattern, said in (*_REFUSALS, *_further()):
        if found := pattern.fullmatch(message):
            parts = {name: say_refusal(part or "", language) for name, part in found.groupdict().items()}
            return said[language].format(**parts)
    return message


def say_problem(line: str, language: Language) -> str:
    """Return what is said of a file, its place in front, in a language.

    >>> say_problem("a.docx: it holds no text", "zh-Hans")
    'a.docx：里面没有文字'
    """
    # A path may hold the mark behind it.
    for found in re.finditer(": ", line):
        if (said := say_refusal(line[found.end() :], language)) != line[found.end() :]:
            return f"{line[: found.start()]}：{said}"
    return line


@cache
def _further() -> _Known:
    """Return what is rarer, read when it is needed."""
    return tuple(
        (re.compile(_pattern(english), re.DOTALL), {"zh-Hans": simplified, "zh-Hant": traditional})
        for english, simplified, traditional in (*BENCHES, *BUILDS, *CLUSTER, *REBUILT, *FILES)
    )


def _pattern(template: str) -> str:
    """Return the pattern of a text in which names in braces stand for what changes."""
    pieces = re.split(r"\{(\w+)\}", template.replace("{{", "\0").replace("}}", "\1"))
    escaped = [re.escape(piece.replace("\0", "{").replace("\1", "}")) for piece in pieces[::2]]
    names = [f"(?P<{name}>.+?)" for name in pieces[1::2]]
    return "".join(part for pair in zip(escaped, [*names, ""], strict=True) for part in pair)
