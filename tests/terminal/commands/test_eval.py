"""Figures, misses and changes at the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_commands_show_figures_misses_and_evidence(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user's own table against the seeds: figures, what was missed and why, the change since an earlier run."""
    monkeypatch.chdir(root)
    (tmp_path / "mine.csv").write_text(
        "question,answer\n谁主持了会议？,刘吉\n谁出席了会议？,查无此人\n深圳市市长是谁？,\n", "utf-8"
    )
    bench = str(tmp_path / "mine.csv")
    as_json = CliRunner().invoke(main, ["eval", bench, "--json"])
    assert as_json.exit_code == 0, as_json.output
    figures = json.loads(as_json.stdout)["figures"]
    assert figures["questions"] == 2
    assert figures["S@1"] == 0.5
    (tmp_path / "before.json").write_text(as_json.stdout, "utf-8")
    shown = CliRunner().invoke(main, ["eval", bench, "--compare", str(tmp_path / "before.json")])
    assert shown.exit_code == 0
    assert "查无此人" in shown.stdout
    assert "以前对而现在不对：0" in shown.stdout
    both = CliRunner().invoke(main, ["eval", bench, "--json", "--compare", str(tmp_path / "before.json")])
    compared = json.loads(both.stdout)["comparison"]
    assert (compared["shared"], compared["won"], compared["lost"]) == (2, [], [])
    assert compared["figures"]["S@1"] == {"before": 0.5, "now": 0.5, "change": 0.0}
    assert "错的那句胜在" in shown.stdout or "不在候选之列" in shown.stdout
    (tmp_path / "other.json").write_text('{"figures": {}, "outcomes": {"a": 1}}', "utf-8")
    for other in (bench, str(tmp_path / "other.json"), str(tmp_path / "no-such.json")):
        wrong = CliRunner().invoke(main, ["eval", bench, "--compare", other])
        assert wrong.exit_code == 2
        assert "--json" in wrong.output
    by_kind = CliRunner().invoke(main, ["eval", bench, "--by-kind"])
    assert "\n-  " in by_kind.stdout
    assert "确切回答的正确率" in by_kind.stdout
    assert sum(json.loads(as_json.stdout)["shown"]["all"].values()) == 3
    explained = CliRunner().invoke(main, ["explain", "谁主持了会议？"])
    assert explained.exit_code == 0
    assert "刘吉" in explained.stdout
