"""Everyday questions made by rule from the sentences of a news archive.

People ask in few words and out of context: 央行行长是谁, 进博会在哪办. From a sentence that names somebody, a day, a
place, a number, a reason or what something is, a question is made that asks for just that, in such words; the
sentence is its answer. Chinese leaves the asked word where the answer stands, so that putting 谁 or 多少 in its place
makes a question; words that people say are put for those that papers write, and some words are left out.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import rjieba

from retrieval.chinese.folding import fold
from retrieval.chinese.word_kinds import word_kind
from retrieval.evaluation.bench import Asked
from retrieval.reader.cues import NUMBER, WHEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OFFICES = (
    "总统|首相|总理|国王|外长|防长|外交部长|国防部长|市长|省长|书记|部长|秘书长|总干事|议长|行长|院长|局长|会长|校长|"
    "大使|发言人|总裁|董事长|主任|总书记|主席"
)
_OFFICE = re.compile(rf"(?P<of>[\u4e00-\u9fff]{{2,8}}?)(?P<end>{_OFFICES})(?=[\u4e00-\u9fff])")
_WHO = ("{}是谁", "{}是谁", "谁是{}", "{}叫什么", "{}叫什么名字", "现在的{}是谁", "{}是哪位", "{}谁当的")
_WHEN_WORDS = ("什么时候", "什么时候", "哪天", "何时", "几号", "啥时候", "哪一天", "什么时间")
_WHERE_WORDS = ("哪里", "哪儿", "哪", "什么地方")
_SPOKEN = (
    ("举行", ("办", "举办", "开", "召开", "举行")), ("召开", ("开", "召开", "举行")), ("死亡", ("死", "死了", "遇难")),
    ("遇难", ("死", "死了", "遇难")), ("启用", ("用上", "启用", "开始用")), ("位于", ("在", "位于")), ("抵达", ("到", "到达")),
    ("达到", ("有", "达到", "是")), ("会见", ("见", "会见")), ("获得", ("拿", "拿了", "得了")), ("担任", ("当", "当了")),
    ("发布", ("出", "公布", "发布")), ("出席", ("参加", "出席")), ("开展", ("搞", "开展")), ("进行", ("搞", "进行")),
    ("乘坐", ("坐", "乘坐")), ("前往", ("去", "前往")), ("购买", ("买",)), ("超过", ("有", "超过", "超")), ("增长", ("涨了", "增长", "增加")),
    ("下降", ("降了", "下降", "少了")), ("提高", ("提高", "涨")), ("建立", ("建", "建立")), ("建设", ("建", "修", "建设")),
    ("开幕", ("开幕", "开始", "开")), ("成立", ("成立", "建立")), ("制定", ("定", "制定")),
)  # fmt: skip
_FULL = {
    "中华人民共和国": "中国",
    "全国人民代表大会": "全国人大",
    "奥林匹克运动会": "奥运会",
    "世界卫生组织": "世卫组织",
}
_DROPPED = re.compile(
    r"^(?:据悉|据介绍|据了解|目前|截至目前|截至|随后|同时|此外|其中|今天|昨天|近日|日前|记者了解到|会议|他|她|它|并|而|也|还|将|又|"
    r"今年|去年|当天|[0-9]+月[0-9]+日|[0-9]+日|上午|下午|晚上|、)+"
)
_EVENT = re.compile(
    r"(?:^|\s)(?P<what>[^\s，。：:、“”]{3,14}?)(?:今天|昨天|今日|将|正式|成功|顺利|在[^\s，]{2,5}?)?(?P<did>举行|召开|开幕|闭幕|启动|开通|通车|发射|成立|落成|发布|投产|开工|竣工|首飞|结束|"
    r"签署|生效|实施|启用|揭牌|揭幕|运营|开播|上映|逝世|返回地球|着陆|入列|下水|当选|就职)"
)
_PLACE = re.compile(
    r"在(?P<place>[\u4e00-\u9fff]{2,8}?)(?P<did>举行|召开|开幕|闭幕|举办|揭牌|成立|启动|发射|开工|着陆|落户)"
)
_IS = re.compile(
    r"(?:^|[，。；])(?P<what>[\u4e00-\u9fffa-z0-9·]{2,10})(?:，?(?:就|也)?是)(?P<is>(?:指|一种|一项|一个|一座|一部|我国|世界|全球|中国|目前|以)[^，。；]{4,36})"
)
_WHY = re.compile(
    r"(?:(?:^|[，。；])(?:由于|因为)(?P<why>[^，。；]{4,24})|(?:^|[，。；])受(?P<by>[^，。；]{3,20}?)(?:的)?影响)，(?P<what>[^，。；]{5,22})"
)
_TOLL = re.compile(r"(?P<number>[0-9]+)(?:名|人)[^，。；]{0,6}?(?P<how>死亡|遇难|受伤|失踪|丧生)")
_BEFORE_PLACES = frozenset(("在", "到", "赴", "于", "抵达", "来到", "位于"))
_DIGIT = re.compile("[0-9]")
_MARK = re.compile(r"[，。；！？：,;!?:]")
_BAD = re.compile(r"[“”‘’《》（）()「」【】]")
_LONGEST = 22


@dataclass(frozen=True, slots=True)
class Made:
    """A question that was made, the document and the exact words that answer it."""

    question: str
    answer: str
    document: str
    span: str


def _say(text: str, chance: random.Random) -> str:
    """Put some words that people say for those that papers write."""
    for long, short in _FULL.items():
        text = text.replace(long, short)
    for written, spoken in _SPOKEN:
        if written in text and chance.random() < 0.6:
            text = text.replace(written, chance.choice(spoken), 1)
    return text


def _thin(words: list[str], chance: random.Random) -> str:
    """Leave out some words that only describe."""
    kept = [
        word
        for word in words
        if word_kind(word) not in ("adjective", "particle", "time") or chance.random() < 0.55
    ]
    return "".join(kept)


def _is_person(word: str) -> bool:
    """Say whether a word is surely a person's name: jieba takes many a noun for one."""
    return (
        len(word) == 3
        and word_kind(word) == "person"
        and word_kind(word[1:]) not in ("noun", "verb", "person")
    )


