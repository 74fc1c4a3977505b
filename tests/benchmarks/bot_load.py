"""How the bot bears load: the real process behind a webhook, in front of the emulator, on the seed archive.

    python tests/benchmarks/bot_load.py                                    all three, as a table
    python tests/benchmarks/bot_load.py open --rate 100 --seconds 60
    python tests/benchmarks/bot_load.py closed --users 50 --seconds 30
    python tests/benchmarks/bot_load.py restart --rate 20 --seconds 20

``open`` offers questions at a steady rate, each from another user, whether or not the earlier ones are answered.
``closed`` lets users ask, wait for the answer, and ask again. ``restart`` offers questions, stops the process in the
middle (SIGTERM), starts it again, and brings again what was not taken, as Telegram does. Latency is counted from
the question's arrival at the webhook to the answer's arrival at the Bot API; the emulator, the users and the bot
share one machine. The overall pace is set to 1,000 messages a second: Telegram's 30 would be the only thing
that is measured. A chat's own pace stays, so a closed user asks at most once a second. That the archive is being
opened is no answer: what counts is the answer itself, sent or put in its place. Processor times are milliseconds a
question while questions come, without the start: the bot's own, and that of emulator and users together. ``load``
is the machine's load average when a row begins, this command's own included: on a machine whose cores others
use as well, latency says how long a question waited for a core.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "tools"))

from emulator import TOKEN, Telegram, person  # noqa: E402 - it stands beside this folder

from bot.messages.languages import TEXTS  # noqa: E402 - likewise

SECRET = "load"
# Seconds. What has not come until then is lost; what comes late is late.
PATIENCE = 300
NOTICES = {words for texts in TEXTS.values() for words in (texts.building, texts.wait)}
HEADER = """\
| date | offered | load | answered | a second | p50 ms | p95 ms | p99 ms | lost | twice | processor ms | of the others |
|---|---|---|---|---|---|---|---|---|---|---|---|"""
QUESTIONS = ("谁主持了会议？", "谁出席会议？", "总策略是什么？", "会议是什么时候召开的？", "深圳市市长是谁？")


class Crowd(Telegram):
    """The server, with an ear for answers instead of a judge."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: Counter[int] = Counter()
        self.waiting: dict[int, asyncio.Future[float]] = {}
        self.is_ready = asyncio.Event()

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        """Note the answer's time."""
        known = {
            name: value for name, value in fields.items() if name not in ("reply_parameters", "reply_markup")
        }
        result = super(Telegram, self).validate(method, known, uploads)
        if method == "getMe":
            del result["capabilities"]
            result["username"] = self.username
        if method == "setWebhook":
            self.is_ready.set()
        if method in ("sendMessage", "editMessageText") and fields["text"] not in NOTICES:
            chat = int(fields["chat_id"])
            self.answered[chat] += 1
            future = self.waiting.pop(chat, None)
            if future and not future.done():
                future.set_result(time.perf_counter())
        return result


class Run:
    """One bot, its users, and what they saw."""

    def __init__(self, crowd: Crowd, folder: Path) -> None:
        self.crowd, self.folder = crowd, folder
        self.port = 18443
        self.latencies: list[float] = []
        self.lost = 0
        self.asked = 0
        self.process: asyncio.subprocess.Process | None = None
        self._spent = 0.0

    @property
    def spent(self) -> float:
        """The processor seconds of the bot so far, as Linux counts them."""
        if self.process is None or self.process.returncode is not None:
            return self._spent
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
        return self._spent + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def start(self) -> None:
        """Start the bot, and wait until it listens and has read the archive."""
        self.crowd.is_ready.clear()
        settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": self.crowd.address,
            "TELEGRAM_RATE": "1000",
            "QUOTA": "1000000",
            "ARCHIVE": str(ROOT / "seeds"),
            "STATE": str(self.folder / "state"),
            "WEBHOOK_URL": f"http://127.0.0.1:{self.port}/hook",
            "WEBHOOK_SECRET": SECRET,
            "WEBHOOK_LISTEN": f"127.0.0.1:{self.port}",
        }
        environment = os.environ | {f"WENDANG_{key}": value for key, value in settings.items()}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", cwd=ROOT, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        await asyncio.wait_for(self.crowd.is_ready.wait(), 60)

    async def stop(self) -> None:
        """Stop the bot as a service manager does."""
        if self.process:
            self._spent = self.spent
            self.process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(self.process.wait(), 30)

    async def ask(self, session: aiohttp.ClientSession, user: int, *, patient: bool = False) -> None:
        """Ask one question; a patient user's question is brought again until the webhook takes it."""
        self.asked += 1
        number = self.asked
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": user, "type": "private", "first_name": "U"},
            "from": person(user),
            "text": QUESTIONS[number % len(QUESTIONS)],
        }
        future = asyncio.get_running_loop().create_future()
        self.crowd.waiting[user] = future
        begin = time.perf_counter()
        while True:
            try:
                async with session.post(
                    f"http://127.0.0.1:{self.port}/hook",
                    json={"update_id": number, "message": message},
                    headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
                ) as taken:
                    if taken.status == 200:
                        break
            except aiohttp.ClientError:
                pass
            if not patient:
                self.lost += 1
                return
            await asyncio.sleep(0.2)
        try:
            self.latencies.append(await asyncio.wait_for(future, PATIENCE) - begin)
        except TimeoutError:
            self.lost += 1


