"""What the chat says by itself; the trainer's own words for it are a section of his site."""

from collections.abc import Mapping

from domain.agent.answering import TRAINER_WILL_ANSWER

SAID: Mapping[str, str] = {
    TRAINER_WILL_ANSWER: (
        "Передал ваш вопрос тренеру: он ответит сам. "
        "Оставьте телефон или почту, и ответ не потеряется, даже если вы закроете страницу."
    ),
}
"""An answer that is kept as a key, in words."""

WORDS: Mapping[str, str] = {
    "open": "Открыть чат",
    "close": "Закрыть чат",
    "dismiss": "Не показывать",
    "unread": "Новых сообщений",
    "log": "Переписка",
    "message": "Ваш вопрос",
    "send": "Отправить",
    "typing": "Пишет ответ",
    "you": "Вы",
    "agent": "Помощник",
    "trainer": "Тренер",
    "offline": "Нет связи. Сообщение ждёт и уйдёт само.",
    "contact": "Связаться",
    "contact_title": "Как с вами связаться?",
    "contact_send": "Отправить",
    "contact_done": "Спасибо! Тренер увидит нашу переписку и ответит вам.",
    "name": "Имя",
    "reach": "Телефон или почта",
    "consent": "Согласен на обработку персональных данных.",
    "consent_more": "Текст согласия",
    "to_bot": "Продолжить в Telegram",
    "to_start": "Получить первую неделю",
}
"""What stands in the chat on its buttons and beside them."""