def _ask_office(sentence: str, id: str, chance: random.Random) -> Iterator[Made]:
    for found in _OFFICE.finditer(sentence):
        words = rjieba.cut(sentence[found.end() : found.end() + 8])
        name = words[0] if words else ""
        before = rjieba.cut(sentence[max(0, found.start() - 4) : found.start()] + found["of"])
        office = found["of"] + found["end"]
        if len(name) < 2 or word_kind(name) not in ("person", "foreign"):
            continue
        # The office begins where a word begins: no half of a longer one.
        if not "".join(before).endswith(found["of"]) or word_kind(rjieba.cut(office)[0]) in (
            "particle",
            "verb",
        ):
            continue
        yield Made(chance.choice(_WHO).format(office), office + name, id, name)


def _ask_event(title: str, sentence: str, id: str, chance: random.Random) -> Iterator[Made]:
    found = _EVENT.search(title)
    if found:
        what, did = found["what"], found["did"]
        what = _say(what, chance)
        spoken = _say(did, chance)
        for day in WHEN.finditer(sentence):
            text = day.group()
            if re.search("[0-9](?:日|号|月)", text):
                word = chance.choice(_WHEN_WORDS)
                made = chance.choice(
                    (
                        f"{what}{word}{spoken}",
                        f"{what}{word}{spoken}的",
                        f"{what}是{word}{spoken}的",
                        f"{word}{what}{spoken}",
                    )
                )
                yield Made(made, text, id, text)
                break
        place = _PLACE.search(sentence)
        if place:
            word = chance.choice(_WHERE_WORDS)
            verb = _say(place["did"], chance)
            yield Made(
                chance.choice((f"{what}在{word}{verb}", f"{what}是在{word}{verb}的", f"{what}在{word}")),
                place["place"],
                id,
                place["place"],
            )
    toll = _TOLL.search(sentence)
    if toll and 4 <= len(title) <= 24:
        event = re.split(r"[\s，：:]|造成|致|已|至少|[0-9]", title)[0]
        if 3 <= len(event) <= 12:
            how = {
                "死亡": ("死了多少人", "死亡人数", "死了几个人", "多少人遇难"),
                "遇难": ("死了多少人", "遇难多少人", "遇难人数"),
                "丧生": ("死了多少人",),
                "受伤": ("多少人受伤", "伤了多少人"),
                "失踪": ("多少人失踪", "失踪人数"),
            }
            yield Made(
                event + chance.choice(how[toll["how"]]),
                toll.group(),
                id,
                toll["number"] + sentence[toll.end("number")],
            )


def _find_gaps(clause: str, words: list[str], chance: random.Random) -> list[tuple[str, str]]:
    """Return what of a clause may be asked for, each with the words that ask for it."""
    gaps = []
    for number in NUMBER.finditer(clause):
        text, behind = number.group(), clause[number.end() : number.end() + 1]
        unit = text.lstrip("0123456789.,万亿千百第多余几%一二三四五六七八九十两")
        if _DIGIT.search(text) and len(unit) <= 3 and not re.match("[年月日]", unit + behind):
            few = chance.choice(("多少", "多少", "几")) if len(text) - len(unit) <= 2 else "多少"
            gaps.append((text, few + unit))
    for place, word in enumerate(words):
        if _is_person(word) and not (place and _is_person(words[place - 1])):
            gaps.append((word, chance.choice(("谁", "谁", "哪位", "什么人"))))
        elif word_kind(word) == "place" and place and words[place - 1] in _BEFORE_PLACES:
            gaps.append((word, chance.choice(_WHERE_WORDS)))
    for day in WHEN.finditer(clause):
        text = day.group()
        if re.fullmatch(r"[0-9]{4}年", text):
            gaps.append((text, chance.choice(("哪年", "哪一年", "什么时候"))))
        elif _DIGIT.search(text) and "月" in text:
            gaps.append((text, chance.choice(_WHEN_WORDS)))
    return gaps


