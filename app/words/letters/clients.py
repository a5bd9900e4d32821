"""Letters to clients: what each kind of message says.

Where `VALUES` has the kind, the trainer may have his own subject and paragraphs instead, and in
both {names} stand for what is filled in (`app.words.letters.say`). The rest is always ours.
"""

from collections.abc import Callable, Mapping

from app.words.letters import orders
from app.words.letters.matter import Matter, Offer, Words
from app.words.speech import NBSP, roubles

STOP_SIGNS = (
    "Если на тренировке появится боль, головокружение или одышка, которая не проходит, "
    "остановитесь и напишите мне."
)


def free_week_ready(matter: Matter) -> Words:
    counted = ": {sessions}" if matter.sessions else ""
    return Words(
        subject="Ваша бесплатная неделя готова",
        paragraphs=(
            f"Первая неделя составлена по вашей анкете{counted}. "
            "У каждого упражнения написано, зачем оно в программе и чем его заменить.",
            "Откройте с телефона или распечатайте PDF.",
        ),
        button=("Открыть программу", matter.programme_url),
        more=(
            ("Тренироваться сегодня", matter.today_url),
            ("Скачать PDF", matter.pdf_url),
            ("Мой кабинет", matter.cabinet_url),
        ),
        closing=(STOP_SIGNS,),
    )


def review_started(matter: Matter) -> Words:
    return Words(
        subject="Анкета у меня, смотрю её лично",
        paragraphs=(
            "Спасибо за подробные ответы. Прежде чем вы начнёте, я хочу лично проверить программу.",
            "Как только посмотрю, пришлю её сюда. Ничего делать не нужно.",
        ),
        button=("Мой кабинет", matter.cabinet_url),
        closing=(f"Если что-то непонятно, просто {matter.answer}.",),
    )


def doctor_first(matter: Matter) -> Words:
    if matter.is_too_young:
        return _too_young(matter)
    if matter.is_gentle:
        return _you_first(matter)
    if matter.ask_again:
        return _not_today(matter)
    return Words(
        subject="Сначала стоит поговорить с врачом",
        paragraphs=(
            "Спасибо, что ответили честно. По ответам вижу: прежде чем тренироваться, "
            "нужно поговорить с врачом. Поэтому программу пока не составляю.",
            "Спросите его, какая нагрузка вам подходит и чего избегать. "
            "Когда он разрешит заниматься, ответьте на анкету ещё раз, и я составлю программу.",
            "Если прямо сейчас болит в груди, трудно дышать или вы теряли сознание, "
            f"не ждите: звоните 103 или{NBSP}112.",
        ),
        button=("Мой кабинет", matter.cabinet_url),
        closing=(f"Если хочется что-то уточнить, {matter.answer}.",),
    )


def _you_first(matter: Matter) -> Words:
    """Where any word of training would be one too many."""
    return Words(
        subject="Сейчас важнее всего вы сами",
        paragraphs=(
            "Спасибо, что ответили честно. Пожалуйста, поговорите с врачом или с близким "
            "человеком: с этим не нужно оставаться в одиночку.",
            f"Если станет совсем тяжело, звоните{NBSP}112: там помогут прямо сейчас.",
        ),
        button=("Мой кабинет", matter.cabinet_url),
    )


def _not_today(matter: Matter) -> Words:
    return Words(
        subject="Тренировки подождут, пока вам не станет лучше",
        paragraphs=(
            "Спасибо за ответы. Сейчас телу не до тренировок: дайте ему поправиться.",
            "Когда будете чувствовать себя хорошо, ответьте на анкету ещё раз, "
            "и я составлю программу. Если не становится лучше, покажитесь врачу.",
        ),
        button=("Ответить на анкету заново", matter.start_url),
    )


def _too_young(matter: Matter) -> Words:
    answer = "напишут сюда" if matter.is_chat else "ответят на него"
    return Words(
        subject="Пока программу составить не могу",
        paragraphs=(
            f"Спасибо за ответы. По анкете программы составляются с{NBSP}14{NBSP}лет.",
            f"Покажите {matter.this} родителям: если у них есть вопросы, пусть {answer}.",
        ),
        button=("Мой кабинет", matter.cabinet_url),
    )


