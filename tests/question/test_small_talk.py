"""What is small talk, and what only begins or ends like it."""

from __future__ import annotations

import pytest

from retrieval.question.small_talk import SMALL_TALK, find_small_talk

CASES = {
    "thanks": "谢谢 多谢 谢谢你 谢谢您！ 非常感谢 谢啦 谢谢你的帮助 好的，谢谢 嗯嗯谢谢啦 辛苦了 您辛苦了 Thanks! thx 唔该 謝謝 哈哈谢谢 太感谢了~ 麻烦你了 🙏",
    "greeting": "你好 您好！ 你好呀 大家好 hello Hi 嗨 哈喽 早 早上好 晚上好 在吗？ 有人吗 你好你好 您好，在吗",
    "farewell": "再见 拜拜 拜拜啦 Bye 晚安 明天见 好的，再见 没问题了 先这样吧 我先走了",
    "assent": "好 好的 好吧 嗯 嗯嗯 哦 行 ok OK! 知道了 明白了 我知道了 收到 对 是的 原来如此 没事 👌",
    "praise": "你真棒 太厉害了 真不错 牛啊 太好了 答得真好 很有用 👍 你好厉害 赞 好棒",
    "laughter": "哈哈 哈哈哈哈 呵呵 嘻嘻 hhh 2333 笑死我了 😂",
    "introduction": "你是谁 你叫什么名字？ 你能做什么 你会什么 你是机器人吗 介绍一下你自己 您是哪位",
    "complaint": "不对 错了 你答错了 不是这个 答非所问",
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in CASES.items() for text in texts.split(" ") if text]
)
def test_small_talk_is_told_by_its_kind(kind: str, text: str) -> None:
    """In either script and width, with or without marks and particles, one after another."""
    assert find_small_talk(text) == kind


def test_every_kind_has_cases() -> None:
    """What is a kind is shown by examples."""
    assert set(CASES) == set(SMALL_TALK)


@pytest.mark.parametrize(
    "text",
    [
        "谢谢你告诉我谁主持会议",
        "谢谢，那温金荣呢？",
        "谁主持了会议，谢谢",
        "谢谢惠顾是什么意思",
        "谢晋",
        "谢谢你的爱1999是谁唱的",
        "你好，谁主持了会议？",
        "你好李焕英的票房",
        "再见语文",
        "好的医院有哪些",
        "对外贸易",
        "早餐",
        "行政",
        "厉害了我的国",
        "可以吗",
        "继续",
        "还有呢",
        "是谁",
        "为什么",
        "什么时候",
        "他是谁",
        "你是谁的部下",
        "他会什么",
        "强调",
        "好莱坞",
        "晚安计划是什么",
        "上一个",
        "详细说说",
        "第二点呢",
        "？",
        "",
        "2022",
        "哈尔滨",
        "牛奶价格",
    ],
)
def test_what_asks_or_names_is_none(text: str) -> None:
    """Names that begin like small talk, questions with courtesy, and words that lean on an answer."""
    assert find_small_talk(text) == ""
