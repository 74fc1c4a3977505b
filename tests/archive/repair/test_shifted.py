"""Stretches whose bytes are shifted by one."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.repair import repair
from retrieval.archive.repair.shifted import join_shifted
from retrieval.archive.repair.steps import apply
from retrieval.archive.repair.suspicion import find_suspects

LINES = (
    "努特在会上说，你看到通货膨胀、能源成本上升，而工资没有跟上物价。",
    "老艄公在河西渡撑了四十年船，从没收过孤寡人家一文钱，镇上的人都记得他。",
    "会议要求各区各部门落实责任，排查堤防隐患，及时转移低洼处的居民。",
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("seed", range(4))
def test_what_stands_behind_a_lost_byte_is_read_again(line: str, seed: int) -> None:
    """Wherever the byte was lost: what is not lost itself comes back, and the text is suspected."""
    data = line.encode("gb18030")
    # S311: a place, not a secret.
    lost = random.Random(seed).randrange(6, len(data) // 2)  # noqa: S311
    damaged = (data[:lost] + data[lost + 1 :]).decode("gb18030", "replace").replace("\ufffd", "?")
    assert find_suspects(["会议召开。", damaged]) == {1}
    repaired = repair(damaged).text
    assert len(repaired) == len(line)
    # The character that lost its byte cannot be known, and may draw its neighbour after it.
    assert sum(one != other for one, other in zip(line, repaired, strict=True)) <= 2


def test_a_shift_that_a_wrong_guess_left_behind_is_ended() -> None:
    """女 and the full stop are what was guessed for a broken character; behind them everything is sound again."""
    damaged = "?女。耗憧吹酵ɑ跖蛘汀⒛茉闯杀旧仙小"
    assert "你看到通货膨胀、能源成本上" in repair(damaged).text


@pytest.mark.parametrize(
    "text",
    [
        "饕餮、狴犴、睚眦、螭吻、狻猊、赑屃、囚牛、负屃、嘲风",
        "蓊蓊郁郁的荇菜，窈窕淑女，寤寐求之，辗转反侧",
        "鳜鱼、鲥鱼、鲟鳇、鲮鲤、鲶鱼、鳙鱼、鲫瓜子",
        "ΑΒΓΔ的值为①②③，单位℃，№5，ⅣⅤ型",
        "东京で開催された会議はカタカナで書かれた",
        "ы и я по-русски, и ещё раз",
    ],
)
def test_rare_characters_of_sound_text_stay(text: str) -> None:
    """Names of beasts and fish, old verse, formulas, other languages."""
    assert not join_shifted(text).edits


@given(st.text(st.sampled_from("会议召开，。女耗憧吹酵跖蛘汀⒛茉闯杀旧?A\n饕餮"), max_size=60))
def test_edits_are_in_order_and_leave_the_rest(text: str) -> None:
    """Of any text; what is repaired stays repaired."""
    edits = join_shifted(text).edits
    assert all(left.span.end <= right.span.start for left, right in pairwise(edits))
    assert "\n" not in "".join(edit.span.of(text) for edit in edits)
    apply(edits, text)
