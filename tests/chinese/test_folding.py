from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.folding import fold, fold_all


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("臺北ＡＢＣ", "台北abc"),
        ("陜西", "陕西"),
        ("坐著", "坐着"),
        ("裡裏", "里里"),
        ("屋簷", "屋檐"),
        ("衞生", "卫生"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Two ways of writing a word are folded to one."""
    assert fold(text) == folded


@given(st.text())
def test_folded_text_is_as_long(text: str) -> None:
    """Spans of folded text are spans of the text, whatever the text."""
    assert len(fold(text)) == len(text)


@given(st.text(), st.text())
def test_a_word_is_folded_alike_in_a_text_and_alone(left: str, right: str) -> None:
    """Folding looks at no neighbour, or the index and the question would cut different words."""
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text(min_size=1))
def test_a_long_text_is_folded_as_its_characters_are(text: str) -> None:
    """Long texts take another way to the same end."""
    assert fold(text * 200) == "".join(map(fold, text)) * 200


@given(st.lists(st.text()))
def test_many_texts_are_folded_as_each_alone(texts: list[str]) -> None:
    """Whatever stands in them, ends of lines too."""
    assert fold_all(texts) == list(map(fold, texts))


def test_radicals_are_folded_to_the_characters_that_they_look_like() -> None:
    """PDF and OCR write them in their place."""
    assert (
        fold("⻘⽯镇⼈⺠政府镇⻓⻢国梁⻋站⻔诊⻥场⻆楼⻄街⻰⻛⻜⻅⻚⻉")
        == "青石镇人民政府镇长马国梁车站门诊鱼场角楼西街龙风飞见页贝"
    )
