"""What only the whole archive tells: copies, boilerplate, missing years; and the report on it.

The modules, in reading order:

- sheet.py         documents side by side, searched all at once
- fingerprints.py  what is kept of a document, so that it can be compared with all others
- boilerplate.py   sentences that open or close a large share of the documents
- duplicates.py    reports that stand several times
- years.py         the year of a day that is written without one, from the neighbours
- facts.py         all of these facts, added to the documents
- lines.py         a file line by line, with what became of each
- checking.py      the report of `wendang check`
"""
