"""Hits → sentences in order, each with what speaks for it.

A reader takes three steps: it ranks the sentences of all hits, reads the first ones again, and marks the exact words.
The lexical reader goes by words and where they stand; the one in ``neural`` is put around it and reads its first
sentences once more. Read in this order:

- terms.py how common the question's terms are, which travels with the hits
- base.py the protocol of a reader, and the ranking that it returns
- lexical.py the lexical reader: the parts below put together
- occurrences.py where many terms stand in one text
- matching.py where the question's terms stand in the sentences, passages and headlines of the hits
- coverage.py rough measures, of every sentence: how much of the question it covers
- cues.py patterns by which a sentence shows a time, a number, a place, a reason
- sentences.py the sentences that are looked at closely, and the question as each is held against it
- measures.py fine measures, of these sentences
- evidence.py both kinds of measures as one row for each sentence
- network.py the small network that weighs a row
- ranking.py rows and weights → sentences in order, equal ones once
- exact/ a sentence → the exact words in it
- neural/ a small encoder that reads question and candidates together
"""
