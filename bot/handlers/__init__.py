"""What is done with an update.

The modules, in reading order:

- guard.py         strangers are turned away before anything else
- asking.py        is a message a question to the bot?
- waiting.py       that the bot is at work, or that the archive is still being read
- citations.py     places of the archive, found again
- courses.py       what happened day by day, and what reports say of somebody
- taps.py          a tap on a button
- questions.py     questions: asked, answered, edited
- buttons.py       what taps do
- reactions.py     👍 and 👎
- commands.py      commands that everybody has
- lookups.py       commands that look into the archive
- tracing.py       /timeline and /who
- watches.py       /watch
- preferences.py   a chat's language and filter
- inline.py        questions from any other chat
- admin.py         what those do who look after the archive
- menus.py         the list of commands that Telegram shows
- errors.py        what is said and logged where something goes wrong
"""
