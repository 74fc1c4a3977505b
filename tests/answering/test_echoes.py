"""Interviews, FAQs, minutes: the archive asks what is asked, and what follows answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import Answerer, Found, Settings, open_answerer, read_settings
from tests.answering.test_forms import ask

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def answerer(root: Path) -> Answerer:
    return open_answerer(read_settings(Settings, archive=root / "tests/cases/interviews.jsonl"), report=print)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("居住证怎么办理", "申请人携带身份证和租赁合同"),
        ("如何办理居住证？", "申请人携带身份证和租赁合同"),
        ("居住证的有效期是多久", "居住证每年签注一次"),
        ("办理居住证多少钱", "首次申领免费"),
        ("本届交易会最大的亮点是什么", "最大的亮点是数字农业展区"),
        ("交易会的成交额有多大", "成交额达到9.7亿元"),
        ("下一届交易会由谁承办", "下一届将由东坪镇承办"),
        ("电梯改造的费用由谁承担", "答：由开发商承担六成"),
        ("改造什么时候完工", "答：预计六月底完工"),
        ("谁负责监督施工", "由业主委员会监督施工"),
        ("博物馆开放时间是几点到几点", "每天9时至17时开放"),
        ("博物馆能不能带宠物", "导盲犬以外的宠物不得入内"),
        ("门票多少钱", "新馆免费参观"),
        # Nobody says who does it: whatever follows under the headline is as near.
        ("谁来为老旧小区加装电梯", "高庆国"),
        ("老旧小区加装电梯由谁出钱", "加装电梯由居民出资"),
        ("为什么写《雾中的灯塔》", "因为父亲留下了一本航海日记"),
        ("写这本书用了多长时间", "用了整整九年"),
    ],
)
def test_what_follows_the_echo_answers(answerer: Answerer, question: str, sentence: str) -> None:
    """In the same paragraph or the next, behind a label, a number or nothing, and behind a greeting."""
    answer = answerer.ask(question)
    assert isinstance(answer, Found)
    assert sentence in answer.quotes[0].text


@pytest.mark.parametrize(
    ("text", "question", "sentence"),
    [
        # Lines of a list, of verse and of messages head nothing, nor does a row that names somebody 何.
        (
            "值班表\n水利局 值班员罗敏 电话8101\n交通局 值班员何立 电话8102\n险情请拨打。",
            "交通局的电话是多少",
            "电话8102",
        ),
        ("山居即事\n竹外寒泉落\n松间旧屋明\n煮茗听秋声\n注：沈砚秋，临江人。", "煮茗听秋声", "煮茗听秋声"),
        (
            "老周 2023-05-06 09:12\n泵到了吗\n阿芳 2023-05-06 09:13\n公交改走北岸大道\n小鲁 2023-05-06 09:14\n收到，谢谢。",
            "公交改走哪里",
            "北岸大道",
        ),
    ],
)
def test_a_line_of_a_list_heads_nothing(tmp_path: Path, text: str, question: str, sentence: str) -> None:
    """What stands behind it is no answer of its own."""
    assert sentence in ask(tmp_path, question, text).quotes[0].text


@pytest.mark.parametrize("question", ["林听潮最喜欢哪位作家", "您最喜欢哪位作家"])
def test_an_echo_that_nothing_follows_is_no_answer(answerer: Answerer, question: str) -> None:
    """The last question of an interview was cut off: it is near, and answers nothing."""
    assert not isinstance(answerer.ask(question), Found)


@pytest.mark.parametrize(
    "question", ["今年计划加装电梯多少台", "居住证逾期未签注的会怎样", "导盲犬能不能入内"]
)
def test_what_is_no_echo_is_ranked_as_ever(answerer: Answerer, question: str) -> None:
    """Another question of the same page gives nothing to the sentence behind it."""
    answer = answerer.ask(question)
    best = answer.shown[0]
    assert not best.text.rstrip().endswith("？")


def test_every_quote_is_a_piece_of_its_document(answerer: Answerer) -> None:
    """Joined for ranking only: sentence and exact words stand in the document, where the quote says, and once."""
    for question in ("居住证怎么办理", "改造什么时候完工", "交易会的成交额有多大", "写这本书用了多长时间"):
        quotes = answerer.ask(question, limit=30).shown
        places = [(quote.metadata.id, quote.in_document) for quote in quotes]
        assert len(set(places)) == len(places)
        for quote in quotes:
            document = answerer.index.document(quote.metadata.id)
            assert document is not None
            assert quote.in_document.of(document.text) == quote.text
            assert quote.exact is None or quote.exact_text in quote.text


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("1984年发现了什么", "3月，在狮子岩发现汉代墓群，出土文物216件。"),
        ("1987年谁当的县长", "5月，县长由甘棠接任。"),
        ("车库防水谁中的标", "公开比选后，由恒固公司中标，合同价31.7万元。"),
        ("评三好学生要做多少小时志愿服务", "（二）参加志愿服务不少于二十小时。"),
    ],
)
def test_what_stands_under_a_heading_answers_with_its_words(
    tmp_path: Path, question: str, sentence: str
) -> None:
    """A bare year, a numbered heading and what ends with a colon are never the answer themselves."""
    text = (
        "雁岭县大事记\n\n1984年\n\n3月，在狮子岩发现汉代墓群，出土文物216件。\n\n1987年\n\n5月，县长由甘棠接任。\n\n"
        "二、车库防水。公开比选后，由恒固公司中标，合同价31.7万元。\n\n三、绿化。补种桂花三十棵。\n\n"
        "第十二条 评选三好学生须具备下列条件：\n\n（一）遵守校规，没有受过处分；\n\n（二）参加志愿服务不少于二十小时。\n"
    )
    (tmp_path / "one.txt").write_text(text, "utf-8")
    answer = open_answerer(read_settings(Settings, archive=tmp_path, engine="memory"), print).ask(question)
    assert answer.shown[0].text.strip() == sentence
