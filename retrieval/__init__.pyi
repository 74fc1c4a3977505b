from .answering.answerer import Answerer
from .answering.browsing import open_report
from .answering.chronicle import Event, Timeline, asks_for_course, trace_topic
from .answering.persons import Office, Person, trace_person
from .answering.suggesting import suggest_questions
from .answering.watching import Report, find_reports
from .answers import Answer, Found, NotFound, Quote
from .archive.files import describe_archive
from .archive.reading import read_documents
from .archive.records import Problem
from .chinese.sentences import split_sentences
from .citing import cite, cite_formally, cite_in_parts, write_date, write_day, write_place
from .conversation import FORGET_AFTER, KEPT, Carried, Reply, Turn, Understood, converse
from .errors import ArchiveError, SettingsError, StoreAway, StoreError, StoreLocked, WendangError
from .index.base import Statistics
from .question.several import split_questions
from .question.small_talk import find_small_talk
from .reader.exact.cells import read_row
from .serving.records import article_path, number_at
from .settings import Settings, read_settings
from .stores import index_folder
from .values import (
    EVERYTHING,
    Document,
    Filter,
    Metadata,
    Passage,
    Place,
    Span,
)
from .wiring import open_answerer, reopen_answerer
from .wording import (
    Language,
    explain_not_found,
    explain_reason,
    explain_remark,
    not_said,
    say_back,
    says_nearest,
)

__all__ = [
    "EVERYTHING",
    "FORGET_AFTER",
    "KEPT",
    "Answer",
    "Answerer",
    "ArchiveError",
    "Carried",
    "Document",
    "Event",
    "Filter",
    "Found",
    "Language",
    "Metadata",
    "NotFound",
    "Office",
    "Passage",
    "Person",
    "Place",
    "Problem",
    "Quote",
    "Reply",
    "Report",
    "Settings",
    "SettingsError",
    "Span",
    "Statistics",
    "StoreAway",
    "StoreError",
    "StoreLocked",
    "Timeline",
    "Turn",
    "Understood",
    "WendangError",
    "article_path",
    "asks_for_course",
    "cite",
    "cite_formally",
    "cite_in_parts",
    "converse",
    "describe_archive",
    "explain_not_found",
    "explain_reason",
    "explain_remark",
    "find_reports",
    "find_small_talk",
    "index_folder",
    "not_said",
    "number_at",
    "open_answerer",
    "open_report",
    "read_documents",
    "read_row",
    "read_settings",
    "reopen_answerer",
    "say_back",
    "says_nearest",
    "split_questions",
    "split_sentences",
    "suggest_questions",
    "trace_person",
    "trace_topic",
    "write_date",
    "write_day",
    "write_place",
]

__version__: str
