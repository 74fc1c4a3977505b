"""What ``wendang doctor`` says of the bot: whether Telegram answers, and knows it as it is set here.

Telegram is asked who the bot is and where updates go; nothing is changed, and no update is taken.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal, TypeAlias

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.settings import BotSettings
from bot.updates import read_trouble
from bot.wire.transport import AiohttpRequest
from retrieval import SettingsError, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import User, WebhookInfo

    from retrieval import Language

State: TypeAlias = Literal["good", "note", "bad"]

_SECONDS = 20.0
_SAID: dict[str, dict[Language, str]] = {
    "known": {
        "zh-Hans": "Telegram 认得 @{bot}",
        "zh-Hant": "Telegram 認得 @{bot}",
        "en": "Telegram knows @{bot}",
    },
    "refused": {
        "zh-Hans": "{api} 不认 WENDANG_TELEGRAM_TOKEN：向 @BotFather 要一个有效的（/token）",
        "zh-Hant": "{api} 不認 WENDANG_TELEGRAM_TOKEN：向 @BotFather 要一個有效的（/token）",
        "en": "{api} refuses WENDANG_TELEGRAM_TOKEN: ask @BotFather for a valid one (/token)",
    },
    "away": {
        "zh-Hans": "连不上 {api}（{why}）：检查网络，或 WENDANG_TELEGRAM_API",
        "zh-Hant": "連不上 {api}（{why}）：檢查網路，或 WENDANG_TELEGRAM_API",
        "en": "{api} cannot be reached ({why}): look at the network, or at WENDANG_TELEGRAM_API",
    },
    "no inline": {
        "zh-Hans": "没有打开在任何聊天里引用：需要时在 @BotFather 用 /setinline",
        "zh-Hant": "沒有打開在任何聊天裡引用：需要時在 @BotFather 用 /setinline",
        "en": "quoting in any chat is off: /setinline at @BotFather turns it on where it is wanted",
    },
    "elsewhere": {
        "zh-Hans": "更新送往 {there}，而这里设的是 {here}：机器人启动时会改过来；若另有机器人用同一令牌，先停掉它",
        "zh-Hant": "更新送往 {there}，而這裡設的是 {here}：機器人啟動時會改過來；若另有機器人用同一令牌，先停掉它",
        "en": (
            "updates go to {there}, and here {here} is set: the bot changes that when it starts; "
            "where another bot uses this token, stop it first"
        ),
    },
    "polling": {"zh-Hans": "轮询", "zh-Hant": "輪詢", "en": "polling"},
    "failing": {
        "zh-Hans": "Telegram 送不到 webhook（{why}），有 {count} 条更新在等：检查转发的服务器",
        "zh-Hant": "Telegram 送不到 webhook（{why}），有 {count} 條更新在等：檢查轉發的伺服器",
        "en": "Telegram cannot bring updates ({why}), and {count} wait: look at the server that passes them on",
    },
    "open": {
        "zh-Hans": "人人可问：要限制，就设 WENDANG_ALLOWED_USERS 或 WENDANG_ALLOWED_CHATS",
        "zh-Hant": "人人可問：要限制，就設 WENDANG_ALLOWED_USERS 或 WENDANG_ALLOWED_CHATS",
        "en": "everybody may ask: WENDANG_ALLOWED_USERS or WENDANG_ALLOWED_CHATS narrow that",
    },
    "runs": {
        "zh-Hans": "机器人在这里运行，一切正常",
        "zh-Hant": "機器人在這裡執行，一切正常",
        "en": "a bot runs here, and is well",
    },
    "runs not": {
        "zh-Hans": "这里没有机器人在运行，或者它不正常（{why}）：wendang bot 启动它",
        "zh-Hant": "這裡沒有機器人在執行，或者它不正常（{why}）：wendang bot 啟動它",
        "en": "no bot runs here, or it is not well ({why}): wendang bot starts it",
    },
}


def look(language: Language) -> Iterator[tuple[State, str]]:
    """Yield what is found, each good, left as it is, or bad; and what to do.

    Args:
        language: to be spoken.
    """

    def say(name: str, **filled: object) -> str:
        return _SAID[name][language].format(**filled)

    try:
        settings = read_settings(BotSettings)
    except SettingsError as error:
        yield "bad", str(error)
        return
    api = settings.telegram_api
    try:
        me, info = asyncio.run(asyncio.wait_for(_ask(settings), _SECONDS))
    except InvalidToken:
        yield "bad", say("refused", api=api)
        return
    except (TelegramError, TimeoutError) as error:
        # What Telegram says of itself holds no secret; what the library says of an address could.
        yield "bad", say("away", api=api, why=type(error).__name__)
        return
    yield "good", say("known", bot=me.username)
    if not me.supports_inline_queries:
        yield "note", say("no inline")
    here = settings.webhook_url or ""
    if info.url != here:
        yield "note", say("elsewhere", there=info.url or say("polling"), here=here or say("polling"))
    elif here and info.last_error_message:
        yield "bad", say("failing", why=info.last_error_message, count=info.pending_update_count)
    if not settings.allowed_users and not settings.allowed_chats:
        yield "note", say("open")
    trouble = read_trouble(settings.state)
    yield ("note", say("runs not", why=trouble)) if trouble else ("good", say("runs"))


async def _ask(settings: BotSettings) -> tuple[User, WebhookInfo]:
    """Return who Telegram says the bot is, and where its updates go."""
    transport = AiohttpRequest(1)
    bot = Bot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.telegram_api}/bot",
        request=transport,
        get_updates_request=transport,
    )
    await transport.initialize()
    try:
        return await bot.get_me(), await bot.get_webhook_info()
    finally:
        await transport.shutdown()
