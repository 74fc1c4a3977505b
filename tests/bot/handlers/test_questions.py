"""The bot over HTTP: what a question is, and how it is answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from botkit import FOLLOW, LINE, WHO, Wrapped, replied, running

from retrieval import Answerer, Found

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answer


QUESTION = "谁主持了会议？"


FILE, SIZE = {"file_id": "a", "file_unique_id": "b"}, {"width": 1, "height": 1}


PHOTO = [FILE | SIZE]


async def test_a_question_in_private_is_answered_word_for_word(telegram: Telegram, archive: Answerer) -> None:
    """The answer is a sentence of the archive, in reply to the question."""
    async with running(telegram, archive):
        answer = await telegram.answer(QUESTION)
    assert "市委书记刘吉主持会议并讲话，市长温金荣出席会议。" in answer.text
    assert answer.fields["reply_parameters"]["allow_sending_without_reply"] is True
    assert answer.marked("bold") == ["刘吉"]
    assert answer.fields["link_preview_options"]["url"] == "https://news.example.com/2022/11/14/1.html"
    assert "parse_mode" not in answer.fields


async def test_what_the_archive_does_not_say_is_said(telegram: Telegram, archive: Answerer) -> None:
    """A question that the archive does not answer gets the reason."""
    async with running(telegram, archive):
        answer = await telegram.answer("asdkjh")
    assert answer.text.startswith("档案里没有说。")
    assert len(answer.text.splitlines()) >= 2


async def test_editing_the_question_edits_the_answer(telegram: Telegram, archive: Answerer) -> None:
    """One question has one answer, whatever becomes of the question."""
    async with running(telegram, archive):
        asked = await telegram.say("asdkjh")
        await telegram.wait("sendMessage")
        await telegram.edit(asked, QUESTION)
        (edited,) = await telegram.wait("editMessageText")
    assert "刘吉" in edited.text
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 1


async def test_an_edit_that_overtakes_its_question_is_answered_once(
    telegram: Telegram, archive: Answerer
) -> None:
    """Updates may come out of order: the edited form counts, the original is passed over."""
    message = telegram.message("asdkjh")
    async with running(telegram, archive):
        await telegram.edit(message["message_id"], QUESTION)
        await telegram.wait("sendMessage")
        await telegram.update(message=message)
        await telegram.answer("/help", user=2)
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"sticker": FILE | {"type": "regular", "is_animated": False, "is_video": False, **SIZE}}, True),
        ({"voice": FILE | {"duration": 1}}, True),
        ({"photo": PHOTO}, True),
        ({"location": {"latitude": 1.0, "longitude": 1.0}}, True),
        ({"dice": {"emoji": "🎲", "value": 3}}, True),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, True),
        # An album is many messages: its caption is answered, and nothing said of the rest.
        ({"photo": PHOTO, "media_group_id": "1"}, False),
        ({"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": 42, "type": "private"}}}, False),
    ],
)
async def test_what_holds_no_words_is_asked_for_words(
    telegram: Telegram, archive: Answerer, content: dict[str, Any], told: bool
) -> None:
    async with running(telegram, archive):
        await telegram.say("", text=None, **content)
        await telegram.say("", chat=-5, text=None, **content)
        await telegram.answer("/help", user=99)
    sent = [call.text for call in telegram.calls if call.method == "sendMessage"]
    assert sum("只读得懂文字" in text for text in sent) == told
    assert len(sent) == 1 + told


@pytest.mark.parametrize(
    "text",
    [
        *[
            "？？？",
            "😀",
            "👨\u200d👩\u200d👧\u200d👦🏳️\u200d🌈",
            ".",
            "。" * 4000,
            "谁" * 4096,
            "🀄" * 2048,
            "１２３",
        ],
        *["مَن ترأّس الاجتماع؟", "\u202e谁主持了会议？\u202c", "a\x00b", "\u200b", "ﷺ" * 500, "\n\n谁\n主持"],
        *["<b>谁</b>", "*_`[谁](tg://user?id=1)", "%s %d {0} {}", "'; DROP TABLE answers; --"],
        *["/", "//", "/ ask", "/nothing", "@", "2022", "2022年 " * 50, QUESTION * 300],
    ],
)
async def test_odd_questions_are_answered_like_any_other(
    telegram: Telegram, archive: Answerer, text: str
) -> None:
    """Whatever people send, one message comes back, it fits, and it is no error."""
    async with running(telegram, archive):
        answer = await telegram.answer(text)
        await telegram.edit(1, text[::-1])
        await telegram.answer("/history")
    assert answer.text
    assert not [call for call in telegram.calls if "出了点问题" in call.text]


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


async def test_a_reply_to_an_older_answer_goes_on_from_it(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        first = await telegram.answer(WHO)
        await telegram.answer("新图书馆藏书多少册？")
        answer = await telegram.answer(FOLLOW, **replied(telegram, first))
    assert answer.text.startswith(LINE)


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
