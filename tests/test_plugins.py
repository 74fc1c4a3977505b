"""Formats, engines and readers of other packages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from retrieval import Settings, SettingsError, WendangError, open_answerer, read_settings
from retrieval.archive.reading import read_documents
from retrieval.evaluation.bench import read_bench
from retrieval.evaluation.tuning import calibration_before, gather_examples, tune
from retrieval.plugins import find_plugins, load_plugin
from retrieval.wiring import build_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval import Problem

PACKAGE = '''
import json
from dataclasses import replace
from pathlib import Path

from retrieval.archive.records import Record
from retrieval.data import shipped
from retrieval.reader.lexical import LexicalReader, open_lexical_reader
from retrieval.stores import Folder


def read_records(file, report):
    """Read a file whose lines are backwards."""
    yield Record(path=file.path, text=file.data.decode("utf-8")[::-1], encoding="utf-8")


class Store(Folder):
    """Keeps an index beside the others."""

    def __init__(self, settings):
        super().__init__(settings)
        self.place = f"mine:{self.place}"


class Mine:
    name = "mine"

    def __init__(self):
        self._reader = open_lexical_reader()

    def __getattr__(self, name):
        return getattr(self._reader, name)


def open_reader():
    """Return the lexical reader under another name, and a calibration for it."""
    stored = json.loads(Path(shipped("confidence-lexical.json")).read_text("utf-8")) | {"reader": "mine"}
    path = Path(__file__).with_name("mine.json")
    path.write_text(json.dumps(stored), "utf-8")
    return Mine(), path
'''
POINTS = """
[wendang.formats]
xyz = wendang_test_plugin:read_records
bad = wendang_test_plugin_that_is_not_there:read
txt = wendang_test_plugin:read_records

[wendang.engines]
mine = wendang_test_plugin:Store

[wendang.readers]
mine = wendang_test_plugin:open_reader
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install a package that offers one of each."""
    folder = tmp_path / "site"
    info = folder / "wendang_test_plugin-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "wendang_test_plugin.py").write_text(PACKAGE, "utf-8")
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: wendang-test-plugin\nVersion: 1.0\n", "utf-8"
    )
    (info / "entry_points.txt").write_text(POINTS, "utf-8")
    monkeypatch.syspath_prepend(folder)
    find_plugins.cache_clear()
    yield
    find_plugins.cache_clear()
    sys.modules.pop("wendang_test_plugin", None)


@pytest.mark.usefixtures("installed")
def test_files_of_a_format_of_another_package_are_read(tmp_path: Path) -> None:
    """What wendang reads itself stays its own, and what cannot be loaded is named and costs no other file."""
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.xyz").write_text("。议会持主长市", "utf-8")
    (archive / "b.txt").write_text("天气晴朗。", "utf-8")
    (archive / "c.bad").write_text("什么", "utf-8")
    problems: list[Problem] = []
    texts = {one.metadata.path: one.text.strip() for one in read_documents(archive, problems.append)}
    assert texts["a.xyz"] == "市长主持会议。"
    assert texts["b.txt"] == "天气晴朗。"
    (problem,) = problems
    assert problem.path == "c.bad"
    assert "wendang_test_plugin_that_is_not_there" in str(problem)


@pytest.mark.usefixtures("installed")
def test_an_engine_and_a_reader_of_another_package_answer(tmp_path: Path) -> None:
    """They are chosen by a word, as those that come with the program are."""
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.txt").write_text("昨日，市长罗敏主持会议。", "utf-8")
    given: dict[str, Any] = {"archive": archive, "index": tmp_path / "index", "threshold": 0}
    settings = Settings(_env_file=None, engine="mine", reader="mine", **given)
    build_index(settings, print)
    answerer = open_answerer(settings, print)
    assert answerer.reader.name == "mine"
    assert answerer.calibration.reader == "mine"
    assert answerer.ask("谁主持会议？").quotes[0].exact_text == "罗敏"
    answerer.index.close()


@pytest.mark.usefixtures("installed")
def test_confidence_can_be_fitted_to_a_reader_of_another_package(bench: Path) -> None:
    """What is fitted is a calibration for it, held against the one that it brings."""
    answerer = open_answerer(Settings(_env_file=None, archive=bench / "archive", reader="mine"), print)
    examples = gather_examples(answerer, read_bench(bench))
    tuned = tune(examples, calibration_before(answerer))
    assert tuned.calibration.reader == answerer.reader.name
    assert set(tuned.calibration.signals) == set(answerer.calibration.signals)


@pytest.mark.parametrize("key", ["engine", "reader"])
def test_a_word_that_nobody_offers_is_refused(key: str) -> None:
    """As any other wrong value of a setting."""
    with pytest.raises(SettingsError, match=f"WENDANG_{key.upper()}='mine'"):
        read_settings(Settings, **{key: "mine"})


@pytest.mark.usefixtures("installed")
def test_what_cannot_be_loaded_ends_in_one_line() -> None:
    """It names the package's module, and what to do."""
    with pytest.raises(WendangError, match=r"that_is_not_there.*cannot be loaded.*uninstall"):
        load_plugin("formats", "bad")
    with pytest.raises(WendangError, match=r"no installed package offers 'none'"):
        load_plugin("engines", "none")
