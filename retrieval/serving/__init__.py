"""Answers for other programs: over lines, over HTTP as a page and an API, and as tools of a language model.

The modules, in reading order:

- writing.py     answers, sentences and sources as JSON: the names that every door uses
- talks.py       conversations by name
- protocol.py    questions in, answers out, one JSON object a line
- records.py     documents, timelines and persons in the same names
- desk.py        what all doors ask the archive, one question at a time
- parameters.py  what a request asks for, checked
- problems.py    what is wrong with a request, as problem+json
- guarding.py    who may ask, how often, and what a browser may do with the answer
- describing.py  the API in OpenAPI's words
- api.py         the API
- texts.py       what the page says of its own, in three languages
- views.py       one request for a page, and where it leads on
- quotes.py      sentences, sources and articles as the templates take them
- pages.py       the page
- app.py         page and API on one server
- assistants.py  the tools for a language model (MCP)
"""
