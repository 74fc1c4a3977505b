"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from readme_sessions import READMES, run_sessions

from bot.settings import BotSettings
from retrieval import wiring

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.words import Segment


@pytest.mark.parametrize("name", READMES)
def test_each_session_runs_as_it_is_shown(
    name: str, root: Path, segment: Segment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every `$ wendang …` prints what stands below it (`python tests/tools/readme_sessions.py` writes it anew)."""
    monkeypatch.setattr(wiring, "open_segmenter", lambda *_, **__: segment)
    monkeypatch.chdir(root)
    text = (root / name).read_text("utf-8")
    assert text.count("$ wendang") >= 3
    assert run_sessions(text) == text


def test_both_languages_show_the_same_commands_and_settings(root: Path) -> None:
    """The Chinese README is the English one: the same commands, keys and links to files."""
    english, chinese = ((root / name).read_text("utf-8") for name in READMES)
    for pattern in (r"^```\w+\n.*?^```", r"`WENDANG_[A-Z_]+`", r"\]\((?!README)[^)]+\)"):
        found = [re.findall(pattern, text, re.MULTILINE | re.DOTALL) for text in (english, chinese)]
        assert found[0] == found[1], pattern


@pytest.mark.parametrize("name", READMES)
def test_every_setting_is_listed_with_its_default(name: str, root: Path) -> None:
    """The table of settings and the program cannot drift apart."""
    rows = re.findall(
        r"^\| `(WENDANG_[A-Z_]+)` \| `?([^|`]*)`? \|", (root / name).read_text("utf-8"), re.MULTILINE
    )
    fields = BotSettings.model_fields
    assert sorted(key for key, _ in rows) == sorted(f"WENDANG_{field}".upper() for field in fields)
    for key, default in rows:
        value = fields[key.removeprefix("WENDANG_").lower()].default
        assert default.strip() in {str(value), ""}, key


@pytest.mark.parametrize("name", READMES)
def test_every_link_leads_somewhere(name: str, root: Path) -> None:
    """Links to files of the project name files that exist."""
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", (root / name).read_text("utf-8")):
        assert (root / target).exists(), target


@pytest.mark.parametrize("name", READMES)
def test_the_example_for_programs_runs_and_has_right_types(name: str, root: Path, tmp_path: Path) -> None:
    """It prints an answer and a refusal, and a type checker has nothing to say against it."""
    api = pytest.importorskip("mypy.api")
    [example] = re.findall(
        r"^```python\n(.*?)^```", (root / name).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    file = tmp_path / "example.py"
    file.write_text(example, "utf-8")
    done = subprocess.run(
        [sys.executable, str(file)], cwd=root, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    said, refused = done.stdout.splitlines()
    assert " 刘吉 " in said
    assert refused.startswith("none 档案里从未出现：深圳市。")
    checked, errors, _ = api.run(
        ["--strict", "--follow-imports=silent", "--no-incremental", "--config-file=", str(file)]
    )
    assert "Success" in checked, checked + errors


@pytest.mark.slow
def test_the_first_command_installs_and_answers(root: Path, tmp_path: Path) -> None:
    """In a clean clone, the README's first command answers with 刘吉."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(root), str(clone)], check=True)  # noqa: S607 - git of the path
    lines = (root / "README.md").read_text("utf-8").splitlines()
    command = next(line for line in lines if "wendang ask 谁主持了会议？" in line and "pip install" in line)
    command = command.replace("python3 ", f"{shlex.quote(sys.executable)} ", 1)
    done = subprocess.run(["bash", "-euc", command], cwd=clone, check=True, capture_output=True, text=True)  # noqa: S607 - bash of the path
    assert "刘吉" in done.stdout
