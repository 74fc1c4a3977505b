"""The closed lists of words that more than one module reads: each list once, folded."""

from __future__ import annotations

PLACES = frozenset(
    """
    中国 美国 英国 法国 德国 日本 韩国 朝鲜 印度 俄罗斯
    苏联 古巴 巴西 加拿大 意大利 西班牙 土耳其 叙利亚 伊朗 伊拉克
    埃及 以色列 阿富汗 巴基斯坦 乌克兰 越南 泰国 缅甸 老挝 新加坡
    马来西亚 印度尼西亚 菲律宾 澳大利亚 新西兰 南非 墨西哥 希腊 波兰 瑞典
    荷兰 欧洲 亚洲 非洲 美洲 欧盟 北京 上海 天津 重庆
    香港 澳门 台湾 广东 广西 湖南 湖北 河南 河北 山东
    山西 江苏 浙江 福建 江西 安徽 四川 云南 贵州 陕西
    甘肃 青海 宁夏 新疆 西藏 内蒙古 辽宁 吉林 黑龙江 海南
    广州 深圳 惠州 南京 杭州 武汉 成都 西安 沈阳 长春
    哈尔滨 大连 青岛 济南 郑州 长沙 福州 厦门 南昌 合肥
    昆明 贵阳 南宁 兰州 太原 石家庄 呼和浩特 乌鲁木齐 拉萨 海口
    巴黎 伦敦 东京 纽约 华盛顿 莫斯科 柏林 罗马 大马士革 喀布尔
    首尔 雄安
    """.split()
)
"""Countries, provinces and cities that are spoken of most."""

NAME_BORDERS = frozenset(
    """
    的 了 着 过 是 在 于 和 与 及
    或 向 对 从 到 由 被 把 将 为
    以 让 给 等 也 都 就 又 还 并
    而 但 该 这 那 此 本 各 每 全
    某 谁 哪 哪个 哪些 什么 几 多少 怎么 如何
    何 出席 参加 召开 举行 主持 学习 贯彻 落实 结束
    随即 举办 承办 开 有 来自 位于 前往 访问 抵达
    到达 进入 离开 加入 成立 组建 创办 担任 强调 指出
    表示 说 据 因 当 后 前 中 上 下
    里 内 外 之 其 他 她 它 我 你
    我们 他们 同 跟 使 令 称 叫 做 作
    作为 成为 属于 指 通过 根据 按照 关于 要 会
    能 可 可以 应 应当 须 必须 不 没 没有
    """.split()
)
"""A name does not reach over these to the left: 出席会议 is no name of a meeting, 和北京市 no name of a place."""

STOP_WORDS = frozenset(
    """
    的 了 是 在 和 与 及 或 有 被
    把 对 从 于 以 而 其 之 也 都
    就 还 又 很 最 这 那 此 该 个
    一 一个 中 上 下 里 为 由 到 将
    会 能 可以 什么 哪 谁 吗 呢 请问 叫
    做 所 让 给 向 使 着 过 地 得
    它 他 她 他们 我 我们 你 时 后 前
    a an the of is are was were in on
    at to and what when where who why how which
    do does did
    """.split()
)
"""Words of a question that say nothing of what is asked about."""

EVERYDAY_WORDS = frozenset(
    """
    名字 方面 单位 时候 地方 情况 东西 问题 内容 原因
    结果 事情 办法 人员 对象 时间 样子 意思 消息 新闻
    话题 部分 种类 程度 过程 方式 东西 孩子 老百姓 大家
    不要 不用 不能 不让 不想 不会 才能 可以 可能 应该
    需要 知道 告诉 想要 打算 开始 结束 准备 觉得 看到
    听说 介绍 说明 出现 进行 发生 属于 成为 继续 找到
    哪里 哪些 多少 怎样 怎么 为何 如何 是否 请问 谢谢
    """.split()
)
"""Words of which it is nothing to tell that an archive never writes them: nobody looks them up."""

OUTSIDE_OFFICES = frozenset(
    """
    的 在 和 与 及 由 对 向 是 为
    据 同 等 了 将 被 把 以及 并 经
    当 请 而 从 给 让 跟 其 该 这
    那 位 名 中
    """.split()
)
"""Words that never stand inside an office: 来华访问的|法国总统, 以及|市长."""
