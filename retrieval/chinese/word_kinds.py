"""What kind of thing a folded word names: a person, a time, a place, a number, or an act.

jieba's tags tell it for words that it knows, and the look of a word for those that it does not: 俞建华 begins with a
surname, 安德里亚娜 is written with the characters that foreign names are written with.
"""

from __future__ import annotations

from functools import lru_cache

from retrieval.chinese.dictionary import word_tags

# The commoner surnames. A rare one makes its bearer `new`, and every word that begins with it a name.
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗方俞任袁柳鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄和穆萧尹姚邵湛汪祁毛狄米贝明臧计成戴宋庞熊纪舒屈项祝董梁杜"
    "阮蓝闵席季麻强贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程"
    "邢裴陆荣翁荀甄封储段侯巫焦巴弓牧隗谷车班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶司黎薄印白蒲邰从鄂索籍赖卓蔺屠蒙池乔阴胥"
    "苍双闻莘党翟谭贡劳姬申扶堵冉宰雍桑桂牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎慕连茹习艾鱼容向古易廖终步都耿满弘匡国文寇广禄东"
    "欧利师巩聂关荆游权盖益桓公肖涂岳商闫佟沙海"
)
# The characters that the official tables of foreign names use.
FOREIGN = frozenset(
    "阿埃艾爱安奥巴白拜班邦保鲍贝本比彼毕宾波伯勃博布查达大丹道德登狄迪蒂丁东杜多俄厄恩尔法凡范菲费芬丰冯佛弗福夫盖甘戈格根"
    "哥古瓜圭果哈海汉豪赫黑亨洪胡华霍基吉季加贾金卡凯坎康考柯科克肯孔库夸昆拉莱兰朗劳勒雷里利莉黎理力立丽历连列林琳留龙隆卢"
    "鲁路吕伦罗洛马玛迈麦曼芒毛梅门蒙米密明摩莫默姆穆纳娜奈南内尼涅宁纽农努诺欧帕派潘庞佩彭皮珀普奇齐契恰乔切琴丘茹瑞若萨塞"
    "桑瑟森沙山尚舍申圣施什史士舒斯松苏索塔泰坦汤陶特提廷图托瓦万王威韦维魏温文翁沃乌武西希席夏香肖谢辛欣休许逊雅亚扬耶叶伊"
    "依易因英尤于约泽扎詹哲珍芝朱兹卓佐"
)
_BY_TAG = {
    "nr": "person",
    "nrt": "person",
    "nrfg": "person",
    "ns": "place",
    "nt": "organisation",
    "nz": "name",
    "t": "time",
    "tg": "time",
    "m": "number",
    "mq": "number",
}
_BY_LETTER = {"n": "noun", "v": "verb", "a": "adjective", "g": "adjective"}


@lru_cache(maxsize=65536)
def word_kind(word: str) -> str:
    """Return what a folded word names.

    One of person, foreign (a name, of a person or a place), place, organisation, name, time, number, noun,
    verb, adjective, particle, or new for a word that nothing is known of.

    >>> word_kind("刘吉"), word_kind("广州"), word_kind("强调")
    ('person', 'place', 'verb')
    """
    tag = word_tags().get(word)
    if tag is not None:
        return _BY_TAG.get(tag) or _BY_LETTER.get(tag[0], "particle")
    if "·" in word:
        return "person"
    if len(word) in (2, 3) and word[0] in _SURNAMES and "\u4e00" <= word[-1] <= "\u9fff":
        return "person"
    if len(word) >= 3 and FOREIGN.issuperset(word):
        return "foreign"
    return "new"
