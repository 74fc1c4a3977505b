"""wendang on Telegram: the same answers as at the terminal, as conversation.

The modules, in reading order:

- settings.py    what is set from outside
- logs.py        what is written for whoever runs the bot
- records.py     what is remembered of a chat, of a question and of a place in the archive
- updates.py     the ledger of updates
- subscriptions.py what chats wait for
- tables.py      the tables of what is remembered, and what a row says
- versions.py    the file of it over the years
- state.py       what is remembered over restarts, in one SQLite file
- patience.py    what is done while the state's disk is full or held
- access.py      who may ask
- quota.py       how often
- holdings.py    how much the archive holds, and whether it has changed
- metrics.py     what is counted, for Prometheus
- supervision.py what a service manager is told
- surveys.py     what a file or an archive holds
- workers.py     the processes that find answers
- library.py     the archive, opened and read again beside the bot's loop
- wire/          updates in, calls out
- messages/      what is said
- desk.py        all of this, as handlers are given it
- health.py      is the bot well?
- handlers/      what is done with an update
- herald.py      whoever waits for news is told
- application.py the application put together
- app.py         the bot from start to stop
- backup.py      ``wendang backup``
- doctor.py      what ``wendang doctor`` says of the bot
- cli.py         ``wendang bot``
- __main__.py    ``python -m bot``
"""
