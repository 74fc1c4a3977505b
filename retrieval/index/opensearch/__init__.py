"""The engine for archives that outgrow one machine: a cluster of OpenSearch.

The modules, in reading order:

- access.py      how a cluster is reached, and by whom
- failures.py    what goes wrong with a cluster → one line with a remedy
- layout.py      the indices of an archive: names, fields, and the score that is never too low
- cluster.py     requests to a cluster; an answer in part is none
- tokens.py      terms, ids and paths → what the cluster compares
- passages.py    a passage ↔ what the cluster stores of it
- batches.py     cut documents → the lines of a bulk request
- commits.py     the one document that says what is visible
- lease.py       one writer at a time, on whatever machine
- visibility.py  a commit → the queries that admit what it holds, and what is dead
- holdings.py    what the last commit holds, as a writer reads it
- generations.py makes the indices of a generation, and removes others
- cleaning.py    removes what is dead
- slips.py       what hangs on a board
- board.py       where builders on several machines share the work
- sealing.py     what was sent is counted before a commit says that it is there
- writer.py      adds to an archive's indices and takes away, all or nothing
- scoring.py     candidates → their exact scores, and whether any can be missing
- asking.py      one question to one state: its searches become requests, as few as can be
- index.py       the engine
- health.py      how the cluster is, as its operator wants to know

In the cluster an archive has indices of passages, documents and notes, and one for the commit. Nothing is ever changed
in place: each run of a writer has a number, what it adds bears that number, and the commit says up to which number
things are visible and what was taken away. A question is answered in one state throughout.
"""
