"""The package's version and the changelog move together."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_the_newest_version_of_the_changelog_is_that_of_the_package(root: Path) -> None:
    """Whoever adds a heading raises the version, and whoever raises the version says what changed."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    headings = re.findall(r"^## (\S+)", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == project["version"]
    assert headings == sorted(headings, key=lambda one: tuple(map(int, one.split("."))), reverse=True)


def test_each_version_says_what_must_be_built_anew(root: Path) -> None:
    """An operator finds in one line whether an upgrade costs a build."""
    _, *versions = re.split(r"^## ", (root / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    assert versions
    assert all("**Built anew:**" in version for version in versions)
