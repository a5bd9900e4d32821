"""The bot: what understands updates and answers them."""

import app.light_aiogram  # noqa: F401 - before any module here imports aiogram