def payment_received(matter: Matter) -> Words:
    receipt = (("Открыть чек", matter.receipt_url),) if matter.receipt_url else ()
    keep = "Сохраните это письмо. Если что-то не сходится, ответьте на него."
    tell = "Если что-то не сходится, напишите сюда."
    return Words(
        subject="Оплата получена: {amount}",
        paragraphs=("Спасибо, оплата дошла.", "{order}.", "{next}"),
        button=("Мой кабинет", matter.cabinet_url),
        more=receipt,
        closing=(tell if matter.is_chat else keep,),
    )


def tax_receipt(matter: Matter) -> Words:
    return Words(
        subject=f"Чек на {roubles(matter.amount)}",
        paragraphs=(f"Чек за оплату: {matter.title}, {roubles(matter.amount)}.",),
        button=("Открыть чек", matter.receipt_url),
        more=(("Мой кабинет", matter.cabinet_url),),
    )


def reminder_access_ending(matter: Matter) -> Words:
    return Words(
        subject=f"«{matter.title}» скоро закончится" + _until(matter),
        paragraphs=(
            f"Оплаченные недели по тарифу «{matter.title}» подходят к концу{_until(matter)}.",
            "Программа и журнал останутся у вас. Если хотите продолжить без перерыва или "
            f"вам нужна пауза, {matter.answer}.",
        ),
        button=("Мой кабинет", matter.cabinet_url),
    )


def _until(matter: Matter) -> str:
    return f": последний день {matter.last_day:%d.%m.%Y}" if matter.last_day else ""


def programme_ready(matter: Matter) -> Words:
    a_week = f", {{sessions}} в{NBSP}неделю" if matter.sessions else ""
    return Words(
        subject="Ваша программа готова",
        paragraphs=(
            f"Программа на {{weeks}} составлена по вашей анкете{a_week}.",
            "Начните с первого дня первой недели. Веса берите такие, чтобы до отказа "
            "оставался запас, указанный в программе.",
        ),
        button=("Открыть программу", matter.programme_url),
        more=(
            ("Тренироваться сегодня", matter.today_url),
            ("Скачать PDF", matter.pdf_url),
            ("Мой кабинет", matter.cabinet_url),
        ),
        closing=(STOP_SIGNS,),
    )


def programme_updated(matter: Matter) -> Words:
    return Words(
        subject="Ваша программа обновлена",
        paragraphs=(
            "В программе есть изменения. Ссылка прежняя, по ней уже новая версия. "
            "Если распечатывали, распечатайте заново.",
        ),
        button=("Открыть программу", matter.programme_url),
        more=(("Скачать PDF", matter.pdf_url),),
        closing=(f"Если что-то непонятно, просто {matter.answer}.",),
    )


def intake_needed(matter: Matter) -> Words:
    return Words(
        subject="Осталась анкета, и составлю программу",
        paragraphs=(
            "Оплата дошла, спасибо. Чтобы составить программу, мне нужно знать о вас "
            "немного больше: цель, опыт, здоровье, сколько дней есть и чем можно заниматься.",
            "Это займёт минуты три. Можно прерваться и вернуться по той же ссылке.",
        ),
        button=("Ответить на анкету", matter.start_url),
    )


def answers_outdated(matter: Matter) -> Words:
    return Words(
        subject="Прошёл год, расскажите о себе заново",
        paragraphs=(
            "Оплата дошла, спасибо. С вашей анкеты прошло больше года, и за это время многое "
            "могло измениться: самочувствие, вес, опыт, цель.",
            "Ответьте на неё ещё раз, и я составлю программу под вас сегодняшнего.",
        ),
        button=("Ответить на анкету", matter.start_url),
    )


def health_consent_needed(matter: Matter) -> Words:
    return Words(
        subject="Без вашего согласия программу не составить",
        paragraphs=(
            "Оплата дошла, спасибо. Вы отозвали согласие на данные о здоровье, а без них "
            "составить безопасную программу нельзя.",
            "Вернуть согласие можно в кабинете, и программа составится сама. Если не хотите, "
            f"{matter.answer}: вернём деньги.",
        ),
        button=("Открыть кабинет", matter.cabinet_url),
    )


