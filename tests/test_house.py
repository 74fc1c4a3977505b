"""The house is as its map says: folders, reading orders, and who imports whom."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("retrieval", "bot")
FOLDERS = sorted(
    file.parent.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for file in (ROOT / package).rglob("__init__.py")
)
# So many imports one after the other can be kept in mind.
LONGEST_CHAIN = 10
# Folders that do not tell yet in which order they are read.
SILENT = {
    "bot", "bot/handlers", "bot/messages", "bot/wire", "retrieval/answering", "retrieval/chinese",
    "retrieval/conversation", "retrieval/evaluation", "retrieval/index", "retrieval/index/building",
    "retrieval/index/disk", "retrieval/question", "retrieval/reader", "retrieval/reader/exact",
    "retrieval/terminal", "retrieval/terminal/commands",
}  # fmt: skip


def docstring_of(folder: str) -> str:
    """Return the docstring of a package."""
    return ast.get_docstring(ast.parse((ROOT / folder / "__init__.py").read_text("utf-8"))) or ""


def contents_of(folder: str) -> set[str]:
    """Return the modules (`files.py`) and packages (`disk/`) that lie in a folder."""
    entries = (ROOT / folder).iterdir()
    return {
        entry.name if entry.is_file() else f"{entry.name}/"
        for entry in entries
        if (entry.suffix == ".py" and entry.name != "__init__.py") or (entry / "__init__.py").is_file()
    }


def read_map() -> dict[str, str]:
    """Return what the door's docstring shows, in its order: a path below `retrieval` → what is said of it."""
    shown: dict[str, str] = {}
    parents: list[str] = []
    for indent, name, said in re.findall(
        r"^    ( *)(\w+(?:\.py|/)) +(\S.*)$", docstring_of("retrieval"), re.MULTILINE
    ):
        parents = [*parents[: len(indent) // 2], name]
        shown["".join(parents)] = said
    return shown


def test_the_map_shows_the_house() -> None:
    """The door's docstring names every module beside it and every folder, and nothing that is not there."""
    folders = {
        f"{folder}/".removeprefix("retrieval/") for folder in FOLDERS if folder.startswith("retrieval/")
    }
    modules = {name for name in contents_of("retrieval") if name.endswith(".py")}
    assert set(read_map()) == folders | modules


@pytest.mark.parametrize("path", [path for path in read_map() if path.endswith("/")])
def test_the_map_says_what_the_folder_says(path: str) -> None:
    """A folder's own docstring begins with its line of the map."""
    assert docstring_of(f"retrieval/{path}").lower().startswith(read_map()[path].lower())


def test_the_map_is_in_the_order_of_imports() -> None:
    """Whoever stands higher on the map is imported by those below, as the contract of layers has it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [layers] = [one["layers"] for one in contracts if one["type"] == "layers" and "containers" not in one]
    rank = {
        name.removeprefix("retrieval."): number
        for number, layer in enumerate(reversed(layers))
        for name in layer.split(" | ")
    }
    order = [path.removesuffix("/").removesuffix(".py") for path in read_map() if path.count("/") < 2]
    ranks = [rank[name] for name in order if name in rank]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    "folder",
    [
        pytest.param(folder, marks=[pytest.mark.xfail(strict=True)] if folder in SILENT else [])
        for folder in FOLDERS
        if folder != "retrieval"
    ],
)
def test_a_folder_tells_in_which_order_it_is_read(folder: str) -> None:
    """Each module of a folder, and each folder in it, has a line of the folder's docstring; no line is of another."""
    named = re.findall(r"^- (\w+(?:\.py|/)) ", docstring_of(folder), re.MULTILINE)
    assert sorted(named) == sorted(contents_of(folder))


@cache
def imports_of() -> dict[str, frozenset[str]]:
    """Return for each module of ours which others it imports when the program runs, not for its types alone."""
    files = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
    }
    found = {}
    for module, file in files.items():
        names: set[str] = set()
        todo: list[ast.AST] = [ast.parse(file.read_text("utf-8"))]
        while todo:
            node = todo.pop()
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    # A name is a module of the package, or is offered by the package itself.
                    inside = f"{node.module}.{alias.name}"
                    names.add(inside if inside in files else node.module)
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                todo += node.orelse
            else:
                todo += ast.iter_child_nodes(node)
        found[module] = frozenset(names & set(files)) - {module}
    return found


def test_imports_go_one_way_and_not_far() -> None:
    """No module imports itself by way of others, and no chain of imports is too long to be kept in mind."""
    chains: dict[str, list[str]] = {}

    def follow(module: str, above: tuple[str, ...]) -> list[str]:
        assert module not in above, f"a circle: {' → '.join((*above, module))}"
        if module not in chains:
            further = [follow(other, (*above, module)) for other in sorted(imports_of()[module])]
            chains[module] = [module, *max(further, key=len, default=[])]
        return chains[module]

    longest = max((follow(module, ()) for module in imports_of()), key=len)
    assert len(longest) - 1 <= LONGEST_CHAIN, " → ".join(longest)
