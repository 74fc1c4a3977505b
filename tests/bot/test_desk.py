"""What every handler works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botkit import running

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


@pytest.mark.parametrize(
    ("language", "word"), [("zh-hans", "您好"), ("zh-TW", "問檔"), ("en", "Hello"), ("ja", "您好")]
)
async def test_the_greeting_speaks_the_users_language(
    telegram: Telegram, archive: Answerer, language: str, word: str
) -> None:
    async with running(telegram, archive):
        assert word in (await telegram.answer("/start", language=language)).text
