"""What an index is made with, and what makes it stale."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from retrieval.index.building.recipe import street_files

if TYPE_CHECKING:
    from pathlib import Path

# Where bytes come in, where documents are made, what the archive says of them, and where terms come out.
ROADS = ("archive.files", "archive.reading", "curation.facts", "index.drafts", "index.disk.batches")
# Names of things and of errors: they decide nothing about a text.
NOUNS = {"values", "errors"}


def find_module(package: Path, name: str) -> Path | None:
    """Return the file of a module of the package, or None where the name is not a module's."""
    path = package.joinpath(*name.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def imported(source: str) -> set[str]:
    """Return what a module imports of ours, by the names behind `retrieval.`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("retrieval"):
            inside = node.module.removeprefix("retrieval").lstrip(".")
            found |= {inside, *(f"{inside}.{alias.name}".lstrip(".") for alias in node.names)}
    return found


def test_every_module_between_bytes_and_terms_is_part_of_the_recipe(root: Path) -> None:
    """Whatever reading and cutting import, however indirectly, makes an index another when it changes."""
    package = root / "retrieval"
    todo, seen = list(ROADS), set()
    assert all(find_module(package, road) for road in ROADS)
    while todo:
        name = todo.pop()
        file = find_module(package, name) if name and name not in NOUNS else None
        if file and file not in seen:
            seen.add(file)
            todo.extend(imported(file.read_text("utf-8")))
    assert seen <= set(street_files())
