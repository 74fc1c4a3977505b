"""Settings, read once from the environment and from ``.env``; the environment wins.

``.env.example`` describes every key. A wrong value ends in one line that names key, value and remedy.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from retrieval.errors import SettingsError

PREFIX = "WENDANG_"

_S = TypeVar("_S", bound=BaseSettings)


class Settings(BaseSettings):
    """What `retrieval` needs to know."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    archive: Annotated[Path, Field(description="a file or a folder that exists")] = Path("seeds")
    engine: Annotated[
        Literal["auto", "memory", "disk", "opensearch"],
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
    reader: Annotated[Literal["lexical", "neural"], Field(description="lexical or neural")] = "lexical"
    threshold: Annotated[
        float | None, Field(ge=0, le=1, description="a number from 0 to 1, or leave it empty")
    ] = None
    calibration: Annotated[
        Path | None, Field(description="a file that `wendang tune` wrote, or leave it empty")
    ] = None
    language: Annotated[Literal["zh-Hans", "zh-Hant", "en"], Field(description="zh-Hans, zh-Hant or en")] = (
        "zh-Hans"
    )
    forget_after: Annotated[int, Field(ge=0, description="a number of seconds, 0 or more")] = 1800
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], Field(description="DEBUG, INFO, WARNING or ERROR")
    ] = "WARNING"


def read_settings(model: type[_S], **given: Any) -> _S:
    """Read settings; what is given here, and is not None, comes before the environment.

    Each field's description says which values it takes: it is the remedy that an error names.

    Raises:
        SettingsError: a value is wrong, or one that is needed is missing.
    """
    try:
        return model(**{key: value for key, value in given.items() if value is not None})
    except ValidationError as error:
        raise SettingsError(_first_line(model, error)) from None


def _first_line(model: type[BaseSettings], error: ValidationError) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0])
    field = model.model_fields[name]
    remedy = f"set it to {field.description}, in the environment or in .env (see .env.example)"
    if first["type"] == "missing":
        return f"{PREFIX}{name.upper()} is not set: {remedy}"
    # A secret's value is never printed, not even where it is wrong.
    shown = "" if "Secret" in str(field.annotation) else f"={first['input']!r}"
    return f"{PREFIX}{name.upper()}{shown} is not valid: {remedy}"
