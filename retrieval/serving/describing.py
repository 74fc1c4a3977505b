"""The API in OpenAPI's words."""

from __future__ import annotations

from typing import Any

from retrieval.serving.parameters import CONVERSATION, LANGUAGES, LONGEST, MOST, TELLING

_TEXT = {"type": "string"}
_MAYBE_TEXT = {"type": ["string", "null"]}
_NUMBER = {"type": "integer"}
_REAL = {"type": "number"}
_FLAG = {"type": "boolean"}


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_SOURCE = {
    "document": _TEXT,
    "title": _TEXT,
    "date": _MAYBE_TEXT,
    "source": _MAYBE_TEXT,
    "url": _MAYBE_TEXT,
}
_ALSO = _list(_object(_SOURCE))
_QUOTE = {
    "sentence": {**_TEXT, "description": "A sentence of the document, word for word."},
    "span": {
        **_MAYBE_TEXT,
        "description": "The exact words in it that answer, or null where they are not sure.",
    },
    "document": _TEXT,
    "title": _TEXT,
    "date": _MAYBE_TEXT,
    "url": _MAYBE_TEXT,
    "paragraph": _NUMBER,
    "score": _REAL,
}
_PLACE = {
    **_object(
        {},
        page=_TEXT,
        slide=_TEXT,
        sheet=_TEXT,
        cell=_TEXT,
        chapter=_TEXT,
        chat=_TEXT,
        sender=_TEXT,
        moment=_TEXT,
    ),
    "description": "Where in its file the words stand, where it has pages, slides, cells, chapters, messages or moments.",
}
_RARE = {"date_inferred": _FLAG, "place": _PLACE, "also": _ALSO}
_ANSWER = _object(
    {
        "answers": _list(_object(_QUOTE, **_RARE)),
        "outcome": {
            "enum": ["sure", "nearest", "none"],
            "description": "sure: the first answer answers. nearest: it is not sure, and may be what was looked for. "
            "none: the archive does not say.",
        },
        "confidence": {**_REAL, "minimum": 0, "maximum": 1},
        "abstained": {**_FLAG, "description": "True unless the outcome is sure."},
        "reason": {**_MAYBE_TEXT, "description": "Why it is not sure."},
        "together": {**_NUMBER, "description": "So many of the first answers make up one list."},
        "remark": _MAYBE_TEXT,
    },
    disputed=_FLAG,
    spelling=_TEXT,
    question={**_TEXT, "description": "In a conversation: the question in full."},
    carried=_list(_TEXT),
)
_DOCUMENT = _object(
    {
        **_SOURCE,
        "subtitle": _TEXT,
        "byline": _TEXT,
        "path": _TEXT,
        "date_inferred": _FLAG,
        "folded_into": _MAYBE_TEXT,
        "also": _ALSO,
        "paragraphs": _list(
            _list(_object({"number": _NUMBER, "sentence": _TEXT, "start": _NUMBER, "end": _NUMBER}))
        ),
    }
)
_TIMELINE = _object(
    {
        "topic": _TEXT,
        "events": _list(
            _object({"day": {**_TEXT, "format": "date"}, "told": _FLAG, **_QUOTE}, **_RARE),
        ),
        "undated": _list(_object(_QUOTE, **_RARE)),
        "partial": _FLAG,
    }
)
_PERSON = _object(
    {
        "name": _TEXT,
        "offices": _list(
            _object({"office": _TEXT, "since": _MAYBE_TEXT, "until": _MAYBE_TEXT, **_QUOTE}, **_RARE)
        ),
        "said": _list(_object(_QUOTE, **_RARE)),
        "beside": _list(_object({"name": _TEXT, "count": _NUMBER, **_QUOTE}, **_RARE)),
        "partial": _FLAG,
    }
)
_HITS = _object({"hits": _list(_object({**_SOURCE, "paragraph": _NUMBER, "text": _TEXT, "score": _REAL}))})
_PROBLEM = _object({"type": _TEXT, "title": _TEXT, "status": _NUMBER, "detail": _TEXT}, parameter=_TEXT)


def _text(name: str, description: str) -> dict[str, Any]:
    # A text of blanks alone asks nothing.
    schema = {**_TEXT, "minLength": 1, "maxLength": LONGEST, "pattern": TELLING}
    return {"name": name, "in": "query", "required": True, "description": description, "schema": schema}


def _option(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


_LIMIT = _option("limit", "How many at most.", {**_NUMBER, "minimum": 1, "maximum": MOST, "default": 10})
# A form sends a field that was left empty, too.
_DAY = {**_TEXT, "anyOf": [{"format": "date"}, {"maxLength": 0}]}
_FILTERS = [
    _option("since", "The first day of the documents that may answer.", _DAY),
    _option("until", "The last day, not before since.", _DAY),
    _option("source", "A part of their source's name.", {**_TEXT, "maxLength": LONGEST}),
]


def _operation(
    name: str, summary: str, parameters: list[dict[str, Any]], schema: str, *errors: int
) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    said = {
        400: "A parameter is wrong: it is named.",
        401: "The token is missing or wrong.",
        404: "There is no such document.",
        421: "The server is not called so.",
        429: "Too many requests: wait as long as Retry-After says.",
        500: "Something went wrong, and was logged without the question.",
        503: "The machines that hold the index are away: wait as long as Retry-After says.",
    }
    answer = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": summary, "content": answer},
                **{
                    str(status): {"description": said[status], "content": problem}
                    for status in (400, 401, *errors, 421, 429, 500, 503)
                },
            },
        }
    }


def describe_api() -> dict[str, Any]:
    """Return the OpenAPI document of the API.

    >>> sorted(describe_api()["paths"])
    ['/api/ask', '/api/documents/{id}', '/api/person', '/api/search', '/api/timeline']
    """
    conversation = {**_TEXT, "pattern": f"^{CONVERSATION}$"}
    id = {"name": "id", "in": "path", "required": True, "schema": {**_TEXT, "minLength": 1}}
    ask = [
        _text("question", "As a person would ask it."),
        _option("conversation", "Questions of one name follow one another.", conversation),
        _LIMIT,
        _option("language", "Of the reason why there is no answer.", {**_TEXT, "enum": list(LANGUAGES)}),
        *_FILTERS,
    ]
    search = [_text("query", "Words."), _LIMIT, *_FILTERS]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "wendang",
            "version": "1",
            "summary": "Ask an archive of Chinese documents, and get the sentence that answers, word for word.",
        },
        "paths": {
            "/api/ask": _operation("ask", "The sentences that answer, word for word.", ask, "Answer"),
            "/api/search": _operation("search", "The passages that match best.", search, "Hits"),
            "/api/timeline": _operation(
                "timeline",
                "What happened, day by day.",
                [_text("topic", "What it is about."), *_FILTERS],
                "Timeline",
            ),
            "/api/person": _operation(
                "person", "What reports say of somebody.", [_text("name", "Of whom."), *_FILTERS], "Person"
            ),
            "/api/documents/{id}": _operation("document", "A document whole.", [id], "Document", 404),
        },
        "components": {
            "schemas": {
                "Answer": _ANSWER,
                "Hits": _HITS,
                "Timeline": _TIMELINE,
                "Person": _PERSON,
                "Document": _DOCUMENT,
                "Problem": _PROBLEM,
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }
