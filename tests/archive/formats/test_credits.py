from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from retrieval.archive.formats.credits import Credits, find_credits
from retrieval.archive.reading import read_source
from retrieval.archive.records import SourceFile

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/pages/news.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["kind"]) for case in CASES])
def test_a_news_page_says_who_reported_and_when(case: dict[str, Any]) -> None:
    """Source, reporters and day are read from their own blocks, and the article is whole."""
    [(_, document)] = read_source(SourceFile("a.html", case["page"].encode()), pytest.fail)
    found = document.metadata
    assert found.title == "江城召开防汛工作会议"
    assert (found.source, found.byline, str(found.date)) == (case["source"], case["byline"], case["date"])
    said = [paragraph.of(document.text) for paragraph in document.paragraphs]
    assert [line[:4] for line in said] == ["7月2日", "周明强调", "会议要求"]


@pytest.mark.parametrize(
    "line",
    [
        "报名截止：2023年8月20日",
        "作者简介",
        "记者从会上获悉",
        "来源不明的药品不要买",
        "文章来源于生活",
        "开馆时间：2023年8月20日起",
    ],
)
def test_other_lines_say_nothing_of_it(line: str) -> None:
    """Words that fields begin with also stand in sentences, and a day may be another."""
    assert find_credits([line]) == Credits()
