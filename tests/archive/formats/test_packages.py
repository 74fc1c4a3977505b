"""Zip files that are one document."""

import io
import zipfile

import pytest

from retrieval.archive.formats.packages import open_package, parse_member, read_member
from retrieval.errors import UnreadableError


def pack(data, times=1):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(times):
            package.writestr(f"{number}.xml", data)
    return stream.getvalue()


def test_a_document_is_opened():
    with open_package(pack("会议召开。")) as package:
        assert package.read("0.xml").decode() == "会议召开。"


def test_a_bomb_is_refused():
    """What would unpack to hundreds of times its size, and to more than any document, is not opened."""
    with pytest.raises(UnreadableError, match="bomb"):
        open_package(pack(b"\0" * (1 << 20), times=40))


@pytest.mark.parametrize("length", [0, 4, -30])
def test_a_damaged_file_is_named(length):
    """A zip file lists its members at its end: one that was cut off is no zip file."""
    data = pack("会议召开。")[:length]
    with pytest.raises(UnreadableError, match="damaged"):
        open_package(data)


def test_members_are_read_and_parsed():
    with open_package(pack("<a>会议召开。</a>")) as package:
        assert read_member(package, "0.xml").decode() == "<a>会议召开。</a>"
        assert parse_member(package, "0.xml").text == "会议召开。"


def test_a_member_that_is_missing_or_no_xml_is_named():
    """In one line, whatever reads it."""
    with open_package(pack("")) as package:
        with pytest.raises(UnreadableError, match=r"'1\.xml' is missing"):
            read_member(package, "1.xml")
        with pytest.raises(UnreadableError, match="damaged"):
            parse_member(package, "0.xml")


def test_entities_are_not_resolved(tmp_path):
    """Those from outside would open files of this machine."""
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    with open_package(pack(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>')) as package:
        assert "机密" not in "".join(parse_member(package, "0.xml").itertext())
