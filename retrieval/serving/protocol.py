"""The line protocol: questions in, answers out, one JSON object a line.

A line in:   ``{"id", "question"}``
A line out:  ``{"id", "answers": [{"sentence", "span", "document", "title", "date", "url", "paragraph",
"score"}, …], "outcome", "confidence", "abstained", "reason", "together", "remark"}``, in the order of the questions.
``sentence`` and ``span`` are verbatim pieces of the document. ``outcome`` is ``sure`` where the first of ``answers``
is the answer, ``nearest`` where it is not sure, and may well be what was looked for, ``none`` where the archive
does not say: ``answers`` holds the best that was found even then. ``abstained`` is true unless it is ``sure``.
``reason`` says why it is not. Where others say the same, an answer also has ``also``, a list of ``{"document",
"title", "date", "source", "url"}``; where its date is inferred, ``"date_inferred": true``; where its file has pages,
slides, cells, chapters, messages or moments, ``place``: ``{"page": "3"}``, ``{"slide": "4"}``, ``{"sheet": "市区", "cell":
"E5"}``, ``{"chapter": "第二章"}`` or ``{"chat": "采编群", "sender": "文澍"}``, ``{"moment": "01:04"}``. ``together`` is how
many of the first answers make up a list only together (0 where none answers), ``remark`` says that documents
contradict each other, or that the newest of several equal ones comes first. Where the second answer, of another
document, says otherwise than the first, the line has ``"disputed": true``, and where the archive knows the
question only with one character changed, ``"spelling"``, the question so changed. A bad line gives ``{"id",
"error"}``, and the next one is read.

Lines in that bear the same ``"conversation"`` (a text or a whole number) are turns of one conversation, in
order, whatever stands between them. Their answers have two keys more: ``"question"``, as it was understood, in full, and ``"carried"``, a list of the
texts that were taken over from earlier turns (empty where the question stands alone).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from retrieval.errors import StoreAway
from retrieval.serving.writing import dump_json, reply_to_json, to_json
from retrieval.wording import says_not_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.answers import Answer
    from retrieval.conversation.conversing import Reply
    from retrieval.wording import Language


def answer_line(
    line: bytes,
    ask: Callable[[str], Answer],
    language: Language,
    talk: Callable[[str, str], Reply] | None = None,
) -> str:
    """Answer one line: ``b'{"id": 7}'`` gives ``{"id": 7, "error": …}``.

    Args:
        line: as it was read.
        ask: answers a question that stands alone.
        language: of the reason why there is no answer.
        talk: answers a question (second) in the conversation of that name (first); without it,
            ``"conversation"`` is not looked at.
    """
    try:
        request = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        return dump_json({"id": None, "error": f"not UTF-8: {error.reason} at byte {error.start}"})
    except (ValueError, RecursionError) as error:
        return dump_json({"id": None, "error": f"not a JSON object on one line: {error}"})
    if not isinstance(request, dict):
        return dump_json({"id": None, "error": 'not a JSON object: write {"id": …, "question": "…"}'})
    key, question = request.get("id"), request.get("question")
    if not isinstance(question, str):
        return dump_json({"id": key, "error": '"question" must be a text'})
    conversation = request.get("conversation")
    try:
        return dump_json({"id": key, **_answer(question, conversation, ask, language, talk)})
    except StoreAway as error:
        return dump_json({"id": key, "error": f"{says_not_now(language)} ({error})"})


def _answer(
    question: str,
    conversation: object,
    ask: Callable[[str], Answer],
    language: Language,
    talk: Callable[[str, str], Reply] | None,
) -> dict[str, Any]:
    if talk is None or conversation is None:
        return to_json(ask(question), language)
    if not isinstance(conversation, (str, int)) or isinstance(conversation, bool):
        return {"error": '"conversation" must be a text or a whole number'}
    # Names are compared as JSON writes them, so that 7 and "7" are two.
    return reply_to_json(talk(json.dumps(conversation), question), language)


def _refuse(constant: str) -> NoReturn:
    """Refuse ``NaN``, which Python reads and JSON does not know: as an id it would come back."""
    raise ValueError(f"{constant} is no value")
