"""Question and hits → an answer, or that the archive does not say.

Read in this order:

- answerer.py the one call that the terminal, the bot and the evaluation share: the steps below in their order
- browsing.py the reports of some days, where no sentence is asked for
- forms.py what a sentence must be by its form to answer: a reason, a definition, a yes or no
- roles.py what holds the answer's words in another role: a countdown's day, a cause's consequence
- weighing.py the sentences that may answer, and what speaks for them
- lookup.py which passages are read for a question
- context.py what a conversation adds: the document that is talked about comes along, and counts for more
- echoes.py what only asks or heads what follows: what follows answers
- timeliness.py what the question's days are worth to a sentence
- states.py one matter in several states, of which the newest is wanted, or the one before
- offices.py who somebody is: sentences that say it come first
- numbers.py whether a sentence speaks of 3号线 where that is asked for, and no 1号线
- rephrasing.py a question that finds nothing sure, with a character set right or in other words
- naming.py the other names that the archive itself tells of what a question names
- telling.py which passages may tell them
- foreseeing.py what is looked up for a question, at once and ahead of time
- shortened.py the full name that a question's name was made of, where no text tells it
- agreement.py what several quotes say of one question: the same, something else, or a part each
- signals.py what tells whether the first sentence is right
- calibration.py signals → the probability that it is
- restating.py sentences that say the question's own words, with the answer in its gap
- doubts.py what makes it doubtful that a sentence answers
- reasons.py why the archive may not say it, and which words it does not know
- chronicle.py what happened, day by day: the sentences that all reports have on one subject
- persons.py what reports say of somebody: offices, sayings, and with whom
- watching.py the reports on a subject as they stand now, for whoever waits for the next one
- sizing.py a statement of an amount as the question for it
- posing.py a document as questions that a person would type and that it answers
- suggesting.py questions that the archive answers, found in the archive itself
"""
