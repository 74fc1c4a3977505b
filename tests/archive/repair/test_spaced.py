import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.repair import repair
from retrieval.archive.repair.spaced import join_spaced
from retrieval.archive.repair.steps import apply
from retrieval.archive.repair.suspicion import find_suspects


@pytest.mark.parametrize("blank", [" ", "\u3000", "\xa0"])
def test_a_line_that_is_set_apart_is_joined(blank):
    """Every character is kept, and the text is suspected before it is repaired."""
    sound = "松江县昨日召开防汛会议，县长林启明宣布加固堤防。"
    damaged = blank.join(sound)
    assert find_suspects([damaged, sound]) == {0}
    assert repair(damaged).text == sound


def test_a_title_is_joined_where_a_sentence_is():
    """Alone it may be a list of names; two blanks between words stay."""
    assert repair("停 水  通 知 公 告 书").text == "停 水  通 知 公 告 书"
    damaged = "停 水  通 知 公 告 书\n明 日 全 县 停 水 ，请 储 水 。"
    assert repair(damaged).text == "停水  通知公告书\n明日全县停水，请储水。"


@given(st.text(st.sampled_from("甲乙丙，。 \n")))
def test_nothing_but_blanks_is_taken_out(text):
    repaired = apply(join_spaced(text).edits, text)
    assert "".join(repaired.split()) == "".join(text.split())
