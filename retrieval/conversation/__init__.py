"""Earlier turns + a question → the question in full, its answer, and the turn to remember.

The modules, in the order of the street:

- lexicon.py        closed lists of words
- lean.py           how a question leans
- ellipsis.py       does it lack what it is about?
- leaning.py        does it lean on what was said before?
- turns.py          what is remembered of a question
- topics.py         what a question was about, and the names in it
- understood.py     a question as the conversation makes it
- antecedents.py    what a pronoun or a gap may mean
- repeating.py      the last question once more
- resolving.py      a leaning question → the question in full
- last_answer.py    questions about the last answer itself
- conversing.py     all of it around one call of the Answerer
"""

from retrieval.conversation.conversing import Reply, converse, speaks_of
from retrieval.conversation.lean import Lean
from retrieval.conversation.leaning import find_lean
from retrieval.conversation.resolving import FORGET_AFTER, understand
from retrieval.conversation.turns import KEPT, SMALL_TALK, Mention, Shown, Turn
from retrieval.conversation.understood import Carried, Understood

__all__ = [
    "FORGET_AFTER",
    "KEPT",
    "SMALL_TALK",
    "Carried",
    "Lean",
    "Mention",
    "Reply",
    "Shown",
    "Turn",
    "Understood",
    "converse",
    "find_lean",
    "speaks_of",
    "understand",
]
