"""What goes along with a letter: the programme it brings, as a PDF of the very version it names.

Which letters bring one is `domain.handovers.DELIVERS`; the post calls this with no transaction
open.
"""

import hashlib
from dataclasses import replace
from uuid import UUID

from app.db import Database
from app.printing import Printer
from domain.handovers import DELIVERS
from domain.messages import Attachment, Enclose, Letter, Message
from domain.programmes import receipts
from domain.programmes import rows as programmes

PDF = "application/pdf"


def build_enclose(db: Database, printer: Printer) -> Enclose:
    async def enclose(message: Message, letter: Letter) -> Letter:
        if message.kind not in DELIVERS:
            return letter
        async with db.read() as session:
            programme = await programmes.get_programme(session, UUID(message.about["programme_id"]))
            version = int(message.about.get("version", programme.shown_version))
            sent = await programmes.as_of(session, programme, version)
        printed = await printer.print(sent)
        async with db.begin() as session:
            sha256 = hashlib.sha256(printed).hexdigest()
            await receipts.note_file(session, message.dedupe_key, sha256)
        name = await printer.name(sent)
        return replace(letter, attachments=(Attachment(name, PDF, printed),))

    return enclose
