"""wendang on Telegram: the same answers as at the terminal, as conversation.

The modules, in reading order:

- settings.py   what is set from outside
- records.py    what is remembered of a chat, of a question and of a place in the archive
- updates.py    the ledger of updates
- tables.py     the tables of what is remembered, and what a row says
- state.py      what is remembered over restarts, in one SQLite file
- access.py     who may ask
- quota.py      how often
- library.py    the archive, opened and read again beside the bot's loop
- wire/         updates in, calls out
- messages/     what is said
- desk.py       all of this, as handlers are given it
- handlers/     what is done with an update
- app.py        the application, from start to stop
- cli.py        ``wendang bot``
- __main__.py   ``python -m bot``
"""
