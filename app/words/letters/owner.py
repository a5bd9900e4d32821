"""Notices to the owner: what happened, and what he may do about it."""

from collections.abc import Callable, Mapping

from app.words import doubts as words
from app.words import messages
from app.words.letters.matter import Matter, Words
from app.words.speech import NBSP, plural, roubles

NOBODY = "Без имени"
CARD = "Открыть карточку"
ANSWER = "Ответить"
COPY_PHONE = "Скопировать телефон"
LONGEST = 2500
"""Of what a person wrote: a notice is one message of the messenger, so that it can be answered."""


def _notice(
    subject: str, *paragraphs: str, button: tuple[str, str], more: tuple[tuple[str, str], ...] = ()
) -> Words:
    kept = tuple(paragraph for paragraph in paragraphs if paragraph)
    return Words(
        subject=subject,
        paragraphs=kept,
        button=button,
        more=more,
        is_signed=False,
        is_greeting=False,
    )


def _who(matter: Matter) -> str:
    return matter.client_name or NOBODY


def _reach(matter: Matter) -> str:
    return "Связь: " + ", ".join(matter.contacts) if matter.contacts else ""


def new_lead(matter: Matter) -> Words:
    return _notice(
        f"Новая заявка: {_who(matter)}",
        _reach(matter),
        f"Интересует: {matter.service}" if matter.service else "",
        f"Пишет: {_cut(matter.question)}" if matter.question else "",
        button=(CARD, matter.card_url),
    )


def free_week_given(matter: Matter) -> Words:
    return _notice(
        f"Бесплатная неделя: {_who(matter)}",
        "Анкета заполнена, первая неделя выдана. Напоминания на 3, 5 и 7 день запланированы.",
        _reach(matter),
        button=(CARD, matter.card_url),
        more=(("Программа", matter.programme_url),),
    )


def review_needed(matter: Matter) -> Words:
    return _notice(
        f"Нужна проверка: {_who(matter)}",
        "В анкете есть то, на что сначала смотрите вы. Программа готова как черновик, "
        "клиент её не видит, пока вы не согласитесь.",
        button=("Проверить программу", matter.review_url or matter.card_url),
    )


