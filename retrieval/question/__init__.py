"""A question → its terms, kind, gap and days.

The modules, in reading order:

- patterns.py        how Chinese asks: courtesy, dialect, the words that ask
- parsing.py         a question → a Question: what is searched for, and the gap that an answer fills
- other_words.py     words that documents write for what a question says
- near_words.py      a question with one word in the place of another, where its own find nothing sure
- rewording.py       other words under which the archive may know what is asked for
- spelling.py        a question with one character set right
- small_talk.py      谢谢, 你好 and the like, which ask nothing
- several.py         a message → the questions in it
- time_patterns.py   how Chinese names days
- calendar.py        a part of a year → its days
- counted_days.py    words that count from the asker's day → their days: 昨天, 去年国庆
- days.py            words of time → the days that they mean, named or counted
- period.py          a question → what it says of time
- browsing.py        which reports a question wants: 昨天有什么新闻
"""
