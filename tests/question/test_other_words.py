"""Other words for what a question says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.chinese.folding import fold
from retrieval.data import shipped
from retrieval.question.other_words import find_other_words, is_same_name
from retrieval.question.parsing import parse_question

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def read_table(name: str, between: str | None) -> list[list[str]]:
    """Return the lines of a table: its pieces, cut once at a tab and then at what stands between two words."""
    lines = shipped(name).read_text("utf-8").splitlines()
    cut = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return cut if between is None else [[line[0], *line[1].split(between)] for line in cut]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("雨湖隧道多长", "全长"),
        ("修隧道花了多少钱", "总投资"),
        ("图书馆星期一不开门", "周一"),
        ("图书馆星期一不开门", "闭馆"),
        ("沉船死了多少人", "遇难人数"),
        ("who总干事", "世卫组织"),
        ("北约秘书长", "北大西洋公约组织"),
        ("北大西洋公约组织秘书长", "nato"),
        ("电商法啥时候实施", "电子商务法"),
        ("19年cpi涨了多少", "居民消费价格"),
        ("2021年底打完两针的有多少人", "全程接种"),
        ("全面小康是哪天宣布的", "庄严宣告"),
        ("被公司炒鱿鱼怎么赔", "解除劳动合同"),
        ("住院报销多少", "支付比例"),
        ("小孩落户要什么", "户口迁移"),
        ("神十三乘组都有谁", "神舟十三号"),
    ],
)
def test_what_is_asked_in_talk_is_written_otherwise(asked: str, written: str) -> None:
    """A question is given the words that documents write for the same."""
    assert written in dict.fromkeys(written for _, written in find_other_words(asked))


@pytest.mark.parametrize("asked", ["谁主持会议", "wholesale价格", "神舟十三号乘组", "精神一直在"])
def test_what_is_no_such_piece_adds_nothing(asked: str) -> None:
    """Latin pieces are whole words, and a full name is given no second time."""
    written = {word for _, word in find_other_words(asked)}
    assert not {"世界卫生组织", "世卫组织", "神舟十三号", "神舟一号"} & written


def test_a_longer_piece_goes_before_a_shorter_one() -> None:
    """暖气费 is a price, and says nothing of heating itself."""
    assert find_other_words("暖气费") == [("暖气费", "供热价格"), ("暖气费", "热费")]


@pytest.mark.parametrize("asked", ["世行长春分行在哪", "武大靖拿了几块金牌", "超市政协调会"])
def test_a_name_is_no_part_of_another_word(asked: str, segment: Segment) -> None:
    """Where the segmenter cuts elsewhere, a short name is none: 世行 of 世行长春 is, 政协 of 市政协调 is not."""
    names = {name.said for name in parse_question(asked, segment).same}
    assert names <= {"世行"}


def test_a_name_in_another_writing_is_searched_for_in_its_place(segment: Segment) -> None:
    """Its terms stand in the query where the name's own stood, and the rest of the question stays."""
    question = parse_question("电商法啥时候实施", segment)
    [name] = question.same
    assert (name.said, name.written) == ("电商法", "电子商务法")
    assert "商务" in name.query.bigrams
    assert "商法" not in name.query.bigrams
    assert {"实施"} <= {*question.query.words} & {*name.query.words}
    assert "施行" in question.loose_others
    assert "电子商务法" not in question.loose_others


def test_a_name_of_two_characters_is_not_looked_for() -> None:
    """长五 would be found in 全长五公里: who asks for 长征五号 is not sent there."""
    assert ("长五", "长征五号") in find_other_words("长五首飞")
    assert not find_other_words("长征五号")
    assert is_same_name("长五", "长征五号")
    assert not is_same_name("多长", "全长")


def test_the_table_of_words_is_sound() -> None:
    """Each piece stands once, is folded as questions are, and is no word of its own line."""
    lines = read_table("other_words.tsv", " ")
    pieces = [line[0] for line in lines]
    assert len(pieces) == len(set(pieces))
    for line in lines:
        assert len(line) > 1
        assert len(line) == len(set(line))
        assert all(word == fold(word) and word.strip() == word and word for word in line)


def test_the_table_of_names_is_sound() -> None:
    """A name is of one thing: it stands in one line, once, folded as questions are, beside at least one other."""
    lines = read_table("same_names.tsv", None)
    names = [name for line in lines for name in line]
    assert len(names) == len(set(names))
    assert all(len(line) > 1 for line in lines)
    assert all(name == fold(name) and name.strip() == name and len(name) > 1 for name in names)


def test_no_pair_stands_in_both_tables() -> None:
    """What is the same name is no mere other word."""
    of_one = [set(line) for line in read_table("same_names.tsv", None)]
    for piece, *words in read_table("other_words.tsv", " "):
        assert not any(piece in names and names & set(words) for names in of_one)


def test_a_name_is_found_inside_longer_talk() -> None:
    """A longer piece hides a shorter one, and never a name: 居民消费价格 is looked for in cpi涨了没 as well."""
    assert ("cpi", "居民消费价格") in find_other_words("cpi涨了没")
    assert not any(said == "暖气" for said, _ in find_other_words("暖气费多少"))


@pytest.mark.parametrize("text", ["air多少", "aid什么意思"])
def test_latin_letters_are_no_part_of_a_longer_word(text: str) -> None:
    """A short name in them is none: ai does not stand in air."""
    assert not any(said.isascii() for said, _ in find_other_words(text))
