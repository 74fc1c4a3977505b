"""Ask an archive of Chinese documents, and get the sentence that answers, word for word.

>>> from retrieval import Settings, open_answerer, read_settings
>>> answerer = open_answerer(read_settings(Settings), report=print)  # doctest: +SKIP
>>> answerer.ask("谁主持了会议？").quotes[0].exact_text  # doctest: +SKIP
'刘吉'
"""

from retrieval.answering import Answerer
from retrieval.conversation import FORGET_AFTER, KEPT, Carried, Reply, Turn, Understood, converse
from retrieval.errors import ArchiveError, SettingsError, StoreError, StoreLocked, WendangError
from retrieval.reading import Problem, read_documents
from retrieval.segmentation import split_sentences
from retrieval.settings import Settings, read_settings
from retrieval.suggesting import suggest_questions
from retrieval.values import (
    EVERYTHING,
    Answer,
    Document,
    Filter,
    Found,
    Metadata,
    NotFound,
    Passage,
    Quote,
    Span,
)
from retrieval.wiring import open_answerer, reopen_answerer
from retrieval.wording import Language, explain_not_found, not_said, phrase

__all__ = [
    "EVERYTHING",
    "FORGET_AFTER",
    "KEPT",
    "Answer",
    "Answerer",
    "ArchiveError",
    "Carried",
    "Document",
    "Filter",
    "Found",
    "Language",
    "Metadata",
    "NotFound",
    "Passage",
    "Problem",
    "Quote",
    "Reply",
    "Settings",
    "SettingsError",
    "Span",
    "StoreError",
    "StoreLocked",
    "Turn",
    "Understood",
    "WendangError",
    "converse",
    "explain_not_found",
    "not_said",
    "open_answerer",
    "phrase",
    "read_documents",
    "read_settings",
    "reopen_answerer",
    "split_sentences",
    "suggest_questions",
]
