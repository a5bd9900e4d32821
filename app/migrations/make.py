"""Writes the next version file: what the tables in the code have beyond the steps so far.

For `make migration m="Say what changes"`; nothing of the product runs it.
"""

import asyncio
import sys
import tempfile

from sqlalchemy import Connection

from app import migrate


def main(message: str) -> None:
    """Walk all steps on a database of its own, then write down what is still missing."""
    number = len(migrate.known()) + 1

    def write(connection: Connection) -> None:
        from alembic import command

        if number > 1:
            migrate.upgrade(connection)
        command.revision(
            migrate.config(connection), message, autogenerate=True, rev_id=f"{number:04d}"
        )

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(migrate.on_connection(f"sqlite:///{folder}/steps.db", write))


if __name__ == "__main__":
    main(sys.argv[1])
