"""Words that stand in the same places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval import Settings, open_answerer, read_settings
from retrieval.question.near_words import find_near, rephrase
from retrieval.question.parsing import parse_question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("word", "near"),
    [("狗", "犬"), ("病人", "患者"), ("工资", "薪酬"), ("老婆", "妻子"), ("晚饭", "晚餐")],
)
def test_words_for_the_same_are_near(word: str, near: str) -> None:
    """Whole words by the table, and words that differ in one character by its characters."""
    assert near in find_near(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("上涨", "下跌"), ("男孩", "女孩"), ("购买", "出售"), ("广东", "广西"), ("三月", "四月")],
)
def test_opposites_and_other_names_are_not(word: str, other: str) -> None:
    """What stands in the same places and means something else is no other word for the same."""
    assert other not in find_near(word)


def test_only_words_that_the_archive_knows_are_tried(segment: Segment) -> None:
    """Each of them stands where the question's own stood, which stays where the sentence holds it."""

    def count(terms: Sequence[str]) -> Mapping[str, int]:
        return {term: int(term in ("犬", "患者")) for term in terms}

    question = parse_question("病人能带狗吗", segment)
    texts = {other.text for other in rephrase(question, "", count)}
    assert texts == {question.text.replace("狗", "犬"), question.text.replace("病人", "患者")}
    assert all(other.said != "狗" for other in rephrase(question, "狗", count))


def test_an_office_is_no_other_one(segment: Segment) -> None:
    """市长 and 局长 stand in the same places, and who asks for the one is not told of the other."""
    question = parse_question("浔川市长是谁", segment)
    texts = [other.text for other in rephrase(question, "", lambda terms: dict.fromkeys(terms, 1))]
    assert all("市长" in text for text in texts)


def test_a_question_is_answered_in_the_archives_words(tmp_path: Path) -> None:
    """遗弃犬只 answers 扔狗, and the word that found it is among the question's other words."""
    text = (
        "养犬管理办法\n\n第一条 遗弃犬只的，由公安机关处一千元罚款。\n\n第二条 本办法自2025年1月1日起施行。\n"
    )
    (tmp_path / "one.txt").write_text(text, "utf-8")
    answer = open_answerer(read_settings(Settings, archive=tmp_path, engine="memory"), print).ask(
        "遗弃狗罚多少钱"
    )
    assert "一千元" in answer.shown[0].text
    assert "犬" in answer.question.others
