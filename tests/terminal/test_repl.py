"""The prompt, on a real terminal and in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from retrieval import Settings, open_answerer, read_settings
from retrieval.errors import StoreAway
from retrieval.terminal.repl import COMMANDS, Repl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from retrieval import Answerer

    Run = Callable[..., Result]


def test_keys_do_what_people_expect(root: Path, tmp_path: Path) -> None:
    """Ctrl-C forgets the line, the arrow brings the last question back, Ctrl-D leaves with exit code 0."""
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "retrieval"],
        cwd=str(root),
        encoding="utf-8",
        timeout=120,
        env={
            "HOME": str(tmp_path),
            "TERM": "xterm",
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        },
        dimensions=(40, 100),
    )
    # How much there is to ask, and what for example.
    child.expect("档案共 1 篇")
    child.expect("市长是谁？")
    child.expect("问>")
    child.send(":hi\t")
    child.expect("story")
    child.send("\r")
    child.expect("还没有")
    child.expect("问>")
    child.send("half a question\x03")
    child.expect("问>")
    child.send("谁主持了会议？\r")
    child.expect("刘吉")
    child.expect("问>")
    child.send("\x1b[A\r")
    child.expect("主持会议")
    child.expect("问>")
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_the_prompt_follows_and_can_be_corrected(answerer: Answerer, capsys) -> None:
    """The small line is shown; :alone, :history and :new do what they say."""
    repl = Repl(answerer, "zh-Hans")

    def said(line: str) -> str:
        assert repl.handle(line)
        return capsys.readouterr().out

    assert "还没有" in said(":alone")
    assert "↪" not in said("谁主持了会议？")
    assert "↪ 刘吉 强调了什么\n" in said("他强调了什么？")
    assert "1. 谁主持了会议？\n2. 他强调了什么？  ↪ 刘吉 强调了什么？\n" in said(":history")
    assert "还没有" in said(":other")
    assert "↪" not in said(":alone")
    said("温金荣出席了谁主持的会议？")
    assert "↪ 刘吉 强调了什么\n" in said("他强调了什么？")
    assert "↪ 温金荣 强调了什么\n" in said(":other")
    assert "↪ 刘吉 强调了什么\n" in said(":other")
    assert "从头" in said(":new")
    assert "↪" not in said("他强调了什么？")


def test_the_prompt_answers_lines_from_a_pipe(run: Run) -> None:
    """Questions and commands, one by one, until the end or :quit."""
    result = run("repl", stdin="谁主持了会议？\n\n:source 1\n:open 1\n:more\n:quit\n总策略是什么？\n")
    assert result.exit_code == 0
    assert "刘吉主持会议" in result.stdout
    assert "“外防输入、内防反弹”总策略" in result.stdout  # :open shows the article


@pytest.mark.parametrize(
    "line", [":source 99", ":source x", ":open", ":", ":nosuch", "：help", ":more", ":source ９"]
)
def test_the_prompt_explains_a_command_that_it_cannot_obey(run: Run, line: str) -> None:
    """Every line gets a line."""
    result = run("repl", stdin=line + "\n")
    assert result.exit_code == 0
    assert result.stdout.strip()


def test_several_questions_of_a_line_and_small_talk(
    answerer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each question is answered under its words; after 谢谢 the commands still mean the last answer."""
    repl = Repl(answerer, "zh-Hans")
    repl.handle("谁主持了会议？谁通报了疫情防控工作情况？")
    repl.handle("谢谢")
    repl.handle(":source 1")
    shown = capsys.readouterr().out
    assert (
        shown.index("▸ 谁主持了会议？") < shown.index("▸ 谁通报了疫情防控工作情况？") < shown.index("不客气")
    )
    assert "市领导孙川东" in shown[shown.index("不客气") :]


def test_reports_are_listed_each_with_its_source(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """最新的消息 shows several at once, and :more the rest."""
    archive = root / "tests/cases/newsroom.jsonl"
    repl = Repl(open_answerer(read_settings(Settings, archive=archive), report=print), "zh-Hans")
    repl.handle("最新的消息")
    repl.handle(":more")
    shown = capsys.readouterr().out
    assert [shown.index(f"[{number}]") for number in range(1, 9)] == sorted(
        shown.index(f"[{number}]") for number in range(1, 9)
    )
    assert shown.index("光华电池公司新厂投产") < shown.index("最新的在前") < shown.index("清禾大桥建成通车")


@pytest.mark.parametrize("line", ["quit", "exit", "退出", ":quit", "QUIT"])
def test_leaving_needs_no_colon(answerer: Answerer, line: str) -> None:
    """Whoever types what other prompts understand is understood."""
    assert not Repl(answerer, "zh-Hans").handle(line)


def test_help_needs_no_colon_and_names_each_command(
    answerer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    """What Tab completes is what help lists, in each language."""
    for language in ("zh-Hans", "zh-Hant", "en"):
        assert Repl(answerer, language).handle("help")
        shown = capsys.readouterr().out
        listed = {command.split()[0] for command in shown.splitlines() if command[0] == ":"}
        assert listed | {":help"} == set(COMMANDS)
        assert Repl(answerer, language).handle(":help")
        assert capsys.readouterr().out == shown


def test_machines_that_are_away_are_no_archive_that_does_not_say(
    answerer: Answerer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The prompt says that it cannot look now, and why, and the talk goes on."""
    repl = Repl(answerer, "zh-Hans")

    def away(*_: object, **__: object) -> None:
        raise StoreAway("the cluster at https://a:9200 does not answer")

    with monkeypatch.context() as patch:
        patch.setattr("retrieval.terminal.repl.converse", away)
        assert repl.handle("谁主持了会议？")
    said = capsys.readouterr().out
    assert "现在查不了档案" in said
    assert "https://a:9200" in said
    assert "没有" not in said
    assert repl.handle("谁主持了会议？")
    assert "刘吉" in capsys.readouterr().out
