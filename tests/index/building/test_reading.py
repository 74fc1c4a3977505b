"""Files become drafts; one that cannot be read costs no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import update, write
from misbehaving import endless_sheet

from retrieval.archive.files import list_files
from retrieval.index.building.reading import Reading
from retrieval.index.building.spool import Spool
from retrieval.index.building.workers import open_pool

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.archive.records import Problem


def test_a_file_that_no_library_survives_costs_itself_alone(tmp_path: Path) -> None:
    """A sheet that is said to have milliards of cells is named, and what lies beside it is indexed."""
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", "a会议", "b天气")
    (archive / "b.xlsx").write_bytes(endless_sheet())
    write(archive, "c.jsonl", "c会议")
    done, problems = update(archive, tmp_path / "index")
    assert done.documents == 3
    assert [problem.path for problem in problems] == ["b.xlsx"]


def test_documents_come_in_the_order_of_the_archive(tmp_path: Path) -> None:
    """With the ids that their records claim, be they claimed twice, and with a sketch each; their drafts are in the spool."""
    archive = tmp_path / "archive"
    write(archive, "b.jsonl", "b会议", "c天气")
    write(archive, "a.jsonl", "b会议")
    (archive / "c.txt").write_text("", "utf-8")
    problems: list[Problem] = []
    with open_pool(0) as pool:
        spool = Spool(str(tmp_path))
        reading = Reading(pool, spool, lambda _, problem: problems.append(problem))
        read = list(reading.read(list_files(archive, problems.append)))
    ids = [(one.file, document.id) for one in read for document in one.found.documents]
    assert ids == [("a.jsonl", "b"), ("b.jsonl", "b"), ("b.jsonl", "c"), ("c.txt", "c.txt")]
    assert all(one.found.sketches.number == len(one.found.documents) for one in read)
    places = [document.draft for one in read for document in one.found.documents]
    assert [draft.paragraphs for draft in spool.read(places)] == [("b会议",), ("b会议",), ("c天气",), ()]
    assert list(reading.states) == ["a.jsonl", "b.jsonl", "c.txt"]
