"""Whole sums, moments and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from passages import passage_of, place

from retrieval.reader.exact.wholes import end_of_range, whole_amount, whole_moment, whole_person

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("伴有5至6级偏北风。", "6级偏北风", "5至6级"),
        ("特展门票40元。", "门票40元", "40元"),
        ("冠军成绩2小时39分14秒。", "39分", "2小时39分14秒"),
        ("判处有期徒刑三年六个月，并处罚金。", "三年", "三年六个月"),
        ("工期一年零三个月。", "三个月", "一年零三个月"),
        ("全程两小时四十分钟。", "四十分钟", "两小时四十分钟"),
        ("修了三年半。", "三年", "三年半"),
        ("三年级六个班。", "六个班", "六个班"),
        ("合同价￥1,250,000.00。", "250,000", "￥1,250,000.00"),
        ("均价3.5万元/平方米。", "3.5万元", "3.5万元/平方米"),
        ("处二百元以上一千元以下罚款。", "二百元", "二百元以上一千元以下"),
        ("维修人员2小时内到场。", "2小时", "2小时内"),
        ("中签率约三成五。", "三成", "三成五"),
        ("60周岁以上的老人。", "60周岁", "60周岁以上"),
        ("夺冠成绩1分01秒73。", "73", "1分01秒73"),
        ("以68比61战胜对手。", "68", "68比61"),
        ("极端最低气温零下9.8℃（2008年2月1日）。", "9.8℃（2008年2月1日）", "零下9.8℃"),
        ("廿三人受伤。", "三人", "廿三人"),
        ("二○八人参加。", "八人", "二○八人"),
        # Two sums are an answer of two; a word without a sum stays.
        ("6票赞成、1票反对。", "6票赞成、1票", "6票赞成、1票"),
        ("有若干人参加。", "若干人", "若干人"),
    ],
)
def test_a_sum_is_whole_and_alone(segment: Segment, text: str, marked: str, whole: str) -> None:
    """A mark on a part of a sum holds all of it, with its unit and its other end, and no word beside it."""
    passage = passage_of(text, segment)
    assert whole_amount(passage, place(text, marked), passage.sentences[0]).of(text) == whole


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("投放时间为6:30—9:00。", "00", "6:30—9:00"),
        ("2026年11月2日至12月20日闭馆。", "12月20日", "2026年11月2日至12月20日"),
        ("自2023年7月1日起施行。", "7月1日", "2023年7月1日"),
        ("每周一至周五9:00—17:00开放。", "周五", "每周一至周五9:00—17:00"),
        ("礼拜一至礼拜五开放。", "礼拜五", "礼拜一至礼拜五"),
        ("去年冬天开工。", "去年冬天", "去年冬天"),
        ("2号线末班车22时40分发出。", "22时40分发出", "22时40分"),
        ("每周一上午、周五下午坐诊。", "周五下午", "每周一上午、周五下午"),
        ("时间为6:30—9:00和18:00—21:00。", "18:00", "6:30—9:00和18:00—21:00"),
        ("预计2027年4月底恢复。", "2027年", "2027年4月底"),
        ("预计2027年国庆前通车。", "2027年国庆前", "2027年国庆前"),
        ("1930年代翻新。", "1930年代", "1930年代"),
        # What is less than a year and more than a day, and years with their other end.
        ("隧道于2021年第三季度开工。", "2021年", "2021年第三季度"),
        ("新校区2024年上半年启用。", "2024年", "2024年上半年"),
        ("大桥二〇二五年底合龙。", "二〇二五年", "二〇二五年底"),
        ("三月上旬插秧。", "三月", "三月上旬"),
        ("讲述了1936年至1949年船工的故事。", "1949年", "1936年至1949年"),
        ("展出前206年至220年的陶俑。", "220年", "前206年至220年"),
        ("禁采期为每年四月一日至七月三十一日。", "每年四月一日至七月", "每年四月一日至七月三十一日"),
        ("禁渔期为每年3月1日至6月30日。", "6月30日", "每年3月1日至6月30日"),
        # Chinese numerals are read as digits are, and the part of a day goes with its day.
        ("十一月二日至十二月二十日闭馆。", "十二月二十日", "十一月二日至十二月二十日"),
        ("展览早上八点至晚上十点半开放。", "晚上十点半", "早上八点至晚上十点半"),
        ("会议11月2日上午至3日下午举行。", "11月2日", "11月2日上午至3日下午"),
        ("自9月1日上午9时起至9月15日下午5时止。", "9月1日", "9月1日上午9时起至9月15日下午5时"),
        ("提出两点意见。", "两点", "两点"),
        # Nothing is cut off: 前 and 起 say when as well.
        ("于1949年10月1日前完成。", "1949年10月1日前", "1949年10月1日前"),
    ],
)
def test_a_moment_has_both_its_ends(segment: Segment, text: str, marked: str, whole: str) -> None:
    """A mark on a part of a date, a time or a range holds all of it."""
    passage = passage_of(text, segment)
    assert whole_moment(passage, place(text, marked), passage.sentences[0]).of(text) == whole


@pytest.mark.parametrize(
    ("text", "marked", "name"),
    [
        ("由殷素秋主持。", "殷素", "殷素秋"),
        ("沙玉兰分管财务。", "玉兰", "沙玉兰"),
        # An invisible character behind a surname tells which of its forms is meant.
        ("老板是葛\U000e0100文彬。", "文彬", "葛\U000e0100文彬"),
        ("老板是葛\ufe00文彬。", "文彬", "葛\ufe00文彬"),
        ("由方海涛主持。", "海涛", "方海涛"),
        # Who is called by his surname alone has no other name.
        ("钥匙由老闵保管。", "闵", "老闵"),
        # What follows is no part of the name.
        ("刘吉说得对。", "刘吉", "刘吉"),
        ("刘吉和温金荣出席。", "刘吉", "刘吉"),
        ("温金荣主持会议。", "温金荣", "温金荣"),
        # One character more makes no foreign name whole.
        ("副秘书长沃龙科夫讲话。", "科夫", "科夫"),
    ],
)
def test_a_name_has_its_surname_and_its_end(segment: Segment, text: str, marked: str, name: str) -> None:
    """A name that the segmenter cut is put together, and no other word is taken in."""
    passage = passage_of(text, segment)
    assert whole_person(passage, place(text, marked), passage.sentences[0]).of(text) == name


@pytest.mark.parametrize(
    ("text", "marked", "end"),
    [
        ("2026年9月6日至10月31日封闭检修。", "2026年", "10月31日"),
        ("定于11月12日22时至13日6时停水。", "13日6时", "13日6时"),
        ("今天开幕，展期至11月22日。", "今天", "11月22日"),
        ("2009年至2019年为远大物业，合同2027年7月31日到期。", "2027年7月31日", "2027年7月31日"),
    ],
)
def test_until_when_is_the_end_of_a_range(segment: Segment, text: str, marked: str, end: str) -> None:
    """Who asks until when is told the last day of a stretch of days, and not the first."""
    passage = passage_of(text, segment)
    assert end_of_range(passage, place(text, marked), passage.sentences[0]).of(text) == end
