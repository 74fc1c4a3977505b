"""Invisible characters, which keep a word from being found."""

from __future__ import annotations

import re

from retrieval.archive.repair.steps import Changes, substitute
from retrieval.expressions import regex

_CHINESE_SIDE = "[\u3000-\u9fff\uff00-\uffef]"
_INVISIBLE = regex(
    # Control characters, soft hyphens, byte order marks, zero-width characters, and halves of surrogate pairs, which
    # no file in UTF-8 can hold.
    "[\\ud800-\\udfff\\x00-\\x08\\x0e-\\x1b\\x7f\xad\u200b\u2060-\u2064\ufeff]+"
    # Direction marks have a meaning beside Hebrew and Arabic letters only.
    "|(?<![\u0590-\u08ff])[\u200e\u200f\u202a-\u202e\u2066-\u2069]+(?![\u0590-\u08ff])"
    # Joiners belong to emoji and to other scripts; beside Chinese characters they have no meaning.
    f"|(?<={_CHINESE_SIDE})[\u200c\u200d]+|[\u200c\u200d]+(?={_CHINESE_SIDE})"
)
# All of these begin with one of the following, which is found in a tenth of the time.
SUSPECT, PRIVATE = (
    "\\ud800-\\udfff\\x00-\\x08\\x0e-\\x1b\\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff",
    "\ue000-\uf8ff",
)
_SUSPECT = regex(f"[{SUSPECT}]")
_PRIVATE = regex(f"[{PRIVATE}]+")
_CHINESE = regex("[\u3400-\u9fff]")
# Some decoders give GBK's second space this private character.
_SPACE = "\ue5e5"


def strip_invisible(text: str) -> Changes:
    r"""Remove characters without width and meaning: ``"会\u200b议" → "会议"``."""
    if not _SUSPECT.search(text):
        return Changes([])
    return substitute(_INVISIBLE, lambda _: "", text)


def strip_private(text: str) -> Changes:
    r"""Remove characters of the private-use area, which are icons that only the site's own font could show.

    Between two Chinese characters one may stand for a rare character of a name (朱?基). To remove it would make
    another name, so that it stays and is counted as lost.
    """
    if not _PRIVATE.search(text):
        return Changes([])
    changes = substitute(_PRIVATE, lambda match: _show(match, text), text)
    kept = sum(_is_character(match, text) for match in _PRIVATE.finditer(text))
    return Changes(changes.edits, kept)


def _show(match: re.Match[str], text: str) -> str:
    if set(match.group()) == {_SPACE}:
        return "\u3000" * len(match.group())
    return match.group() if _is_character(match, text) else ""


def _is_character(match: re.Match[str], text: str) -> bool:
    start, end = match.span()
    between = text[start - 1 : start] + text[end : end + 1] if start else ""
    return len(_CHINESE.findall(between)) == 2 and _SPACE not in match.group()
