"""What a question was about, as a name that a later question may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.chinese.names import kind_of
from retrieval.chinese.word_kinds import word_kind
from retrieval.conversation.lexicon import ASKING, FUNCTION, RELATIONAL
from retrieval.expressions import regex
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_ASKS_NOTHING = regex(rf"^(?:{ASKING}|{FUNCTION})$")
ASKED_WORD = regex(ASKING)
LONGEST_NAME = 24
_LONGEST_QUESTION = 300
# What speaks for a run of words as the topic and against it, each worth so many characters of its length.
_OPENS, _TITLED, _AGAIN, _LONG = 4.0, 3.0, 1.5, 14
_ABSENT, _HEAD, _TAIL, _INNER, _TIMED = 3.0, 4.0, 5.0, 3.0, 5.0
_MEASURES = ("time", "number")
_NO_HEADS = ("verb", "adjective", "particle")
_GO_ON = ("noun", "place", "organisation", "new", "name")
_IN_NAMES = ("·", "•", "‧", "・", "-")
_NEVER_IN_NAMES = "的了着过在是有曾为由被位于和与对因又也都从以将把给让使谁什么哪几多少何怎时后前中里上下共"
_TITLE = regex(r"《[^《》]{2,40}》|“[^“”]{2,16}”|「[^「」]{2,16}」")
_PAIRS = ("《》", "“”", "「」", "『』", "〈〉", "‘’")


def find_topic(question: str, words: Sequence[Span], passage: str, title: str) -> str:
    """Return the words that a question is about, as written there, or the empty string.

    Every run of words that could name something is weighed. The likeliest one stands first in the question, is
    spoken of in the passage that answers, stands in its title, and is long.

    Args:
        question: the question in full.
        words: its words.
        passage: the passage that answers; empty where none does.
        title: the title of its document.
    """
    words = _opening(words)
    folded, passage, title = fold(question), fold(passage), fold(title)
    best, best_score = Span(0, 0), 0.0
    opens = True
    for run in _runs(folded, _join_titles(folded, words)):
        texts = [word.of(folded) for word in run]
        kinds = ["time" if _is_time(text) else word_kind(text) for text in texts]
        if _is_time(Span(run[0].start, run[-1].end).of(folded)) or all(kind in _MEASURES for kind in kinds):
            # 1929年，陈荣捷…: the year is not what is asked about, and what follows it opens the question.
            continue
        for i, begin in enumerate(run):
            for j in range(i, _end_of_names(run, i)):
                span = Span(begin.start, run[j].end)
                text = span.of(folded)
                if len(text) < 2 or _is_time(text):
                    continue
                named = kinds[i] not in _NO_HEADS or len(texts[i]) == 1
                score = _OPENS * (opens and i == 0 and named) + opens + min(len(text), _LONG)
                if text != title:
                    score -= _clumsiness(texts[i : j + 1], kinds[i : j + 1])
                if text in title:
                    score += _TITLED
                elif passage and text not in passage:
                    score -= _ABSENT
                score += _AGAIN * (passage.count(text) > 1)
                if score > best_score:
                    best, best_score = span, score
        opens = False
    return _with_marks(question, _whole(best, folded, words, passage)).of(question)


def _end_of_names(run: Sequence[Span], first: int) -> int:
    """Return the number of the word of a run with which a name from the first one would be too long."""
    end = run[first].start + LONGEST_NAME
    return next((number for number in range(first, len(run)) if run[number].end > end), len(run))


def _opening(words: Sequence[Span]) -> Sequence[Span]:
    """Return the words in which a topic is looked for: every run of a pasted article's words would be weighed."""
    return [word for word in words if word.end <= _LONGEST_QUESTION]


def _is_time(text: str) -> bool:
    return kind_of(text) == "time"


def _clumsiness(texts: Sequence[str], kinds: Sequence[str]) -> float:
    """Return what speaks against a run of words as a name: verbs and times, and a noun that is asked for.

    组建太空部队 is no topic and 楼曾瑞祖籍 is not either; 贺兰山中学 is one.
    """
    long = [len(text) > 1 for text in texts]
    score = _HEAD * (long[0] and kinds[0] in _NO_HEADS) + _TIMED * (kinds[0] == "time")
    score += _INNER * sum(
        kind in ("verb", "time") and one for kind, one in zip(kinds[1:-1], long[1:-1], strict=True)
    )
    if len(texts) > 1:
        asked_for = texts[-1] in RELATIONAL and not kind_of("".join(texts))
        score += _TAIL * (asked_for or (long[-1] and kinds[-1] == "verb"))
    return score


def _whole(best: Span, folded: str, words: Sequence[Span], passage: str) -> Span:
    """Return a span with what belongs to its name: a noun behind it too (津蓟|铁路), spoken of or not."""
    best = close_name(best, folded, words, passage)
    start, end = best.start, best.end
    for word in words:
        text = word.of(folded)
        if word.start != end or word.end - start > LONGEST_NAME or ASKED_WORD.search(text):
            continue
        noun = len(text) > 1 and text not in RELATIONAL and word_kind(text) in _GO_ON
        if not noun and (_ASKS_NOTHING.match(text) or not kind_of(folded[start : word.end])):
            break
        end = word.end
    return Span(start, end)


def close_name(span: Span, folded: str, words: Sequence[Span], passage: str) -> Span:
    """Return a span of a question with the characters that belong to it.

    jieba cuts strange names (潘均|顺, 大雷克雅|维克): a character beside a span belongs to it where the
    passage never has the one without the other. 出席 behind 温金荣 is a word of its own.
    """
    start, end = span.start, span.end
    count = passage.count(span.of(folded)) if len(span) else 0
    if count:
        stops = {at for word in words if _is_no_name(word.of(folded)) for at in (word.start, -word.end)}
        while (
            end not in stops
            and _is_name(folded[end : end + 1])
            and passage.count(folded[start : end + 1]) == count
        ):
            end += 1
        while (
            -start not in stops
            and start
            and _is_name(folded[start - 1])
            and passage.count(folded[start - 1 : end]) == count
        ):
            start -= 1
    return Span(start, end)


def _is_no_name(word: str) -> bool:
    return len(word) > 1 and (word in RELATIONAL or word_kind(word) in _NO_HEADS)


def _is_name(letter: str) -> bool:
    return (letter.isalnum() or letter in _IN_NAMES) and letter not in _NEVER_IN_NAMES


def _join_titles(text: str, words: Sequence[Span]) -> list[Span]:
    """Return the words, those of a title in marks as one: 雾中的灯塔 is a name, 雾 is none."""
    titles = [Span(match.start() + 1, match.end() - 1) for match in _TITLE.finditer(text)]
    outside = [word for word in words if not any(t.start <= word.start < t.end for t in titles)]
    return sorted(outside + titles)


def _with_marks(text: str, span: Span) -> Span:
    """Return a span with the marks of a title or a quotation around it: 《子不语》 is a book's name."""
    pair = text[max(span.start - 1, 0) : span.start] + text[span.end : span.end + 1]
    return Span(span.start - 1, span.end + 1) if pair in _PAIRS else span


def _runs(text: str, words: Iterable[Span]) -> Iterator[list[Span]]:
    """Yield the runs of neighbouring words that name something."""
    run: list[Span] = []
    for word in words:
        if (
            (run and run[-1].end != word.start)
            or _ASKS_NOTHING.match(word.of(text))
            or ASKED_WORD.search(word.of(text))
        ):
            if run:
                yield run
            run = []
        if not _ASKS_NOTHING.match(word.of(text)) and not ASKED_WORD.search(word.of(text)):
            run.append(word)
    if run:
        yield run
