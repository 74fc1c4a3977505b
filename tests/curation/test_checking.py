from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from retrieval.archive.reading import read_documents
from retrieval.curation.checking import check_archive
from retrieval.errors import ArchiveError
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.archive.records import Problem


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive of a damaged page, a page in another encoding, and a file that is no text."""
    (tmp_path / "a.txt").write_text(
        "惠州日?qǐng)?bào)訊\n會(huì)議由劉吉主持,堅(jiān)決打贏人民戰(zhàn)爭(zhēng)。\n", "utf-8"
    )
    (tmp_path / "b.txt").write_bytes("天气晴朗，会议照常召开。".encode("gb18030"))
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02\xff")
    return tmp_path


def test_everything_is_counted_and_what_cannot_be_read_is_named(archive: Path) -> None:
    """Formats, encodings, repairs with before and after, and the file that was passed over."""
    check = check_archive(archive)
    assert check.documents == 2
    assert check.formats == {".txt": 2}
    assert check.encodings == {"utf-8": 1, "gb18030": 1}
    assert "會(huì)議" in check.repairs["pinyin annotations"].samples[0].before
    assert "huì" not in check.repairs["pinyin annotations"].samples[0].after
    assert check.undated == ["a.txt", "b.txt"]
    assert [problem.path for problem in check.problems] == ["c.txt"]


def test_the_command_shows_it_as_a_table_and_as_json(archive: Path) -> None:
    """Exit code 1 since something could not be read; without that file, 0."""
    shown = CliRunner().invoke(main, ["check", str(archive)])
    assert shown.exit_code == 1
    assert "pinyin annotations" in shown.stdout
    assert "c.txt" in shown.stderr
    (archive / "c.txt").unlink()
    as_json = CliRunner().invoke(main, ["check", str(archive), "--json"])
    assert as_json.exit_code == 0
    assert json.loads(as_json.stdout)["documents"] == 2


def test_a_files_repair_is_shown_change_by_change(archive: Path) -> None:
    """In the order in which the changes were made."""
    shown = CliRunner().invoke(main, ["check", str(archive), "--diff", "a.txt"])
    assert shown.exit_code == 0
    assert "→" in shown.stdout
    assert shown.stdout.splitlines()[0].startswith("broken characters")
    assert CliRunner().invoke(main, ["check", str(archive), "--diff", "none.txt"]).exit_code == 2


def test_a_missing_archive_is_said(tmp_path: Path) -> None:
    """As everywhere."""
    with pytest.raises(ArchiveError):
        check_archive(tmp_path / "none")


def test_an_id_that_is_taken_is_told(tmp_path: Path) -> None:
    """As whoever answers from the archive, or indexes it, is told."""
    record = json.dumps({"id": "x", "text": "会议召开。"})
    (tmp_path / "a.jsonl").write_text(f"{record}\n{record}\n", "utf-8")
    check = check_archive(tmp_path)
    told: list[Problem] = []
    assert check.documents == len(list(read_documents(tmp_path, told.append))) == 2
    assert check.problems == told
    assert "taken by an earlier record" in told[0].message


def test_copies_boilerplate_and_inferred_dates_are_counted(tmp_path: Path) -> None:
    """What only the whole archive tells, with its words and ids."""
    for number in range(10):
        text = f"欢迎收听江城新闻。\n第{number}号台风逼近沿海，{number}个乡镇的居民连夜转移。\n"
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    (tmp_path / "2022-07-02.txt").write_text(text, "utf-8")
    check = check_archive(tmp_path)
    assert check.duplicates == {"2022-07-02.txt": ["9.txt"]}
    assert [(one.text, one.documents) for one in check.boilerplate] == [("欢迎收听江城新闻。", 11)]
    assert (check.inferred, len(check.undated)) == (1, 10)
    shown = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert shown.exit_code == 0
    assert "重复：1 篇并入 1 篇（9.txt 并入 2022-07-02.txt）" in shown.stdout
    assert "11 篇：欢迎收听江城新闻。" in shown.stdout
    as_json = json.loads(CliRunner().invoke(main, ["check", str(tmp_path), "--json"]).stdout)
    assert as_json["duplicates"] == [{"document": "2022-07-02.txt", "folded": ["9.txt"]}]
    assert as_json["boilerplate"] == [{"text": "欢迎收听江城新闻。", "documents": 11}]
