"""A small encoder that reads question and candidates together.

The modules, in reading order:

- pieces.py folded text → the pieces of text that the encoder knows
- inputs.py a question and a candidate → the rows of numbers that the encoder is given
- files.py the file that the weights are kept in
- encoder.py rows → of each candidate a score, the likeliest exact words, and whether it answers
- reader.py the reader: the lexical ranking with its first sentences read by the encoder
"""
