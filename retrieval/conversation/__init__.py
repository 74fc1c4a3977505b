"""Earlier turns + a question → the question in full, its answer, and the turn to remember.

The modules, in reading order:

- turns.py          what is remembered of a question
- follow_up.py      the ways in which a question follows up what was said
- lexicon.py        the closed lists of words by which a follow-up is known
- ellipsis.py       has a question left out what it is about?
- detection.py      is a question a follow-up? (anaphora, ellipsis, the last question again, the last answer)
- topics.py         what a question was about
- mentions.py       the names that a later question may mean
- understood.py     a question as the conversation makes it
- antecedents.py    what a pronoun or an ellipsis may mean
- repeating.py      the last question once more, with something exchanged, left out or added
- resolving.py      a follow-up → the question in full
- last_answer.py    questions about the last answer itself
- conversing.py     all of it around one call of the Answerer
"""

from retrieval.conversation.conversing import Reply, converse, speaks_of
from retrieval.conversation.detection import find_follow_up
from retrieval.conversation.follow_up import FollowUp
from retrieval.conversation.resolving import FORGET_AFTER, understand
from retrieval.conversation.turns import KEPT, SMALL_TALK, Mention, Shown, Turn
from retrieval.conversation.understood import Carried, Understood

__all__ = [
    "FORGET_AFTER",
    "KEPT",
    "SMALL_TALK",
    "Carried",
    "FollowUp",
    "Mention",
    "Reply",
    "Shown",
    "Turn",
    "Understood",
    "converse",
    "find_follow_up",
    "speaks_of",
    "understand",
]
