"""Earlier turns + a question → the question in full, its answer, and the turn to remember.

The modules, in the order of the street:

- gate.py           does a question lean on what was said before?
- turns.py          what is remembered of a question
- topics.py         what a question was about, and the names in it
- understanding.py  a leaning question → the question in full
- recalling.py      questions about the last answer itself
- conversing.py     all of it around one call of the Answerer
- talks.py          several conversations at once
"""

from retrieval.conversation.conversing import Reply, converse, speaks_of
from retrieval.conversation.gate import Lean, find_lean
from retrieval.conversation.talks import Talks
from retrieval.conversation.turns import KEPT, Mention, Shown, Turn
from retrieval.conversation.understanding import FORGET_AFTER, Carried, Understood, understand

__all__ = [
    "FORGET_AFTER",
    "KEPT",
    "Carried",
    "Lean",
    "Mention",
    "Reply",
    "Shown",
    "Talks",
    "Turn",
    "Understood",
    "converse",
    "find_lean",
    "speaks_of",
    "understand",
]
