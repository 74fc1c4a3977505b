"""Ask an archive of Chinese documents, and get the sentence that answers, word for word.

>>> from retrieval import Settings, open_answerer, read_settings
>>> answerer = open_answerer(read_settings(Settings), report=print)  # doctest: +SKIP
>>> answerer.ask("谁主持了会议？").quotes[0].exact_text  # doctest: +SKIP
'刘吉'

The program is one street with one direction:

    archive files → text → documents → passages → index → question → evidence → answer → message

Each stretch of it has a folder. Whoever stands higher here is imported by those below, and never the other way round:

    errors.py        what may go wrong
    types.py         names for arrays of numbers
    expressions.py   regular expressions that are compiled when they are first asked for
    values.py        the nouns from a file to a hit: spans, documents, passages, queries
    data/            what was learnt from text and ships with the package: weights and tables
    plugins.py       formats, engines and readers of other packages
    answers.py       the nouns from a question to its answer
    settings.py      what can be set, read once from the environment
    wording.py       what is said of an answer, in three languages
    citing.py        how a document is cited: its day, its place, title and source on one line
    chinese/         how Chinese is written: characters, words, names, numbers, days
    archive/         a folder → documents
      formats/       bytes → records, one module a format
      repair/        damaged text → sound text, and the steps that were taken
    curation/        what only the whole archive tells: copies, boilerplate, missing years; and the report on it
    index/           passages that are searched: the law of an engine, and the engines that keep it
      disk/          the engine for large archives
      opensearch/    the engine for archives that outgrow one machine
      building/      archive → any engine that outlives the process
    question/        a question → its terms, kind, gap and days
    reader/          hits → sentences in order, each with what speaks for it
      exact/         a sentence → the exact words in it
      neural/        a small encoder that reads question and candidates together
    answering/       question and hits → an answer, or that the archive does not say
    stores.py        where an index is kept: in memory, in a folder, in a cluster
    wiring.py        puts the parts together
    conversation/    earlier turns + a question → the question in full
    evaluation/      questions with known answers → figures, and weights
    serving/         answers for other programs: over lines, over HTTP as a page and an API, and as tools of a language model
    terminal/        all that happens at a terminal
      commands/      the subcommands of ``wendang``, one file each
    __main__.py      `python -m retrieval`
"""

from functools import cache
from typing import Any


@cache
def _door() -> tuple[Any, Any, list[str]]:
    # What is offered is named in `__init__.pyi`, and loaded when it is asked for: the processes that read an archive need
    # a third of it, and half a second for all. To read that file alone takes as long as Python's own start.
    import lazy_loader  # noqa: PLC0415 - as said above

    return lazy_loader.attach_stub(__name__, __file__)  # type: ignore[return-value] # it says less of what it returns


def __dir__() -> list[str]:
    return sorted({*globals(), *_door()[2]})


def __getattr__(name: str) -> object:
    # To look it up takes as long as to load a third of the rest.
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - as said above

        return version("wendang")
    get, _, offered = _door()
    return offered if name == "__all__" else get(name)
