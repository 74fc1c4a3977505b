"""The archive as the bot holds it."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from botkit import library_of

from bot.library import in_background


def answerer(name: str, closed: list[str]) -> Any:
    """Return what stands for an answerer: the library only hands it on, and closes its index."""
    index = SimpleNamespace(close=lambda: closed.append(name), statistics=lambda: f"{name} holds")
    return SimpleNamespace(name=name, index=index)


async def test_the_old_archive_answers_until_the_new_one_is_there_and_is_closed_then() -> None:
    closed: list[str] = []
    go = threading.Event()

    def reopen() -> Any:
        go.wait()
        return answerer("new", closed)

    library = library_of(lambda: answerer("old", closed), reopen)
    assert not library.is_open
    assert await library.call(lambda held: held.name) == "old"
    reading = asyncio.create_task(library.reload())
    assert await library.call(lambda held: held.name) == "old"
    go.set()
    assert await reading == "new holds"
    assert await library.call(lambda held: held.name) == "new"
    assert closed == ["old"]
    await library.close()
    assert closed == ["old", "new"]


async def test_an_archive_that_cannot_be_read_again_leaves_the_old_one() -> None:
    def reopen() -> Any:
        raise OSError("gone")

    library = library_of(lambda: answerer("old", []), reopen)
    await library.start()
    with pytest.raises(OSError, match="gone"):
        await library.reload()
    assert library.is_open
    assert await library.call(lambda held: held.name) == "old"
    await library.close()


async def test_questions_wait_where_the_archive_cannot_be_opened() -> None:
    """The bot ends then, and the next start answers them: one that fails now would be settled, and lost."""

    def refuse() -> Any:
        raise OSError("gone")

    library = library_of(refuse)
    opening = library.start()
    with pytest.raises(OSError, match="gone"):
        await opening
    asked = asyncio.create_task(library.call(lambda held: held.name))
    done, _ = await asyncio.wait((asked,), timeout=0.1)
    assert not done
    asked.cancel()
    await library.close()


async def test_work_in_the_background_hands_back_what_it_makes_or_raises() -> None:
    assert await in_background(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await in_background(lambda: 1 // 0)


async def test_what_everybody_waits_for_is_counted() -> None:
    """Whoever looks at the bot sees how many wait."""
    go = threading.Event()
    library = library_of(lambda: answerer("x", []))
    asked = [asyncio.create_task(library.call(lambda held: go.wait() and held.name)) for _ in range(5)]
    await asyncio.sleep(0)
    assert library.waiting == 5
    go.set()
    assert await asyncio.gather(*asked) == ["x"] * 5
    assert library.waiting == 0
    await library.close()
