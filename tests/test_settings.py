from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from bot.settings import BotSettings
from retrieval.errors import SettingsError
from retrieval.settings import PREFIX, Settings, read_settings
from retrieval.terminal.keys import list_keys

if TYPE_CHECKING:
    from pathlib import Path

MODELS = (Settings, BotSettings)
# The only setting without a default.
TOKEN = "123456789:" + "A" * 35


def test_the_example_file_and_the_program_know_the_same_keys(root: Path) -> None:
    """Every setting is in `.env.example`, and every key there is a setting."""
    text = (root / ".env.example").read_text("utf-8")
    documented = set(re.findall(rf"^#? ?({PREFIX}[A-Z_]+)=", text, re.MULTILINE))
    known = {PREFIX + name.upper() for model in MODELS for name in model.model_fields}
    assert documented == known


def test_the_example_file_shows_the_defaults(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copying it to `.env` changes nothing."""
    monkeypatch.chdir(root)
    for model in MODELS:
        copied = read_settings(model, _env_file=root / ".env.example", telegram_token=TOKEN)
        assert copied == read_settings(model, _env_file="no such file", telegram_token=TOKEN)


def test_the_environment_wins_over_the_file_and_an_argument_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order is argument, environment, `.env`, default."""
    monkeypatch.chdir(tmp_path)
    assert read_settings(Settings).language == "zh-Hans"
    (tmp_path / ".env").write_text("WENDANG_LANGUAGE=en\n# 注释\n", "utf-8")
    assert read_settings(Settings).language == "en"
    monkeypatch.setenv("WENDANG_LANGUAGE", "zh-Hant")
    assert read_settings(Settings).language == "zh-Hant"
    assert read_settings(Settings, language="en").language == "en"
    assert read_settings(Settings, language=None).language == "zh-Hant"


def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """`WENDANG_THRESHOLD=` in a file that lists every key means the default."""
    monkeypatch.setenv("WENDANG_THRESHOLD", "")
    assert read_settings(Settings) == read_settings(Settings, threshold=None)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("WENDANG_THRESHOLD", "high"),
        ("WENDANG_THRESHOLD", "1.5"),
        ("WENDANG_LANGUAGE", "klingon"),
        ("WENDANG_LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_value_is_named_with_its_key_and_the_remedy(
    key: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line: the key, the value, what to set instead."""
    monkeypatch.setenv(key, value)
    with pytest.raises(SettingsError) as caught:
        read_settings(Settings)
    message = str(caught.value)
    assert "\n" not in message
    assert key in message
    assert value in message
    assert str(Settings.model_fields[key.removeprefix(PREFIX).lower()].description) in message


def test_an_env_file_that_is_no_utf_8_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saved as GBK by an old editor, `.env` ends in one line with the remedy."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes("WENDANG_ARCHIVE=档案".encode("gbk"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings(Settings)


def test_a_long_value_is_shown_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole file that was pasted into a key fills no screen."""
    monkeypatch.setenv("WENDANG_LANGUAGE", "很" * 30_000)
    with pytest.raises(SettingsError, match=r"WENDANG_LANGUAGE='很很.*…' is not valid") as caught:
        read_settings(Settings)
    assert len(str(caught.value)) < 500


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_an_env_file_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe is not waited for, and what nests references until it takes minutes is not read."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo(tmp_path / ".env")
    with pytest.raises(SettingsError, match="is a pipe"):
        read_settings(Settings)
    assert list_keys()
    (tmp_path / ".env").unlink()
    (tmp_path / ".env").write_text("A=${" * 50_000)
    with pytest.raises(SettingsError, match="larger than 32 KB"):
        read_settings(Settings)
    assert list_keys()


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_TW.UTF-8", "zh-Hant"),
        ("ZH-hk", "zh-Hant"),
        ("en_US", "en"),
    ],
)
def test_a_language_is_known_by_other_names(
    written: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As systems and browsers call it."""
    monkeypatch.setenv("WENDANG_LANGUAGE", written)
    assert read_settings(Settings).language == language


@pytest.mark.parametrize(("written", "level"), [("debug", "DEBUG"), ("Warn", "WARNING"), ("INFO", "INFO")])
def test_a_level_of_the_log_is_known_in_small_letters(
    written: str, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As other programs take it."""
    monkeypatch.setenv("WENDANG_LOG_LEVEL", written)
    assert read_settings(Settings).log_level == level
