"""The JSON in a page: where a script fills the page, the article stands there alone.

<script type="application/ld+json">{"@type": "NewsArticle", "headline": "…", "articleBody": "…"}</script>
<script id="__NEXT_DATA__" type="application/json">{"props": {"pageProps": {"post": {"content": "<p>…"}}}}</script>
<script>window.__INITIAL_STATE__ = {"detail": {"title": "…", "content": "…"}};</script>
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.fields import fields_of
from retrieval.archive.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = re.compile("[㐀-鿿]")
_TAG = re.compile("<[a-zA-Z/!][^<>]*>")
_BLOCK = re.compile("(?i)</?(?:p|div|br|li|tr|h[1-6]|section|blockquote)[^<>]*>")
_STATE = re.compile(r"=\s*(?=[{\[])")
# Schema.org writes persons and houses as objects with a name.
_NAMED = ("author", "creator", "publisher", "source")
# Objects lie no deeper than this, and an article has no fewer Chinese characters.
_DEPTH, _LEAST = 12, 10
_LARGEST = 8 << 20
# The name of a page's state stands in so many characters: window.__INITIAL_STATE__ = {…}.
_HEAD = 200


def find_embedded(tree: Any) -> Record:
    """Return the record with the longest article that a page's JSON holds; one without text where there is none."""
    best = Record(path="", text="")
    for script in tree.iter("script"):
        for value in _values(script):
            objects = list(_objects(value, _DEPTH))
            for fields in (*map(_article, objects), {"text": "\n".join(_answers(objects))}):
                if len(fields["text"]) > len(best.text):
                    best = Record(path="", body=True, **fields)
    return best


def _values(script: Any) -> Iterator[Any]:
    text = script.text or ""
    kind = (script.get("type") or "").lower()
    known = "json" in kind or "__" in text[:_HEAD]
    # Chinese characters may be escaped.
    if not known or len(text) > _LARGEST or not (_HAN.search(text) or "\\u" in text):
        return
    starts = [0] if "json" in kind else [match.end() for match in _STATE.finditer(text)][:1]
    for start in starts:
        try:
            yield json.JSONDecoder(strict=False).raw_decode(text[start:].lstrip())[0]
        except (ValueError, RecursionError):
            continue


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if depth and isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _objects(item, depth - 1)


def _article(value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an object that holds an article, or an empty text."""
    plain = {key: _name(item) if key in _NAMED else item for key, item in value.items()}
    fields: dict[str, Any] = {name: text for name, text in fields_of(plain).items() if name != "id"}
    text = _without_tags(fields.get("text", ""))
    fields["text"] = text if len(_HAN.findall(text)) >= _LEAST else ""
    fields["title"] = _without_tags(fields.get("title", ""))
    return fields


def _answers(objects: list[dict[str, Any]]) -> Iterator[str]:
    """Yield questions with their answers: ``{"@type": "Question", "name": "…", "acceptedAnswer": {"text": "…"}}``."""
    for one in objects:
        answers = one.get("acceptedAnswer") or one.get("suggestedAnswer")
        if one.get("@type") == "Question" and answers:
            yield _without_tags(str(one.get("name") or one.get("text") or ""))
            for answer in answers if isinstance(answers, list) else [answers]:
                yield _without_tags(str(answer.get("text", "")) if isinstance(answer, dict) else str(answer))


def _name(item: Any) -> Any:
    if isinstance(item, list):
        return " ".join(str(_name(one)) for one in item)
    return item.get("name", "") if isinstance(item, dict) else item


def _without_tags(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    from html import unescape  # noqa: PLC0415 - needed for few pages

    return "\n".join(
        filter(None, (line.strip() for line in unescape(_TAG.sub("", _BLOCK.sub("\n", text))).split("\n")))
    )
