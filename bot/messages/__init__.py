"""What is said: texts, markup, pages, keyboards. Pure but for replies.py, which hands messages to Telegram.

The modules, in reading order:

- texts.py       the names of all that the bot says
- chinese.py     all of it in Chinese
- english.py     all of it in English
- languages.py   the languages, and which of them is spoken with whom
- markup.py      text and its entities
- rich.py        the same with what newer Telegrams show of it: marked words, tables, details
- filters.py     filters as people type them
- articles.py    articles in pages
- rows.py        a row of a table
- rendering.py   answers and articles as text
- keyboards.py   buttons
- replies.py     messages on their way out
- views.py       messages with their buttons
- courses.py     what happened day by day, and what reports say of somebody
- news.py        what is told of subjects that are waited for
"""
