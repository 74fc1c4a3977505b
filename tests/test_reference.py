"""The reference is what the docstrings say."""

from __future__ import annotations

import inspect

import pytest
from reference import REFERENCE, is_described, write_reference

import retrieval


def test_the_reference_is_as_the_docstrings_are() -> None:
    """Whoever changes what is offered makes it anew (`python tests/tools/reference.py`)."""
    assert REFERENCE.read_text("utf-8") == write_reference()


@pytest.mark.parametrize("name", retrieval.__all__)
def test_whatever_is_offered_is_described(name: str) -> None:
    """And so is each of its public methods."""
    offered = getattr(retrieval, name)
    if not is_described(offered):
        return
    described = inspect.getdoc(offered) or ""
    # A dataclass without a docstring would describe itself by its signature.
    assert len(described) > 20
    assert not described.startswith(f"{name}(")
    for member, value in vars(offered).items() if inspect.isclass(offered) else ():
        if not member.startswith("_") and (inspect.isfunction(value) or isinstance(value, property)):
            assert inspect.getdoc(value), f"{name}.{member}"
