"""The subcommands of ``wendang``, one file each.

The modules, in reading order:

- options.py    the options and the settings that subcommands share
- progress.py   how far a long work is, on standard error
- index.py      ``wendang index``
- ask.py        ``wendang ask``
- listening.py  what commands share that answer over HTTP
- serve.py      ``wendang serve``
- mcp.py        ``wendang mcp``
- config.py     ``wendang config``
- doctor.py     ``wendang doctor``
- explain.py    ``wendang explain``
- check.py      ``wendang check``
- repair.py     ``wendang repair``
- eval.py       ``wendang eval``
- tune.py       ``wendang tune``
"""
