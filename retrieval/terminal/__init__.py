"""All that happens at a terminal.

The modules, in reading order:

- start.py      the first and the last moments of the program
- cli.py        the command ``wendang``, and where its subcommands are found
- helps.py      the help of each command in Chinese
- cluster_refusals.py  errors of questions with answers and of a cluster in Chinese
- build_refusals.py    errors of indexes and of those who build them in Chinese
- file_refusals.py     what is wrong with a file in Chinese
- refusals.py   errors in Chinese
- summaries.py  what each subcommand is for, in a line
- commands/     one subcommand a file
- keys.py       the keys that are set, and those that nobody knows
- phrases.py    what the terminal says of its own, in three languages
- diagnoses.py  what the doctor finds
- reports.py    what check and eval say beside their figures
- builds.py     what is said of a build, a fit, and what is not indexed
- display.py    answers, with the exact words marked
- tracing.py    timelines and persons
- repl.py       the prompt
"""
