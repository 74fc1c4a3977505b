"""Who may come in. Each door is tried by a stranger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botkit import running

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


@pytest.mark.parametrize(
    ("lists", "user", "chat"),
    [
        ({}, 5, 5),
        ({"allowed_users": "42"}, 42, 42),
        ({"allowed_users": "41, 42"}, 42, -9),
        ({"allowed_users": "1", "admins": "42"}, 42, 42),
        ({"allowed_chats": "-9"}, 42, -9),
    ],
)
async def test_whoever_is_listed_may_ask(
    telegram: Telegram, archive: Answerer, lists: dict[str, Any], user: int, chat: int
) -> None:
    async with running(telegram, archive, **lists):
        assert "刘吉" in (await telegram.answer(f"/ask {QUESTION}", user=user, chat=chat)).text
