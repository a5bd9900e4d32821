"""Messages and reminders in lists: how each kind, purpose, state and reason is called."""

from collections.abc import Mapping

TITLE: Mapping[str, str] = {
    "free_week_ready": "Бесплатная неделя готова",
    "review_started": "Анкета на проверке",
    "doctor_first": "Сначала врач",
    "payment_received": "Оплата получена",
    "programme_ready": "Программа готова",
    "programme_updated": "Программа обновлена",
    "intake_needed": "Просьба ответить на анкету",
    "answers_outdated": "Просьба ответить на анкету заново",
    "health_consent_needed": "Просьба вернуть согласие на данные о здоровье",
    "ask_again": "Вопрос, поправился ли",
    "reminder_day_3": "Напоминание, день 3",
    "reminder_day_5": "Напоминание, день 5",
    "reminder_day_7": "Предложение, день 7",
    "reminder_unpaid_hour": "Заказ не оплачен, через час",
    "reminder_unpaid_day": "Заказ не оплачен, через сутки",
    "reminder_unpaid_3_days": "Заказ не оплачен, через три дня",
    "purchase_unpaid": "Заказ не оплатили за три дня",
    "cabinet_link": "Ссылка на кабинет",
    "trainer_message": "Сообщение тренера",
    "chat_answer": "Ответ на вопрос",
    "question_asked": "Вопрос от клиента",
    "bot_stumbled": "Бот не справился",
    "text_unsayable": "Свой текст не подошёл",
    "new_lead": "Новая заявка",
    "free_week_given": "Бесплатная неделя выдана",
    "review_needed": "Нужна проверка",
    "red_flag": "Сначала врач",
    "programme_withheld": "Оплачено, но сначала врач",
    "programme_outdated": "Оплачено, но анкете больше года",
    "programme_unconsented": "Оплачено, но согласие отозвано",
    "payment_paid": "Оплата",
    "payment_disputed": "Сумма не сходится",
<<<<<<< Updated upstream
    "money_doubted": "Деньги, на которые нужно посмотреть",
=======
    "books_differ": "Книги не сходятся",
>>>>>>> Stashed changes
    "refund_refused": "Возврат не прошёл",
    "refund_stuck": "Возврат идёт больше суток",
    "programme_delivered": "Программа доставлена",
    "delivery_failed": "Не доставлено",
    "erasure_asked": "Просят удалить карточку",
    "consent_withdrawn": "Отозвано согласие",
    "health_consent_refused": "Не дал согласия на данные о здоровье",
    "pain_reported": "Больно на тренировке",
    "pain_stopped": "Сильная боль, тренировка остановлена",
}
"""How each kind of message is called in lists."""

PURPOSE: Mapping[str, str] = {
    "transactional": "Важное",
    "service": "Сопровождение",
    "marketing": "Реклама",
    "trainer": "От тренера",
}
STATE: Mapping[str, str] = {
    "queued": "Ждёт",
    "sending": "Отправляется",
    "sent": "Отправлено",
    "failed": "Не дошло",
    "unknown": "Неизвестно, дошло ли",
    "skipped": "Не отправлено",
}
CHANNEL: Mapping[str, str] = {"email": "Почта", "telegram": "Telegram"}
REMINDER_STATE: Mapping[str, str] = {
    "due": "Запланировано",
    "done": "Выполнено",
    "cancelled": "Отменено",
}
REASON: Mapping[str, str] = {
    "no_channel": "ждёт: не настроены ни почта, ни бот",
    "no_address": "ждёт: некуда писать, у клиента нет почты и бота",
    "night": "ждёт утра",
    "one_a_day": "ждёт завтрашнего дня: рекламу шлём не чаще раза в день",
    "unavailable": "канал не отвечает",
    "no_consent": "нет согласия на рекламу",
    "unsubscribed": "клиент отписался",
    "blocked": "адрес не принимает письма",
    "erased": "клиент удалил свои данные",
    "too_old": "устарело",
    "gone": "того, о чём оно, больше нет",
    "refused": "канал отказался принять",
    "unreadable": "не удалось составить текст",
    "in_doubt": "неизвестно, дошло ли: связь прервалась на середине",
    "cancelled": "отменено вручную",
    "doctor_first": "сначала врач",
    "pain": "недавно было больно на тренировке",
    "minor": "несовершеннолетним не продаём",
    "bought": "уже куплено",
    "paid": "уже оплачено",
    "stop": "клиент попросил не напоминать",
    "by_hand": "отменено вручную",
    "stale": "пропущено: прошло слишком много времени",
    "merged": "карточки объединены",
}
"""Why a message or a reminder waits, was dropped, or failed."""
