"""Passages that are searched: the law of an engine, and the engines that keep it.

The modules, in reading order:

- scoring.py      how well a passage matches a query
- encoding.py     passages and documents ↔ bytes
- passages.py     a document → its passages
- drafts.py       documents on their way to an engine, cut into words
- base.py         the law that every engine keeps, and what writes an engine
- memory.py       the engine for small archives
- remembering.py  an engine during one question
- keeping.py      the documents of a small archive, kept as they were read
- disk/           the engine for large archives
- building/       archive → any engine that outlives the process
"""
