"""The closed lists of words that more than one module reads: each list once, folded.

Who wants fewer of them takes a subset that says so: ``set(SPEECH) - {"称"}``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜"
    "范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
    "汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲靳祁"
    "路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席"
    "晏隋古强穆姬苑桂习褚戚柏窦奚郎廉岑乐皮卞元和湛狄米贝明臧计麻娄虞支经裘缪干应宗宣郁杭诸荣荀甄封储巫巴"
    "弓牧隗班仰秋仲伊宫仇栾厉祖景束薄印邰从鄂索籍卓蔺屠池阴胥苍双闻莘贡劳扶堵宰雍桑寿通边扈燕冀郏浦农别瞿"
    "慕茹艾鱼容终步都满弘匡国寇广禄东利师巩荆权盖益桓公肖商闫佟沙海麦鄢佘仝栗冼苟邸谌檀敖阙芮逄丛阚鞠雒仉郜郇"
    "璩濮逯訾昝禚亓邝刁晁冷戈粟迟戎卿乌楚"
)
"""The surnames of one character, the commonest first."""

UNSURE_SURNAMES = frozenset(
    "东乐从仰仲伊元公冀农利别劳卓印双和商国堵宗宣宫宰容寿封巫巴师干广应弓弘慕扈扶支明景权束杭柏桑桓步池沙"
    "浦海湛满燕牧狄班皮益盖祖禄秋籍米索终经胥艾苍茹荣莘薄计诸贝贡边通郁郎都鄂闻阴雍鱼麻时"
    "麦栗苟檀敖丛冷戈粟迟戎卿乌楚濮刁"
)
"""Those that oftener begin another word (和平, 封锁, 宣言) or a foreign name (伊拉克, 巴格达, 柏林)."""

DOUBLE_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 司徒 慕容 令狐 皇甫 尉迟 公孙 夏侯 东方 端木 独孤 南宫 长孙 宇文 西门"
    " 闻人 澹台 申屠 呼延 万俟 轩辕 钟离 淳于 赫连 鲜于 拓跋 纳兰".split()
)
"""The surnames of two characters that are still borne."""

COUNTRIES = frozenset(
    """
    美国 英国 法国 德国 日本 韩国 朝鲜 印度 俄罗斯 苏联
    古巴 巴西 加拿大 意大利 西班牙 土耳其 叙利亚 伊朗 伊拉克 埃及
    以色列 阿富汗 巴基斯坦 乌克兰 越南 泰国 缅甸 老挝 新加坡 马来西亚
    印度尼西亚 菲律宾 澳大利亚 新西兰 南非 墨西哥 希腊 波兰 瑞典 荷兰
    欧洲 欧盟
    """.split()
)
"""Foreign countries that are spoken of most."""

PLACES = COUNTRIES | frozenset(
    """
    中国 亚洲 非洲 美洲 北京 上海 天津 重庆
    香港 澳门 台湾 广东 广西 湖南 湖北 河南 河北 山东
    山西 江苏 浙江 福建 江西 安徽 四川 云南 贵州 陕西
    甘肃 青海 宁夏 新疆 西藏 内蒙古 辽宁 吉林 黑龙江 海南
    广州 深圳 惠州 南京 杭州 武汉 成都 西安 沈阳 长春
    哈尔滨 大连 青岛 济南 郑州 长沙 福州 厦门 南昌 合肥
    昆明 贵阳 南宁 兰州 太原 石家庄 呼和浩特 乌鲁木齐 拉萨 海口
    巴黎 伦敦 东京 纽约 华盛顿 莫斯科 柏林 罗马 大马士革 喀布尔
    首尔 雄安 钱塘江 贺兰山 白云山 白令海
    """.split()
)
"""Countries, provinces and cities that are spoken of most, and mountains and rivers that begin like a name."""

FUNCTION_WORDS = frozenset(
    """
    的 了 是 在 和 与 及 被 把 对
    从 而 其 这 那 该 中 为 由 将
    让 给 向
    """.split()
)
"""Words that name nothing, wherever they stand: what lists of more of them have in common."""

NAME_BORDERS = FUNCTION_WORDS | frozenset(
    """
    着 过 于 或 到 以 等 也 都 就
    又 还 并 但 此 本 各 每 全 某
    谁 哪 哪个 哪些 什么 几 多少 怎么 如何 何
    出席 参加 召开 举行 主持 学习 贯彻 落实 结束 随即
    举办 承办 开 有 来自 位于 前往 访问 抵达 到达
    进入 离开 加入 成立 组建 创办 担任 强调 指出 表示
    说 据 因 当 后 前 上 下 里 内
    外 之 他 她 它 我 你 我们 他们 同
    跟 使 令 称 叫 做 作 作为 成为 属于
    指 通过 根据 按照 关于 要 会 能 可 可以
    应 应当 须 必须 不 没 没有
    """.split()
)
"""A name does not reach over these to the left: 出席会议 is no name of a meeting, 和北京市 no name of a place."""

STOP_WORDS = FUNCTION_WORDS | frozenset(
    """
    或 有 于 以 之 也 都 就 还 又
    很 最 此 个 一 一个 上 下 里 到
    会 能 可以 什么 哪 谁 吗 呢 请问 叫
    做 所 使 着 过 地 得 它 他 她
    他们 我 我们 你 时 后 前 a an the
    of is are was were in on at to and
    what when where who why how which do does did
    """.split()
)
"""Words of a question that are not searched for. What is added here changes every ranking: the weights are fitted to it."""

EVERYDAY_WORDS = frozenset(
    """
    名字 方面 单位 时候 地方 情况 东西 问题 内容 原因
    结果 事情 办法 人员 对象 时间 样子 意思 消息 新闻
    话题 部分 种类 程度 过程 方式 孩子 老百姓 大家
    不要 不用 不能 不让 不想 不会 才能 可以 可能 应该
    需要 知道 告诉 想要 打算 开始 结束 准备 觉得 看到
    听说 介绍 说明 出现 进行 发生 属于 成为 继续 找到
    哪里 哪些 多少 怎样 怎么 为何 如何 是否 请问 谢谢
    现任 新任 前任 原任 上一任 现在 目前 之前 以前 原来 最高 最低 最多 最少 最大 最小 总共 一共
    """.split()
)
"""Words of which it is nothing to tell that an archive never writes them: nobody looks them up."""

OUTSIDE_OFFICES = FUNCTION_WORDS | frozenset(
    """
    据 同 等 以及 并 经 当 请 跟 位
    名
    """.split()
)
"""Words that never stand inside an office: 来华访问的|法国总统, 以及|市长."""

QUESTION_WORDS = frozenset(
    """
    因何 缘何 什么时候 什么时间 什么地方 什么样 什么人 什么 为什么 为啥
    为何 何时 何地 何处 何人 怎么样 怎么办 怎么回事 怎么 怎样
    如何 咋样 咋 哪里 哪儿 哪些人 哪些 哪一个 哪个 哪位
    哪年 哪天 哪一年 哪一天 哪种 哪几个 哪 谁 多少 多久
    多长时间 多长 多大 多高 多远 几个 几岁 几次 几年 几月
    几日 几号 几点 几人 几 啥时候 啥 几时 几多 多重
    多宽 多深 多快 甚么 甚么时候 为甚么 何年 何月
    何日 何以 何故 何方 何种 何许人 多厚 周几 星期几 几月几日
    几月几号 点样 为嘛 咋个 多咱 乜嘢 边个 边度 点解
    """.split()
)
"""What stands where the answer would. 何 alone is none: 任何, 何况, 几何."""

QUESTION_PARTICLES = frozenset("是不是 有没有 是否 吗 么 呢 吧 啊 呀 呐 嘛".split())
"""What makes a question of a sentence and stands for no part of it."""

SPEECH = tuple(
    """
    说 强调 表示 指出 认为 要求 提出 介绍 透露 宣布
    呼吁 坦言 称 讲 回应 解释 提到 补充 证实 主张
    承诺
    """.split()
)
"""Verbs that stand between who speaks and what is said; of those that are equally common, the first is taken."""

OFFICES = frozenset(
    """
    总书记 副书记 书记 主席 副主席 总理 副总理 总统 国王 皇帝
    首相 部长 委员长 秘书长 议长 外长 防长 财长 大使 司令
    司令员 政委 省长 市长 县长 区长 镇长 乡长 村长 州长
    局长 厅长 处长 科长 所长 院长 校长 社长 台长 会长
    理事长 董事长 董事 总经理 经理 总裁 首席执行官 行长 检察长 主任
    委员 常委 发言人 主编 站长 队长 组长 班长
    """.split()
)
"""What somebody holds in a place or a body."""

TITLES = frozenset(
    """
    代表 记者 通讯员 教授 博士 院士 医生 大夫 工程师 律师
    专家 编辑 导演 演员 作家 诗人 画家 歌手 教练 队员
    运动员 选手 法官 校友 老师 先生 女士 同志 村民 市民
    居民 农民 工人
    """.split()
)
"""What else people are called by beside their names."""

PARTS_OF_DAY = frozenset(
    "凌晨 清晨 清早 早晨 早上 早间 上午 中午 下午 午后 傍晚 晚上 晚间 夜间 夜里 深夜 半夜 午夜".split()
)
"""What says at which time of a day something is."""

RELATIVE_TIMES = frozenset(
    """
    今天 今日 今晨 今早 今晚 今夜 昨天 昨日 昨晨 昨晚 昨夜 前天
    大前天 明天 明日 明晨 明晚 后天 当天 当日 当晚 当年 次日 次年
    翌日 本周 这周 这个周 上周 上个周 下周 下个周 本星期 这个星期 上星期 上个星期
    下星期 下个星期 本月 这个月 上月 上个月 下月 下个月 今年 本年 去年 前年
    大前年 明年 后年
    """.split()
)
"""What counts a day, a week, a month or a year from another one: the day of the text, or of whoever asks."""


def alternatives(words: Iterable[str]) -> str:
    """Return words for a pattern, the longer ones first: ``alternatives(["说", "说明"]) == "说明|说"``."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


PART_BEHIND_DAY = rf"(?:{alternatives(PARTS_OF_DAY)}|晚(?![会报宴])|夜(?![市校总]))"
"""What stands behind a day as its part: 14日晚 too, which is no word by itself, and no 14日晚会."""
