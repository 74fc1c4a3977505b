"""Settings, read once from the environment and from ``.env``; the environment wins.

``.env.example`` describes every key. A wrong value ends in one line that names key, value and remedy.
"""

from __future__ import annotations

import errno
import re
import stat
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from retrieval.errors import SettingsError, quoted
from retrieval.plugins import find_plugins

if TYPE_CHECKING:
    from retrieval.plugins import Kind

PREFIX = "WENDANG_"
ENGINES, READERS = ("auto", "memory", "disk", "opensearch"), ("lexical", "neural")
"""The engines and the readers that come with the program."""
_LAST_PORT = 65535
_FILE = Path(".env")
# Bytes: what looks for references in it takes a second for 16 KB of nothing else, and four for twice as many.
_LARGEST_FILE = 1 << 15

_S = TypeVar("_S", bound=BaseSettings)


def _read_language(value: object) -> object:
    """Return our name of a language by whichever name it is known: zh, zh-CN, zh_TW.UTF-8, EN."""
    if not isinstance(value, str):
        return value
    tag = value.partition(".")[0].replace("_", "-").lower()
    if re.fullmatch(r"zh-(?:hant|tw|hk|mo)(?:-.*)?|cht", tag):
        return "zh-Hant"
    if re.fullmatch(r"zh(?:-(?:hans|cn|sg|my))?(?:-.*)?|chs", tag):
        return "zh-Hans"
    return "en" if re.fullmatch(r"en(?:-.*)?", tag) else value


def _read_level(value: object) -> object:
    """Return a level of the log as it is written elsewhere: debug, warn."""
    if not isinstance(value, str):
        return value
    level = {"WARN": "WARNING"}.get(value.upper(), value.upper())
    return level if level in {"DEBUG", "INFO", "WARNING", "ERROR"} else value


def check_address(address: str) -> str:
    """Return the address of a server without a slash at its end.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", address):
        raise ValueError("not an address")
    return address.rstrip("/")


def check_listen(listen: str) -> str:
    """Return where a server listens.

    Raises:
        ValueError: it is no ``host:port``.
    """
    if not re.fullmatch(r"\S+:\d{1,5}", listen) or int(listen.rpartition(":")[2]) > _LAST_PORT:
        raise ValueError("not host:port")
    return listen


def _check_offered(kind: Kind, ours: tuple[str, ...], name: str) -> str:
    # Other packages' are looked for only where a word is none of ours.
    if name not in ours and name not in find_plugins(kind):
        raise ValueError("nobody offers it")
    return name


class Spoken(BaseSettings):
    """The language alone: what else is set wrong is told in it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    language: Annotated[
        Literal["zh-Hans", "zh-Hant", "en"],
        BeforeValidator(_read_language),
        Field(description="zh-Hans, zh-Hant or en"),
    ] = "zh-Hans"


class Settings(Spoken):
    """What `retrieval` needs to know."""

    archive: Annotated[Path, Field(description="a file or a folder that exists")] = Path("seeds")
    engine: Annotated[
        str,
        AfterValidator(partial(_check_offered, "engines", ENGINES)),
        Field(description="auto, memory, disk or opensearch"),
    ] = "auto"
    index: Annotated[Path, Field(description="a folder that may be written to")] = Path(".wendang/index")
    opensearch_url: Annotated[str, Field(description="addresses with commas between: https://a:9200")] = ""
    opensearch_user: Annotated[str, Field(description="a user's name, or leave it empty")] = ""
    opensearch_password: Annotated[SecretStr, Field(description="the user's password, or leave it empty")] = (
        SecretStr("")
    )
    opensearch_certificate: Annotated[
        Path | None, Field(description="a PEM file with a certificate and its key, or leave it empty")
    ] = None
    opensearch_ca: Annotated[
        Path | None, Field(description="a PEM file with the CA's certificate, or leave it empty")
    ] = None
    opensearch_shards: Annotated[int, Field(ge=1, le=1024, description="a number from 1 to 1024")] = 1
    opensearch_replicas: Annotated[int, Field(ge=0, le=16, description="a number from 0 to 16")] = 1
    opensearch_timeout: Annotated[
        float, Field(gt=0, le=600, description="a number of seconds, more than 0")
    ] = 5
    segmenter: Annotated[Literal["rjieba", "jieba"], Field(description="rjieba or jieba")] = "rjieba"
    dictionary: Annotated[
        Path | None, Field(description="a UTF-8 file with a word a line, or leave it empty")
    ] = None
    reader: Annotated[
        str,
        AfterValidator(partial(_check_offered, "readers", READERS)),
        Field(description="lexical or neural"),
    ] = "neural"
    threshold: Annotated[
        float | None, Field(ge=0, le=1, description="a number from 0 to 1, or leave it empty")
    ] = None
    calibration: Annotated[
        Path | None, Field(description="a file that `wendang tune` wrote, or leave it empty")
    ] = None
    forget_after: Annotated[int, Field(ge=0, description="a number of seconds, 0 or more")] = 1800
    serve_listen: Annotated[
        str, AfterValidator(check_listen), Field(description="host:port, like 127.0.0.1:8090")
    ] = "127.0.0.1:8090"
    serve_token: Annotated[
        SecretStr | None, Field(min_length=8, description="8 characters or more, or leave it empty")
    ] = None
    page_url: Annotated[
        str | None,
        AfterValidator(lambda address: address and check_address(address)),
        Field(description="the address of the page, like https://archive.example.org, or leave it empty"),
    ] = None
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        BeforeValidator(_read_level),
        Field(description="DEBUG, INFO, WARNING or ERROR"),
    ] = "WARNING"


def read_settings(model: type[_S], **given: Any) -> _S:
    """Read settings; what is given here, and is not None, comes before the environment.

    Each field's description says which values it takes: it is the remedy that an error names.

    Raises:
        SettingsError: a value is wrong, or one that is needed is missing.
    """
    try:
        check_file()
        return model(**{key: value for key, value in given.items() if value is not None})
    except ValidationError as error:
        raise SettingsError(_first_line(model, error)) from None
    except (UnicodeDecodeError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f".env cannot be read ({reason}): save it as UTF-8, or take it away") from None


def check_file() -> None:
    """Look whether ``.env`` can be read to its end.

    Raises:
        OSError: it is a pipe, or longer than any settings are.
    """
    try:
        status = _FILE.stat()
    except (OSError, ValueError):
        # There is none, or it is told where it is read.
        return
    if stat.S_ISFIFO(status.st_mode):
        raise OSError(errno.EINVAL, "it is a pipe")
    if stat.S_ISREG(status.st_mode) and status.st_size > _LARGEST_FILE:
        raise OSError(errno.EFBIG, f"it is larger than {_LARGEST_FILE >> 10} KB")


def _first_line(model: type[BaseSettings], error: ValidationError) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0])
    field = model.model_fields[name]
    remedy = f"set it to {field.description}, in the environment or in .env (see .env.example)"
    if first["type"] == "missing":
        return f"{PREFIX}{name.upper()} is not set: {remedy}"
    # A secret's value is never printed, not even where it is wrong.
    shown = "" if "Secret" in str(field.annotation) else f"={quoted(first['input'])}"
    return f"{PREFIX}{name.upper()}{shown} is not valid: {remedy}"
