"""Settings, read once from the environment and from ``.env``; the environment wins.

``.env.example`` describes every key. A wrong value ends in one line that names key, value and remedy.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, ValidationError
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
    engine: Annotated[Literal["auto", "memory", "disk"], Field(description="auto, memory or disk")] = "auto"
    index: Annotated[Path, Field(description="a folder that may be written to")] = Path(".wendang/index")
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
    except (UnicodeDecodeError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f".env cannot be read ({reason}): save it as UTF-8, or take it away") from None


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
