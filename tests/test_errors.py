from __future__ import annotations

import inspect
import re

from retrieval import errors


def test_the_tree_is_drawn_as_it_is() -> None:
    """The docstring draws every error, below the one that it is a kind of."""
    drawn: dict[str, str] = {}
    parents: list[str] = []
    for indent, name in re.findall(r"^    ([ │├└─]*)(\w+)", errors.__doc__ or "", re.MULTILINE):
        parents = [*parents[: len(indent) // 4], name]
        drawn[name] = parents[-2] if len(parents) > 1 else "Exception"
    classes = {name: kind for name, kind in vars(errors).items() if inspect.isclass(kind)}
    assert drawn == {name: kind.__base__.__name__ for name, kind in classes.items()}
