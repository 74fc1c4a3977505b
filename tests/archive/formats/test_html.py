"""Whole pages as they are saved; they are data in `tests/cases/pages/`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.archive.reading import read_source
from retrieval.archive.records import SourceFile

if TYPE_CHECKING:
    from retrieval.values import Document

CASES = Path(__file__).parents[2] / "cases" / "pages"


def cases(name: str) -> list[Any]:
    """Return a bin of pages, each called by its kind and why it is there."""
    found = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(case, id=f"{case['kind']}: {case['why']}") for case in found]


def read(case: dict[str, Any]) -> Document:
    """Read a page down to its document; nothing of it is reported."""
    data = case["page"].lstrip("\n").encode(case.get("encoding", "utf-8"))
    [document] = read_source(SourceFile(case["name"], data), pytest.fail)
    return document


def fields(document: Document) -> dict[str, Any]:
    """Return what a case says of a page."""
    metadata = document.metadata
    return {
        "title": metadata.title,
        "source": metadata.source,
        "byline": metadata.byline,
        "date": metadata.date.isoformat() if metadata.date else "",
        "date_text": metadata.date_text,
        "url": metadata.url,
        "paragraphs": [span.of(document.text) for span in document.paragraphs],
    }


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """Return the same, as the case says it; where the day is written in full, it is the date's text."""
    said = {name: case.get(name, "") for name in ("title", "source", "byline", "date", "url", "paragraphs")}
    return said if "date_text" not in case else {**said, "date_text": case["date_text"]}


@pytest.mark.parametrize("case", cases("in_the_wild"))
def test_in_the_wild(case: dict[str, Any]) -> None:
    """A page gives its article and its fields, and nothing of the site around it."""
    wanted = expected(case)
    found = fields(read(case))
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("case", cases("untouched"))
def test_must_not_be_touched(case: dict[str, Any]) -> None:
    """Nothing is repaired where nothing is damaged."""
    assert read(case).steps == ()


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", cases("known_failures"))
def test_known_failures(case: dict[str, Any]) -> None:
    """What a person would read otherwise."""
    wanted = expected(case)
    found = fields(read(case))
    assert {name: found[name] for name in wanted} == wanted
