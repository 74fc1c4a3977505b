"""The bot over HTTP: follow-up questions, filters, and how to be rid of both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from botkit import Wrapped, running
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Asked
from bot.state import State
from retrieval import Answerer, Found, Turn

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Call, Telegram

    from retrieval import Answer

WHO = "谁主持了会议？"
FOLLOW = "他强调了什么？"
LINE = "↪ 刘吉"


def replied(telegram: Telegram, call: Call, user: int = 42) -> dict[str, object]:
    """Return what makes a message a reply to one of the bot's."""
    chat = int(call.fields["chat_id"])
    ours = telegram.message(call.text, user=7, chat=chat) | {"message_id": telegram.id_of(call)}
    return {"reply_to_message": ours}


async def test_a_follow_up_is_understood_visibly_and_undone_by_one_tap(
    telegram: Telegram, archive: Answerer
) -> None:
    """What was taken over stands in a small line; the button asks what was written."""
    async with running(telegram, archive):
        await telegram.answer(WHO)
        answer = await telegram.answer(FOLLOW)
        await telegram.tap(answer, "按原话问")
        (alone,) = await telegram.wait("editMessageText")
    assert answer.text.startswith(LINE)
    assert answer.marked("italic")[0].startswith(LINE)
    assert "刘吉强调" in answer.text
    assert LINE not in alone.text


@pytest.mark.parametrize("threshold", [0.0, 1.0], ids=["answered", "refused"])
async def test_two_readings_of_a_question_go_round(
    telegram: Telegram, archive: Answerer, threshold: float
) -> None:
    """Where two persons may be meant, the other is one tap away, and the first another; under a refusal too."""
    answerer = Answerer(archive.index, archive.segment, today=archive.today, threshold=threshold)
    async with running(telegram, answerer):
        await telegram.answer("温金荣出席了谁主持的会议？")
        first = await telegram.answer(FOLLOW)
        await telegram.tap(first, "↪ 温金荣")
        (second,) = await telegram.wait("editMessageText")
        await telegram.tap(second, LINE)
        third = (await telegram.wait("editMessageText", 2))[1]
    assert [call.text.splitlines()[0] for call in (first, second, third)] == [
        "↪ 刘吉 强调了什么？",
        "↪ 温金荣 强调了什么？",
        "↪ 刘吉 强调了什么？",
    ]


def test_a_long_run_does_not_pile_up_numbers_nor_a_move_lose_answers() -> None:
    """Of settled updates the last are remembered, those that wait all; a supergroup's own answers stay."""
    state = State(":memory:")
    state.updates.accept(0, "waits")
    for number in range(1, 10_100):
        state.updates.accept(number, "done")
        state.updates.settle(number)
    state.updates.beat()
    assert state.updates.accept(1, "so long ago that it is not known any more")
    assert not state.updates.accept(10_099, "twice")
    assert state.updates.unsettled()[0] == "waits"
    for chat, question in ((-5, "旧群的问题？"), (-1005, "新群的问题？")):
        state.remember(Asked(chat, 1, None, 7, question, (), found=False))
    state.migrate(-5, -1005)
    kept = state.answer_to(-1005, 7)
    assert kept is not None
    assert kept.question == "新群的问题？"
    state.close()


@pytest.mark.parametrize(
    ("question", "taken"), [("谁主持了会仪？", WHO), ("我想知道，" * 90 + WHO, "")], ids=["slip", "long"]
)
async def test_a_question_into_which_nothing_was_taken_shows_nothing_taken_over(
    telegram: Telegram, archive: Answerer, question: str, taken: str
) -> None:
    """Neither one with a slip, whose reading is shown as such, nor one so long that it is kept cut."""

    def ask(question: str, **more: Any) -> Answer:
        found = archive.ask(question, **more)
        assert isinstance(found, Found)
        return replace(found, spelling=taken)

    async with running(telegram, lambda: Wrapped(archive, ask)):
        answer = await telegram.answer(question)
        history = await telegram.answer("/history")
    assert "↪" not in answer.text + history.text
    assert answer.text.startswith(f"✎ {taken}\n") == bool(taken)
    assert not [button for button in answer.buttons if "按原话问" in button["text"]]


@given(st.text(min_size=1), st.data())
def test_one_changed_character_or_a_cut_takes_nothing_over(asked: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(asked) - 1))
    slip = asked[:at] + data.draw(st.characters()) + asked[at + 1 :]
    assert Turn(asked, slip[: data.draw(st.integers(1, len(asked)))]).in_full == ""
    assert Turn(asked, "刘吉 " + asked, leans=True).in_full == "刘吉 " + asked
    assert Turn(asked, asked).respelt == ""


