"""What stops a command with one clear line instead of a traceback."""


class Stop(Exception):
    """The message is the line; `exit_code` is as in sysexits.h."""

    exit_code = 1
