"""What all doors ask the archive."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from retrieval.serving.desk import Desk
from retrieval.serving.talks import Talks
from retrieval.values import EVERYTHING

if TYPE_CHECKING:
    from retrieval import Answerer


def test_the_same_address_is_answered_the_same(town: Answerer) -> None:
    """What was asked before decides, and not what others asked meanwhile."""
    desk = Desk(town, Talks(town))
    before = ["清禾大桥的总工程师是谁？"]

    def ask() -> str:
        return desk.follow("他介绍了什么？", before, limit=10, filter=EVERYTHING).understood.question

    first = ask()
    desk.follow("云渡博物馆的馆长是谁？", [], limit=10, filter=EVERYTHING)
    assert ask() == first == "纪云帆 介绍了什么？"
    assert (
        desk.follow("他介绍了什么？", [], limit=10, filter=EVERYTHING).understood.question == "他介绍了什么？"
    )


def test_many_may_ask_at_once(town: Answerer) -> None:
    """Whoever asks from whichever thread gets the answer to the own question."""
    desk = Desk(town, Talks(town))
    questions = ["清禾大桥全长多少米？", "云渡博物馆新馆在哪里？", "谁主持了闭幕式？"] * 4
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(desk.ask, questions))
    assert answers == [town.ask(question) for question in questions]


def test_what_is_suggested_is_thought_of_once(town: Answerer) -> None:
    """A greeting costs a search a question; the next reader is shown the same."""
    desk = Desk(town, Talks(town))
    assert desk.suggestions() is desk.suggestions()
    assert desk.size() == len(desk.latest(50))
