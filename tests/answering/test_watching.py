"""The reports on a subject as they stand now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from retrieval import Settings, open_answerer
from retrieval.answering.watching import find_reports, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval import Answerer

REPORTS = [
    {"id": "old", "title": "地铁3号线开工", "date": "2024-01-05", "text": "1月5日，地铁3号线正式开工。"},
    {"id": "new", "title": "开通", "date": "2025-12-28", "text": "地铁3号线12月28日开通，票价2元起。"},
    {"id": "one", "title": "地铁1号线检修", "date": "2025-12-01", "text": "地铁1号线今晚检修，3号车厢停用。"},
    {"id": "head", "title": "地铁3号线延误", "date": "2025-12-30", "text": "今天早上列车停运了二十分钟。"},
    {"id": "far", "title": "旅游", "date": "2025-11-01", "text": "地铁沿线有三座公园，公交3路可到。"},
]


def archive_of(folder: Path, lines: list[dict[str, str]]) -> Answerer:
    """Return what answers from these records."""
    (folder / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return open_answerer(Settings(_env_file=None, archive=folder, engine="memory"), print)


@pytest.mark.parametrize(
    ("subject", "ids"),
    [
        ("地铁3号线", ["head", "new", "old"]),
        ("地鐵3號線", ["head", "new", "old"]),
        ("地铁3号线什么时候开通？", ["new"]),
        ("地铁1号线", ["one"]),
        ("地铁2号线", []),
        ("谢谢", []),
        ("？？", []),
        ("", []),
    ],
)
def test_a_report_speaks_of_a_subject_or_it_does_not(subject: str, ids: list[str], tmp_path: Path) -> None:
    """In a sentence or in its headline, in either script; of another number it never does. The newest comes first."""
    found = find_reports(archive_of(tmp_path, REPORTS), subject)
    assert [report.quote.metadata.id for report in found] == ids


def test_a_report_is_known_by_its_copies_and_by_what_it_says(tmp_path: Path) -> None:
    """Copies are folded into one report, which bears the ids of all; on another day the sentence is the same."""
    text = REPORTS[1]["text"] + "市民期待已久。沿线设车站二十座。起点是火车站，终点是机场。全程运行四十分钟。"
    new = REPORTS[1] | {"text": text}
    again = REPORTS[1] | {"id": "again", "date": "2026-01-02", "text": "地鐵3號線12月28日開通,票價2元起。"}
    archive = archive_of(tmp_path, [REPORTS[0], new, new | {"id": "copy"}, again])
    found = {one.quote.metadata.id: one for one in find_reports(archive, "3号线开通")}
    kept = found.get("new") or found["copy"]
    assert set(kept.ids) == {"new", "copy"}
    assert found["again"].said == kept.said == fingerprint("地铁3号线12月28日开通票价2元起")
