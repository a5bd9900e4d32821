"""What the chat says by itself; the trainer's own words for it are a section of his site."""

from collections.abc import Mapping

from app.words.speech import NBSP
from domain.agent.layers import PERHAPS, TRAINER_CALLED, TRAINER_WILL_ANSWER

_PASSED_ON = "Передал ваш вопрос тренеру: он ответит сам"
_STAY = "Оставьте телефон или почту, и ответ не потеряется, даже если вы закроете страницу."
_CALLED = "Я позвал тренера: он прочитает нашу переписку и ответит вам сам."

SAID: Mapping[str, str] = {
    TRAINER_WILL_ANSWER: f"{_PASSED_ON}. {_STAY}",
    f"{TRAINER_WILL_ANSWER}.hour": f"{_PASSED_ON}, обычно это занимает до часа. {_STAY}",
    f"{TRAINER_WILL_ANSWER}.day": f"{_PASSED_ON}, обычно в течение суток. {_STAY}",
    f"{TRAINER_WILL_ANSWER}.days": f"{_PASSED_ON}, обычно за несколько дней. {_STAY}",
    TRAINER_CALLED: f"{_CALLED} {_STAY}",
    PERHAPS: "Возможно, вы имели в виду:",
    "talk.safety.crisis": (
        "Мне очень жаль, что вам сейчас так тяжело. Вы не обязаны справляться с этим в одиночку. "
        f"Если есть опасность для жизни, позвоните прямо сейчас по номеру{NBSP}112: звонок "
        f"бесплатный. Расскажите о том, что чувствуете, близкому человеку или врачу. {_CALLED}"
    ),
    "talk.safety.eating": (
        "Спасибо, что сказали об этом. С едой и телом бывает очень непросто, и здесь сначала "
        f"нужна помощь врача, а не тренировки и диеты. {_CALLED}"
    ),
    "talk.safety.pregnancy": (
        "Спасибо, что сказали. Во время беременности и кормления нагрузку сначала обсуждают "
        f"с врачом, поэтому советовать что-либо сам я не стану. {_CALLED}"
    ),
    "talk.safety.pain": (
        "Сочувствую. Через боль тренироваться не нужно: пока не ясно, в чём причина, лучше "
        "показаться врачу. Если боль сильная, в груди или вы теряли сознание, звоните "
        f"по номеру{NBSP}112. {_CALLED}"
    ),
    "talk.small.hello": "Здравствуйте! Спрашивайте о тренировках, ценах и о том, с чего начать.",
    "talk.small.thanks": "Пожалуйста! Если появится ещё вопрос, я здесь.",
    "talk.small.bye": "Всего доброго! Наша переписка сохранится.",
    "talk.small.bot": (
        "Да, я бот: отвечаю на частые вопросы. Если нужен тренер, напишите «позовите тренера», "
        "и он ответит сам."
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
    "human": "Тренер прочтёт и ответит вам здесь сам.",
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
