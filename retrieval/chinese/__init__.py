"""How Chinese is written: characters, words, names, numbers, days. Knows no file, no index, no question.

The modules, in reading order:

- folding.py        one way of writing for the index
- vocabulary.py     closed lists of words that more than one module reads
- dictionary.py     jieba's dictionary and the user's
- sentences.py      text → sentences
- outlines.py       where the words of a text stand, a byte for each character
- words.py          text → words
- terms.py          words → the terms by which a text is searched
- numerals.py       20 and 二十
- enumeration.py    一、 (二) 3. 第四: how the items of a list are numbered
- numbered.py       3号线, 第五届: what another number makes another thing
- dates.py          2022年11月14日 and its other ways of writing
- holidays.py       the days of 国庆, 春节 and 两会
- word_kinds.py     what kind of thing a word names
- names.py          the names in a text
- told_names.py     the other names that a text tells: 世界卫生组织（WHO）
- short_names.py the full name that a short one was made of
"""
