"""How the bot lives under kills: questions at a steady rate, and every so often SIGKILL for it or one of its processes.

    python tests/benchmarks/soak.py --minutes 45 --rate 4 --every 25

The bot is the real process behind a webhook, in front of the emulator, on the seed archive, as in ``bot_load.py``. Every
``--every`` seconds (from half of it to one and a half) one kill: of three, two hit a process of the bot that finds answers,
and one the bot itself, which is then started again. An update that the webhook did not take is brought again, as Telegram
does. Each minute a line: how many were asked, answered, answered twice and are waited for, how many kills there were, the
memory of the bot and of all its processes together, in MB that are counted once where they are shared (PSS), and the
processes of the bot. The last line says what was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import aiohttp
from bot_load import Crowd, Run


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that live."""
    found: list[int] = []
    # Each thread has the children that it started.
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, thread.read_text("ascii").split())
    return found


def held(pid: int) -> float:
    """Return the MB that a process holds; what several share counts for each in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


async def kill(run: Run, kills: Counter[str], dice: random.Random) -> None:
    """End the bot or one of its processes, as the system ends them where memory is short."""
    assert run.process is not None
    workers = children(run.process.pid)
    if workers and dice.random() < 2 / 3:
        kills["workers"] += 1
        # It may have ended by itself just now.
        with suppress(ProcessLookupError):
            os.kill(dice.choice(workers), signal.SIGKILL)
        return
    if run.process.returncode is None:
        kills["bot"] += 1
        run.process.kill()
    else:
        kills["ended by itself"] += 1
    await run.process.wait()
    await asyncio.sleep(2)
    left = [pid for pid in workers if held(pid)]
    kills["left behind"] += len(left)
    await run.start()


async def keep_killing(run: Run, kills: Counter[str], every: float, dice: random.Random) -> None:
    while True:
        await asyncio.sleep(every * dice.uniform(0.5, 1.5))
        await kill(run, kills, dice)


async def soak(minutes: float, rate: float, every: float, seed: int) -> None:
    """Ask, kill and tell."""
    dice, kills = random.Random(seed), Counter[str]()  # noqa: S311 - no secret
    async with Crowd() as crowd, aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        with tempfile.TemporaryDirectory() as folder:
            run = Run(crowd, Path(folder))
            await run.start()
            tasks: set[asyncio.Task[None]] = set()
            killing = asyncio.create_task(keep_killing(run, kills, every, dice))
            begin, told, number = time.monotonic(), 0, 0
            while (now := time.monotonic() - begin) < minutes * 60:
                if now / 60 >= told:
                    tell(told, run, kills)
                    told += 1
                    # What the emulator remembers of each call is wanted by nobody here.
                    crowd.calls.clear()
                task = asyncio.create_task(run.ask(session, 100_000 + number, patient=True))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                number += 1
                await asyncio.sleep(max(0.0, begin + number / rate - time.monotonic()))
                if killing.done():
                    killing.result()
            killing.cancel()
            await asyncio.wait((killing,))
            if run.process is None or run.process.returncode is not None:
                await run.start()
            await asyncio.gather(*tasks)
            tell(told, run, kills)
            await run.stop()
            times = sorted(run.latencies)
            p50, p95, p99 = (1000 * times[int(len(times) * share)] for share in (0.5, 0.95, 0.99))
            print(
                f"asked {run.asked}, lost {run.lost}; p50 {p50:.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms; {dict(kills)}"
            )


def tell(minute: int, run: Run, kills: Counter[str]) -> None:
    """Print what a minute shows."""
    assert run.process is not None
    pid = run.process.pid
    workers = children(pid)
    answered = run.crowd.answered
    print(
        f"minute {minute}: asked {run.asked}, answered {len(answered)}, twice "
        f"{sum(times > 1 for times in answered.values())}, waiting {len(run.crowd.waiting)}, lost {run.lost}; "
        f"killed {kills['bot']} bots and {kills['workers']} workers, {kills['ended by itself']} ended by "
        f"themselves, left behind {kills['left behind']}; "
        f"bot {held(pid):.0f} MB, all {held(pid) + sum(map(held, workers)):.0f} MB, {len(workers)} processes",
        flush=True,
    )


def main() -> None:
    """Soak for so many minutes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--rate", type=float, default=4)
    parser.add_argument("--every", type=float, default=25)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asyncio.run(soak(given.minutes, given.rate, given.every, given.seed))


if __name__ == "__main__":
    main()
