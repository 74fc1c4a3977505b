"""Telegram's own parser, where TDLib can be had: the path of `libtdjson.so` in TDJSON, or from aiotdlib.

The functions that are called here are synchronous and need neither network nor login.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest


@cache
def _library() -> ctypes.CDLL | None:
    candidates = [Path(os.environ["TDJSON"])] if "TDJSON" in os.environ else []
    if spec := importlib.util.find_spec("aiotdlib"):
        candidates += [
            path
            for root in spec.submodule_search_locations or ()
            for path in Path(root).glob("tdlib/libtdjson_linux*")
        ]
    for candidate in candidates:
        try:
            library = ctypes.CDLL(str(candidate))
        except OSError:
            continue
        library.td_execute.restype = ctypes.c_char_p
        library.td_execute.argtypes = [ctypes.c_char_p]
        library.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}')
        return library
    return None


def is_here() -> bool:
    """Say whether Telegram's own parser can be asked."""
    return _library() is not None


def execute(**request: Any) -> dict[str, Any]:
    """Ask Telegram's parser; skip the test where there is none."""
    library = _library()
    if library is None:
        pytest.skip("Telegram's own parser is not here: install aiotdlib, or name libtdjson.so in TDJSON")
    reply: dict[str, Any] = json.loads(library.td_execute(json.dumps(request).encode()))
    return reply


def found_in(text: str) -> list[str]:
    """Return what Telegram would make clickable in a text by itself; times of videos are not counted."""
    reply = execute(**{"@type": "getTextEntities", "text": text})
    kinds = [entity["type"]["@type"] for entity in reply["entities"]]
    return [
        kind for kind in kinds if kind not in ("textEntityTypeMediaTimestamp", "textEntityTypeBankCardNumber")
    ]


_KINDS = {
    "bold": "textEntityTypeBold",
    "italic": "textEntityTypeItalic",
    "underline": "textEntityTypeUnderline",
    "code": "textEntityTypeCode",
    "expandable_blockquote": "textEntityTypeExpandableBlockQuote",
}


def complaint(text: str, entities: list[dict[str, Any]]) -> str | None:
    """Return what Telegram has against a text with entities, None where nothing."""
    given = [
        {
            "offset": entity["offset"],
            "length": entity["length"],
            "type": {"@type": "textEntityTypeTextUrl", "url": entity["url"]}
            if entity["type"] == "text_link"
            else {"@type": _KINDS[entity["type"]]},
        }
        for entity in entities
    ]
    reply = execute(
        **{"@type": "getMarkdownText", "text": {"@type": "formattedText", "text": text, "entities": given}}
    )
    return reply["message"] if reply["@type"] == "error" else None
