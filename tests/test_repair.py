from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.repair import anchors, locate, repair, replay

SEED = Path(__file__).parent.parent / "seeds" / "000_9eb5c255221f770b.txt"


@pytest.fixture(scope="module")
def seed() -> str:
    return SEED.read_text("utf-8")


def test_the_seed_comes_out_clean(seed: str) -> None:
    """Nothing of the machine is left: no pinyin, no broken character, no traditional one."""
    text = repair(seed).text
    assert "(会" not in text
    assert not set(text) & set("?abcdefghijklmnopqrstuvwxyzāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ會議報國學")
    assert text.startswith("惠州日报 东江时报 小惠同学\n")
    assert "刘吉主持会议并讲话 温金荣出席会议\n" in text
    assert text.count("\n") == seed.count("\n")


def test_steps_play_again(seed: str) -> None:
    """The record of the steps makes the same text from the original."""
    repaired = repair(seed)
    assert replay(repaired.steps, seed) == repaired.text


def test_a_repaired_text_stays(seed: str) -> None:
    """Repair is idempotent."""
    once = repair(seed).text
    assert repair(once).text == once


def test_anchors_lead_back(seed: str) -> None:
    """A character of the repaired text is found where it stood in the file."""
    repaired = repair(seed)
    way = anchors(repaired.steps)
    at = locate(way, repaired.text.index("刘吉主持会议"))
    assert seed[at:].startswith("劉吉主持會(huì)議")
