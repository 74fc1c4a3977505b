"""Text → its sentences, as a reader would end them."""

from __future__ import annotations

from retrieval.expressions import regex
from retrieval.values import Span, span_at

# A pair is looked into only so far: a quotation mark that is never closed must not swallow the paragraph.
_LONGEST_PAIR = 60
# A clause that ends in `；` is a sentence of its own only where the sentence would be hard to read whole.
_LONG_SENTENCE = 120

_PAIR = "|".join(
    rf"{left}[^{left}{right}\n]{{0,{_LONGEST_PAIR}}}{right}"
    for left, right in ("“”", "「」", "『』", "（）", (r"\(", r"\)"), "《》", "【】")
)
CLOSERS = "”’」』）)》】〉\"'"
"""What may close behind the end of a sentence, and belongs to it."""
ENDS = "。！？!?｡"
"""The marks that end a sentence wherever they stand; … and the Latin full stop do so in some places only."""
TRAILING = r"\s？?。！!，,；;…~～"
"""What may trail a question as it is typed, for a class of characters: it asks nothing."""
ENDS_ASKING = regex(rf"[?？]\s*[{CLOSERS}]*\s*$")
"""The end of a sentence that asks, with what closes behind it."""
_BREAK = regex(
    rf"(?P<pair>{_PAIR})"
    rf"|(?P<end>(?:[{ENDS}]|…{{1,2}}|\.{{3,6}})+[{CLOSERS}]*)"
    # A Latin full stop ends a sentence before a space and a capital or an ideograph: not in 3.5, U.S., a.m.
    rf"|(?P<stop>(?<=[a-z0-9)\]]{{2}})\.[{CLOSERS}]*(?=\s+[A-Z\u4e00-\u9fff]))"
    r"|(?P<semicolon>[；;])"
    r"|(?P<line>\n)"
)
# What a break begins with: looked for first, because to try every kind of break at each character takes long. Most
# are an end alone, which the group tells.
_FIRST = regex(rf"[“「『（(《【{ENDS}…．.；;\n](?:(?<=[{ENDS}\n])(?![{ENDS}….{CLOSERS}])())?")
_LETTER = regex(r"[^\W_]")
# What follows a mark and goes on with its sentence: `“好！”，他说` and `“真的吗？”的问题`.
# So does the speaker behind his words: `“我舍不得！”船工魏长河告诉记者。`
_SPEAKER = (
    r"[^，。！？；：“”「」『』\n]{1,24}?(?:告诉(?:记者|本报|我们)|[说称问答叹喊道]|表示|介绍|认为|坦言|感叹|回忆|解释|强调|指出|透露|写道|回答|感慨"
    r"|[直笑]言|直呼|坦[承陈]|抱怨|吐槽|诉苦|提出|建议|提醒|呼吁|补充|证实|承诺|保证|调侃|打趣|总结|反映|[评点]价|点评|回应|宣布|念叨|嘀咕|叮嘱|嘱咐)"
    r"(?:道|过|着)?(?:[，。；]|\Z|\n)"
)
_GOES_ON = regex(rf"[，,、：:；;。！？!?的地得等]|{_SPEAKER}")


def split_sentences(text: str) -> list[Span]:
    """Split a text into sentences, each without the spaces around it, marks included.

    Marks inside a short pair of quotes or brackets do not end a sentence, unless the pair's last mark ends
    it together with the quotation (``他说：“走吧。”``).

    >>> text = "增长3.5%。他说：“走。快走！”会议结束"
    >>> [span.of(text) for span in split_sentences(text)]
    ['增长3.5%。', '他说：“走。快走！”', '会议结束']
    """
    sentences: list[Span] = []
    start = at = 0
    while (first := _FIRST.search(text, at)) is not None:
        end = at = first.end()
        if first.lastindex is None:
            mark = _BREAK.match(text, first.start())
            if mark is None:
                continue
            end = at = mark.end()
            kind = mark.lastgroup
            if kind == "pair":
                inner, closer = text[end - 2], text[end - 1]
                if inner not in f"{ENDS}…" or closer in "）)》】" or _GOES_ON.match(text, end):
                    continue
            elif kind == "semicolon":
                if end - start < _LONG_SENTENCE:
                    continue
            elif kind == "end" and text[end - 1] in CLOSERS + "…." and _GOES_ON.match(text, end):
                continue
        _add(sentences, text, start, end)
        start = end
    _add(sentences, text, start, len(text))
    return sentences


def _add(sentences: list[Span], text: str, start: int, end: int) -> None:
    """Add a sentence, unless nothing but spaces and marks is in it; such a rest joins the one before."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and (text[start].isalnum() or _LETTER.search(text, start, end)):
        sentences.append(span_at(start, end))
