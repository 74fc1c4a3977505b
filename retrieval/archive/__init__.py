"""A folder → documents.

The modules, in the order in which a file passes through them:

- records.py     a file's bytes, its records, and their repaired text
- accounting.py  what a file shows and no question finds, with its reason
- files.py       the archive's files: what there is, and what tells a change
- sitemaps.py    the addresses of saved pages, from the sitemap beside them
- limits.py      what a file may cost
- confined.py    a process that may be ended
- packing.py     what is packed, and how much of it may be unpacked
- mailboxes.py   mailboxes → letters → what is attached to them
- crawls.py      web archives
- stretches.py   a text of hundreds of megabytes → stretches of it
- containers.py  files in files, and large files piece by piece
- formats/       bytes → records, one module a format
- repair/        damaged text → sound text, and the steps that were taken
- datelines.py   what agencies and papers write before and behind an article
- places.py      where each stretch of a text stands in its file
- looks.py       what a line is by its look alone
- articles.py    which lines of a text are its article, and what those around it say
- documents.py   repaired text → a document with title, date and paragraphs
- ids.py         ids that no two documents share
- telling.py     problems as a person is told of them
- reading.py     all of it: an archive → its documents
"""
