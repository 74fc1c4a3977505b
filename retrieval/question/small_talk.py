"""Small talk → what kind of it: thanks, a greeting, a farewell; nothing of it is asked of an archive.

Only a message that is small talk from its first letter to its last is taken for it: 谢谢你告诉我谁主持会议 asks, and
《你好，李焕英》 names a film.
"""

from __future__ import annotations

from retrieval.chinese.folding import fold
from retrieval.expressions import regex

_LONGEST = 40
_PARTICLES = "[啊呀哦噢啦哈吧呢喔嘛哟呐哒滴了嗷]*"
_VERY = "(?:非常|十分|特别|太|真的?|很|好|超|挺|可真|实在|确实)*"
# Which of several kinds is answered is decided by this order: 好的，谢谢，再见 is answered as thanks are.
_KINDS: dict[str, str] = {
    "thanks": (
        rf"[你您]?{_VERY}(?:感谢|谢谢|多谢|谢[了啦过]|谢|唔该晒?|三克油|3q|thx|thanks?(?:you)?(?:verymuch|alot|somuch)?|🙏|"
        r"辛苦|麻烦(?=[你您]了))(?:[你您]们?|大家|各位|老师|问档)?"
        r"(?:的)?(?:帮助|帮忙|回答|解答|答复|告知|指点)?"
    ),
    "farewell": (
        r"再见|拜拜?|byebye|bye|886?|(?:回头|明天|下次|待会儿?|一会儿?)见|回见|晚安|"
        r"(?:我)?(?:先)?(?:走|撤|下)了|我?没(?:有)?(?:别的|其他)?(?:问题|事)了|(?:先|就)(?:这样|到这里?|到这儿)"
    ),
    "complaint": (
        r"(?:[你您])?(?:又|都|全)?(?:回?答|说|搞|弄)错|不对|错了|不是(?:这个|这样|吧)|答非所问|胡说(?:八道)?|"
        r"[你您](?:没|不)(?:听|看)?(?:懂|明白)"
    ),
    "praise": (
        rf"(?:[你您]|问档)?{_VERY}(?:棒|厉害|不错|聪明|牛|强|赞|给力|有用|能干|好用|优秀|贴心)(?:极|死|坏)?|太好|真好|"
        rf"(?:[你您])?回?答得?{_VERY}(?:不错|棒|对|准|好)|答对|点赞|nice|great|good(?:job)?|welldone|👍|👏"
    ),
    "introduction": (
        r"[你您](?:是|叫)(?:谁|什么(?:名字|人|机器人)?|啥|哪位)|[你您]是(?:真人|机器人|人|人工智能|ai)吗|"
        r"[你您](?:都|还)?(?:能|会|可以)(?:帮我)?(?:做|干|回答|查)?(?:些)?(?:什么|啥|嘛)(?:问题)?|"
        r"[你您]有(?:什么|啥)(?:用|功能|本事)|(?:请)?(?:做个|来个)?自我介绍(?:一下)?|介绍(?:一下)?[你您]?自己"
    ),
    "greeting": (
        r"(?:[你您]们?|大家|老师|各位|问档|小编)好|嗨|哈[喽啰罗]|hello|hi|hey|(?:早上|上午|中午|下午|晚上|新年|节日)好|早安?|"
        r"[你您]?在(?:吗|么|不在|不)|有人(?:在)?吗|打扰(?:一下)?"
    ),
    "laughter": r"哈{2,}|呵{2,}|嘿{2,}|嘻{2,}|h{2,}|(?:ha){2,}|233+|笑死(?:我)?|lol|😂|😄|😁|🤣|😊|🙂",
    "assent": (
        r"好(?:的|吧|呀|嘞|滴|哒)?|[嗯恩]+|[哦噢喔]+|行|可以(?:的)?|ok(?:ay)?|我?(?:知道|明白|懂|了解|清楚|记住)了?|收到|"
        r"对的?|是的|没(?:问题|事|关系)|原来(?:如此|是这样|这样)|这样(?=[啊呀哦])|👌"
    ),
}
SMALL_TALK = tuple(_KINDS)
"""The kinds of small talk."""
_ALL = regex(
    "(?:" + "|".join(f"(?P<{kind}>{pattern}){_PARTICLES}" for kind, pattern in _KINDS.items()) + ")+"
)
_BARE = regex(r"[^\w🙏👍👏👌😂😄😁🤣😊🙂]|_")


def find_small_talk(text: str) -> str:
    """Return which of :data:`SMALL_TALK` a message is, or the empty string where it may be a question.

    >>> find_small_talk("好的，谢谢！"), find_small_talk("谢谢你告诉我谁主持会议")
    ('thanks', '')
    """
    if len(text) > _LONGEST:
        return ""
    found = _ALL.fullmatch(_BARE.sub("", fold(text)))
    return next((kind for kind in SMALL_TALK if found and found[kind]), "")
