"""Make the reference of what `import retrieval` offers, from the docstrings: `python tests/tools/reference.py`."""

from __future__ import annotations

import ast
import inspect
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import retrieval

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = Path(__file__).parents[2] / ".github/REFERENCE.md"
_HEAD = """# Reference

What `import retrieval` offers, in the order of the alphabet. It is made from the docstrings by
`python tests/tools/reference.py`, and a test keeps it as they are. How a setting is called and what it takes stands in
`.env.example`, the line protocol and the API in README.md.
"""


def write_reference() -> str:
    """Return the whole page."""
    return "\n".join([_HEAD, *(part for name in sorted(retrieval.__all__) for part in _describe(name))])


def is_described(offered: object) -> bool:
    """Say whether something has a docstring of its own: a class or a function, and no name for a type or a number."""
    return inspect.isclass(offered) or inspect.isfunction(offered)


def _describe(name: str) -> Iterator[str]:
    offered = getattr(retrieval, name)
    if not is_described(offered):
        yield f"## {name}\n\n`{offered!r}`\n"
        return
    yield f"## {name}\n"
    # A model of settings takes as many arguments as there are keys.
    brief = inspect.isclass(offered) and issubclass(offered, BaseException | retrieval.Settings)
    if not brief and (signature := _signature(offered)):
        yield f"```python\n{name}{signature}\n```\n"
    yield f"```text\n{inspect.getdoc(offered)}\n```\n"
    members = [] if brief or not inspect.isclass(offered) else list(_members(offered))
    if members:
        yield "\n".join(members) + "\n"


def _members(owner: type) -> Iterator[str]:
    for name, member in vars(owner).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            yield f"- `.{name}`: {_first_line(member)}"
        elif inspect.isfunction(member) or isinstance(member, (classmethod, staticmethod)):
            function = getattr(owner, name)
            yield f"- `.{name}{_signature(function)}`: {_first_line(function)}"


def _signature(offered: Any) -> str:
    """Return what something is called with, as its source writes it."""
    [node] = ast.parse(textwrap.dedent(inspect.getsource(offered))).body
    if isinstance(node, ast.ClassDef):
        made = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
        if made:
            return f"({_arguments(made[0])})"
        fields = [ast.unparse(one) for one in node.body if isinstance(one, ast.AnnAssign)]
        return f"({', '.join(fields)})" if fields else ""
    assert isinstance(node, ast.FunctionDef)
    returned = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"({_arguments(node)}){returned}"


def _arguments(node: ast.FunctionDef) -> str:
    return ast.unparse(node.args).removeprefix("self").removeprefix("cls").removeprefix(", ")


def _first_line(offered: Any) -> str:
    return (inspect.getdoc(offered) or "").partition("\n")[0]


if __name__ == "__main__":
    REFERENCE.write_text(write_reference(), "utf-8")
