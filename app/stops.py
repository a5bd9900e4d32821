"""What stops a command with one clear line instead of a traceback."""

from sqlalchemy.exc import DBAPIError


class Stop(Exception):
    """The message is the line; `exit_code` is as in sysexits.h."""

    exit_code = 1


class CannotOpen(Stop):
    """A part could not be opened; `variable` names the setting to look at."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(f"{variable}: {reason}")
        self.variable = variable


def first_line(error: BaseException) -> str:
    """What an error says, without the pages that drivers like to add."""
    cause = error.__cause__ if isinstance(error, DBAPIError) and error.__cause__ else error
    return (str(cause) or repr(cause)).splitlines()[0]
