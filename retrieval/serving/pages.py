"""The page: a question and its answer, an article with a sentence in view, what happened day by day, and who is who.

Nothing is remembered here: what was asked before stands in the address, so that going back, reloading and sharing do what
they do elsewhere. Archive text is text: the templates escape all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from retrieval.answers import Found, NotFound
from retrieval.question.several import split_questions
from retrieval.question.small_talk import find_small_talk
from retrieval.serving.guarding import COOKIE, is_same, seal
from retrieval.serving.problems import ProblemError
from retrieval.serving.quotes import show_headline, show_paragraphs, show_quote, show_source
from retrieval.serving.views import MOST_BEFORE, View, readable
from retrieval.wording import (
    explain_not_found,
    explain_remark,
    say_not_found,
    says_nearest,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from starlette.requests import Request

    from retrieval.answers import Answer
    from retrieval.conversation import Reply
    from retrieval.serving.desk import Desk
    from retrieval.wording import Language

    Render = Callable[["View"], Response]

# Events on a page of a timeline.
_PAGE = 20
_SHORT_LIST = 3
_LATEST = 5
_SAID = 10
_LIMIT = 10
# In bytes: the form holds a token, and no more.
_LONGEST_FORM = 4096


class Pages:
    """The routes of the page.

    Args:
        desk: answers.
        language: where a browser accepts none of ours.
        limiter: how many questions are worked on at once.
        token: what must be shown, or the empty string.
    """

    def __init__(self, desk: Desk, language: Language, limiter: CapacityLimiter, token: str) -> None:
        self._desk = desk
        self._language = language
        self._limiter = limiter
        self._token = token
        self._templates = Environment(
            autoescape=True,
            loader=PackageLoader("retrieval.serving"),
            undefined=StrictUndefined,
            finalize=readable,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/", self._page(self.ask)),
            Route("/d/{id:id}", self._page(self.article)),
            Route("/timeline", self._page(self.timeline)),
            Route("/who", self._page(self.who)),
            Route("/enter", self.enter, methods=["GET", "POST"]),
        ]

    def _page(self, render: Render) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            view = View(request, self._language)
            try:
                return await to_thread.run_sync(render, view, limiter=self._limiter)
            except ProblemError as problem:
                return self.say(
                    view, "wrong", problem.status, detail=problem.detail, parameter=problem.parameter
                )

        return respond

    def say(self, view: View, name: str, status: int, **filled: str) -> Response:
        """Return a page that says one thing."""
        return self._write(view, "said.html", status, said=view.text(name, **filled))

    def _write(self, view: View, template: str, status: int = 200, **values: Any) -> Response:
        text = self._templates.get_template(template).render(
            t=view.text, language=view.language, state=view.state, link=view.link, here=view.here, **values
        )
        return HTMLResponse(text, status, {"Content-Language": view.language})

    # --- questions --------------------------------------------------------------------------------------

    def ask(self, view: View) -> Response:
        """Show the answers to what is asked, or, where nothing is, what could be."""
        asked = view.given("q")
        if not asked:
            latest = [show_headline(view, one.metadata) for one in self._desk.latest(_LATEST)]
            return self._write(
                view,
                "ask.html",
                replies=[],
                size=self._desk.size(),
                suggestions=self._desk.suggestions(),
                latest=latest,
            )
        before: list[str] = view.state["after"]
        earlier = [
            {"asked": one, "link": view.link("/", q=one, after=before[:number])}
            for number, one in enumerate(before)
        ]
        replies = []
        for question in split_questions(asked):
            reply = self._desk.follow(question, view.state["after"], limit=_LIMIT, filter=view.filter())
            replies.append(self._reply(view, question, reply))
            view.state["after"] = [*view.state["after"], question][-MOST_BEFORE:]
        return self._write(view, "ask.html", replies=replies, before=earlier)

    def _reply(self, view: View, question: str, reply: Reply) -> dict[str, Any]:
        answer = reply.answer
        lead, whole = _lead(answer, view.language)
        quotes = [show_quote(self._desk, view, one) for one in answer.shown]
        shown = answer.outcome != "none"
        return {
            "asked": question,
            "outcome": answer.outcome,
            "understood": reply.understood.line,
            "alone": view.link("/", q=question),
            "spelling": answer.spelling,
            "lead": lead,
            "first": quotes[:whole] if shown else [],
            "rest": quotes[whole:] if shown else [],
            "rest_label": view.text(
                "more" if isinstance(answer, Found) else "near more", count=max(0, len(quotes) - whole)
            ),
            "together": isinstance(answer, Found) and answer.together > 1,
            "remark": explain_remark(answer.remark, view.language)
            if isinstance(answer, Found)
            else explain_not_found(answer, view.language)
            if shown
            else "",
            "headlines": []
            if shown
            else _distinct(show_headline(view, one.metadata) for one in answer.shown)[:_SHORT_LIST],
            "topic": "" if find_small_talk(question) or not answer.shown else reply.turn.topic,
        }

    # --- what leads on ----------------------------------------------------------------------------------

    def article(self, view: View) -> Response:
        """Show an article whole; the address ends in the sentence that a reader looks for."""
        document = self._desk.document(view.request.path_params["id"])
        if document is None:
            return self.say(view, "no article", 404)
        metadata = document.metadata
        article = {
            **show_source(view, metadata),
            "title": metadata.title or metadata.path,
            "subtitle": metadata.subtitle,
            "byline": metadata.byline,
            "path": metadata.path,
            "folded": view.article(document.folded_into) if document.folded_into else "",
            "folded_id": document.folded_into,
            "paragraphs": show_paragraphs(document),
        }
        return self._write(view, "article.html", article=article)

    def timeline(self, view: View) -> Response:
        """Show what happened, day by day, some days a page."""
        topic = view.given("topic")
        if not topic:
            return self._write(view, "timeline.html", topic="")
        found = self._desk.timeline(topic, filter=view.filter())
        page = view.given("page")
        last = max(0, len(found.events) - 1) // _PAGE
        number = min(int(page), last) if page.isascii() and page.isdigit() and len(page) < 5 else 0
        first = number * _PAGE

        def turn(to: int) -> str:
            return view.link("/timeline", topic=found.topic, page=to) if 0 <= to <= last else ""

        return self._write(
            view,
            "timeline.html",
            topic=found.topic,
            partial=found.partial,
            first=first + 1,
            events=[
                {
                    "day": event.day.isoformat(),
                    "told": event.told,
                    "quote": show_quote(self._desk, view, event.quote),
                }
                for event in found.events[first : first + _PAGE]
            ],
            undated=[show_quote(self._desk, view, one) for one in found.undated],
            earlier=turn(number - 1) or (view.link("/timeline", topic=found.topic) if number == 1 else ""),
            later=turn(number + 1),
        )

    def who(self, view: View) -> Response:
        """Show what reports say of somebody."""
        name = view.given("name")
        if not name:
            return self._write(view, "who.html", name="")
        found = self._desk.person(name, filter=view.filter())
        return self._write(
            view,
            "who.html",
            name=found.name,
            partial=found.partial,
            offices=[
                {
                    "office": one.name,
                    "days": " – ".join(dict.fromkeys(str(day) for day in (one.since, one.until) if day)),
                    "quote": show_quote(self._desk, view, one.quote),
                }
                for one in found.offices
            ],
            said=[show_quote(self._desk, view, one) for one in found.said[:_SAID]],
            said_count=len(found.said),
            beside=[{"name": one.name, "count": one.count} for one in found.beside],
        )

    # --- the token --------------------------------------------------------------------------------------

    async def enter(self, request: Request) -> Response:
        """Take the token once; the browser keeps a seal of it until it is closed."""
        view = View(request, self._language)
        if not self._token:
            return RedirectResponse("/", 303)
        wrong = False
        if request.method == "POST":
            body = b""
            async for part in request.stream():
                body += part
                if len(body) > _LONGEST_FORM:
                    return self.say(view, "wrong token", 413)
            given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0]
            if is_same(given, self._token):
                response = RedirectResponse("/", 303)
                secure = request.url.scheme == "https"
                response.set_cookie(
                    COOKIE, seal(self._token), httponly=True, samesite="strict", secure=secure
                )
                return response
            wrong = True
        return self._write(view, "enter.html", 401 if wrong else 200, wrong=wrong)


def _lead(answer: Answer, language: Language) -> tuple[str, int]:
    """Return what stands over an answer, and how many of its sentences stand there in full."""
    if isinstance(answer, NotFound):
        if answer.outcome == "none":
            return say_not_found(answer, language), 0
        return says_nearest(language), 2 if answer.reason == "disputed" else 1
    if answer.reports:
        return "", len(answer.quotes)
    return "", 2 if answer.disputed else answer.together


def _distinct(headlines: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return list({one["link"]: one for one in headlines}.values())
