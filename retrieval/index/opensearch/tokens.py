"""Terms, ids and paths → what the cluster compares.

Its tokens are divided by spaces and are cut at 255 characters; a value over 32,766 bytes is refused with its document;
and half of a surrogate pair (a file name that is no UTF-8) cannot be sent at all. What does not fit is sent as a hash.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from retrieval.chinese.outlines import BEGINS, GOES_ON, read_outline
from retrieval.chinese.terms import find_dots, holds_name, split_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_TERM = 64
_LONGEST_ID = 8_000
# No text that was read holds it: control characters are removed.
_HASHED = "\x01"


def words_at(folded: str, outline: bytes) -> list[str]:
    """Return the words of an outlined text; a name with middle dots counts whole and in its parts.

    >>> words_at("会议 开始", b"bi bi")
    ['会议', '开始']
    """
    words = [folded[span.start : span.end] for span in read_outline(outline)]
    if not holds_name(folded):
        return words
    return [term for word in words for term in (word, *split_name(word))]


def parts_at(folded: str, outline: bytes) -> list[str]:
    """Return the parts of an outlined text's names with middle dots: what :func:`words_at` gives beside the words.

    >>> parts_at("劳尔·卡斯特罗说", b"biiiiiib")
    ['劳尔', '卡斯特罗']
    """
    parts: list[str] = []
    end = 0
    for dot in find_dots(folded):
        # A blank belongs to no word, and a word that was looked at may hold a second dot.
        if dot < end or outline[dot] not in (BEGINS, GOES_ON):
            continue
        start, end = outline.rindex(BEGINS, 0, dot + 1), dot + 1
        while end < len(outline) and outline[end] == GOES_ON:
            end += 1
        parts += split_name(folded[start:end])
    return parts


def token_of(term: str) -> str:
    """Return a term as the cluster holds it.

    >>> token_of("会议")
    '会议'
    >>> len(token_of("很长" * 100))
    33
    """
    # A term with white space in it or around it is none of ours, and must not become another one.
    fits = len(term) <= _LONGEST_TERM and term.split() == [term] and _is_sound(term)
    return term if fits else _hashed(term)


def join_tokens(terms: list[str]) -> str:
    """Return the terms of a field in one text, divided by spaces."""
    joined = " ".join(terms)
    # Nearly all texts need nothing done: to look at each term takes longer than all the rest.
    if joined.split() == terms and max(map(len, terms), default=0) <= _LONGEST_TERM and _is_sound(joined):
        return joined
    return " ".join(map(token_of, terms))


def name_of(text: str) -> str:
    """Return an id or a source as the cluster compares and orders it: as it is, wherever that can be.

    >>> name_of("2021/a.txt")
    '2021/a.txt'
    """
    return text if len(text) <= _LONGEST_ID // 4 and _is_sound(text) else _hashed(text)


def digest_of(*parts: str) -> str:
    """Return 16 letters that stand for some texts: what documents of the cluster are called, and routed by."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return urlsafe_b64encode(hashlib.blake2b(data, digest_size=12).digest()).decode()


def write_path(path: str) -> str:
    """Return a path as the cluster keeps it; :func:`read_path` reads it again.

    >>> read_path(write_path("新闻.txt"))
    '新闻.txt'
    """
    return json.dumps(path)


def read_path(text: str) -> str:
    """Return the path that :func:`write_path` wrote."""
    return str(json.loads(text))


def tokens_of(terms: Iterable[str]) -> list[str]:
    """Return terms as the cluster holds them."""
    return list(map(token_of, terms))


def _is_sound(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _hashed(text: str) -> str:
    return _HASHED + hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
