"""What a sentence holds in another role than the one that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.answering.roles import find_other_role
from retrieval.chinese.folding import fold
from retrieval.question.parsing import parse_question
from tests.answering.test_forms import ask

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("question", "sentence", "role"),
    [
        (
            "冬奥会什么时候开幕",
            "今天（1月26日）距离冬奥会开幕还有9天，各项准备工作进入最后阶段。",
            "countdown",
        ),
        ("客机什么时候失联的", "今天是客机失联第12天。", "countdown"),
        ("新区是什么时候设立的", "今年是新区设立的第7年，这座未来之城拔地而起。", "countdown"),
        ("运动会哪天开幕", "运动会今天（10月7日）进入开幕后的第14个比赛日。", "countdown"),
        ("大桥什么时候通车", "大桥通车倒计时三十天。", "countdown"),
        ("哪一年澳门回归祖国", "澳门回归祖国25年来，各项事业全面进步。", "countdown"),
        ("奥运会为什么推迟", "由于奥运会推迟，场馆只能重新规划。", "consequence"),
        ("她为啥被弹劾", "因为她被弹劾下台，必须在60天内选出新总统。", "consequence"),
        ("冬奥会什么时候开幕", "1月26日，距离冬奥会开幕还有9天，各项准备工作有序推进。", "countdown"),
        ("冬奥会什么时候开幕", "冬奥会将于2月4日开幕，今天距离开幕还有9天。", ""),
        ("冬奥会什么时候开幕", "距离冬奥会开幕还有9天，开幕式定于2月4日晚举行。", ""),
        # A further day may be that of the event, and a cause of its own is one.
        ("冬奥会什么时候开幕", "冬奥会将于2022年2月4日开幕，距离开幕还有9天。", ""),
        ("冬奥会什么时候开幕", "2月4日晚，冬奥会开幕。", ""),
        ("哪一年澳门回归祖国", "1999年澳门回归祖国，25年来事业全面进步。", ""),
        ("三年级什么时候开学", "第三年级今天开学。", ""),
        ("奥运会为什么推迟", "因疫情而决定推迟奥运会。", ""),
        ("塔吊为什么不能用", "3号塔吊今天不能用", "statement"),
        ("塔吊为什么不能用", "3号塔吊今天不能用，钢丝绳断了两股", ""),
        ("奥运会为什么推迟", "由于疫情，奥运会推迟一年。", ""),
        ("还有几天开幕", "今天距离冬奥会开幕还有9天。", ""),
        # The day of preparations, or of words about a thing, is not that of the thing.
        ("亚运会哪天开幕", "亚运会组委会今天（9月21日）举行开幕式筹备工作新闻发布会。", "preparation"),
        ("亚运会哪天开幕", "昨晚（9月18日），亚运会开幕式完成最后一次彩排。", "preparation"),
        ("大会哪天开的", "明天（5月19日）的报纸将发表评论员文章，论大会开幕式主旨演讲。", "preparation"),
        ("大桥啥时候通车", "今天，大桥通车仪式进行了演练。", "preparation"),
        # When a work begins does not tell when it ends, nor the other way round.
        ("便民中心啥时候能盖好", "便民中心昨日举行开工仪式。", "other end"),
        ("便民中心什么时候动工", "便民中心将于2027年3月竣工。", "other end"),
        ("便民中心啥时候能盖好", "便民中心昨日开工，计划2027年3月竣工。", ""),
        ("便民中心什么时候开", "便民中心昨日举行开工仪式。", ""),
        # Who asks when something begins to run is told by when it opens.
        ("地铁什么时候开始运行", "地铁3号线6月1日开通。", ""),
        ("开幕式哪天彩排", "昨晚（9月18日），亚运会开幕式完成最后一次彩排。", ""),
        ("亚运会哪天开幕", "志愿者说，亚运会将于9月23日开幕。", ""),
        # A half, a quarter, some months are not the year that is asked for.
        ("2023年汽车出口多少辆", "今年前四个月，汽车出口149.4万辆，增长76.5%。", "part of year"),
        ("2020年产值多少", "今年上半年，全县产值达12亿元。", "part of year"),
        ("今年一共收了多少税", "一季度全县收税3.2亿元。", "part of year"),
        ("2024年物价涨了多少", "3月份，物价同比上涨1.2%。", "part of year"),
        ("2021年洪水死了几个人", "7月，洪水造成12人死亡。", ""),
        ("2020年产值多少", "2020年产值达30亿元，其中四季度9亿元。", ""),
        ("2020年上半年产值多少", "今年上半年，全县产值达12亿元。", ""),
        ("2020年产值多少", "全年产值达30亿元，四季度增长一成。", ""),
        ("2020年的会多少人参加", "会议于11月4日召开，42人参加。", ""),
        # What is proposed is not what came of it.
        ("水费定了多少钱一方", "拟定两个方案：方案一，每立方米由2.10元调整为2.48元。", "proposal"),
        ("明年物业费多少", "物业公司提出，物业费上调至每平方米2.20元。", "proposal"),
        ("通讯要写多少字", "稿件类型：通讯；字数要求：1500字以上；稿费标准：260元/篇", ""),
        ("水费定了多少钱一方", "经批准，水价调整为每立方米2.36元。", ""),
        ("物业公司提出涨到多少", "物业公司提出，物业费上调至每平方米2.20元。", ""),
        # Who followed somebody is not whom he followed.
        ("谁接替老林当场长", "1999年，老林接替魏国栋当了场长。", "doer"),
        ("谁打败了红旗队", "决赛里红旗队2比1打败了东风队。", "doer"),
        ("谁接替老林当场长", "2008年，魏小军接替老林当了场长。", ""),
        ("谁打败了红旗队", "红旗队被东风队打败。", ""),
    ],
)
def test_what_stands_in_another_role_is_no_answer(
    segment: Segment, question: str, sentence: str, role: str
) -> None:
    """It holds the words of the question, and a day, a cause, a figure or a name, which are those of something else."""
    assert find_other_role(parse_question(question, segment), fold(sentence)) == role


def test_what_has_the_role_that_is_asked_for_comes_first(tmp_path: Path) -> None:
    """However much alike the others are; where there are only others, none is sure."""
    counts = "今天（1月26日）距离冬奥会开幕还有9天，准备工作进入最后阶段。"
    told = "4日晚上，冬奥会在国家体育场开幕，全场欢呼。"
    assert "国家体育场" in ask(tmp_path, "冬奥会什么时候开幕", f"{counts}\n{told}").shown[0].text
    (tmp_path / "alone").mkdir()
    assert ask(tmp_path / "alone", "冬奥会什么时候开幕", counts).outcome != "sure"
