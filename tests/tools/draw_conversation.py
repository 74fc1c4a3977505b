"""The pictures in the README: a real conversation, drawn from the messages that the bot sent, and the page as it is served.

    python tests/tools/draw_conversation.py

The bot runs on the archive in ``seeds/``, in front of the emulator. What it sends becomes HTML as Telegram's
clients show it (entities, buttons, quotes folded to three lines), and headless Chromium turns that into
pictures. Needs ``chromium`` on the path, and a font with Chinese characters (Debian: fonts-noto-cjk). The page is that
of ``wendang serve`` with a question asked.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import uvicorn
from botkit import running
from emulator import Telegram
from PIL import Image

from retrieval import Settings, open_answerer
from retrieval.serving.app import build_app
from retrieval.serving.desk import Desk
from retrieval.serving.guarding import Guard
from retrieval.serving.talks import Talks

if TYPE_CHECKING:
    from emulator import Call

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / ".pictures"
WIDTH = 460
# Of the page's window, and how many colours a picture has.
_DESK, _COLOURS = (760, 540), 96

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "text_link": "a",
    "expandable_blockquote": "blockquote",
}
_STYLE = """
* { box-sizing: border-box; margin: 0 }
body { padding: 14px 12px; background: #c9d8c2; font: 15px/1.5 "Noto Sans", "Noto Sans CJK SC",
       "PingFang SC", "Microsoft YaHei", "Noto Color Emoji", sans-serif; color: #111 }
.row { display: flex; flex-direction: column; margin-bottom: 10px }
.bubble { max-width: 92%; padding: 7px 11px; border-radius: 13px; white-space: pre-wrap; overflow-wrap: anywhere;
          box-shadow: 0 1px 1px #0002 }
.theirs { align-items: flex-start } .theirs .bubble { background: #fff; border-bottom-left-radius: 3px }
.ours { align-items: flex-end } .ours .bubble { background: #e3fecb; border-bottom-right-radius: 3px }
.reply { border-left: 3px solid #3a95d5; border-radius: 4px; background: #3a95d51a; padding: 1px 8px; margin: 2px 0 4px;
         font-size: 13px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
blockquote { border-left: 3px solid #4fae4e; border-radius: 4px; background: #4fae4e1a; padding: 2px 22px 2px 9px;
             font-size: 14px; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical;
             overflow: hidden; position: relative }
blockquote::after { content: "⌄"; position: absolute; right: 7px; bottom: 2px; color: #4fae4e; font-weight: bold }
a { color: #2a7cc0; text-decoration: none }
.buttons { width: 92%; margin-top: 4px; display: grid; gap: 4px }
.buttons div { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 4px }
.buttons span { background: #6f8a6499; color: #fff; border-radius: 8px; text-align: center; padding: 5px; font-size: 14px;
                overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
"""


def to_html(text: str, entities: list[dict[str, Any]]) -> str:
    """Return a message's text with its entities as HTML: offsets count UTF-16 units, spans may lie in each other."""
    units = text.encode("utf-16-le")
    marks: dict[int, list[str]] = {}
    # The outer one opens first; at one place what ends closes before what begins.
    for entity in sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])):
        tag = _TAGS[entity["type"]]
        marks.setdefault(entity["offset"], []).append(f"<{tag}>")
        marks.setdefault(entity["offset"] + entity["length"], []).insert(0, f"</{tag}>")
    places = sorted({0, len(units) // 2, *marks})
    html = []
    for at, end in zip(places, [*places[1:], places[-1]], strict=True):
        html += marks.get(at, [])
        html.append(escape(units[2 * at : 2 * end].decode("utf-16-le")))
    return "".join(html)


def _said(words: str) -> str:
    return f'<div class="row ours"><div class="bubble">{escape(words)}</div></div>'


def _answered(call: Call, to: str = "") -> str:
    reply = f'<div class="reply">{escape(to)}</div>' if to else ""
    rows = call.fields.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = "".join(
        "<div>" + "".join(f"<span>{escape(button['text'])}</span>" for button in row) + "</div>"
        for row in rows
    )
    body = to_html(call.text, call.fields.get("entities", []))
    return (
        f'<div class="row theirs"><div class="bubble">{reply}{body}</div>'
        f'<div class="buttons">{buttons}</div></div>'
    )


async def converse() -> dict[str, str]:
    """Talk to the bot; return the pictures' HTML by their names."""
    archive = open_answerer(Settings(_env_file=None, archive=ROOT / "seeds"), report=print)
    async with Telegram() as telegram, running(telegram, archive):
        hello = await telegram.answer("/start")
        pages = {"answer": [_said("/start"), _answered(hello)], "paragraph": []}
        for question in ("谁主持了会议？", "他强调了什么？"):
            pages["answer"] += [_said(question), _answered(await telegram.answer(question), question)]
        for question in ("深圳市市长是谁？", "谁通报了疫情防控工作情况？"):
            answer = await telegram.answer(question)
            pages["paragraph"] += [_said(question), _answered(answer, question)]
        await telegram.tap(answer, "整段")
        (paragraph,) = await telegram.wait("editMessageText")
        # It takes the answer's place.
        pages["paragraph"][-1] = _answered(paragraph, question)
    return {name: "\n".join(messages) for name, messages in pages.items()}


def draw(html: str, target: Path) -> None:
    """Turn HTML into a picture as high as it needs to be."""
    script = "<script>document.documentElement.dataset.height = document.body.scrollHeight</script>"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(
            f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{_STYLE} body {{ width: {WIDTH}px }}</style><body>{html}{script}',
            "utf-8",
        )
        dom = _browse(page.as_uri(), folder, "--dump-dom")
        height = int(re.search(r'data-height="(\d+)"', dom)[1])  # type: ignore[index] # the script wrote it
        _photograph(page.as_uri(), folder, (WIDTH, height), target)


def draw_page(question: str, target: Path) -> None:
    """Draw the page that answers a question, as a browser at a desk shows it."""
    answerer = open_answerer(Settings(_env_file=None, archive=ROOT / "seeds"), report=print)
    app = Guard(build_app(Desk(answerer, Talks(answerer)), "zh-Hans"))
    with socket.socket() as taken, tempfile.TemporaryDirectory() as folder:
        taken.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/?{urlencode({'q': question})}"
        _photograph(address, folder, _DESK, target)
        server.should_exit = True
        thread.join()


def _photograph(address: str, folder: str, size: tuple[int, int], target: Path) -> None:
    window = [f"--window-size={size[0]},{size[1]}", "--hide-scrollbars", "--force-device-scale-factor=1.5"]
    _browse(address, folder, *window, f"--screenshot={target}")
    with Image.open(target) as picture:
        # A few shades of the letters' edges are all that is lost, and two thirds of the size.
        picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def _browse(address: str, folder: str, *arguments: str) -> str:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("chromium is not on the path")
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        "--accept-lang=zh-CN",
        f"--user-data-dir={folder}/profile",
        address,
    ]
    # In a container there is only root, whom Chromium lets in without its sandbox alone.
    command += ["--no-sandbox"] if os.geteuid() == 0 else []
    return subprocess.run([*command, *arguments], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    draw_page("谁主持了会议？", PICTURES / "page.png")
    for name, html in asyncio.run(converse()).items():
        draw(html, PICTURES / f"{name}.png")