def red_flag(matter: Matter) -> Words:
    return _notice(
        f"Сначала врач: {_who(matter)}",
        "По анкете тренироваться пока нельзя. Человеку ответили бережно, программу не "
        "дали, продажи остановлены. Что именно отмечено, написано в карточке.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def programme_withheld(matter: Matter) -> Words:
    return _notice(
        f"Оплачено, но сначала врач: {_who(matter)}",
        "Человек заплатил, а по анкете ему сначала нужен врач. Программа не написана: "
        "свяжитесь с ним и решите, подождать или вернуть деньги.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def programme_outdated(matter: Matter) -> Words:
    return _notice(
        f"Оплачено, но анкете больше года: {_who(matter)}",
        "За год здоровье могло измениться, поэтому программа пока не написана. Человека "
        "попросили ответить на анкету заново: как ответит, программа составится сама.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def programme_unconsented(matter: Matter) -> Words:
    return _notice(
        f"Оплачено, но согласие отозвано: {_who(matter)}",
        "Согласие на данные о здоровье отозвано, составлять по ним нельзя. Человеку написали, "
        "как его вернуть: тогда программа составится сама. Если он не хочет, верните деньги.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def payment_paid(matter: Matter) -> Words:
    return _notice(
        f"Оплата {roubles(matter.amount)}: {_who(matter)}",
        f"{matter.title}: {roubles(matter.amount)}" if matter.title else "",
        "Программа составится и уйдёт сама." if matter.brings_programme else "",
        button=(CARD, matter.card_url) if matter.card_url else ("Оплаты", matter.payments_url),
    )


def purchase_unpaid(matter: Matter) -> Words:
    return _notice(
        f"Заказ не оплачен три дня: {_who(matter)}",
        f"{matter.title}, {roubles(matter.amount)}. Больше программа не напоминает. "
        "Позвоните или напишите сами: возможно, что-то мешает заплатить.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def access_ending(matter: Matter) -> Words:
    until = f", последний день {matter.last_day:%d.%m.%Y}" if matter.last_day else ""
    return _notice(
        f"Скоро закончится доступ: {_who(matter)}",
        f"{matter.title}{until}. Спросите, как идёт и хочет ли он продолжить.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def books_differ(matter: Matter) -> Words:
    return _notice(
        "Книги не сходятся с оплатами",
        "Ночью и днём программа сверяет каждый платёж с записями о деньгах. Сейчас они "
        "расходятся, и сама она этого не исправила. Деньги и доступы никто не трогал: "
        f"покажите {matter.this} тому, кто обслуживает программу.",
        button=("Открыть оплаты", matter.payments_url),
    )


def refund_refused(matter: Matter) -> Words:
    return _notice(
        f"Возврат не прошёл: {_who(matter)}",
        f"{matter.title}: платёжный сервис отказал в возврате. Деньги остались у вас. "
        "Попробуйте вернуть ещё раз или переведите сами.",
        button=("Открыть оплаты", matter.payments_url),
    )


def refund_stuck(matter: Matter) -> Words:
    return _notice(
        f"Возврат идёт больше суток: {_who(matter)}",
        f"{matter.title}: платёжный сервис принял возврат, но ещё не выполнил. "
        "Спросите его поддержку. Мы тоже продолжаем спрашивать.",
        button=("Открыть оплаты", matter.payments_url),
    )


def payment_disputed(matter: Matter) -> Words:
    return _notice(
        f"Сумма не сходится: {_who(matter)}",
        f"Выставили {roubles(matter.amount)}, а платёжный сервис назвал другую сумму. "
        "Деньги не зачтены: посмотрите сами.",
        button=("Открыть оплаты", matter.payments_url),
    )


def money_doubted(matter: Matter) -> Words:
    what = words.DOUBT.get(matter.doubt, messages.TITLE["money_doubted"])
    return _notice(
        f"{what}: {roubles(matter.amount)}" if matter.amount else what,
        words.DOUBT_WHY.get(matter.doubt, ""),
        f"Клиент: {matter.client_name}" if matter.client_name else "",
        button=("Посмотреть", matter.payments_url.removesuffix("payments") + "attention"),
    )


def programme_delivered(matter: Matter) -> Words:
    weeks = plural(matter.weeks, "неделя", "недели", "недель")
    return _notice(
        f"Программа у клиента: {_who(matter)}",
        f"Полная программа ({matter.weeks}{NBSP}{weeks}) доставлена.",
        button=(CARD, matter.card_url),
        more=(("Программа", matter.programme_url),),
    )


def delivery_failed(matter: Matter) -> Words:
    what = messages.TITLE.get(matter.failed_kind, matter.failed_kind)
    why = messages.REASON.get(matter.failed_reason, "")
    return _notice(
        f"Не доставлено: {_who(matter)}",
        f"Сообщение «{what}» не дошло" + (f": {why}." if why else "."),
        _reach(matter),
        "Позвоните или исправьте адрес и нажмите «Ещё раз» в разделе «Требует внимания».",
        button=(CARD, matter.card_url),
    )


def erasure_asked(matter: Matter) -> Words:
    return _notice(
        f"Просят удалить карточку: {_who(matter)}",
        "Человек попросил удалить всё, но не подтвердил, что карточка его. То, что прислал он "
        "сам, уже удалено. Свяжитесь с ним и решите, удалять ли остальное.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def consent_withdrawn(matter: Matter) -> Words:
    return _notice(
        f"Отозвано согласие: {_who(matter)}",
        "Согласия на обработку данных больше нет. Откройте карточку и удалите то, "
        "что теперь хранить нельзя.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def health_consent_refused(matter: Matter) -> Words:
    return _notice(
        f"Не хочет говорить о здоровье: {_who(matter)}",
        "Человек начал анкету в боте и не дал согласия на данные о здоровье. Программу без них "
        "не составляем. Напишите, если можете предложить занятия лично.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def question_asked(matter: Matter) -> Words:
    return _notice(
        f"Вопрос от клиента: {_who(matter)}",
        _cut(matter.question),
        _reach(matter),
        button=(CARD, matter.card_url),
    )


CALLED: Mapping[str, str] = {
    "safety": "Разговор о здоровье: человеку ответили бережно, продажи в этом чате остановлены.",
    "asked": "Просит позвать человека.",
    "hot": "Спросил цену и готов купить.",
    "unanswered": "Готового ответа на вопрос не нашлось.",
    "goes_on": "Пишет вам дальше.",
}
"""Why a talk needs the trainer."""


def talk_waits(matter: Matter) -> Words:
    paragraphs = (
        CALLED.get(matter.called_for, ""),
        _cut(matter.question),
        _reach(matter),
        "Ответьте на это сообщение в Telegram: ваши слова появятся в чате на сайте. Пока вы "
        "в разговоре, бот молчит; через час тишины он ответит снова. Вернуть раньше: ответьте "
        "«вернуть боту».",
    )
    return Words(
        subject=f"Чат на сайте: {_who(matter)}",
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
        button=(CARD, matter.card_url) if matter.card_url else None,
        is_signed=False,
        is_greeting=False,
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def bot_stumbled(matter: Matter) -> Words:
    return _notice(
        "Бот не справился с сообщением",
        "Человек получил извинение. Что случилось, видно в разделе «Требует внимания».",
        button=("Открыть", f"{matter.site_url}/crm/attention"),
    )


def text_unsayable(matter: Matter) -> Words:
    return _notice(
        "Ваш текст не подошёл, ушёл исходный",
        f"«{matter.wording}»: в тексте есть переменная, которой у него больше нет, или лишняя "
        "скобка. Пока не поправите, люди получают исходный текст.",
        button=("Поправить", f"{matter.site_url}/crm/settings/texts/{matter.wording_key}"),
    )


def pain_reported(matter: Matter) -> Words:
    return _notice(
        f"Больно на тренировке: {_who(matter)}",
        _pain(matter),
        "Упражнение заменили на то, что бережёт это место, или убрали. Посмотрите замену "
        "и спросите, как дела.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def pain_stopped(matter: Matter) -> Words:
    return _notice(
        f"Сильная боль: {_who(matter)}",
        _pain(matter),
        "Тренировку остановили, упражнение больше не предложим. Свяжитесь с человеком сегодня: "
        "если боль не проходит, нужен врач.",
        _reach(matter),
        button=(CARD, matter.card_url),
    )


def _pain(matter: Matter) -> str:
    where = f" Место: {matter.place}." if matter.place else ""
    return f"{matter.exercise}: боль {matter.pain} из{NBSP}10.{where}"


SAY: Mapping[str, Callable[[Matter], Words]] = {
    say.__name__: say
    for say in (
        new_lead,
        free_week_given,
        review_needed,
        red_flag,
        programme_withheld,
        programme_outdated,
        programme_unconsented,
        payment_paid,
        purchase_unpaid,
        payment_disputed,
        money_doubted,
        access_ending,
        books_differ,
        refund_refused,
        refund_stuck,
        programme_delivered,
        delivery_failed,
        erasure_asked,
        consent_withdrawn,
        health_consent_refused,
        pain_reported,
        pain_stopped,
        question_asked,
        talk_waits,
        bot_stumbled,
        text_unsayable,
    )
}
"""By the kind of message."""