async def test_new_begins_anew_and_history_shows_the_conversation(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        await telegram.answer(WHO)
        await telegram.answer(FOLLOW)
        history = await telegram.answer("/history")
        await telegram.answer("/new")
        assert LINE not in (await telegram.answer(FOLLOW)).text
    assert history.text.startswith(f"1. {WHO}\n2. {FOLLOW}\n    ↪ 刘吉")


async def test_a_conversation_survives_a_restart(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    async with running(telegram, archive, tmp_path / "state"):
        await telegram.answer(WHO)
    async with running(telegram, archive, tmp_path / "state"):
        assert (await telegram.answer(FOLLOW)).text.startswith(LINE)


async def test_a_reply_to_an_older_answer_goes_on_from_it(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        first = await telegram.answer(WHO)
        await telegram.answer("新图书馆藏书多少册？")
        answer = await telegram.answer(FOLLOW, **replied(telegram, first))
    assert answer.text.startswith(LINE)


async def test_in_a_group_every_user_has_a_memory_of_their_own(telegram: Telegram, archive: Answerer) -> None:
    """One user's question does not colour another's, unless it replies to the answer."""
    async with running(telegram, archive):
        first = await telegram.answer(f"/ask {WHO}", user=1, chat=-5)
        stranger = await telegram.answer(f"/ask {FOLLOW}", user=2, chat=-5)
        same = await telegram.answer(f"/ask {FOLLOW}", user=1, chat=-5)
        joined = await telegram.answer(FOLLOW, user=3, chat=-5, **replied(telegram, first))
    assert LINE not in stranger.text
    assert same.text.startswith(LINE)
    assert joined.text.startswith(LINE)


async def test_a_group_that_becomes_a_supergroup_keeps_its_state(
    telegram: Telegram, archive: Answerer
) -> None:
    """Its filter, its conversations, and who began anew."""
    async with running(telegram, archive) as desk:
        await telegram.answer("/ask 来源:惠州日报 " + WHO, user=1, chat=-5)
        await telegram.answer(f"/ask {WHO}", user=2, chat=-5)
        await telegram.answer("/new", user=2, chat=-5)
        await telegram.say("", chat=-5, text=None, migrate_to_chat_id=-1005)
        await telegram.answer("/help", chat=-5)
        goes_on = await telegram.answer(f"/ask {FOLLOW}", user=1, chat=-1005)
        anew = await telegram.answer(f"/ask {FOLLOW}", user=2, chat=-1005)
        assert desk.state.chat(-1005).filter.source == "惠州日报"
    assert goes_on.text.startswith(LINE)
    assert LINE not in anew.text


async def test_an_edited_follow_up_goes_on_from_the_same_answer(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        await telegram.answer(WHO)
        asked = await telegram.say("asdkjh")
        await telegram.wait("sendMessage", 2)
        await telegram.edit(asked, FOLLOW)
        (edited,) = await telegram.wait("editMessageText")
    assert edited.text.startswith(LINE)


async def test_a_filter_is_kept_shown_and_cleared_by_one_tap(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive) as desk:
        told = await telegram.answer("2021年")
        assert "2021年" in told.text
        await telegram.say("谁出席会议？")
        none = (await telegram.wait("sendMessage", 2))[1]
        assert "疫情" not in none.text
        assert "🔎 2021年" in none.text
        await telegram.tap(none, "取消筛选")
        (freed,) = await telegram.wait("editMessageText")
        assert "温金荣" in freed.text
        assert "🔎" not in freed.text
        assert desk.state.chat(42).filter.since is None


async def test_a_filter_that_is_in_force_is_shown_again(telegram: Telegram, archive: Answerer) -> None:
    """Whoever types it twice wants to see it, not to be asked for a question."""
    async with running(telegram, archive):
        once, twice = await telegram.answer("2022年"), await telegram.answer("2022年")
    assert (twice.text, twice.buttons) == (once.text, once.buttons)
    assert "2022年" in twice.text


async def test_a_filter_may_stand_beside_a_question(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        answer = await telegram.answer(f"来源:惠州日报 {WHO}")
        assert "🔎 来源:惠州日报" in answer.text
        assert "🔎" in (await telegram.answer("馆长是谁？")).text
        assert "没有筛选" in (await telegram.answer("/filter 来源:")).text
        await telegram.answer("2022年")
        assert "没有筛选" in (await telegram.answer("/filter 取消")).text
        assert "since:" in (await telegram.answer("/filter 昨天")).text
        assert "since:" in (await telegram.answer("since:2022-13 谁？")).text
