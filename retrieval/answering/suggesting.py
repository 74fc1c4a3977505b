"""Questions that the archive answers, found in the archive itself: for a greeting that keeps its word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answers import Found
from retrieval.chinese.names import find_names
from retrieval.chinese.sentences import split_sentences
from retrieval.chinese.word_kinds import word_kind
from retrieval.reader.exact.cells import read_row
from retrieval.values import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering.answerer import Answerer
    from retrieval.reader.exact.cells import Item
    from retrieval.values import Document

# Looking on would make the first user wait.
_DOCUMENTS, _TRIED, _PER_DOCUMENT = 60, 60, 8
_CLAUSE = re.compile(r"[^，。；：、？！,;:?!…\s“”‘’（）()《》【】]+")
# With fewer words a question could mean anything, with more nobody would type it.
_SHORTEST, _LONGEST = 6, 24
_EVENT = re.compile(r"([^\s，。！？]{4,24})(召开|举行|开幕|闭幕|成立|通车|开放|启动)")
# What stands behind a name need not be what somebody did: 习近平总书记重要讲话精神.
_DID = re.compile(
    r"(?P<verb>主持|出席|参加|宣布|会见|担任|当选|率领|带领|设计|发明|创作|获得|赢得)了?(?P<what>[^了并和]{2,16}?)(?:并.*)?$"
)
# 谁担任了馆长 is not said; 谁主持了会议 is.
_STATES = frozenset({"担任", "当选"})
_NUMBER = re.compile(
    r"(?P<number>\d[\d,.]*[万亿]?)(?P<unit>公里|平方公里|平方米|米|册|人|名|个|家|座|元|吨|亩|件|项|场|所|张|辆|台|次)"
)
_MEASURED = (
    "全长 总长 总投资 投资 面积 总面积 建筑面积 占地面积 占地 藏书 票价 售价 造价 预算 人口 总人口 海拔 学费 押金 费用 产量 长 高 宽 重"
).split()
_ABOUT = re.compile(r"(?:大?约|达到?|为|是|共有?|有|近|超过?|不足|仅|只有?|可达|已达?)+$")
# 该厂 and 全县 mean what stood before; 第三条 and 答 number or name what follows.
_LEANS = re.compile(r"[该本此其这那各每另全共约首再先仅我你他她它第答问两几]")
_SUBJECT = frozenset({"noun", "place", "organisation", "name", "new", "person", "foreign", "adjective"})
_NAMED = frozenset({"noun", "place", "organisation", "name", "new"})
_DAY = re.compile(r"[\d年月日今昨上下午早晚]+")
# jieba takes some of what happened to a thing for a part of its name.
_HAPPENED = re.compile(r"(?:建成|竣工|通车|开[馆放幕工]|启[用动]|落成|奠基|成立|举行|召开).*$")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_AMOUNT = re.compile(r"\d[\d,.]*")
# Sums, days and units name no row.
_NO_KEY = re.compile(r"[万亿千百]*元|\d{1,2}月|\d{4}年|\d+$|[合小总]计")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


def suggest_questions(answerer: Answerer, count: int = 3) -> list[str]:
    """Return questions that the answerer is sure of, each from another document if there are so many.

    A clause becomes a question by leaving out who or how many (市委书记刘吉主持会议 → 谁主持了会议？), a row by leaving out
    a cell; it is then asked, and suggested only if the answer says what was left out.
    """
    found: list[str] = []
    told: set[str] = set()
    tried = 0
    # A small archive has to give more than one a document.
    room = count if answerer.index.statistics().documents < count else 1
    for document in answerer.index.latest(_DOCUMENTS):
        taken = 0
        for number, (question, left_out) in enumerate(_candidates(document, answerer)):
            tried += 1
            if tried > _TRIED or number >= _PER_DOCUMENT or taken == room:
                break
            answer = answerer.ask(question, limit=1)
            # What one question is answered by need not be asked for once more.
            if not isinstance(answer, Found) or question in found or left_out in told:
                continue
            if left_out in (answer.quotes[0].exact_text or answer.quotes[0].text):
                found.append(question)
                told.add(left_out)
                taken += 1
        if len(found) >= count or tried > _TRIED:
            break
    return found[:count]


def _candidates(document: Document, answerer: Answerer) -> Iterator[tuple[str, str]]:
    """Yield questions as a person would ask them, each with what was left out."""
    title, day = document.metadata.title, document.metadata.date_text
    if day and (event := _EVENT.fullmatch(title)):
        yield f"{event[1]}是什么时候{event[2]}的？", day
    for number, paragraph in enumerate(document.paragraphs):
        text = paragraph.of(document.text)
        passage = Passage(document.metadata, number, paragraph.start, text, (), (), text)
        for sentence in split_sentences(text):
            if row := read_row(passage, sentence):
                yield from _ask_cells(text, row)
                continue
            clauses = list(_CLAUSE.finditer(text, sentence.start, sentence.end))
            for clause in clauses:
                yield from _ask_who(clause[0], title, answerer)
            yield from _ask_how_many(text, clauses, answerer)


def _ask_who(clause: str, title: str, answerer: Answerer) -> Iterator[tuple[str, str]]:
    """Ask who did something: 市委书记刘吉主持会议 becomes 谁主持了全市疫情防控工作会议？, where the headline names it."""
    persons = [name for name in find_names(clause, answerer.segment(clause)) if name.kind == "person"]
    # What stands before a name is an office, and gives the answer away.
    did = _DID.match(clause[persons[0].span.end :]) if len(persons) == 1 else None
    if did is None:
        return
    what, done = did["what"], did["verb"] + ("" if did["verb"] in _STATES else "了")
    at = title.find(what)
    for named in dict.fromkeys((title[: at + len(what)] if at > 0 else what, what)):
        question = f"谁{done}{named}？"
        if _SHORTEST <= len(question) <= _LONGEST:
            yield question, persons[0].span.of(clause)


def _ask_how_many(
    text: str, clauses: Sequence[re.Match[str]], answerer: Answerer
) -> Iterator[tuple[str, str]]:
    """Ask how many: of 东江大桥建成通车，全长1200米 it is 东江大桥全长多少米？, whose subject stands before."""
    spoken = [clause for clause in clauses if not _DAY.fullmatch(clause[0])]
    # 规模：… is a head, and no subject.
    if not spoken or text[spoken[0].end() : spoken[0].end() + 1] in {"：", ":"}:
        return
    for clause in spoken:
        numbers = list(_NUMBER.finditer(clause[0]))
        if len(numbers) != 1:
            continue
        before, counted = _ABOUT.sub("", clause[0][: numbers[0].start()]), clause[0][numbers[0].end() :]
        if re.search(r"\d", before) or not _is_counted(counted):
            continue
        measured = "" if counted else _measured(before)
        subject = before.removesuffix(measured)
        if measured and not subject:
            subject = _subject(spoken[0][0], answerer)
        # What begins a sentence needs nothing before it: 整机保修多少个月, 主机可以绑定多少个账号.
        whole = clause is spoken[0] and len(before) > 3 and _begins_with_thing(before, answerer)
        if (measured and _is_thing(subject, answerer)) or whole:
            question = f"{subject}{measured}多少{numbers[0]['unit']}{counted}？"
            if _SHORTEST <= len(question) <= _LONGEST:
                yield question, numbers[0]["number"]


def _ask_cells(text: str, row: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Ask for a cell of a row: of 线路：16路；末班车：22:30 it is 16路的末班车是几点？, which has the first cell for a subject."""
    key = row[0].cell.of(text).strip()
    if not 2 <= len(key) <= 10 or _NO_KEY.match(key):
        return
    for item in row[1:]:
        head, cell = _BRACKETS.sub("", item.head.of(text)).strip(), item.cell.of(text).strip()
        if not 2 <= len(head) <= 8:
            continue
        if _CLOCK.fullmatch(cell):
            yield f"{key}的{head}是几点？", cell
        elif _AMOUNT.fullmatch(cell):
            yield f"{key}的{head}是多少？", cell


