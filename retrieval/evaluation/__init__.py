"""Questions with known answers → figures, and weights.

The modules, in reading order:

- bench.py         a bench → its questions
- measuring.py     questions → figures: how often the first sentence is right
- outcomes.py      what was shown, rightly and wrongly, by kind of question
- metrics.py       how far confidence can be trusted
- comparing.py     two runs of a bench → what changed
- fitting.py       right sentences → the weights of a network
- calibrating.py   right and wrong answers → a calibration of confidence
- without.py       an index less some documents, for questions that an archive does not answer
- tuning.py        a user's own questions → a calibration for their archive, where it is better
"""
