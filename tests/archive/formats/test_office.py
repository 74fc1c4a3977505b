import io
import stat
import sys

import pytest
from docx import Document

from retrieval.archive.formats import office, read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old file of Word"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a program on the path that is called as LibreOffice is, and does what a script says."""
    folder = tmp_path / "bin"
    folder.mkdir()
    document = Document()
    document.add_paragraph("供水站站长由沈月英担任。")
    document.save(tmp_path / "made.docx")

    def write(script):
        file = folder / "soffice"
        file.write_text(
            f"#!{sys.executable}\nimport sys, shutil, time, pathlib\nargs = sys.argv[1:]\n{script}\n"
        )
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(folder))
        return tmp_path / "made.docx"

    return write


def test_libreoffice_is_asked_where_it_is_installed(program):
    """It is handed the bytes under a name of our own, and writes into the folder that it is told."""
    program(
        "target, folder, source = args[args.index('--convert-to') + 1], args[args.index('--outdir') + 1], args[-1]\n"
        "assert pathlib.Path(source).read_bytes().startswith(b'\\xd0\\xcf'), source\n"
        f"shutil.copy({str(program(''))!r}, pathlib.Path(folder, 'source.' + target))"
    )
    [record] = read_records(SourceFile("--help;rm.doc", OLD), print)
    assert (record.text, record.encoding) == ("供水站站长由沈月英担任。", "doc")


@pytest.mark.parametrize("script", ["sys.exit(1)", "pass"])
def test_a_file_that_it_cannot_read_is_named(program, script):
    program(script)
    with pytest.raises(UnreadableError, match="LibreOffice cannot read it"):
        list(read_records(SourceFile("a.doc", OLD), print))


def test_it_is_stopped_where_it_hangs(program, monkeypatch):
    monkeypatch.setattr(office, "_SECONDS", 0.5)
    program("time.sleep(60)")
    with pytest.raises(UnreadableError, match="did not read it"):
        list(read_records(SourceFile("a.doc", OLD), print))


@pytest.mark.parametrize(("name", "remedy"), [("a.doc", ".docx"), ("a.ppt", ".pdf"), ("a.odt", ".docx")])
def test_without_libreoffice_a_remedy_is_named(monkeypatch, name, remedy):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableError, match=f"LibreOffice.*{remedy}"):
        list(read_records(SourceFile(name, OLD), print))


def test_a_new_file_under_an_old_name_needs_no_program(monkeypatch):
    monkeypatch.setenv("PATH", "")
    stream = io.BytesIO()
    document = Document()
    document.add_paragraph("会议召开。")
    document.save(stream)
    [record] = read_records(SourceFile("a.doc", stream.getvalue()), print)
    assert record.text == "会议召开。"
