"""The bot's settings, beside those of ``retrieval``; ``.env.example`` describes each key."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from retrieval import Settings
from retrieval.settings import check_address, check_listen


def _split_ids(value: object) -> object:
    return [id for id in re.split(r"[\s,;，；]+", value) if id] if isinstance(value, str) else value


def _check_token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d{3,20}:[A-Za-z0-9_-]{30,80}", token.get_secret_value()):
        raise ValueError("not the shape of a token")
    return token


def _api_of(address: str) -> str:
    # People know the address with and without the part that the token follows.
    return check_address(address).removesuffix("/bot")


def _check_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError("not a secret that Telegram takes")
    return secret


def _check_metrics(listen: str) -> str:
    # What is counted is for this machine alone, unless another address is named.
    return check_listen(f"127.0.0.1:{listen}" if listen.isdigit() else listen)


class QuietHours(NamedTuple):
    """From when to when nobody is told anything: times of the day here; the same twice means never."""

    since: time
    until: time

    def __str__(self) -> str:
        return f"{self.since:%H:%M}-{self.until:%H:%M}"

    def holds(self, at: time) -> bool:
        """Say whether a time of the day is a quiet one.

        >>> QuietHours(time(22), time(8)).holds(time(23)), QuietHours(time(22), time(8)).holds(time(12))
        (True, False)
        """
        if self.since <= self.until:
            return self.since <= at < self.until
        return at >= self.since or at < self.until


def _read_quiet_hours(value: object) -> object:
    if not isinstance(value, str):
        return value
    both = re.fullmatch(r"(\d{1,2}:\d{2}) ?[-–~] ?(\d{1,2}:\d{2})", value.strip())
    if both is None:
        raise ValueError("not two times of the day")
    return tuple(time.fromisoformat(one.zfill(5)) for one in both.groups())


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_split_ids)]


class StateSettings(Settings):
    """Where the bot's state lies: all that is needed to copy it."""

    state: Annotated[Path, Field(description="a file that the bot may write")] = Path(".wendang/bot.sqlite")


class BotSettings(StateSettings):
    """What the bot needs to know."""

    telegram_token: Annotated[
        SecretStr,
        AfterValidator(_check_token),
        Field(description="the token that @BotFather gave, like 123456789:AAE…"),
    ]
    telegram_api: Annotated[
        str,
        AfterValidator(_api_of),
        Field(description="the base address of a Bot API server, like http://127.0.0.1:8081"),
    ] = "https://api.telegram.org"
    telegram_rate: Annotated[int, Field(ge=1, description="messages a second over all chats, from 1")] = 30
    allowed_users: Annotated[
        Ids, Field(description="ids of users, with commas between, like 123456,234567")
    ] = frozenset()
    allowed_chats: Annotated[
        Ids, Field(description="ids of groups, with commas between, like -1001234567")
    ] = frozenset()
    admins: Annotated[Ids, Field(description="ids of users, with commas between, like 123456")] = frozenset()
    group_answers: Annotated[
        Literal["all", "asker"], Field(description="all, or asker: who sees an answer in a group")
    ] = "all"
    quota: Annotated[int, Field(ge=1, description="questions an hour for each user, from 1")] = 300
    quiet_hours: Annotated[
        QuietHours,
        NoDecode,
        BeforeValidator(_read_quiet_hours),
        Field(description="two times of the day, like 22:00-08:00; 00:00-00:00 means never"),
    ] = QuietHours(time(22), time(8))
    news_a_day: Annotated[int, Field(ge=1, description="messages a day for each chat, from 1")] = 5
    stop_timeout: Annotated[float, Field(gt=0, description="seconds, like 8")] = 8
    webhook_url: Annotated[
        str | None,
        AfterValidator(lambda address: address and check_address(address)),
        Field(
            description="the address where Telegram reaches the bot, like https://bot.example.org/telegram"
        ),
    ] = None
    webhook_secret: Annotated[
        SecretStr | None,
        AfterValidator(lambda secret: secret and _check_secret(secret)),
        Field(description="1 to 256 characters of A-Z a-z 0-9 _ -"),
    ] = None
    webhook_listen: Annotated[
        str, AfterValidator(check_listen), Field(description="host:port, like 127.0.0.1:8080")
    ] = "127.0.0.1:8080"
    log_format: Annotated[Literal["text", "json"], Field(description="text or json")] = "text"
    metrics: Annotated[
        str | None,
        AfterValidator(lambda listen: listen and _check_metrics(listen)),
        Field(description="a port, like 9464, or host:port; or leave it empty"),
    ] = None


def settings_of_archive(settings: BotSettings) -> Settings:
    """Return what is set of the archive, without anything of Telegram."""
    return Settings.model_construct(**{name: getattr(settings, name) for name in Settings.model_fields})


def secrets_of(settings: BotSettings) -> list[str]:
    """Return what must stand in no log."""
    given = (settings.telegram_token, settings.webhook_secret)
    return [secret.get_secret_value() for secret in given if secret is not None]
