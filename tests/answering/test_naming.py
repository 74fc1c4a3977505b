"""Who asks with one name finds what is written with the other that the archive tells."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from retrieval import Found, Settings, open_answerer
from retrieval.evaluation.bench import read_bench
from retrieval.terminal.commands.explain import explain
from tests.answering.test_forms import ask

CASES = Path(__file__).parents[1] / "cases" / "names"
_PARK = "东江经济技术开发区（以下简称“经开区”）于3月揭牌。\n经开区管委会主任由孙立德担任。"
_OTHER_PARK = "西河经济技术开发区（下称经开区）产值八十六亿元。\n经开区管委会主任马玉珍作了报告。"


@pytest.mark.parametrize("reader", ["lexical", "neural"])
def test_the_bench_of_names_is_answered(reader: str) -> None:
    """Of 36 questions that need another name, or that brackets might mislead, 34 are surely and rightly answered; of 8 traps one at most.

    A trap asks for a body of which the archive says nothing, though it says it of one with the same short name.
    """
    settings = Settings(_env_file=None, archive=CASES / "archive", reader=reader)
    answerer = open_answerer(settings, report=print).on(date(2026, 11, 30))
    outcomes: Counter[str] = Counter()
    for one in read_bench(CASES):
        answer = answerer.ask(one.question, limit=3)
        right = bool(answer.shown) and any(said in answer.shown[0].text for said in one.answers)
        outcomes["trap" if one.kind == "trap" else "asked", answer.outcome, right] += 1
    assert outcomes["asked", "sure", True] >= 34
    assert outcomes["trap", "sure", False] <= 1


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "世界卫生组织总干事是谁",
            "世界卫生组织(WHO)在日内瓦开会。\nWHO总干事谭德塞致辞。\n会议为期三天。",
            "谭德塞",
        ),
        (
            "沅商联会长是谁",
            "沅商联（沅浦市工商业界联合会）昨日换届。\n沅浦市工商业界联合会会长是骆长河。",
            "骆长河",
        ),
        (
            "鳞尾水雉几月产卵",
            "鳞尾水雉又名凌波鸟，体形修长。\n凌波鸟每年四月产卵。\n湿地有水鸟多种。",
            "四月产卵",
        ),
        ("东江经济技术开发区管委会主任是谁", _PARK, "孙立德"),
    ],
)
def test_what_is_written_with_the_other_name_is_found(
    tmp_path: Path, question: str, text: str, answer: str
) -> None:
    """The full name finds the short one, and the other way round; the name that was read is among the other words."""
    found = ask(tmp_path, question, text)
    assert isinstance(found, Found)
    assert answer in found.quotes[0].text
    assert found.question.asked == question


def test_a_short_name_of_two_bodies_is_that_of_its_document(tmp_path: Path) -> None:
    """经开区 means one park in the one report and another park in the other."""
    east = ask(tmp_path, "东江经济技术开发区管委会主任是谁", _PARK, _OTHER_PARK)
    assert "孙立德" in east.shown[0].text
    (tmp_path / "west").mkdir()
    west = ask(tmp_path / "west", "西河经济技术开发区管委会主任是谁", _PARK, _OTHER_PARK)
    assert "马玉珍" in west.shown[0].text
    (tmp_path / "north").mkdir()
    assert not isinstance(ask(tmp_path / "north", "北岭经开区管委会主任是谁", _PARK, _OTHER_PARK), Found)


def test_the_other_name_is_shown(tmp_path: Path) -> None:
    """``wendang explain`` names it among the terms, with how many passages hold it."""
    (tmp_path / "1.txt").write_text(_PARK, "utf-8")
    shown = CliRunner().invoke(
        explain, ["东江经济技术开发区管委会主任是谁", "--archive", str(tmp_path)], catch_exceptions=False
    )
    assert "经开区 " in shown.output


def test_what_occurs_by_another_name_is_not_said_to_occur_nowhere(tmp_path: Path) -> None:
    """IMF stands nowhere, but 国际货币基金组织 does; 火星 stands nowhere by any name."""
    texts = ("国际货币基金组织发布报告。\n世界经济增长放缓。", "市人大常委会举行会议。")
    imf = ask(tmp_path, "imf的火星分部什么时候成立", *texts)
    assert not isinstance(imf, Found)
    assert "imf" not in imf.unknown
    assert any("火星" in word for word in imf.unknown)


def test_each_question_of_the_bench_is_of_its_archive() -> None:
    """Each answer stands word for word in the archive, and a trap has none."""
    archive = "\n".join(file.read_text("utf-8") for file in sorted((CASES / "archive").iterdir()))
    lines = [json.loads(line) for line in (CASES / "questions.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == 44
    for line in lines:
        assert all(answer in archive for answer in line["answers"])
        assert bool(line["answers"]) == (line["kind"] != "trap")
