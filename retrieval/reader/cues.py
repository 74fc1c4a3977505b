"""What a sentence shows of its kind: a time, a number, a place, a reason. Patterns for folded text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.chinese.holidays import HOLIDAYS
from retrieval.chinese.numerals import CHINESE, LARGE, SMALL, WEEKDAY, WEEKDAYS
from retrieval.chinese.vocabulary import PARTS_OF_DAY, SPEECH, alternatives
from retrieval.expressions import regex

if TYPE_CHECKING:
    from retrieval.answers import Question

_DIGITS = "[0-9]"
_NUMERAL = f"[{CHINESE}]"

HOUR_IN_WORDS = regex(f"[{CHINESE}]{{1,3}}点(?![{CHINESE}个项条])")
"""十九点以后 is an hour where it is asked for one; 两点意见 is none."""
# Each begins with a look at the next character: most can begin neither, and that is told fastest so.
WHEN = regex(
    rf"(?=[0-9{CHINESE}公西前元凌清早上中下傍晚深半夜当午今昨明去次星礼周本春夏秋冬商秦汉晋隋唐宋东战南北民])"
    rf"(?:(?:公元前?|西元前?|前)?{_DIGITS}{{1,4}}年代?(?:[初末底中]|{_DIGITS}{{1,2}}月(?:{_DIGITS}{{1,2}}[日号])?|[春夏秋冬]季?)?"
    rf"|(?<![0-9]){_DIGITS}{{1,2}}月(?:{_DIGITS}{{1,2}}[日号]|份|[初末底中上下]旬?)?"
    # 3号线 and 8号楼 are no days.
    rf"|(?<![0-9]){_DIGITS}{{1,2}}[日号](?![线楼院机馆门房])"
    rf"|{_NUMERAL}{{2,4}}年|[元{SMALL}]{{1,3}}年间?|{_NUMERAL}{{1,3}}月(?:{_NUMERAL}{{1,3}}[日号])?"
    rf"|{_DIGITS}{{1,2}}世纪(?:{_DIGITS}{{1,2}}年代|[初末中]叶?)?|{_NUMERAL}{{1,3}}世纪(?:{_NUMERAL}{{1,2}}十?年代|[初末中])?"
    rf"|{_DIGITS}{{1,2}}时(?:{_DIGITS}{{1,2}}分)?(?![代期])|{_DIGITS}{{1,2}}[:：]{_DIGITS}{{2}}|{_DIGITS}{{1,2}}点"
    rf"|{alternatives(PARTS_OF_DAY)}|当晚|今[天日晨晚年]|昨[天日晚]|明[天日年]|去年|前年|当[天日年时]|次[日年]"
    rf"|{WEEKDAY}|[本上下]周|[春夏秋冬][季天]|[夏商周秦汉晋隋唐宋元明清]朝"
    r"|(?:西周|东周|春秋|战国|西汉|东汉|三国|西晋|东晋|南北朝|五代|北宋|南宋|民国|二战|战后|[夏商周秦汉晋隋唐宋元明清])"
    r"(?:代|朝|时期|初年?|末年?|年间)"
    rf"|{_DIGITS}{{4}}[-/.]{_DIGITS}{{1,2}}(?:[-/.]{_DIGITS}{{1,2}})?)"
)
UNITS = (
    r"平方公里|平方米|平方千米|立方米|摄氏度|人民币|新台币|海里|公尺|公里|千米|英里|英尺|厘米|公分|毫米|公顷|公斤|千克|毫升|"
    r"美元|港元|港币|欧元|英镑|日元|台币|卢比|分钟|小时|星期|个月|千瓦|赫兹|人次|"
    r"个|位|名|人|些|种|类|部|本|家|座|条|支|只|项|所|间|场|届|款|首|片|块|处|派|队|艘|架|辆|颗|枚|份|篇|张|台|套|股|批|段|层|级|"
    r"次|起|门|族|户|道|曲|集|站|线|军|岁|米|亩|吨|克|磅|升|元|度|倍|成|%|分|秒|天|日|周|月|年|点|票|席|例|发|枪|字|页|卷|章|回|"
    r"幕|盘|局|球|代|世|等|瓦|伏|节|匹|头|棵|株|粒|盏|扇|幅|把|杯|瓶|箱|包|趟|班|口|万|亿|国|省|市|县|区|校|村|镇"
)
NUMBER = regex(
    rf"(?=[0-9第{CHINESE}{LARGE}半数几])"
    rf"(?:第?(?:{_DIGITS}[0-9,.]*{_DIGITS}|{_DIGITS})[多余几]?[十百千{LARGE}]*(?:[多余几]|分之[{CHINESE}0-9]+)?(?:{UNITS})?"
    rf"|第?[{CHINESE}{LARGE}半数几]+(?:点{_NUMERAL}+)?[多余几]?(?:{UNITS})"
    rf"|百分之[{CHINESE}点0-9.]+|{_NUMERAL}+分之{_NUMERAL}+)"
)
# 首 counts nothing: 首席, 首次.
NUMERAL = regex(f"[0-9{CHINESE}{LARGE}半数几双俩]")
QUOTED = regex(r"[“「『《〈]([^“”「」『』《》〈〉]{1,40})[”」』》〉]")
PLACE = regex(
    r"[\u4e00-\u9fff]{1,5}(?:[省市县区州国洲岛镇乡村街路港湾河江湖海山寺庙宫城]|大学|学院|机场|车站|公园|广场|大厦|酒店|医院|教堂|"
    r"地区|半岛|盆地|高原|群岛)"
)
REASON = regex(
    r"因为|由于|因此|因而|所以|原因|为了|以便|缘于|源于|鉴于|基于|导致|致使|使得|旨在|目的|是为|因[^此而素]|出于|受"
)
DEFINITION = regex(
    r"是指|指的是|即|是一|是[由以在]|称为|称作|又名|又称|别名|简称|俗称|叫做|名为|命名|意思|意为|属于|属[一于]|定义|也就是"
)
MANNER = regex(r"通过|采用|利用|使用|以[^及后前来上下]|方法|方式|首先|然后|经过|借助|依靠|运用|透过")
# 小说, 名称 and 讲座 hold a short verb that says nothing.
SAYS = regex(rf"{alternatives(set(SPEECH) - set('说讲称'))}|[说讲称][，,：:]|[“「]")
PERSON_CUE = regex(
    r"主席|总统|总理|部长|书记|市长|省长|主任|将军|教授|博士|先生|女士|爵士|国王|皇帝|导演|演员|歌手|作家|诗人|学者|发言人|司令|"
    r"大使|议员|记者|队长|教练|球员|男子|女子|青年|嫌犯|枪手|凶手|父亲|母亲|妻子|儿子|女儿|兄弟|之子|长子|率领|担任|创办|创立|发明|"
    r"执导|主演|所著|撰写"
)
_SUM = rf"[0-9{CHINESE}{LARGE}半几]"
# What a question counts → how a sentence writes it.
_WANTED = (
    (
        regex(
            r"(?:多少|几(?!个))(?:块|元|毛|万|亿|百)?钱|几块|几毛|罚(?:多少|几)|补(?:多少(?!人)|几块)|收多少|交多少|工资多少|(?:房租|门票|票价|押金|稿费|工资|租金|水费|学费|电费|奖金|月租|费)(?:是|要|为|怎么算)?多少"
        ),
        regex(
            rf"{_SUM}(?:多|余)?(?:元|块|美元|欧元|港元|日元|英镑|角)|免费|免收|免交|￥|\$|"
            # 欠了银行两千多万 tells a sum without its unit.
            rf"[0-9{CHINESE}](?:多|余)?[万亿](?=[,，。;；、)]|$)"
        ),
    ),
    (regex(r"几点"), regex(rf"{_SUM}(?:时|点)|[0-9][:：][0-9]{{2}}")),
    (
        regex(r"哪一?天|几月几?[日号]|几[日号]"),
        # 预计国庆前通车 and 12月中旬 say as much of a day as is known.
        regex(
            rf"{_SUM}[日号](?![线楼院机馆门房路])|今天|昨天|明天|[周每]日?[{WEEKDAYS}天]|星期|"
            rf"{_SUM}月(?![0-9])|月[初底]|年[初底]|[上中下]旬|{HOLIDAYS}"
        ),
    ),
    (regex(r"哪一?年|几几年|(?:[公西]元|民国)几年"), regex(rf"{_SUM}年|[今去前]年")),
    (
        regex(r"多久|多长时间|(?<![元国])几(?:天|年|个月|小时|分钟|个小时)|多少(?:天|年|个月|小时|分钟)"),
        regex(
            rf"(?<![月至到—~-])(?<!月[0-9])(?<![0-9]{{3}}){_SUM}(?:多|余)?(?:天|日(?!至)|年(?![0-9])|个?月(?![0-9])|周|个?小时|分钟|分|秒|周年)|每[年月周季天日]|长期|永久|终身"
        ),
    ),
    (
        regex(r"多长|多高|多宽|多深|多远|多少(?:公里|米)"),
        regex(rf"{_SUM}(?:多|余)?(?:公里|千米|厘米|毫米|米|海里|英里)"),
    ),
    (regex(r"面积(?:是|有|为)?多[大少]"), regex(rf"{_SUM}(?:多|余)?(?:平方|公顷|亩)")),
    (
        regex(r"(?:多少|几)(?:个|名|位)?人(?!次|物|均)"),
        regex(rf"{_SUM}(?:多|余)?(?:个|名|位|人|户)|无人|无一人"),
    ),
    # 值班电话由谁负责 asks for no number, and 8102 is one inside a house.
    (
        regex(r"(?:电话|手机)(?:号码?|热线)?(?:是|为)?(?:多少|几|什么|啥|$)|(?:多少|什么|啥)(?:电话|手机号)"),
        regex(r"[0-9]{3,4}-?[0-9]{4}|(?<![0-9.:])[0-9]{3,6}(?![0-9.:年元%])"),
    ),
    (
        regex(r"年纪|年龄|岁数|几岁|多少岁|多大年"),
        regex(r"岁|出生|生于|年生|生人|属[鼠牛虎兔龙蛇马羊猴鸡狗猪]的"),
    ),
    (regex(r"几度|多少度"), regex(rf"{_SUM}(?:度|℃|摄氏度)")),
    (
        regex(r"几成|百分之几|百分之多少|增速|增长(?:了)?多少|涨了多少|增幅|涨幅"),
        regex(rf"[0-9.]%|{_SUM}成|百分之"),
    ),
)


def wanted_unit(question: Question) -> re.Pattern[str] | None:
    """Return how a sentence writes what a question counts, or None where nothing of a known unit is asked for.

    ``养犬登记多少钱`` wants 元 or 免费, ``几点关门`` a time of day.
    """
    return next((unit for asks, unit in _WANTED if asks.search(question.text)), None)
