"""Lists of a page: the numbers that a browser sets before items by itself, and terms with what is said of them.

``<ol type="a" start="3" reversed>`` shows c. 缴费.

Numbers stand in no item's text. A list says where it begins, how its numbers are written and whether they fall, and an
item may say its own number. Lists without numbers (paths through a site, pages of results) are left as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.word_numerals import write_in_format
from retrieval.chinese.enumeration import SECTION, item_number

if TYPE_CHECKING:
    from collections.abc import Iterator

# The types of HTML and the styles of CSS → Word's names of the same, and what stands behind the number.
_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
    "cjk-decimal": "ideographDigital",
    "cjk-earthly-branch": "ideographZodiac",
    "cjk-heavenly-stem": "ideographTraditional",
}
_STYLE = re.compile(r"(?i)list-style(?:-type)?\s*:\s*(?P<words>[^;]+)")
# What stands there instead of numbers.
_UNNUMBERED = {"none", "disc", "circle", "square"}
_NO_LIST = re.compile(
    r"(?i)breadcrumb|crumb|pagin|pager|(?:^|[-_ ])nav|menu|carousel|indicator|tabs?(?:$|[-_ ])|list-(?:unstyled|none|inline)"
)
# What a browser shows elsewhere, or hides.
_AROUND = "nav", "header", "footer", "template", "script", "style"
# An item says its number itself, so that its list shows none: 第三条, 1.
_SECTION = re.compile(SECTION)
# A page may begin at any number; nobody writes one that is longer.
_LONGEST = 6
_NUMBER = re.compile(rf"\s*(-?[0-9]{{1,{_LONGEST}}})\s*$")
# A term and a fact in a list of facts are no longer than this.
_LONGEST_TERM, _LONGEST_FACT = 20, 60
_ASKS, _COLONS = "?？。！!", ":： "
# So much of a list's letters in links makes it one of links, whose numbers are a ranking at most.
_LINKED = 0.8


def write_numbers(tree: Any) -> None:
    """Put the numbers of a page's lists into their items.

    >>> from lxml.html import fromstring
    >>> page = fromstring("<ol type=a start=3><li>缴费</li><li value=7>领证</li></ol>")
    >>> write_numbers(page)
    >>> page.text_content()
    'c. 缴费g. 领证'
    """
    for one in list(tree.iter("ol")):
        if not _is_numbered(one):
            continue
        items = one.findall("li")
        # Where one says its own number, the list shows none.
        if any(_says_number(item) for item in items):
            continue
        for item, number in zip(items, _numbers(one, items), strict=True):
            written = _written(number, _format(item, one))
            if written:
                _put_before(item, written)


def write_pairs(tree: Any) -> None:
    """Put the terms of a page's lists of facts before what is said of them: ``馆长：邓明远``.

    A question and what explains a term at length stay lines of their own.

    >>> from lxml.html import fromstring
    >>> page = fromstring("<dl><dt>馆长</dt><dd>邓明远</dd><dt>怎样预约？</dt><dd>请致电8101。</dd></dl>")
    >>> write_pairs(page)
    >>> [element.text for element in page]
    ['馆长：邓明远', '怎样预约？', '请致电8101。']
    """
    for said in list(tree.iter("dd")):
        term = said.getprevious()
        if term is None or term.tag != "dt" or len(said) or len(term):
            continue
        name, fact = (" ".join((one.text or "").split()) for one in (term, said))
        if (
            name
            and fact
            and len(name) <= _LONGEST_TERM
            and len(fact) <= _LONGEST_FACT
            and name[-1] not in _ASKS
        ):
            said.text = f"{name.rstrip(_COLONS)}：{fact}"
            term.drop_tree()


def _is_numbered(one: Any) -> bool:
    if _NO_LIST.search(f"{one.get('class', '')} {one.get('id', '')}") or one.get("role") in ("none", "list"):
        return False
    if any(above.tag in _AROUND for above in one.iterancestors()) or _format(one, one) is None:
        return False
    linked = sum(len("".join(link.itertext()).strip()) for link in one.iter("a"))
    return linked < _LINKED * len("".join("".join(one.itertext()).split()))


def _says_number(item: Any) -> bool:
    text = "".join(item.itertext()).strip()
    return item_number(text) is not None or _SECTION.match(text) is not None


def _numbers(one: Any, items: list[Any]) -> Iterator[int]:
    falls = one.get("reversed") is not None
    start = _number(one.get("start"))
    number = start if start is not None else len(items) if falls else 1
    for item in items:
        own = _number(item.get("value"))
        number = number if own is None else own
        yield number
        number += -1 if falls else 1


def _number(written: str | None) -> int | None:
    found = _NUMBER.match(written or "")
    return int(found[1]) if found else None


def _format(item: Any, one: Any) -> str | None:
    """Return how the number of an item is written, by what the item or its list says; None where it has none."""
    for element in (item, one):
        if style := _STYLE.search(element.get("style", "")):
            words = style["words"].lower().split()
            if any(word in _UNNUMBERED for word in words):
                return None
            if name := next((_STYLES[word] for word in words if word in _STYLES), None):
                return name
        if name := _TYPES.get(element.get("type", "")):
            return name
    return "decimal"


def _written(number: int, format: str | None) -> str:
    if format is None:
        return ""
    written = write_in_format(number, format) if number >= 0 else str(number)
    return f"{written}、" if written and ord(written[0]) > ord("z") else f"{written}. " if written else ""


def _put_before(item: Any, written: str) -> None:
    """Put a number before the first word of an item, which may stand in a paragraph of its own; not into a list in it."""
    place = item
    while not (place.text or "").strip():
        first = next((child for child in place if isinstance(child.tag, str)), None)
        if first is None or first.tag in ("ol", "ul", "table", "br", "img"):
            break
        if not "".join(first.itertext()).strip():
            break
        place = first
    place.text = written + (place.text or "").lstrip()
