"""The subcommands of ``wendang``, one file each."""