async def open_loop(
    run: Run, session: aiohttp.ClientSession, rate: float, seconds: float, *, restart: bool
) -> None:
    begin, tasks = time.perf_counter(), []
    middle = int(rate * seconds / 2)
    restarting: asyncio.Task[None] | None = None

    async def again() -> None:
        await run.stop()
        await run.start()

    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, begin + number / rate - time.perf_counter()))
        if restart and number == middle:
            restarting = asyncio.create_task(again())
        tasks.append(asyncio.create_task(run.ask(session, 100_000 + number, patient=restart)))
    await asyncio.gather(*tasks)
    if restarting:
        await restarting


async def closed_loop(run: Run, session: aiohttp.ClientSession, users: int, seconds: float) -> None:
    end = time.perf_counter() + seconds

    async def user(number: int) -> None:
        while time.perf_counter() < end:
            await run.ask(session, 1000 + number)

    await asyncio.gather(*(user(number) for number in range(users)))


async def measure(mode: str, rate: float, users: int, seconds: float) -> str:
    """Return a row of the table."""
    load = os.getloadavg()[0]
    async with Crowd() as crowd, aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        with tempfile.TemporaryDirectory() as folder:
            run = Run(crowd, Path(folder))
            await run.start()
            for user in range(5):  # the first questions load what is loaded once
                await run.ask(session, 10 + user)
            run.latencies.clear()
            spent, own, begin = run.spent, time.process_time(), time.perf_counter()
            if mode == "closed":
                await closed_loop(run, session, users, seconds)
            else:
                await open_loop(run, session, rate, seconds, restart=mode == "restart")
            took = time.perf_counter() - begin
            spent, own = run.spent - spent, time.process_time() - own
            await run.stop()
    times = sorted(run.latencies)
    count = len(times)
    p50, p95, p99 = (1000 * times[min(count - 1, int(count * share))] for share in (0.5, 0.95, 0.99))
    twice = sum(times > 1 for user, times in crowd.answered.items() if user >= 100_000)
    offered = f"{users} users" if mode == "closed" else f"{rate:g}/s"
    # What the second process spends to start is no part of an answer.
    each = "" if mode == "restart" else f"{1000 * spent / count:.1f}"
    return (
        f"| {datetime.now(UTC):%Y-%m-%d} | {mode}, {offered}, {seconds:g} s | {load:.1f} | {count} | "
        f"{count / took:.1f} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {run.lost} | {twice} | "
        f"{each} | {1000 * own / count:.1f} |"
    )


def main() -> None:
    """Print the table, row after row."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode", nargs="?", choices=["open", "closed", "restart"])
    parser.add_argument("--rate", type=float)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float)
    given = parser.parse_args()
    print(HEADER)
    for mode, rate, seconds in (("open", 100, 60), ("closed", 0, 30), ("restart", 20, 20)):
        if given.mode in (None, mode):
            row = measure(mode, given.rate or rate, given.users, given.seconds or seconds)
            print(asyncio.run(row), flush=True)


if __name__ == "__main__":
    main()
