"""Which module reads a file, and how a format is added; each format has its own tests."""

import sys

import pytest

from retrieval import Settings, open_answerer
from retrieval.archive import formats
from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def read_one(path, data, **fields):
    [record] = read_records(SourceFile(path, data, **fields), print)
    return record


@pytest.mark.parametrize("name", ["a.css", "a.js", "a.woff2"])
def test_parts_of_pages_are_passed_over(name):
    assert list(read_records(SourceFile(name, b"x"), print)) == []


@pytest.mark.parametrize(("name", "remedy"), [("a.doc", ".docx"), ("a.7z", ".zip"), ("a.rar", ".zip")])
def test_formats_that_are_not_read_name_a_remedy(name, remedy):
    with pytest.raises(UnreadableError, match=remedy):
        read_one(name, b"x")


def test_text_under_any_name_is_read():
    assert read_one("README", "会议召开。".encode()).text == "会议召开。"


SUBTITLES = '''"""Subtitles: the words that are spoken, without numbers and times."""

from retrieval.archive.formats.decoding import decode
from retrieval.archive.records import Record


def read_records(file, report):
    text, encoding = decode(file.data)
    spoken = [line for line in text.splitlines() if line and not line[0].isdigit()]
    yield Record(path=file.path, text="\\n".join(spoken), encoding=encoding)
'''


def test_a_format_is_added_by_one_module_and_one_line(tmp_path, monkeypatch):
    """A stranger's module in the folder of formats, named in one line of the table, is asked like any other."""
    (tmp_path / "subtitles.py").write_text(SUBTITLES, "utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    monkeypatch.setitem(formats.FORMATS, "subtitles", ".srt")
    # A process apart would know what ships, and nothing of this.
    monkeypatch.setattr(formats, "_PLAIN", {*formats._PLAIN, "subtitles"})  # noqa: SLF001 - see above
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.srt").write_text("1\n00:00:01,000 --> 00:00:04,000\n市长周明主持防汛会议。\n", "utf-8")
    answerer = open_answerer(Settings(_env_file=None, archive=archive, threshold=0), print)
    [quote] = answerer.ask("谁主持防汛会议？").quotes
    assert (quote.text, quote.exact_text) == ("市长周明主持防汛会议。", "周明")
    del sys.modules["retrieval.archive.formats.subtitles"]
