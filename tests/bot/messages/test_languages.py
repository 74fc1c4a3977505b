"""Which languages the bot speaks, and with whom."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.messages.languages import TEXTS, language_of
from retrieval import Language


def test_the_bot_speaks_the_languages_of_the_archive() -> None:
    """Each under its own code."""
    assert set(TEXTS) == set(get_args(Language))
    assert all(texts.code == code for code, texts in TEXTS.items())


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", "zh-Hans"),
        ("zh_TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("en-GB", "en"),
        ("ja", "zh-Hant"),
        (None, "zh-Hant"),
    ],
)
def test_a_client_is_spoken_with_in_its_language_or_the_default(code: str | None, language: str) -> None:
    assert language_of(code, "zh-Hant") == language
