"""How the encoder's file is made: the steps of ``teach.py``. None of it is needed to read, and all of it needs torch.

- extract.py the whole model, out of two packages → its weights and pieces
- collect.py what the program finds for each question: the reader learns from its likeliest mistakes
- made.py everyday questions made by rule from news
- written.py everyday questions written by hand
- vocabulary.py which of the whole model's pieces are kept
- lessons.py what was collected → lessons; here alone is decided what may be learnt from
- network.py the reader as torch sees it
- cutting.py which inner units are kept
- learn.py lessons → a network that was taught
- export.py a network → the file that ships
- check.py what the reader is worth on questions that were held back
"""
