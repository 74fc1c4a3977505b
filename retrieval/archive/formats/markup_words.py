"""The words of a page that stand in none of its lines: what a picture shows, what a field holds, what a script replaces.

They are told and not searched: nobody says them in a sentence, and a page repeats most of them in its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PICTURE, _POINTER, _FIELD = "words of a picture", "words under the pointer", "field of a form"
_ABOVE, _WITHOUT = "reading above a character", "shown without scripts"
_UNSEEN = ("checkbox", "hidden", "image", "password", "radio")
# A page inside a page may hold another.
_DEPTH = 2


def find_words(tree: Any) -> list[tuple[str, str]]:
    """Return the words of a page that are no text of it, each behind the reason why it is not.

    >>> from lxml.html import fromstring
    >>> find_words(fromstring("<p><img alt=大桥><input value=搜索></p>"))
    [('words of a picture', '大桥'), ('field of a form', '搜索')]
    """
    found = []
    for element in tree.iter():
        if isinstance(element.tag, str):
            found += [(reason, words) for reason, words in _words(element) if words]
    return found


def open_inner_pages(tree: Any, depth: int = _DEPTH) -> None:
    """Put the pages that a page holds in itself (``<iframe srcdoc="…">``) into the places where they are shown."""
    from lxml import html  # noqa: PLC0415 - needed for pages only
    from lxml.etree import ParserError  # noqa: PLC0415 - likewise

    for frame in list(tree.iter("iframe")):
        written = frame.get("srcdoc", "").strip()
        if not written or not depth or frame.getparent() is None:
            continue
        try:
            inner = html.document_fromstring(written)
        except (ParserError, ValueError):
            continue
        open_inner_pages(inner, depth - 1)
        box = html.Element("div")
        body = inner.find("body")
        box.text, box.tail = (body.text if body is not None else None), frame.tail
        box.extend(list(body if body is not None else inner))
        frame.getparent().replace(frame, box)


def _words(element: Any) -> Iterator[tuple[str, str]]:
    tag = element.tag
    if tag in ("img", "area"):
        yield _PICTURE, _plain(element.get("alt"))
    elif tag == "input":
        if element.get("type", "text").lower() not in _UNSEEN:
            yield _FIELD, _plain(element.get("value")) or _plain(element.get("placeholder"))
        elif element.get("type", "").lower() == "image":
            yield _PICTURE, _plain(element.get("alt"))
    elif tag == "textarea":
        yield _FIELD, _plain(element.get("placeholder"))
    elif tag in ("rt", "rtc"):
        yield _ABOVE, _plain("".join(element.itertext()))
    elif tag == "noscript":
        yield _WITHOUT, _plain("".join(element.itertext()))
    # The titles of frames and styles are names for programs.
    if tag not in ("link", "style", "iframe", "html", "head"):
        yield _POINTER, _plain(element.get("title"))


def _plain(written: str | None) -> str:
    return " ".join((written or "").split())
