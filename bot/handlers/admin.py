"""What those do who look after the archive: read it again, check it, extend it, take the feedback home."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import time
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.handlers.citations import restore
from bot.handlers.taps import Tap, TooOld, on_tap
from bot.library import in_background
from bot.messages.markup import Writer, shorten
from bot.messages.rendering import write_citation
from bot.messages.replies import View, change, plain, reply
from bot.surveys import read_survey
from retrieval import EVERYTHING, WendangError

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from bot.messages.texts import Texts
    from bot.records import Asked
    from bot.surveys import Survey
    from retrieval import Problem

    Context = CallbackContext[Any, Any, Any, Any]

# A bot may fetch no larger file from Telegram.
_LARGEST = 20 * 1024 * 1024
# How long a file waits that nobody has accepted or refused.
_WAITS_SECONDS = 7 * 24 * 3600
# This leaves room for what is put around the name while the file is moved.
_LONGEST_NAME = 200


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer admins, in private; for everybody else these commands do not exist."""
    admins = filters.User(list(desk.gate.admins)) & filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    for name, handler in (("reload", _reload), ("check", _check), ("feedback", _feedback)):
        application.add_handler(CommandHandler(name, partial(handler, desk), admins))
    application.add_handler(MessageHandler(filters.Document.ALL & admins, partial(_receive, desk)))
    on_tap(application, desk, r"^j:([\w-]{1,24})$", _join)
    on_tap(application, desk, r"^n:([\w-]{1,24})$", _drop)


async def _reload(desk: Desk, update: Update, _context: Context) -> None:
    message, texts = update.effective_message, desk.texts(update)
    if message is None:
        return
    sent = await reply(message, plain(texts.reloading))
    await _read_again(desk, update, sent)


async def _read_again(desk: Desk, update: Update, shown: Message) -> None:
    """Read the archive again, and say in a message how much it holds now."""
    texts = desk.texts(update)
    try:
        held = await desk.library.reload()
    except WendangError as error:
        # The old archive goes on answering.
        writer = Writer()
        writer.add(texts.not_reloaded)
        writer.quote(shorten(str(error), 1000))
        view = View(writer.finish())
    else:
        view = plain(texts.stats.format(documents=held.documents, passages=held.passages))
    await change(shown, view)


async def _check(desk: Desk, update: Update, _context: Context) -> None:
    """Read the archive's files afresh, and list what could not be read."""
    message, texts = update.effective_message, desk.texts(update)
    if message is None:
        return
    sent = await reply(message, plain(texts.checking))
    survey = await in_background(partial(read_survey, desk.settings.archive))
    writer = Writer()
    writer.add(texts.checked.format(documents=survey.documents, lost=survey.lost, problems=survey.wrong))
    _write_problems(writer, survey.problems)
    await change(sent, View(writer.finish()))


async def _feedback(desk: Desk, update: Update, _context: Context) -> None:
    """Send what 👍 vouches for as questions with gold answers, a JSON line each."""
    message, texts = update.effective_message, desk.texts(update)
    if message is None:
        return
    golds = [await _gold(desk, asked) for asked, vote in desk.state.votes() if vote > 0]
    lines = [{"id": f"feedback-{number}"} | gold for number, gold in enumerate(filter(None, golds), 1)]
    if not lines:
        await reply(message, plain(texts.no_feedback))
        return
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    await message.get_bot().send_document(message.chat_id, InputFile(content.encode(), "feedback.jsonl"))


async def _gold(desk: Desk, asked: Asked) -> dict[str, object] | None:
    """Return the question that was answered well, in full, and its answer; None where that is not known.

    A 👎 says that an answer is wrong, not which one is right, nor that there is none: it vouches for nothing.
    """
    turn = asked.turn
    # A line of a bench knows no filter, and what is true of a part of the archive need not be true of the whole.
    if turn is None or asked.filter != EVERYTHING:
        return None
    question = turn.in_full or asked.question
    if not (asked.found or asked.near):
        # Near misses that were not shown are no answer, and stand nowhere in the line.
        return {"question": question, "answers": [], "answerable": False}
    quotes = await restore(desk, asked.citations[:1])
    if not quotes or not turn.shown:
        return None
    best, shown = quotes[0], turn.shown[0]
    # Asked about an answer (which source? more?), a turn keeps the question before, and another sentence; asked
    # who said it, it keeps a question that names the answer.
    if (best.metadata.id, best.in_document) != (shown.document, shown.sentence) or (
        best.exact_text and best.exact_text in question
    ):
        return None
    return {
        "question": question,
        "answers": [best.exact_text or best.text],
        "passage_id": best.metadata.id,
        "answerable": True,
        "sentence": best.text,
    }


