"""Updates as Telegram sends them, by what they are; `tests/payloads/telegram`."""

import json
from typing import Any

from tests.house.sources import ROOT

FOLDER = ROOT / "tests" / "payloads" / "telegram"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))

SILENT = {"channel_post", "group_text", "unheard_of", "my_chat_member_kicked", "group_command"}
"""What nobody in a private chat waits to be answered."""


def read(name: str) -> dict[str, Any]:
    """The update, without its number."""
    update: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return {key: value for key, value in update.items() if key != "update_id"}
