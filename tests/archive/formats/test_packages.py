"""Zip files that are one document."""

import io
import zipfile

import pytest

from retrieval.archive.formats.packages import open_package
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
