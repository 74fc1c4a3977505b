"""A site's name and address, driven into its texts: 老艄公在河西渡（更多精彩请看临江旧事网）撑了四十年船.

By its words alone nobody can tell it from what an author wrote (详见临江水务网). What tells it is that the same words
stand in many places, behind other words each time: in one text here, and in most documents of an archive where
:mod:`retrieval.curation.boilerplate` counts them.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.repair.steps import Changes
from retrieval.chinese.folding import fold
from retrieval.expressions import regex
from retrieval.values import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Words of a site on itself. A single one says little; it is the same words in many places that tell.
_SITE = (
    "网|站|论坛|社区|书[库城屋斋吧阁院]|文[库学苑]|小说|公众号|微信|微博|频道|客户端|app|www|http|\\.(?:com|cn|net|org|cc|la|info|top)|"
    "首发|独家|原创|转载|整理|手打|出品|制作|提供|下载|搜索|百度|关注|收藏|订阅|扫码|更多|最新|精彩|阅读|版权|盗版|欢迎|本站|记住|q群|qq"
)
# What brackets say for the reader: 以下简称公司, 单位：万元, 见图3.
_AUTHORS = "(?:以下)?[简统合下并]称|[不免]?含|附|[另详参]?见|单位|注|图|表|即|原名|原载|原标题|又名|据|资料|记者|通讯员|摄|作者|编者"
_HOST = r"[.。·]?[a-z0-9-]{2,30}(?:[.。·][a-z0-9-]{2,12}){0,2}[.。·](?:com|cn|net|org|cc|la|info|top|tv|me)(?:\.cn)?(?:/[a-z0-9/_.-]{0,40})?"
_ADDRESS = rf"(?:https?://)?(?:www|wap|bbs|m){_HOST}"
_REST_OF_ADDRESS = (
    rf"(?<=h)ttps?://(?:www|wap|bbs|m)?{_HOST}|(?<=w)(?:ww|ap){_HOST}|(?<=b)bs{_HOST}|(?<=m){_HOST}"
)
_PROMISE = "更多精彩|更多内容|更多章节|更多好[看书文]|精彩内容|最新章节|最新最快|本[文书章节]由|本[文书章节]来自|天才一秒|手机用户|请记住本|记住本|一秒记住|看书就|全文阅读|无弹窗"
_NAME_END = "网站?|论坛|社区|书[库城屋斋吧阁院]|文[库学苑]|小说|公众号|微信号|频道|客户端|app"
_DEED = "首发|整理|制作|提供|出品|转载|原创|手打|阅读|收藏|观看|下载|发布|更新|最新章节|全文"
_OPENERS, _CLOSERS = r"(\[【〔{<『「*★☆@", r")\]】〕}>』」*★☆@"
_PROMISES = {
    first: "|".join(one[1:] for one in _PROMISE.split("|") if one[0] == first)
    for first in "更精最本天手请记一看全无"
}
# The pattern begins with one set of characters so that the search skips quickly to the few places where it may match.
_WATERMARK = regex(
    rf"[{_OPENERS}{''.join(_PROMISES)}hwbm](?:"
    rf"(?<=[{_OPENERS}])(?!{_AUTHORS})(?=[^{_OPENERS}{_CLOSERS}\n]{{0,60}}?(?:{_SITE}))[^{_OPENERS}{_CLOSERS}\n]{{3,60}}[{_CLOSERS}]"
    rf"|(?:(?:{'|'.join(f'(?<={first})(?:{rest})' for first, rest in _PROMISES.items())})"
    rf"[^,。!?;:、()\n]{{0,24}}?(?:{_ADDRESS}|(?:{_NAME_END})(?:{_DEED})*)(?:{_ADDRESS})?(?:{_DEED})*)"
    rf"|(?<=[hwbm])(?<![a-z][hwbm])(?:{_REST_OF_ADDRESS}))"
)
_SIGNS = (
    "网", "網", "站", "论坛", "論壇", "公众号", "小说", "小說", "文学", "文學", "首发", "手打", "书屋", "书库", "书城", "文库", ".com", ".net", ".cn", "ｃ",
)  # fmt: skip
# So often it stands in one text, and a text of fewer characters has no room for that.
_LEAST, LEAST_LENGTH = 4, 200
_LEAST_LETTERS = 4
# Two characters before it tell one place from another.
_BEFORE = 2


class Watermark(NamedTuple):
    """What may be a watermark: where it stands, its words, and what stands before it on its line."""

    span: Span
    words: str
    before: str

    @property
    def hashes(self) -> tuple[int, int]:
        """The hash of its words, and that of these behind what stands before them."""
        return zlib.crc32(self.words.encode()), zlib.crc32(f"{self.before}\n{self.words}".encode())


def find_watermarks(text: str, folded: str | None = None) -> Iterator[Watermark]:
    """Yield the stretches of a text that a site may have driven into it.

    >>> [found.span.of("河西渡（更多精彩请看旧事网）撑船") for found in find_watermarks("河西渡（更多精彩请看旧事网）撑船")]
    ['（更多精彩请看旧事网）']

    Args:
        text: as it is shown.
        folded: the same as it is searched, where it is known.
    """
    written = fold(text) if folded is None else folded
    for found in _WATERMARK.finditer(written):
        start, end = found.span()
        words = "".join(letter for letter in found.group() if letter.isalnum())
        if len(words) >= _LEAST_LETTERS:
            before = written[max(0, start - _BEFORE) : start].rpartition("\n")[2]
            yield Watermark(Span(start, end), words, before)


def take_out(text: str, watermarks: Iterable[Watermark]) -> list[Edit]:
    """Return the edits that take watermarks out; of two marks around one of them one is left."""
    edits: list[Edit] = []
    for found in watermarks:
        start, end = found.span.start, found.span.end
        before, after = text[start - 1 : start], text[end : end + 1]
        if before and after and before in "，。、；：！？,;:!?\n" and after in "，。、；,;":
            end += 1
        edits.append(Edit(Span(start, end), ""))
    return edits


def strip_watermarks(text: str) -> Changes:
    """Take out what a site drove into one text again and again, each time behind other words."""
    if not any(sign in text for sign in _SIGNS):
        # Most texts hold none, and to look for them at each place takes long.
        return Changes([])
    found: dict[str, list[Watermark]] = defaultdict(list)
    for one in find_watermarks(text):
        found[one.words].append(one)
    repeated = [
        place
        for places in found.values()
        if len(places) >= _LEAST and 2 * len({place.before for place in places}) >= len(places)
        for place in places
    ]
    return Changes(take_out(text, sorted(repeated)))
