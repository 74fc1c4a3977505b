"""A document → questions that a person would type and that it answers, each with the words that must answer it.

A statement becomes a question where what is asked for is left out: 市委书记刘吉主持会议 → 谁主持了会议？. Its subject is one that
a headline, a heading or the beginning of its paragraph names: of 工程北全长23.6公里 nobody would know which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.answering.offices import find_office
from retrieval.answering.sizing import ask_amount, ask_cells, ends_as_thing, find_subject, is_thing
from retrieval.chinese.enumeration import MARK, SECTION
from retrieval.chinese.names import find_names
from retrieval.chinese.vocabulary import DOUBLE_SURNAMES, NAME_BORDERS, OFFICES, SPEECH, UNSURE_SURNAMES
from retrieval.chinese.word_kinds import FOREIGN, word_kind
from retrieval.expressions import regex
from retrieval.index.passages import split_passages
from retrieval.reader.exact.cells import read_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.chinese.words import Segment
    from retrieval.values import Document, Passage, Span

# With fewer characters a question could mean anything, with more nobody would type it.
_SHORTEST, _LONGEST = 5, 20
# What is told is told at the beginning; a book need not be cut into words for a greeting.
_PARAGRAPHS = 60
# What no question may hold: it means what stood before, or belongs to whoever was asked.
_LEANS = regex(r"[该本此其这那他她它你您我]|上述|前者|后者|全[科院馆校厂场]|[^\w·？]")
# Nor may one that is made of a statement: a condition is no fact, and 每页 is a page of nobody knows what.
_BOUND = regex("^[每第另各]|[不未另]|规定|要求|决定")

_CLAUSE = regex(r"[^，。；：、？！,;:?!…\s“”‘’（）()《》【】]+")
_BEGINS = regex(rf"\s*(?:{SECTION}|{MARK}|[-*•·])?\s*")
_ENDS = regex(r"[。！？；，：!?;,:…]\s*$")
_WRITTEN = regex(
    r"(?:(?P<marked>(?:问|提问|[Qq])\s*[:：])\s*)?(?P<question>[^？?。：:；]+)[？?]\s*(?P<answer>.*)"
)
_ANSWER = regex(r"\s*(?:(?:答|回答|[Aa])\s*[:：]\s*)?(?P<said>[^，。；！？,;!?\s]{2,})")
_ADDRESSED = regex("[你您]")

_EVENTS = (
    "召开 举行 举办 开幕 闭幕 成立 揭牌 通车 通航 开通 开放 启动 启用 投用 投入使用 投入运行 开工 动工 奠基 竣工 完工 建成 落成 "
    "开业 开馆 开园 开学 开跑 开赛 封闭施工 全封闭维修 封闭维修 封闭"
).split()
_HAPPENS = f"(?:{'|'.join(sorted(_EVENTS, key=len, reverse=True))})"
_TIME = (
    "(?:(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?|[今昨明][天日晚])"
    "(?:[上下]午)?(?:[0-9]{1,2}(?:[:：][0-9]{2}|[时点](?:[0-9]{1,2}分|半)?))?"
)
_MOMENT = regex(_TIME)
_DATED = regex("[0-9]月")
_AHEAD = regex("[将拟]|定于|预计|明[天日]|下月")
_HEADLINE = regex(
    rf"(?P<what>[^\s，。！？：、“”《》（）()]{{2,14}}?)(?:{_TIME}|下月起|正式|顺利|全面|即将|将)*(?P<did>{_HAPPENS})"
)
_EVENT = regex(
    rf"(?:{_TIME})?(?P<what>\D{{2,14}}?)(?:将|定|拟|计划|预计|已)?[于在]?(?P<day>{_TIME})?(?:零时)?起?"
    rf"(?:在(?P<where>[^，]{{2,14}}?))?(?:隆重|正式)?(?:对公众)?(?P<did>{_HAPPENS})(?P<held>\w{{0,10}})"
)
_PLACE = regex(r"[\u4e00-\u9fff]{2,}[^中上下后前内时]$")

_DID = regex(
    r"(?P<verb>主持|出席|会见|当选|设计|发明|创作|获得|赢得|夺得|负责(?!同志|人))了?(?P<what>[^了并和及]{2,16}?)(?:并.*)?$"
)
# 谁负责了档案搬迁 is not said; 谁主持了会议 is.
_STATES = frozenset({"当选", "负责"})
# So many characters name what was done without a headline.
_TELLING = 5

_OFFICES = tuple(OFFICES)
_WHOLE = regex(rf"(?:^|.*\W)(?:{_TIME})?", re.DOTALL)
# There are several of them, or there were.
_OF_MANY = OFFICES - set(
    "省长 市长 县长 区长 镇长 乡长 村长 州长 院长 校长 台长 行长 董事长 总经理 理事长 总统 总理".split()
)
_SEVERAL = regex("(?<!常务)副|^[原前老]|候补")
_BODY = regex(
    r"(?P<who>\w{2,14}?(?:局|委|办|处|部门|机关|中心|公司|委员会|街道办事处))(?:具体)?负责(?!同志|人)(?P<what>\w{4,12})"
)
_MEANS = regex(
    r"(?:本\w{1,4}所?称的?)?(?P<what>[^，。（）()本]{2,12})(?:[（(][^（）()]*[）)])?[，,]?(?:是指|，指)(?P<said>[^，。；]{4,})"
)
_OPENS = regex(
    r"(?P<what>\D{0,12}?)(?:每[日天])?(?:早上?|晚上?|上午|下午)?(?P<at>\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半)?))"
    r"(?P<did>开门|关门|熄灯|开放|闭馆|闭园|开市|散市|发车|停止(?:入[馆园]|挂号|售票))"
)


@dataclass(frozen=True, slots=True)
class Posed:
    """A question, the words that its answer must hold, and its kind: two of a kind side by side read like a form."""

    text: str
    left_out: str
    kind: str


def pose_questions(document: Document, segment: Segment) -> Iterator[Posed]:
    """Yield questions that a person would ask of a document, in the order of its text.

    >>> [one.text for one in pose_questions(document, segment)]  # doctest: +SKIP
    ['东江大桥是什么时候通车的？', '东江大桥有多长？']

    Args:
        document: the first paragraphs of it are read.
        segment: cuts text into words, as the archive was cut.
    """
    for one in _Poser(document, segment).pose():
        bound = one.kind != "written" and _BOUND.search(one.text)
        if _SHORTEST <= len(one.text) <= _LONGEST and not bound and not _LEANS.search(one.text):
            yield one


class _Poser:
    """Reads one document from its beginning, and keeps what it is about: the headline, and the heading read last."""

    def __init__(self, document: Document, segment: Segment) -> None:
        self._segment = segment
        self._dated = bool(document.metadata.date_text)
        self._title = document.metadata.title
        self._head = ""
        self._passages = split_passages(
            replace(document, paragraphs=document.paragraphs[:_PARAGRAPHS]), segment
        )

    def pose(self) -> Iterator[Posed]:
        # What somebody is asked face to face (您今年高寿) is nobody else's question, and neither is what goes on from it.
        talk = any(
            _ADDRESSED.search(written["question"])
            for passage in self._passages
            if (written := _WRITTEN.match(passage.text))
        )
        yield from self._ask_of_head(self._title, self._passages[:2])
        for number, passage in enumerate(self._passages):
            following = self._passages[number + 1 : number + 2]
            written = _WRITTEN.match(passage.text)
            if written and (written["marked"] or not written["answer"]):
                if not talk:
                    yield from _take_written(written, following)
            elif len(passage.text) <= _LONGEST and not _ENDS.search(passage.text):
                self._head = passage.text
                yield from self._ask_of_head(passage.text, following)
            else:
                for sentence in passage.sentences:
                    if row := read_row(passage, sentence):
                        yield from (Posed(*asked, "cell") for asked in ask_cells(passage.text, row))
                    else:
                        yield from self._ask_of_sentence(passage, sentence)

    def _ask_of_head(self, head: str, told: Sequence[Passage]) -> Iterator[Posed]:
        """Ask when that happened which a headline tells: 北渠工程开工 becomes 北渠工程是什么时候开工的？."""
        for piece in head.split():
            event = _HEADLINE.fullmatch(piece)
            if not event or not ends_as_thing(event["what"], self._segment):
                continue
            for text in (passage.text for passage in told):
                day = _MOMENT.search(text)
                if day and self._is_day(day[0]):
                    yield _ask_when(event["what"], event["did"], day[0], head + text)
                    break

    def _ask_of_sentence(self, passage: Passage, sentence: Span) -> Iterator[Posed]:
        text = passage.text
        start = _begin(text, sentence.start, sentence.end)
        clauses = [match[0] for match in _CLAUSE.finditer(text, start, sentence.end)]
        spoken = [clause for clause in clauses if not _MOMENT.fullmatch(clause)]
        yield from self._ask_who(passage, sentence)
        named = self._named()
        # 规模：… is a label, and no subject.
        labelled = bool(spoken) and f"{spoken[0]}：" in text
        subject = find_subject(_MOMENT.sub("", spoken[0]), self._segment) if spoken and not labelled else ""
        means = _MEANS.match(text, start, sentence.end)
        if means and is_thing(means["what"], self._segment):
            yield Posed(f"什么是{means['what']}？", means["said"], "what")
        for clause in spoken:
            yield from self._ask_when_and_where(clause, named)
            yield from self._ask_hour(clause, subject)
            if (body := _BODY.fullmatch(clause)) and _BOUND.search(body["who"]) is None:
                yield Posed(f"谁负责{body['what']}？", body["who"], "who")
            if asked := ask_amount(clause, subject, named, self._segment):
                yield Posed(*asked, "how many")

    def _named(self) -> list[str]:
        """Return what the heading and the headline are about."""
        return [
            one
            for head in f"{self._head} {self._title}".split()
            if (one := find_subject(head, self._segment))
        ]

    def _is_day(self, written: str) -> bool:
        # 昨天 says when only beside the day of the report.
        return self._dated or bool(_DATED.search(written))

    def _ask_when_and_where(self, clause: str, subjects: Sequence[str]) -> Iterator[Posed]:
        """Ask when and where: of 听证会定于7月28日在渌安宾馆举行 it is 听证会在哪里举行？, too."""
        event = _EVENT.fullmatch(clause)
        if not event:
            return
        # 公司将于5月1日在广场举行义诊: what is held stands behind the verb.
        what = event["held"] or next((one for one in subjects if one.endswith(event["what"])), event["what"])
        if not is_thing(what, self._segment):
            return
        if event["day"] and self._is_day(event["day"]):
            yield _ask_when(what, event["did"], event["day"], clause)
        if event["where"] and _PLACE.search(event["where"]):
            yield Posed(f"{what}在哪里{event['did']}？", event["where"], "where")

    def _ask_hour(self, clause: str, subject: str) -> Iterator[Posed]:
        """Ask for the hour: 宿舍每日6时开门，22时40分关门 becomes 宿舍几点开门？ and 宿舍几点关门？."""
        opens = _OPENS.fullmatch(clause)
        if opens and (what := opens["what"] or subject):
            yield Posed(f"{what}几点{opens['did']}？", opens["at"], "hour")

    def _ask_who(self, passage: Passage, sentence: Span) -> Iterator[Posed]:
        """Ask who did something, who holds an office, and who somebody is: 谁主持了全市供热工作会议？, 市长是谁？, 罗敏是谁？."""
        for match in _CLAUSE.finditer(passage.text, sentence.start, sentence.end):
            clause = match[0]
            persons = [name for name in find_names(clause, self._segment(clause)) if name.kind == "person"]
            if len(persons) != 1:
                continue
            name = persons[0].span.of(clause)
            if not _is_name(name, clause[persons[0].span.end :], self._segment):
                continue
            # What stands before a name is an office, and gives the answer away.
            if did := _DID.match(clause[persons[0].span.end :]):
                yield from self._ask_doer(did, name)
            span = find_office(passage, sentence, name)
            # Of 发展和改革局副局长 and 创伤组组长 the office is cut in two.
            if span and (span.start >= match.end() or _is_whole(passage.text[sentence.start : span.start])):
                office = span.of(passage.text)
                last = office.rpartition("、")[2]
                if last.endswith(_OFFICES) and last not in _OF_MANY and not _SEVERAL.search(last):
                    yield Posed(f"{last}是谁？", name, "office")
                yield Posed(f"{name}是谁？", office, "office")

    def _ask_doer(self, did: re.Match[str], name: str) -> Iterator[Posed]:
        # 会议 is the one that the headline names; where it names none, nobody knows which.
        what = did["what"]
        at = self._title.find(what)
        if at < 0 and len(what) < _TELLING:
            return
        full = self._title[: at + len(what)] if at > 0 and " " not in self._title[:at] else what
        done = did["verb"] + ("" if did["verb"] in _STATES else "了")
        question = f"谁{done}{full}？"
        yield Posed(question if len(question) <= _LONGEST else f"谁{done}{what}？", name, "who")


def _is_whole(before: str) -> bool:
    """Say whether an office can begin behind these words of its sentence: behind a mark, or behind a day."""
    return _WHOLE.fullmatch(before) is not None


def _is_name(name: str, behind: str, segment: Segment) -> bool:
    # 周末来 and 由班主任代约 are no names, though they begin as names do; 斯诺 is a part of 斯诺普科夫.
    by_chance = len(name) == 2 and name[0] in UNSURE_SURNAMES
    # Of 区长郑文辉种下一株樟树 the verb comes along.
    long = len(name) > 3 and name[:2] not in DOUBLE_SURNAMES
    if by_chance or long or name.endswith((*NAME_BORDERS, *SPEECH)) or behind[:1] in FOREIGN:
        return False
    return all(word_kind(span.of(name)) != "time" for span in segment(name))


def _ask_when(what: str, did: str, day: str, told: str) -> Posed:
    ahead = _AHEAD.search(told)
    return Posed(f"{what}什么时候{did}？" if ahead else f"{what}是什么时候{did}的？", day, "when")


def _take_written(written: re.Match[str], following: Sequence[Passage]) -> Iterator[Posed]:
    """Take a question that the document itself asks and answers: 问：办借书证要钱吗？."""
    question = written["question"]
    question = question[_begin(question, 0, len(question)) :].strip()
    told = written["answer"] or next((passage.text for passage in following), "")
    if answer := _ANSWER.match(told):
        yield Posed(f"{question}？", answer["said"], "written")


def _begin(text: str, start: int, end: int) -> int:
    """Return where words begin behind blanks and the number of an item: behind 第三条 or 1、."""
    begun = _BEGINS.match(text, start, end)
    return begun.end() if begun else start
