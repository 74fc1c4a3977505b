"""What a docstring shows as an example is what comes out."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("retrieval", "bot")
    for file in sorted((ROOT / package).rglob("*.py"))
    if ">>>" in file.read_text("utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_an_example_is_true(name: str) -> None:
    """Every example in a module's docstrings gives the result that is printed below it."""
    assert doctest.testmod(import_module(name)).failed == 0
