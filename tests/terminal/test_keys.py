"""The keys that are set, and those that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import BotSettings
from retrieval.settings import PREFIX
from retrieval.terminal.keys import find_misspelt, list_keys

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_each_setting_comes_from_where_it_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment wins over `.env`, and that over the default; a secret is not shown."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("WENDANG_LANGUAGE=en\nWENDANG_ENGINE=disk\n", "utf-8")
    monkeypatch.setenv("WENDANG_LANGUAGE", "zh-Hant")
    monkeypatch.setenv("WENDANG_SERVE_TOKEN", "s3cret-token")
    keys = {key.name: (key.value, key.origin) for key in list_keys()}
    assert set(keys) == {PREFIX + name.upper() for name in BotSettings.model_fields}
    assert keys["WENDANG_LANGUAGE"] == ("zh-Hant", "environment")
    assert keys["WENDANG_ENGINE"] == ("disk", ".env")
    assert keys["WENDANG_ARCHIVE"] == ("seeds", "default")
    assert keys["WENDANG_SERVE_TOKEN"] == ("***", "environment")


def test_a_misspelt_key_is_found_with_what_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it is set; keys of the bot and of others are not meant."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("WENDANG_ARCHVIE=news\nOTHER=1\n", "utf-8")
    monkeypatch.setenv("WENDANG_LANGUGE", "en")
    monkeypatch.setenv("WENDANG_QUOTA", "3")
    monkeypatch.setenv("WENDANG_XYZZY", "3")
    assert find_misspelt() == [
        ("WENDANG_ARCHVIE", "WENDANG_ARCHIVE"),
        ("WENDANG_LANGUGE", "WENDANG_LANGUAGE"),
        ("WENDANG_XYZZY", ""),
    ]


def test_a_file_that_cannot_be_read_sets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the settings tells it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes(b"WENDANG_LANGUGE=\xff\xfe")
    assert find_misspelt() == []
