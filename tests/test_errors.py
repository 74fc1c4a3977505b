"""Every error that is raised on purpose."""

from __future__ import annotations

import inspect

from retrieval import errors


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Each error stands there below the one that it is a kind of."""
    kinds = [
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.WendangError)
    ]
    lines = (errors.__doc__ or "").splitlines()
    places = {}
    for kind in kinds:
        (line,) = (line for line in lines if kind.__name__ in line.split())
        places[kind] = (lines.index(line), line.index(kind.__name__))
    for kind in kinds:
        if kind is errors.WendangError:
            continue
        (row, column), (above, left) = places[kind], places[kind.__base__]
        assert above < row
        assert column == left + 4
