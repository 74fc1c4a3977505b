"""A small encoder that reads question and candidates together.

What it was taught by, what it is worth and where it fails stands in ``retrieval/data/README.md``. Read in this order:

- pieces.py folded text → the pieces of text that the encoder knows
- inputs.py a question and a candidate → the rows of numbers that the encoder is given
- files.py the file that the weights are kept in
- encoder.py rows → of each candidate a score, the likeliest exact words, and whether it answers
- reader.py the reader: the lexical ranking with its first sentences read by the encoder
"""
