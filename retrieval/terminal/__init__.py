"""All that happens at a terminal.

The modules, in reading order:

- start.py      the first and the last moments of the program
- cli.py        the command ``wendang``, and where its subcommands are found
- summaries.py  what each subcommand is for, in a line
- commands/     one subcommand a file
- keys.py       the keys that are set, and those that nobody knows
- phrases.py    what the terminal says of its own, in three languages
- display.py    answers, with the exact words marked
- tracing.py    timelines and persons
- repl.py       the prompt
"""
