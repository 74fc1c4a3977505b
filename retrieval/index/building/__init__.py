"""Archive → any engine that outlives the process.

The modules, in reading order:

- recipe.py     what an index is made with, and whether that is still so
- states.py     what is kept of a file of the archive, as bytes
- ledger.py     the same as notes that an engine keeps
- spool.py      drafts of documents, in files between processes
- shelf.py      fingerprints of documents, in files
- workers.py    work in other processes, and its results in order
- workplace.py  the folder in which a build keeps what it has read
- findings.py   what is found in files
- reading.py    files → drafts of documents
- gathering.py  what was read → documents with distinct ids
- cutter.py     drafts and what is told of them → terms, as an engine takes them
- cutting.py    what was gathered and what the archive says of it → terms in the engine
- units.py      the parts in which an archive is shared out among builders
- sharing.py    a build that several machines share: one leads, the others help
- update.py     what is new, changed or gone, and the run over it
"""
