"""What a sentence must be, by its form, to answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval import Found, Settings, open_answerer, read_settings
from retrieval.answering.forms import states_nothing

if TYPE_CHECKING:
    from retrieval.answers import Answer


def ask(folder: Path, question: str, *texts: str) -> Answer:
    """Return the answer of an archive of these texts, a document each."""
    archive = folder / "archive"
    archive.mkdir()
    for number, text in enumerate(texts, 1):
        (archive / f"{number}.txt").write_text(text, "utf-8")
    settings = read_settings(Settings, archive=archive, index=folder / "index", engine="memory")
    return open_answerer(settings, print).ask(question)


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "水价为什么要涨",
            "渌安市举行水价听证会。方案一，水价由2.10元调整为2.48元。调价理由：供水成本连续四年上涨，水价偏低。",
            "供水成本",
        ),
        (
            "工业为啥好起来了",
            "全市工业增长6.8%。市统计局分析，工业回升主要得益于新项目投产。农业稳定。",
            "得益于新项目",
        ),
        (
            "沅江大桥为啥要封",
            "沅江大桥将于11月3日起封闭维修。检测显示，因吊杆锈蚀，大桥被评定为危桥。工期90天。",
            "因吊杆锈蚀",
        ),
        ("大桥要封吗", "大桥维修方案公布。专家表示，大桥不必全部封闭。公交照常。", "不必全部封闭"),
        ("狗能坐公交车吗", "养犬人携犬外出。不得携犬乘坐公交。违者处罚。", "不得携犬乘坐公交"),
        (
            "有没有人员伤亡",
            "消防部门赶到现场，核实人员伤亡。火灾没有造成人员伤亡。原因正在调查。",
            "没有造成人员伤亡",
        ),
        ("什么是捻缝", "捻缝的师傅叫蔡阿炳。所谓捻缝，就是拿麻丝拌油灰塞住船板。", "所谓捻缝"),
        ("捻缝是什么意思", "捻缝的师傅叫蔡阿炳。捻缝就是拿麻丝拌油灰塞住船板。", "捻缝就是"),
        (
            "腿还听使唤是谁说的",
            "“我来告诉老伙计们，腿还听使唤。”祝鸿儒冲线后说。观众鼓掌。",
            "祝鸿儒冲线后说。",
        ),
        (
            "腿还听使唤是谁说的",
            "“我来告诉老伙计们，腿还听使唤。”祝鸿儒冲线后回应。观众鼓掌。",
            "祝鸿儒冲线后回应。",
        ),
        ("博物馆几点关门", "博物馆新馆对外开放，老馆关闭。每日16:30停止入馆。周一闭馆。", "16:30"),
    ],
)
def test_the_form_that_is_asked_for_comes_first(
    tmp_path: Path, question: str, text: str, answer: str
) -> None:
    """Among sentences of one matter, the one that gives what is asked for is shown first."""
    assert answer in ask(tmp_path, question, text).shown[0].text


def test_a_correction_comes_before_what_it_corrects(tmp_path: Path) -> None:
    """The value that is right now is shown, and not the misprint."""
    report = "东圩市场凌晨起火，2人受伤，火灾原因正在调查。"
    correction = "更正：本报《东圩市场起火》一文中，“2人受伤”有误，受伤人数应为3人。"
    assert "应为3人" in ask(tmp_path, "东圩市场起火几人受伤", report, correction).shown[0].text


@pytest.mark.parametrize(
    ("question", "option"), [("运动会放在哪个周末", "四月第一个"), ("运动会是哪天开", "四月第一个")]
)
def test_what_most_people_chose_answers_a_poll(tmp_path: Path, question: str, option: str) -> None:
    """Of the options under a question, the one with most votes is the answer, wherever it stands."""
    message = {
        "id": 3, "type": "message", "date": "2023-03-01T10:00:00", "from": "社区", "text": "",
        "poll": {
            "question": "社区运动会放在哪个周末？",
            "answers": [
                {"text": "四月最后一个周末", "voters": 21}, {"text": "四月第一个周末", "voters": 31},
                {"text": "五月第一个周末", "voters": 5},
            ],
        },
    }  # fmt: skip
    archive = tmp_path / "archive"
    archive.mkdir()
    export = {"name": "社区", "type": "public_channel", "id": 99, "messages": [message]}
    (archive / "result.json").write_text(json.dumps(export, ensure_ascii=False), "utf-8")
    settings = read_settings(Settings, archive=archive, index=tmp_path / "index", engine="memory")
    answer = open_answerer(settings, print).ask(question)
    assert option in (answer.quotes if isinstance(answer, Found) else answer.nearest)[0].text


def test_a_form_outweighs_no_other_matter(tmp_path: Path) -> None:
    """A reason for something else does not answer why."""
    answer = ask(
        tmp_path, "车库为什么漏水", "地下车库漏水，检测发现伸缩缝防水层老化。", "因为高温，八月例会停开。"
    )
    assert "防水层" in answer.shown[0].text


def test_other_words_lead_to_what_shares_none_of_the_questions(tmp_path: Path) -> None:
    """全长 answers 多长, and no passage need hold the question's own words for it."""
    answer = ask(
        tmp_path, "雨湖隧道多长", "雨湖隧道正在施工，票价6元。", "雨湖隧道工程全长4.6公里，设站19座。"
    )
    assert "4.6公里" in answer.shown[0].text


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("廿一、车库防水", True), ("(十一)车库防水", True), ("(二)参加志愿服务不少于二十小时。", False), ("(二)、车库防水。", True), ("1)车库防水", True), ("第一百零三条 宿舍", True), ("二○二二年", True),
        ("二〇二二年十一月", True), ("谁中标?】", True), ("谁中标?’", True), ("3.5万元", False), ("1)车库防水由恒固公司中标", False),
    ],
)  # fmt: skip
def test_a_heading_states_nothing_however_it_is_numbered(text: str, nothing: bool) -> None:
    """A number and a few words, or a year alone, answer no question."""
    assert states_nothing(text) == nothing
