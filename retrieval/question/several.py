"""A message → the questions in it: 谁主持了会议？谁出席了？ are two, and so is what is asked of two 分别.

One question that holds an 和 stays one. What does not ask (昨天全市开了会；谁主持的？) stays with the question beside
it, and small talk beside a question falls away.
"""

from __future__ import annotations

from itertools import pairwise

from retrieval.chinese.enumeration import BRACKETED, ENCLOSED, ITEM_NUMBER, MARK
from retrieval.chinese.folding import fold
from retrieval.chinese.names import kind_of
from retrieval.chinese.sentences import CLOSERS, ENDS
from retrieval.expressions import regex
from retrieval.question.parsing import asks
from retrieval.question.small_talk import find_small_talk
from retrieval.question.time_patterns import TITLE

# What is longer, or holds more, is a pasted text.
_LONGEST, _MOST = 400, 6
_END = regex(rf"[{ENDS}；;\n]+[{CLOSERS}]*")
_COLON = f"{ITEM_NUMBER}[:：](?![0-9])"
_NUMBER = regex(
    rf"^\s*(?:(?P<bracketed>{BRACKETED})|(?P<enclosed>[{ENCLOSED}])|{MARK}|{_COLON}|[1-9]\s+|"
    rf"(?:问题|第){ITEM_NUMBER}(?:个?问题?)?[，,、:：\s])\s*"
)
# 1.谁主持 2.谁出席 on one line: before a number of the same kind stands a blank, or nothing but what asks. The (5) of
# 1.高三(5)班有多少人 is of another kind.
_INSIDE = {
    "bracketed": regex(rf"\s*(?={BRACKETED})"),
    "enclosed": regex(rf"(?<=\S)(?=[{ENCLOSED}])"),
    None: regex(rf"\s+(?={MARK}|{_COLON})"),
}
_RESPECTIVELY = regex(r"(?P<items>[^，,。？?！!]{2,40}?)[，,]?(?:各自|分别)(?:都)?(?P<asked>[^，,。]{1,40})")
_TELL = regex(r"(?:请)?(?:你|您)?分别(?:告诉我|说说|说一下|介绍(?:一下)?|回答|查(?:一下)?)[：:，,\s]*")
_AND = regex("以及|[、和与跟及]")
_BESIDE = regex("(?P<name>.{2,12}?)(?P<beside>[的在于对就从向].*)?")
# 这两场会议 and 他们 are several in one word: what is asked of them stands in one sentence, or leans on an answer.
_POINTS = regex("^(?:[这那][两三几些]|[他她它]们|两者|二者|各)")


def split_questions(text: str) -> tuple[str, ...]:
    """Return the questions of a message as they may be asked one after the other; one where it is one.

    >>> split_questions("1. 谁主持了会议？ 2. 谁出席了会议？")
    ('谁主持了会议？', '谁出席了会议？')
    >>> split_questions("刘吉和温金荣分别强调了什么")
    ('刘吉强调了什么', '温金荣强调了什么')
    """
    if len(text) > _LONGEST:
        return (text,)
    pieces = _cut(text)
    if len(pieces) == 1:
        pieces = [text]
    questions = [part for piece in _join(pieces) for part in _split_respectively(piece)]
    if len(questions) == 1 and not any(map(find_small_talk, pieces)):
        return (text,)
    return tuple(questions) if 0 < len(questions) <= _MOST else (text,)


def _cut(text: str) -> list[str]:
    """Return the pieces between the marks that end a question, without their numbers."""
    # What a title or a quotation holds ends nothing.
    plain = TITLE.sub(lambda title: "\0" * len(title.group()), text)
    ends = sorted({0, *(end.end() for end in _END.finditer(plain)), len(text)})
    if number := _NUMBER.match(plain):
        ends = sorted({*ends, *(inside.end() for inside in _INSIDE[number.lastgroup].finditer(plain))})
    pieces = [text[start:end].strip() for start, end in pairwise(ends)]
    numbered = sum(_NUMBER.match(piece) is not None for piece in pieces) > 1
    bare = (_NUMBER.sub("", piece) if numbered else piece for piece in pieces)
    return [piece.rstrip("；;。") for piece in bare if any(letter.isalnum() for letter in piece)]


def _join(pieces: list[str]) -> list[str]:
    """Return the questions among some pieces, each with what is said beside it."""
    questions: list[str] = []
    said = ""
    for piece in pieces:
        if not said and find_small_talk(piece):
            continue
        said = f"{said}；{piece}" if said else piece
        if _is_question(piece):
            questions.append(said)
            said = ""
    if said and not find_small_talk(said) and questions:
        questions[-1] += f"；{said}"
    return questions


def _is_question(piece: str) -> bool:
    folded = fold(piece)
    return folded.rstrip("”」』)").endswith("?") or asks(folded)


def _split_respectively(question: str) -> list[str]:
    """Return a question for each of those of whom one thing is asked 分别, or the question itself."""
    told = _TELL.match(question)
    if told:
        parts = [part for part in _AND.split(question[told.end() :]) if part]
        return parts if len(parts) > 1 and all(asks(fold(part)) for part in parts) else [question]
    found = _RESPECTIVELY.match(question)
    if found is None or not asks(fold(found["asked"])) or TITLE.search(question):
        return [question]
    items = [item.strip() for item in _AND.split(found["items"])]
    if len(items) < 2 or not all(items) or _POINTS.match(items[0]):
        return [question]
    asked = found["asked"] + question[found.end() :]
    first, last = items[0], items[-1]
    beside = _BESIDE.fullmatch(last)
    name, rest = (beside["name"], beside["beside"] or "") if beside else (last, "")
    if all(_is_name(item) for item in (*items[:-1], name)):
        return [f"{item}{rest}{asked}" for item in (*items[:-1], name)]
    # 清禾大桥的长度和主跨分别是多少: what both are of stands once.
    owner, of, thing = first.rpartition("的")
    if of and thing and not any("的" in item for item in items[1:]):
        return [f"{owner}的{item}{asked}" for item in (thing, *items[1:])]
    return [question]


def _is_name(text: str) -> bool:
    return kind_of(fold(text)) in {"person", "place", "organisation", "time"}
