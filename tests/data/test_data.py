"""What ships in `retrieval/data` is what its README tells of."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from pathlib import Path

import pytest

from retrieval.data import read_named_file

ROOT = Path(__file__).parents[2]
DATA = ROOT / "retrieval" / "data"
# What was learnt or made; the page that tells of it and the module that finds it stand beside.
MADE = {".bin", ".json", ".txt", ".tsv"}
BY_HAND = {"other_words.tsv", "same_names.tsv"}
LESSONS = ROOT / "tests" / "cases" / "lessons"
README = (DATA / "README.md").read_text("utf-8")
MODELS = tomllib.loads((ROOT / "tests/benchmarks/models.toml").read_text("utf-8"))


def test_the_readme_tells_of_the_very_files() -> None:
    """Each file that was learnt or made has its row, with the SHA-256 of the file that lies there."""
    told = dict(re.findall(r"^\| `([\w.-]+)` \| `([0-9a-f]{64})` \|", README, re.MULTILINE))
    files = [file for file in DATA.iterdir() if file.suffix in MADE and file.name not in BY_HAND]
    assert told == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_every_file_has_its_command() -> None:
    """The one command makes all of them, from sets that the README tells of, with the same SHA-256."""
    assert {model["file"] for model in MODELS["models"].values()} == {
        file.name for file in DATA.iterdir() if file.suffix in MADE and file.name not in BY_HAND
    }
    for model in MODELS["models"].values():
        assert set(model["sets"]) <= set(MODELS["sets"])
        assert (ROOT / "tests/benchmarks" / model["command"][0]).is_file()
    for name, files in MODELS["sets"].items():
        assert f"\n| `{name}` |" in README
        assert all(f"| `{path}` | `{digest}` |" in README for path, digest in files.items())


def test_a_file_that_a_setting_names_is_a_file(tmp_path: Path) -> None:
    """Of a pipe nobody waits for the end, and a device that has none is not read."""
    (tmp_path / "file").write_bytes(b"text")
    assert read_named_file(tmp_path / "file") == b"text"
    names = [tmp_path, tmp_path / "missing"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        names += [tmp_path / "pipe", Path("/dev/zero")]
    for name in names:
        with pytest.raises(OSError):  # noqa: PT011 - its words are the system's
            read_named_file(name)


def test_what_was_written_to_teach_can_be_learnt_from() -> None:
    """Each line of a set has its places in order, and none stands twice; each answer of an archive stands in it, word for word."""
    kinds = set()
    for file in LESSONS.glob("*.tsv"):
        lines = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
        assert len(set(map(tuple, lines))) == len(lines)
        answered = {question for question, document, *_ in lines if document}
        for question, document, *places, kind in lines:
            start, end, first, last = map(int, places)
            assert question
            # What the set does not answer names no place.
            assert (
                0 <= start < end
                if document
                else question not in answered and not any((start, end, first, last))
            )
            assert start <= first < last <= end or first == last == 0
            kinds.add(kind)
    assert {"who", "when", "why", "how", "list", "whether"} <= kinds
    for folder in filter(Path.is_dir, LESSONS.iterdir()):
        text = "\n".join(file.read_text("utf-8") for file in (folder / "archive").iterdir())
        for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
            asked = json.loads(line)
            assert all(answer in text for answer in (*asked["answers"], *asked["span"]))
