"""Archive → any engine that outlives the process.

The modules, in reading order:

- recipe.py     what an index is made with, and whether that is still so
- states.py     what is kept of a file of the archive, as bytes
- ledger.py     the same as notes that an engine keeps
- spool.py      drafts of documents, in files between processes
- shelf.py      fingerprints of documents, in files
- workers.py    work in other processes, and its results in order
- workplace.py  the folder in which a build keeps what it has read
- gathering.py  files → drafts of documents with distinct ids
- cutting.py    drafts and what the archive says of them → terms in the engine
- update.py     what is new, changed or gone, and the run over it
"""
