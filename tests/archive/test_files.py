import gzip
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.archive import files as module
from retrieval.archive import stretches
from retrieval.archive.confined import Confined
from retrieval.archive.files import list_files, read_file
from retrieval.errors import ArchiveError


def read_all(root):
    problems = []
    with Confined() as confined:
        sources = [
            source
            for file in list_files(root, problems.append)
            for source in read_file(file, problems.append, confined)
        ]
    return sources, problems


def test_files_come_in_the_order_of_their_names(tmp_path):
    """Two readings of one archive agree; dotfiles are passed over."""
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden/x.txt", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    sources, problems = read_all(tmp_path)
    assert [source.path for source in sources] == ["a/1.txt", "a/2.txt", "b.txt"]
    assert [source.data.decode() for source in sources] == ["a/1.txt", "a/2.txt", "b.txt"]
    assert problems == []


def test_a_single_file_is_an_archive(tmp_path):
    (tmp_path / "会议.txt").write_text("召开。")
    assert [source.path for source in read_all(tmp_path / "会议.txt")[0]] == ["会议.txt"]


def test_an_empty_folder_holds_nothing(tmp_path):
    assert read_all(tmp_path) == ([], [])


def test_a_missing_archive_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(ArchiveError, match="WENDANG_ARCHIVE"):
        list_files(tmp_path / "nowhere", print)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_not_followed(tmp_path):
    """A link out of the archive and one in a circle are reported; one to a file of the archive is not."""
    (tmp_path / "outside.txt").write_text("外")
    root = tmp_path / "archive"
    root.mkdir()
    (root / "a.txt").write_text("内")
    (root / "again.txt").symlink_to(root / "a.txt")
    (root / "out.txt").symlink_to(tmp_path / "outside.txt")
    (root / "circle").symlink_to(root / "circle")
    (root / "up").symlink_to(root)
    sources, problems = read_all(root)
    assert [source.path for source in sources] == ["a.txt"]
    assert [problem.path for problem in problems] == ["circle", "out.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_in_gbk_are_shown_as_text(tmp_path):
    """A name that is no UTF-8 is decoded by evidence, and can be printed anywhere."""
    with open(os.path.join(os.fsencode(tmp_path), "全市会议.txt".encode("gbk")), "wb") as file:  # noqa: PTH118, PTH123 - pathlib has no names in bytes
        file.write("召开。".encode())
    assert [source.path for source in read_all(tmp_path)[0]] == ["全市会议.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("召开。")
    (tmp_path / "a.txt").chmod(0)
    assert [problem.path for problem in read_all(tmp_path)[1]] == ["a.txt"]


def test_a_file_that_vanishes_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("召开。")
    files = list_files(tmp_path, print)
    (tmp_path / "a.txt").unlink()
    problems = []
    assert list(read_file(files[0], problems.append, Confined())) == []
    assert [problem.path for problem in problems] == ["a.txt"]


def test_a_file_that_changes_is_read_again_and_then_reported(tmp_path, monkeypatch):
    """Half of an old text and half of a new one are never taken for a document."""
    (tmp_path / "a.txt").write_text("旧")
    ticks = iter(range(100))
    monkeypatch.setattr(module, "_fingerprint", lambda _: (3, next(ticks)))
    sources, problems = read_all(tmp_path)
    assert sources == []
    assert "changed" in problems[0].message


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LARGEST_FILE", 10)
    (tmp_path / "a.pdf").write_text("一二三四")
    sources, problems = read_all(tmp_path)
    assert sources == []
    assert [problem.path for problem in problems] == ["a.pdf"]


def test_a_file_of_lines_comes_in_pieces_of_whole_lines(tmp_path, monkeypatch):
    """The pieces put together are the file, and each knows the number of its first line."""
    monkeypatch.setattr(stretches, "_PIECE", 16)
    lines = [b"x" * length + b"\n" for length in (3, 0, 40, 7, 1, 90, 5)]
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines) + b"end")
    sources, problems = read_all(tmp_path)
    assert b"".join(source.data for source in sources) == b"".join(lines) + b"end"
    assert len(sources) > 2
    for source in sources:
        assert (
            b"".join(lines[: source.line - 1]) + source.data
            == (b"".join(lines) + b"end")[: len(b"".join(lines[: source.line - 1])) + len(source.data)]
        )
    assert problems == []


def test_a_line_without_end_is_left_out_and_the_rest_served(tmp_path, monkeypatch):
    monkeypatch.setattr(stretches, "_PIECE", 16)
    monkeypatch.setattr(stretches, "LONGEST_LINE", 64)
    (tmp_path / "a.jsonl").write_bytes(b"first\n" + b"x" * 1000 + b"\nthird\n")
    sources, problems = read_all(tmp_path)
    assert [(source.line, source.data) for source in sources][-1] == (3, b"third\n")
    assert [problem.record for problem in problems] == [2]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_two_files_whose_names_are_shown_alike_are_both_served(tmp_path):
    """One in UTF-8, one in GBK, and one that bears the name which the second would be given."""
    for name, text in (
        ("会议.txt".encode(), "一"),
        ("会议.txt".encode("gbk"), "二"),
        ("会议~2.txt".encode(), "三"),
    ):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123 - pathlib has no names in bytes
            file.write(text.encode())
    sources, problems = read_all(tmp_path)
    assert sorted(source.data.decode() for source in sources) == sorted("一二三")
    assert len({source.path for source in sources}) == 3
    assert all(source.path.endswith(".txt") for source in sources)
    assert [problem.path for problem in problems] == ["会议.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are none there")
def test_pipes_and_sockets_are_told_and_not_waited_for(tmp_path):
    """What is no file is named, also where it took a file's place after the archive was listed."""
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("召开。")
    (tmp_path / "c.jsonl").write_text("{}")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "d"))
        sources, problems = read_all(tmp_path)
    assert [source.path for source in sources] == ["b.txt", "c.jsonl"]
    assert [problem.path for problem in problems] == ["a.txt", "d"]
    for file in list_files(tmp_path, lambda _: None):
        Path(file.location).unlink()
        os.mkfifo(file.location)
        told = []
        assert list(read_file(file, told.append, Confined())) == []
        assert "pipe" in told[0].message
        assert module.digest_file(file) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no paths so long")
def test_folders_may_be_deep(tmp_path):
    """A file is served however many folders lie around it."""
    home, deep = os.getcwd(), 1200  # noqa: PTH109 - a path that long can only be entered step by step
    try:
        os.chdir(tmp_path)
        for _ in range(deep):
            os.mkdir("d")  # noqa: PTH102 - see above
            os.chdir("d")
        with open("a.txt", "w") as file:  # noqa: PTH123 - see above
            file.write("x")
        os.chdir(home)
        sources, problems = read_all(tmp_path)
    finally:
        os.chdir(home)
        # To remove what is so deep, the library calls itself too often.
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # noqa: S607 - see above
    assert [source.data for source in sources] == [b"x"]
    assert problems == []


def test_a_container_that_cannot_be_unpacked_costs_itself_alone(tmp_path):
    """What is packed twice is unpacked twice; what is damaged is named."""
    (tmp_path / "a.txt.gz.gz").write_bytes(gzip.compress(gzip.compress("召开。".encode())))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"x" * 1000)[:-9])
    sources, problems = read_all(tmp_path)
    assert [source.path for source in sources] == ["a.txt.gz.gz!/a.txt.gz!/a.txt"]
    assert [problem.path for problem in problems] == ["b.txt.gz"]
