from __future__ import annotations

import json
import struct
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import ModelError
from retrieval.reader.neural.files import MAGIC, VERSION, read_model, round_rows, write_model

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PIECES = [("", 0.0), ("会议", -7.25), ("\x01", -9.0)]
ARRAYS = {
    "words": np.array([[1.0, -0.5, 0.25], [0.0, 0.0, 0.0]], dtype=np.float32),
    "bias": np.array([0.125, -3.5], dtype=np.float32),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a small model."""
    path = tmp_path / "small.bin"
    write_model(path, {"width": 3}, PIECES, ARRAYS)
    return path


def test_what_is_written_is_read(file: Path) -> None:
    """Sizes, pieces and arrays come back; arrays of two dimensions to within half a step of their row."""
    stored = read_model(file)
    assert (stored.settings, list(stored.pieces)) == ({"width": 3}, PIECES)
    assert np.array_equal(stored.whole("bias"), ARRAYS["bias"])
    assert np.allclose(stored.whole("words"), ARRAYS["words"], atol=0.5 / 127)


def test_two_writings_are_alike_to_the_byte(file: Path, tmp_path: Path) -> None:
    """The same model makes the same file."""
    write_model(tmp_path / "again.bin", {"width": 3}, PIECES, ARRAYS)
    assert (tmp_path / "again.bin").read_bytes() == file.read_bytes()


@given(
    rows=st.lists(
        st.lists(
            st.integers(-6400, 6400).map(lambda whole: whole / 64),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=5,
    ).map(lambda rows: np.array(rows, dtype=np.float32))
)
def test_rounding_is_off_by_half_a_step_at_most(rows: NDArray[np.float32]) -> None:
    """A step is the 127th part of the row's largest weight; a row of zeros stays one."""
    whole, scales = round_rows(rows)
    off = np.abs(whole * scales[:, np.newaxis] - rows)
    assert (off <= 0.501 * scales[:, np.newaxis]).all()


def test_an_array_that_is_not_there_is_named(file: Path) -> None:
    """The error says which one the file lacks."""
    with pytest.raises(ModelError, match="lacks the array 'judge'"):
        read_model(file).whole("judge")


def cut_off(data: bytes) -> bytes:
    """Return a file whose last byte was not written."""
    return data[:-1]


def change(data: bytes) -> bytes:
    """Return a file with one other bit."""
    return data[:-1] + bytes([data[-1] ^ 1])


def make_newer(data: bytes) -> bytes:
    """Return a file of the next version."""
    return data[:8] + struct.pack("<I", VERSION + 1) + data[12:]


def make_foreign(_: bytes) -> bytes:
    """Return a file of another program."""
    return b"PK\x03\x04" + bytes(100)


def lay_out_otherwise(_: bytes) -> bytes:
    """Return a sound file that holds nothing that is known."""
    body = json.dumps({"settings": {}}).encode()
    return struct.pack("<8sII32s", MAGIC, VERSION, len(body), sha256(body).digest()) + body


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut_off, "damaged or cut off"),
        (change, "damaged or cut off"),
        (make_newer, f"of version {VERSION + 1}; this program reads version {VERSION}"),
        (make_foreign, "is no reader"),
        (lambda data: data[:20], "is no reader"),
        (lambda _: b"", "is no reader"),
        (lay_out_otherwise, "is not laid out"),
    ],
)
def test_a_file_that_is_not_sound_is_named_in_one_line(file: Path, spoil: object, said: str) -> None:
    """Cut off, changed, newer, foreign, empty or laid out otherwise: the error names the file and what is wrong."""
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(ModelError, match=said) as raised:
        read_model(file)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_named_in_one_line(tmp_path: Path) -> None:
    """The error names it, and what the system says."""
    with pytest.raises(ModelError, match=r"none\.bin' cannot be read: No such file"):
        read_model(tmp_path / "none.bin")
