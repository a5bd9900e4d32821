"""A client's open questions and his talk with the bot, as his card shows them."""

from collections.abc import Mapping

QUESTION = "Ждёт ответа"
ANSWER = "Ваш ответ"
SEND = "Ответить"
SENT = "Ответ ушёл."
WHERE = "Уйдёт сразу, клиент получит его там, где ему удобнее: {channel}."
NOWHERE = "Написать некуда: у клиента нет ни бота, ни почты. Позвоните ему."

TITLE = "Переписка с ботом"
SEARCH = "Найти в переписке"
EARLIER = "Показать раньше"
NOTHING = "Такого в переписке нет."
PRESSED = "Нажал: {label}"
BOT = "Бот"
TRAINER = "Вы"
BY_HAND = frozenset({"trainer_message", "chat_answer"})
"""Letters that the trainer wrote himself."""
THING: Mapping[str, str] = {
    "voice": "Голосовое сообщение",
    "video_note": "Видеокружок",
    "audio": "Аудио",
    "sticker": "Стикер",
    "animation": "Анимация",
    "photo": "Фото",
    "video": "Видео",
    "document": "Файл",
    "contact": "Контакт",
    "location": "Место на карте",
    "dice": "Кубик",
}
"""What was sent that is no text."""
