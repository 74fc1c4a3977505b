from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from retrieval.curation.lines import read_lines
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """首页 > 要闻 > 正文
江城召开防汛会议
2021-07-03 08:15  来源：江城日报
本报讯（记者陈立）7月2日上午，全市防汛工作会议召开。
一、查隐患
周明强调，要逐段排查堤防。
责任编辑：王一
"""
BECAME = [
    ("navigation", "首页 > 要闻 > 正文"),
    ("headline", "江城召开防汛会议"),
    ("source, byline or date", "2021-07-03 08:15  来源：江城日报"),
    ("source, byline or date", "本报讯（记者陈立）"),
    ("paragraph", "7月2日上午，全市防汛工作会议召开。"),
    ("paragraph", "一、查隐患"),
    ("paragraph", "周明强调，要逐段排查堤防。"),
    ("source, byline or date", "责任编辑：王一"),
]


def test_each_line_is_shown_with_what_became_of_it(tmp_path: Path) -> None:
    """In the order of the file; a line that became two things is shown in two parts."""
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    lines = list(read_lines(tmp_path, {"a.txt"}, print))
    assert [(line.became, line.text) for line in lines] == BECAME


def test_copies_and_boilerplate_are_told(tmp_path: Path) -> None:
    """What only the whole archive tells, of a file that is asked for alone."""
    for number in range(10):
        text = f"欢迎收听江城新闻。\n第{number}号台风逼近沿海，{number}个乡镇的居民连夜转移。\n"
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    (tmp_path / "2022-07-02.txt").write_text(text, "utf-8")
    lines = list(read_lines(tmp_path, {"3.txt", "9.txt"}, print))
    assert [line.became for line in lines] == [
        "boilerplate",
        "paragraph",
        "boilerplate",
        "copy of 2022-07-02.txt",
    ]


def test_the_command_shows_a_file_or_a_folder(tmp_path: Path) -> None:
    """As text and as JSON; exit code 1 where something could not be read."""
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    shown = CliRunner(env={"WENDANG_LANGUAGE": "en"}).invoke(
        main, ["check", "--lines", str(tmp_path / "a.txt")]
    )
    assert shown.exit_code == 0
    assert [tuple(line.split(maxsplit=1)) for line in shown.stdout.splitlines()[1:3]] == BECAME[:2]
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\xff")
    as_json = CliRunner(env={"WENDANG_LANGUAGE": "en"}).invoke(
        main, ["check", "--lines", "--json", str(tmp_path)]
    )
    assert as_json.exit_code == 1
    assert [json.loads(line)["became"] for line in as_json.stdout.splitlines()] == [one for one, _ in BECAME]


def test_the_commands_tell_how_much_is_left_out(tmp_path: Path) -> None:
    """By reason: in the report, as JSON, and by each run of `index`, also of files that have not changed."""
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.txt").write_text(PAGE, "utf-8")
    run = CliRunner(env={"WENDANG_INDEX": str(tmp_path / "index")}).invoke
    assert "导航 1 处（12 字）" in run(main, ["check", str(archive)]).stdout
    as_json = json.loads(run(main, ["check", "--json", str(archive)]).stdout)
    assert as_json["left_out"]["navigation"] == {"pieces": 1, "characters": 12}
    for _ in range(2):
        assert "导航 1 处（12 字）" in run(main, ["index", "--archive", str(archive)]).stdout
