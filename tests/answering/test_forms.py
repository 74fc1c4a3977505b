"""What a sentence must be, by its form, to answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval import Settings, open_answerer, read_settings

if TYPE_CHECKING:
    from retrieval.values import Answer


def ask(folder: Path, question: str, *texts: str) -> Answer:
    """Return the answer of an archive of these texts, a document each."""
    archive = folder / "archive"
    archive.mkdir()
    for number, text in enumerate(texts, 1):
        (archive / f"{number}.txt").write_text(text, "utf-8")
    settings = read_settings(Settings, archive=archive, index=folder / "index", engine="memory")
    return open_answerer(settings, print).ask(question)


_LEAK = "会议讨论了地下车库漏水问题。车库漏水已有两年，业主多次反映车库漏水。原因是伸缩缝防水层老化。"
_RISE = "水价上调方案公布，水价为何上调引起关注。第一阶梯水价由2.10元上调。调价理由：供水成本连续四年上涨。"


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("车库为什么漏水", _LEAK, "原因是伸缩缝防水层老化。"),
        ("车库为啥漏水", _LEAK, "原因是伸缩缝防水层老化。"),
        ("工业为什么好转", "工业明显好转，工业好转令人鼓舞。工业好转主要得益于新项目投产。", "得益于新项目"),
        ("大桥要封吗", "大桥封闭方案征求意见，大桥要封引发热议。专家表示大桥不必封闭。", "不必封闭"),
        ("什么是捻缝", "捻缝是手艺活，老人捻缝一辈子。所谓捻缝，就是拿麻丝拌油灰塞住船板。", "所谓捻缝"),
        ("有没有人员伤亡", "消防部门赶到现场查看人员伤亡情况。火灾没有人员伤亡。", "火灾没有人员伤亡。"),
        (
            "腿还听使唤是谁说的",
            "“我来告诉老伙计们，腿还听使唤。”祝鸿儒冲线后说。观众鼓掌。",
            "祝鸿儒冲线后说。",
        ),
        ("隧道全长多少米", "隧道全长引人关注，隧道全线施工。隧道全长4600米。", "4600米"),
        ("养犬登记多少钱", "养犬登记在派出所办理，养犬登记当天办结。登记费每只300元。", "300元"),
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
