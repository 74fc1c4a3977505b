"""How much one user may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botkit import running

from bot.quota import Quota

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


async def test_a_quota_tells_the_waiting_time_and_spares_admins(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive, quota=1, admins="1", allowed_users="42"):
        assert "刘吉" in (await telegram.answer(QUESTION)).text
        assert "60 分钟" in (await telegram.answer(QUESTION)).text
        for _ in range(3):
            assert "刘吉" in (await telegram.answer(QUESTION, user=1)).text


def test_a_quota_counts_any_hour() -> None:
    """A user may ask as often as allowed in any stretch of an hour, whatever others do."""
    now = [0.0]
    quota = Quota(2, lambda: now[0])
    assert [quota.take(1), quota.take(1), quota.take(1), quota.take(2)] == [0, 0, 3600, 0]
    now[0] = 3000
    assert quota.take(1) == 600
    now[0] = 3601
    assert quota.take(1) == 0