def _ask_gap(sentence: str, title: str, id: str, chance: random.Random) -> Iterator[Made]:
    """Put the asked word where the answer stands."""
    for whole in _MARK.split(sentence):
        if not 6 <= len(whole) <= 34 or _BAD.search(whole):
            continue
        clause = _DROPPED.sub("", whole)
        gaps = _find_gaps(clause, rjieba.cut(clause), chance)
        if not gaps:
            continue
        answer, asked = chance.choice(gaps)
        if clause.count(answer) != 1:
            continue
        left, right = clause.split(answer)
        text = _thin(rjieba.cut(left), chance) + asked + _thin(rjieba.cut(right), chance)
        about = re.split(r"[\s：:，]", title)[0]
        # A clause without a subject of its own is told by its headline.
        if len(left) < 3 and 3 <= len(about) <= 12 and about not in text:
            text = about + text
        text = _say(text, chance)
        if 5 <= len(text) <= _LONGEST:
            yield Made(text, answer, id, answer)
            return


def _ask_meaning(sentence: str, id: str, chance: random.Random) -> Iterator[Made]:
    found = _IS.search(sentence)
    if found and word_kind(rjieba.cut(found["what"])[0]) != "particle":
        what = _DROPPED.sub("", found["what"])
        if len(what) >= 2 and what not in ("这", "那", "这里", "其中", "我们", "这次", "此次"):
            form = chance.choice(("什么是{}", "{}是什么", "{}是啥", "{}是什么意思", "{}是干什么的", "啥是{}"))
            yield Made(form.format(what), found["is"], id, found["is"])
    found = _WHY.search(sentence)
    if found:
        what = _DROPPED.sub("", found["what"])
        what = _say(_thin(rjieba.cut(what), chance), chance)
        if 4 <= len(what) <= 16:
            form = chance.choice(
                ("为什么{}", "为什么{}", "{}的原因是什么", "{}是为什么", "为啥{}", "{}是什么原因")
            )
            why = found["why"] or found["by"]
            yield Made(form.format(what), why, id, why)


def read_records(archive: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of an archive: gzip, a record of JSON a line."""
    with gzip.open(archive, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def make(archive: Path, limits: dict[str, int], left_out: frozenset[str], seed: int = 0) -> list[Made]:
    """Return questions made from an archive of news, so many of each kind.

    Args:
        archive: gzip, a record a line with id, title and text.
        limits: how many of ``office``, ``event``, ``gap`` and ``meaning``.
        left_out: ids of documents that nothing is made from: those that answer the questions that are measured by.
        seed: of the random numbers.
    """
    chance = random.Random(seed)
    records = list(read_records(archive))
    chance.shuffle(records)
    made: dict[str, list[Made]] = {kind: [] for kind in limits}
    seen: set[str] = set()
    for record in records:
        if record["id"] in left_out:
            continue
        title = fold(record["title"])
        sentences = [
            part
            for part in re.split(
                r"(?<=[。！？!?])|\n",
                fold(record["text"]).replace(",", "，").replace(";", "；").replace(":", "："),
            )
            if 12 <= len(part) <= 110
        ]
        if not sentences:
            continue
        first = re.sub(r"^.{0,20}[)）]：", "", sentences[0])
        other = chance.choice(sentences)
        asks = {
            "office": _ask_office(other, record["id"], chance),
            "event": _ask_event(title, first, record["id"], chance),
            "gap": _ask_gap(other, title, record["id"], chance),
            "meaning": _ask_meaning(chance.choice(sentences), record["id"], chance),
        }
        for kind, some in asks.items():
            for one in some:
                if (
                    len(made[kind]) < limits[kind]
                    and one.question not in seen
                    and len(one.question) <= _LONGEST + 4
                ):
                    seen.add(one.question)
                    made[kind].append(one)
        if all(len(made[kind]) >= limit for kind, limit in limits.items()):
            break
    return [one for some in made.values() for one in some]


def to_asked(made: list[Made]) -> list[Asked]:
    """Return made questions as those of a bench."""
    return [
        Asked(f"made-{number}", one.question, (one.answer,), frozenset({one.document}))
        for number, one in enumerate(made)
    ]
