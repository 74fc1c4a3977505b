"""Ask an archive of Chinese documents, and get the sentence that answers, word for word.

>>> from retrieval import Settings, open_answerer, read_settings
>>> answerer = open_answerer(read_settings(Settings), report=print)  # doctest: +SKIP
>>> answerer.ask("谁主持了会议？").quotes[0].exact_text  # doctest: +SKIP
'刘吉'
"""

import lazy_loader

# What is offered is named in `__init__.pyi`, and loaded when it is asked for: the processes that read an archive need
# a third of it, and half a second for all.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