# --- a file that joins the archive ----------------------------------------------------------------------


async def _receive(desk: Desk, update: Update, _context: Context) -> None:
    """Show what a file would add to the archive, and ask."""
    message, texts = update.effective_message, desk.texts(update)
    if message is None or message.document is None:
        return
    if not desk.settings.archive.is_dir():
        await reply(message, plain(texts.no_folder))
        return
    if (message.document.file_size or 0) > _LARGEST:
        await reply(message, plain(texts.too_large))
        return
    await asyncio.to_thread(_forget_unanswered, _waiting(desk))
    token = token_urlsafe(8)
    folder = _waiting(desk) / token
    await asyncio.to_thread(folder.mkdir, parents=True)
    file = await message.document.get_file()
    path = folder / safe_name(message.document.file_name or "")
    await file.download_to_drive(path)
    survey = await in_background(partial(read_survey, path))
    rows = [[InlineKeyboardButton(texts.join, callback_data=f"j:{token}")]] if survey.documents else []
    rows.append([InlineKeyboardButton(texts.drop, callback_data=f"n:{token}")])
    await reply(message, View(_preview(survey, texts).finish(), InlineKeyboardMarkup(rows)))


def _preview(survey: Survey, texts: Texts) -> Writer:
    writer = Writer()
    writer.add(texts.preview.format(documents=survey.documents, paragraphs=survey.paragraphs))
    for metadata, first in survey.openings:
        writer.add("\n\n• ")
        write_citation(writer, metadata, texts.code, "bold")
        writer.add("\n")
        writer.quote(shorten(first, 160))
    _write_problems(writer, survey.problems)
    return writer


async def _join(tap: Tap) -> None:
    path = _waiting_file(tap)
    target = tap.desk.settings.archive / path.name
    number = 2
    while target.exists():
        target = target.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    await tap.done()
    await asyncio.to_thread(_move, path, target)
    message = tap.message
    await change(message, plain(tap.desk.texts(tap.update).reloading))
    await _read_again(tap.desk, tap.update, message)


async def _drop(tap: Tap) -> None:
    path = _waiting_file(tap)
    await tap.done()
    await asyncio.to_thread(_move, path, None)
    message = tap.message
    await change(message, plain(tap.desk.texts(tap.update).dropped))


def _move(path: Path, target: Path | None) -> None:
    if target is None:
        path.unlink()
    else:
        # The archive may lie on another disk: a half-written file must never be read.
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(path.read_bytes())
        part.rename(target)
        path.unlink()
    path.parent.rmdir()


def _waiting(desk: Desk) -> Path:
    return desk.settings.state.parent / "uploads"


def _forget_unanswered(waiting: Path) -> None:
    for folder in waiting.glob("*"):
        if time.time() - folder.stat().st_mtime > _WAITS_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _waiting_file(tap: Tap) -> Path:
    """Return the file that a button is about; only an admin's tap finds it, and only once."""
    folder = _waiting(tap.desk) / tap.meaning[1]
    if not tap.desk.gate.is_admin(tap.update) or not folder.is_dir():
        raise TooOld
    found = next(iter(folder.iterdir()), None)
    if found is None:
        raise TooOld
    return found


def safe_name(name: str) -> str:
    """Return a file's name that can do no harm as one: no folder, no leading point, nothing unprintable."""
    plain_name = re.sub(r"[^\w.-]+", "_", Path(name.replace("\\", "/")).name).lstrip("._-")
    # File systems count bytes, of which a Chinese character has three. The ending says how a file is read.
    suffix = Path(plain_name).suffix
    stem = plain_name.removesuffix(suffix).encode()[: max(0, _LONGEST_NAME - len(suffix.encode()))]
    whole = stem.decode(errors="ignore") + suffix
    return whole.encode()[:_LONGEST_NAME].decode(errors="ignore").lstrip("._-") or "upload.txt"


def _write_problems(writer: Writer, problems: list[Problem]) -> None:
    for problem in problems:
        writer.add("\n⚠ ")
        writer.quote(shorten(str(problem), 200))
