"""What the page says of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from retrieval.serving import texts
from retrieval.serving.texts import choose_language, page_text

TEMPLATES = Path(texts.__file__).parent / "templates"


def test_each_text_that_a_template_names_is_there() -> None:
    """In each language, and none is left that nobody shows."""
    shown = " ".join(file.read_text("utf-8") for file in TEMPLATES.iterdir())
    shown += Path(texts.__file__).with_name("pages.py").read_text("utf-8")
    shown += Path(texts.__file__).with_name("app.py").read_text("utf-8")
    named = set(re.findall(r"""\bt\(["']([^"']+)["']""", shown))
    for name in named:
        for language in ("zh-Hans", "zh-Hant", "en"):
            assert page_text(name, language, count=1)
    assert [name for name in texts._TEXTS if not re.search(f"""["']{name}["']""", shown)] == []  # noqa: SLF001


@pytest.mark.parametrize(
    ("wanted", "accepted", "language"),
    [
        ("en", "zh-CN", "en"),
        ("", "zh-HK,en", "zh-Hant"),
        ("", "de,en;q=0.5", "en"),
        ("nonsense", "zh", "zh-Hans"),
        ("", "", "zh-Hans"),
        ("", ";;,,", "zh-Hans"),
    ],
)
def test_a_language_is_chosen_or_accepted(wanted: str, accepted: str, language: str) -> None:
    """A choice wins, then the browser's first that is ours, then the setting."""
    assert choose_language(wanted, accepted, "zh-Hans") == language
