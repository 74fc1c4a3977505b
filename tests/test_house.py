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

# More lines than these have two subjects.
LONGEST_FILE = 300
# Files that are longer, each with its reason: what tells the lines of a page apart shares its patterns with what reads them.
LONG_FILES: set[str] = set()

# Modules without a file of tests under their name. An engine and its search are held to the contract
# (`tests/test_index_contract.py`), records and drafts are tested with what makes them, and names of types hold no code.
UNTESTED = {
    "retrieval/archive/records.py", "retrieval/index/building/findings.py", "retrieval/index/disk/collection.py",
    "retrieval/index/disk/old_segments.py", "retrieval/index/disk/searching.py", "retrieval/index/drafts.py",
    "retrieval/index/memory.py", "retrieval/index/opensearch/asking.py", "retrieval/index/opensearch/holdings.py",
    "retrieval/terminal/commands/check.py", "retrieval/types.py",
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


def read_layers() -> list[str]:
    """Return the layers of the contract that `lint-imports` holds, the highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [layers] = [one["layers"] for one in contracts if one["type"] == "layers" and "containers" not in one]
    return [layer.replace("retrieval.", "") for layer in layers]


def test_the_map_is_in_the_order_of_imports() -> None:
    """Whoever stands higher on the map is imported by those below, as the contract of layers has it."""
    rank = {
        name: number for number, layer in enumerate(reversed(read_layers())) for name in layer.split(" | ")
    }
    order = [path.removesuffix("/").removesuffix(".py") for path in read_map() if path.count("/") < 2]
    ranks = [rank[name] for name in order if name in rank]
    assert ranks == sorted(ranks)


def test_contributors_are_shown_the_same_order() -> None:
    """The layers in `CONTRIBUTING.md` are those of the contract."""
    text = (ROOT / ".github/CONTRIBUTING.md").read_text("utf-8")
    assert re.findall(r"^    (\w.*)$", text, re.MULTILINE) == read_layers()


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder != "retrieval"])
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


def test_a_file_has_one_subject_and_an_end() -> None:
    """No file is longer than can be kept in mind, but for those that are named with their reason."""
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    long = {
        file.relative_to(ROOT).as_posix()
        for file in files
        if len(file.read_text("utf-8").splitlines()) > LONGEST_FILE
    }
    assert long == LONG_FILES


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "README.zh.md", "CHANGELOG.md", ".github/CONTRIBUTING.md", "retrieval/data/README.md", ".ci/run",
        ".deploy/Dockerfile", ".env.example", "tests/benchmarks/models.toml",
    ],
)  # fmt: skip
def test_a_path_that_is_named_leads_somewhere(name: str) -> None:
    """Whatever file or folder of the project a document names, it is there."""
    text = (ROOT / name).read_text("utf-8")
    paths = set(re.findall(r"(?<![\w./-])((?:retrieval|bot|tests|seeds|\.\w+)/(?:[\w.-]+/?)*)", text))
    # What the program or a command makes, and what stands for a name of one's own.
    paths = {path.rstrip(".") for path in paths if not re.match(r"\.(?:venv|wendang)/|.*NAME", path)}
    assert {path for path in paths if not (ROOT / path).exists()} == set()


def test_a_module_that_is_named_is_there() -> None:
    """What a docstring refers to (`:func:` with its full name) is written in the module that it names."""
    missing = set()
    files = [file for folder in (*PACKAGES, "tests") for file in (ROOT / folder).rglob("*.py")]
    for file in files:
        for name in re.findall(r":\w+:`~?((?:retrieval|bot)[\w.]*)`", file.read_text("utf-8")):
            module, parts = ROOT, name.split(".")
            while parts and (module / parts[0]).is_dir():
                module /= parts.pop(0)
            module = (
                module / f"{parts.pop(0)}.py" if parts and (module / f"{parts[0]}.py").is_file() else module
            )
            # What a package offers is named in its `__init__`, or in the stub of one that loads it when asked.
            sources = [module] if module.is_file() else module.glob("__init__.py*")
            text = "".join(source.read_text("utf-8") for source in sources)
            if any(not re.search(rf"\b{part}\b", text) for part in parts):
                missing.add(f"{file.relative_to(ROOT)}: {name}")
    assert missing == set()


def test_a_module_has_its_tests_under_its_name() -> None:
    """The tests of `retrieval/archive/files.py` are `tests/archive/test_files.py`, those of the bot below `tests/bot`."""
    modules = {file.relative_to(ROOT) for package in PACKAGES for file in (ROOT / package).rglob("[!_]*.py")}
    untested = {
        module.as_posix()
        for module in modules
        if not (ROOT / "tests" / module.relative_to("retrieval" if module.parts[0] == "retrieval" else "."))
        .with_name(f"test_{module.name}")
        .is_file()
    }
    assert untested == UNTESTED


@pytest.mark.parametrize(
    ("what", "room"),
    [
        # Classes of characters that stand in several rooms disagree: the list of one ends at 十, that of another knows no 廿.
        ("三四五六", "retrieval/chinese/numerals.py"),
        ("①", "retrieval/chinese/enumeration.py"),
    ],
)
def test_numbers_are_read_in_one_room(what: str, room: str) -> None:
    """No pattern beside those of one room spells out the characters of a number; docstrings and comments may."""
    elsewhere = set()
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            tree = ast.parse(file.read_text("utf-8"))
            docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            strings = [
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in docstrings
            ]
            if any(what in string for string in strings):
                elsewhere.add(file.relative_to(ROOT).as_posix())
    assert elsewhere == {room}