def _measured(words: str) -> str:
    """Return what is measured at the end of words: 建筑面积 of 新馆建筑面积."""
    return max((one for one in _MEASURED if words.endswith(one)), key=len, default="")


def _subject(clause: str, answerer: Answerer) -> str:
    """Return what a clause begins with that can be asked about: 东江大桥 of 3月5日东江大桥建成通车; '' where nothing is."""
    subject = ""
    for span in answerer.segment(clause):
        word = span.of(clause)
        if word_kind(word) in _SUBJECT and not re.search(r"\d", word):
            subject += word
        # A day may stand first.
        elif subject or not _DAY.fullmatch(word):
            break
    subject = _HAPPENED.sub("", subject)
    return subject.removesuffix(_measured(subject))


def _is_thing(words: str, answerer: Answerer) -> bool:
    """Say whether words name a thing whose length or price can be asked for, wherever they stand."""
    kinds = [word_kind(span.of(words)) for span in answerer.segment(words)]
    named = bool(kinds) and kinds[-1] in _NAMED and all(kind in _SUBJECT for kind in kinds)
    return 2 <= len(words) <= 12 and not _LEANS.match(words) and named


def _begins_with_thing(words: str, answerer: Answerer) -> bool:
    first = next((span.of(words) for span in answerer.segment(words)), "")
    if re.match("一[台个张辆家次]", words):
        return True
    return len(first) > 1 and word_kind(first) in _NAMED and not _LEANS.match(first)


def _is_counted(words: str) -> bool:
    """Say whether what stands behind a unit is what is counted, or nothing: 个账号, but not 元以下."""
    return words == "" or (len(words) <= 4 and word_kind(words) == "noun")
