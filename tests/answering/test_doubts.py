"""What makes it doubtful that a sentence answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import Found
from tests.answering.test_forms import ask

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("镇卫生院儿科挂号费多少钱", "镇卫生院儿科原来有一名医生，去年退休了。镇卫生院的儿科在二楼。"),
        ("雁岭火车站站长是谁", "9月28日，雁岭火车站启用，合雁铁路通车，齐伯钧剪彩。"),
        ("东圩区区长是谁", "东圩区副区长卜文琴介绍，事故没有造成人员死亡。"),
        ("法务部负责人是谁", "公司设财务部、法务部。人力资源部负责人为曾庆玲，财务部负责人为陶立。"),
        ("程朗的妻子是谁", "费明玉最得意的学生是程朗，后来当了天文台的研究员。"),
        # Who asks how a person is called is told no name by a sentence without a person, nor an age by one without a year.
        ("校医叫什么名字", "药品交到校门口传达室，由校医核对处方后送到班上，不能由学生自己保管。"),
        ("老鸦渡的船工叫啥", "老鸦渡客渡船须持船舶证书，船工须持证上岗。"),
        # Of a night or a morning nobody learns the hour.
        ("夜市几点收摊", "渔市口夜市今晚可视情况提前收摊。"),
        # Nor of 今天 the day, where nothing says when it was said.
        ("磨盘桥哪天通的车", "乡亲们：今天磨盘桥通车了。"),
        # 天 of 问天 is no day, and 年 of 年轻 no year.
        ("问天舱啥时候发射的", "问天舱发射以来，各种实验设备工作稳定，年轻的航天员十分忙碌。"),
        ("闵长青多大年纪", "听证会定于2026年7月28日举行，主持人为副局长闵长青。"),
        ("图书驿站为什么搬家", "图书驿站周二到周日开放，周一整理图书，不开放。"),
        # A thing that occurs nowhere is no other thing, nor an act that no sentence tells another act.
        ("谁主持了婚礼", "市委书记刘吉主持会议并讲话，市长温金荣出席会议。"),
        ("新火葬场在哪", "7月，县第一中学迁入城南新校区，投资3.4亿元。"),
        ("大桥塌了吗", "大桥全长2386米，主跨560米，双向六车道。"),
        ("校服多少钱一套", "在校期间须穿校服，男生不留长发。校服由学校统一订购。"),
    ],
)
def test_what_lacks_what_is_asked_for_is_not_sure(tmp_path: Path, question: str, text: str) -> None:
    """A price without a sum, an office nobody is said to hold, or another's: near at most."""
    assert ask(tmp_path, question, text).outcome != "sure"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("挂号费多少钱", "镇卫生院儿科的挂号费为8元。镇卫生院的儿科在二楼。"),
        ("船厂欠银行多少钱", "船厂欠了银行两千多万，撑不下去。"),
        ("东圩区区长是谁", "东圩区区长卜文琴介绍，事故没有造成人员死亡。"),
        ("财务部负责人是谁", "公司设财务部、法务部。人力资源部负责人为曾庆玲，财务部负责人为陶立。"),
        ("校医叫什么名字", "校医苗翠英核对处方后送到班上。"),
        ("夜市几点收摊", "渔市口夜市每晚23:30收摊。"),
        ("夜市几点收摊", "渔市口夜市每晚十一点半收摊。"),
        ("闵长青多大年纪", "副局长闵长青，1971年出生，法学硕士。"),
        ("我国第一艘航母叫什么", "我国第一艘航母命名为辽宁舰。"),
        # People say 手机号 where 手机 is written, and 病人 where 患者 is.
        ("文澍手机号多少", "姓名：文澍；职务：副主任；手机：13907430021"),
        ("图书驿站哪天不开放", "图书驿站周二到周日开放，周一整理图书，不开放。"),
    ],
)
def test_what_holds_it_is_not_doubted(tmp_path: Path, question: str, text: str) -> None:
    """A sum needs no unit, and a weekday is a day."""
    assert isinstance(ask(tmp_path, question, text), Found)
