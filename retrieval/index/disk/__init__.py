"""The engine for large archives.

The modules, in reading order; first what is written:

- files.py           files that are replaced in one step
- arrays.py          a file of named arrays and blobs, checked as it is read
- keys.py            terms as numbers
- postings.py        in which places terms stand, and how often
- stored.py          the same as they lie in a file
- batches.py         cut documents as arrays
- segments.py        some documents and all by which they are found, in one file that never changes
- segment_drafts.py  a segment on its way to its file
- commits.py         which segments make up a state
- generations.py     what the folder of an index holds
- integrity.py       whether it is still what was written
- locking.py         one process at a time
- old_segments.py    a segment of the last commit, as the next one changes it
- writer.py          adds and takes away, all or nothing

and then what is read:

- recent.py          the postings that were read last
- collection.py      the segments of a state as one
- searching.py       the passages that match best
- index.py           the engine itself
"""