def ask_again(matter: Matter) -> Words:
    return Words(
        subject="Как вы, поправились?",
        paragraphs=(
            "Неделю назад вам нездоровилось, и тренировки мы отложили. Надеюсь, уже легче.",
            "Если вы здоровы, ответьте на анкету ещё раз, и программа будет готова. Если ещё "
            "нет, не спешите: ссылка будет ждать.",
        ),
        button=("Ответить на анкету", matter.start_url),
    )


def reminder_day_3(matter: Matter) -> Words:
    return Words(
        subject="Как идут тренировки?",
        paragraphs=(
            "Три дня назад вы получили программу на неделю. Получилось начать?",
            "Если да, расскажите, что далось легко, а что нет: {answer}. "
            "Если нет, ничего страшного, начните сегодня с первого дня.",
        ),
        button=("Тренироваться сегодня", matter.today_url),
        more=(("Программа", matter.programme_url),),
    )


def reminder_day_5(matter: Matter) -> Words:
    return Words(
        subject="Тянет мышцы? Вот что с этим делать",
        paragraphs=(
            "Если после тренировки мышцы тянет день-два, так и бывает с непривычки: "
            "прогулка и сон помогают лучше, чем перерыв на неделю.",
            "Острая боль или боль в суставе дело другое. Пропустите упражнение, "
            "возьмите замену из программы и напишите мне.",
        ),
        button=("Открыть программу", matter.programme_url),
    )


def reminder_day_7(matter: Matter) -> Words:
    best = matter.offers[0] if matter.offers else None
    return Words(
        subject="Неделя прошла. Продолжим?",
        paragraphs=(
            "Бесплатная неделя закончилась. Если она вам подошла, "
            "дальше есть полная программа: нагрузка растёт по неделям, а я рядом "
            "и меняю план, когда меняется жизнь.",
        ),
        offers=matter.offers,
        button=choose(best) if best else ("Посмотреть тарифы", matter.site_url),
        closing=(f"Если есть вопросы, {matter.answer}, и я расскажу.",),
    )


def choose(offer: Offer) -> tuple[str, str]:
    """What leads to an offer: the words and the page."""
    return (f"Выбрать «{offer.title}», {roubles(offer.price)}", offer.url)


def cabinet_link(matter: Matter) -> Words:
    return Words(
        subject="Ссылка на ваш кабинет",
        paragraphs=(
            "В кабинете ваши программы, оплаты и согласия. Там же можно выгрузить или "
            "удалить свои данные.",
        ),
        button=("Войти в кабинет", matter.cabinet_url),
        closing=(
            "Ссылка открывает кабинет без пароля: никому её не пересылайте. "
            "Если вы её не просили, ничего делать не нужно.",
        ),
    )


def trainer_message(matter: Matter) -> Words:
    return Words(
        subject=f"Сообщение от тренера: {matter.trainer}" if matter.trainer else "Сообщение",
        paragraphs=paragraphs(matter.text),
        more=(("Мой кабинет", matter.cabinet_url),),
        has_title=False,
        is_greeting=False,
    )


def chat_answer(matter: Matter) -> Words:
    return Words(
        subject="Ответ на ваш вопрос",
        paragraphs=paragraphs(matter.text),
        more=(("Мой кабинет", matter.cabinet_url),),
        has_title=False,
        is_greeting=False,
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """A text parted at its empty lines."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


SAY: Mapping[str, Callable[[Matter], Words]] = {
    say.__name__: say
    for say in (
        free_week_ready,
        review_started,
        doctor_first,
        payment_received,
        reminder_access_ending,
        tax_receipt,
        programme_ready,
        programme_updated,
        intake_needed,
        answers_outdated,
        health_consent_needed,
        ask_again,
        reminder_day_3,
        reminder_day_5,
        reminder_day_7,
        cabinet_link,
        trainer_message,
        chat_answer,
        *orders.LETTERS,
    )
}
"""By the kind of message."""
