"""What went wrong, in words for whoever sees it: errors by class, fields by code."""

from collections.abc import Mapping

from app import idempotency, inbox, passwords, throttle
from app.words import promos as promo_words
from domain import (
    accesses,
    answers,
    cabinets,
    cards,
    errors,
    exercises,
    faq,
    funnel,
    intakes,
    messages,
    payments,
    people,
    promos,
    recommendations,
    reminders,
    reviews,
    scenarios,
    site_drafts,
    site_lint,
    tariffs,
    tax_receipts,
    users,
)
from domain.programmes import generator, uses, versions
from domain.programmes import rows as programmes
from domain.questionnaire import AnswersRefused

SAY: dict[type[Exception], str] = {
    errors.DomainError: "Так сделать нельзя.",
    errors.NotFound: "Не нашли. Возможно, запись удалили или ссылка скопирована не до конца.",
    errors.Conflict: "Так сделать уже нельзя: что-то изменилось. Обновите страницу.",
    errors.Forbidden: "На это нет прав.",
    errors.Refused: "Проверьте, что введено.",
    errors.GatewayError: "Внешний сервис не ответил как надо. Попробуйте ещё раз чуть позже.",
    errors.GatewayUnavailable: "Внешний сервис сейчас недоступен. Попробуйте через минуту.",
    errors.GatewayRefused: "Внешний сервис отказал. Повторять без изменений бесполезно.",
    AnswersRefused: "Проверьте ответы анкеты.",
    recommendations.NotSuggested: "Это больше не к месту: что-то изменилось. Обновите страницу.",
    people.ContactTaken: "Этот контакт уже записан у другого клиента. Возможно, это один человек.",
    cards.AlreadyMerged: "Эти карточки уже объединены.",
    cabinets.ConsentMissing: "Такого согласия по этой ссылке нет.",
    inbox.NothingToReplay: "Это уведомление мы не приняли, повторять по нему нечего.",
    answers.NoWayToWrite: "Написать некуда: у клиента нет ни бота, ни почты. Позвоните ему.",
    answers.NotAboutAnybody: "Это уведомление ни о ком из клиентов, отвечать некому.",
    faq.QuestionTaken: "Такой вопрос в ответах уже есть. Допишите его.",
    funnel.StageInUse: "На этом этапе есть клиенты. Сначала переместите их.",
    scenarios.NameTaken: "Сценарий с таким названием уже есть.",
    site_drafts.NothingDrafted: "Публиковать нечего: на сайте уже всё так, как вы написали.",
    reviews.NoConsentKept: (
        "Показать нельзя: сначала впишите, когда и как человек разрешил публиковать отзыв."
    ),
    site_lint.NotLawful: "Сначала заполните, что требует закон: список на странице сайта.",
    site_drafts.NothingPublished: "Прежней версии сайта нет: вы ещё ничего не публиковали.",
    tariffs.NotOnSale: "Этот тариф больше не продаётся.",
    promos.PromoRefused: "Этот промокод здесь не работает.",
    promos.CodeTaken: "Такой промокод уже есть, или его не отличить от другого.",
    promos.CodeInUse: "По этому промокоду уже покупали. Его можно выключить, но не удалить.",
    tax_receipts.WrongTurn: "С этим чеком это уже сделано.",
    accesses.NotPausable: "Этот доступ сейчас не поставить на паузу и не снять с неё.",
    payments.NotRefundable: "Возвращать здесь нечего: платёж не оплачен или уже возвращён.",
    payments.RefundTooBig: "Сумма больше того, что осталось от платежа с учётом возвратов.",
    payments.AlreadyPaid: "Этот заказ уже не ждёт денег. Обновите страницу.",
    payments.NothingToPayWith: "Оплата пока не подключена. Напишите тренеру, он пришлёт счёт.",
    generator.ProgrammeRefused: "По ответам анкеты программу составить нельзя: сначала врач.",
    programmes.DoctorFirst: "По ответам анкеты сначала нужен врач, программу составить нельзя.",
    programmes.AnswersOutdated: "Анкете больше года. Попросите клиента ответить заново.",
    programmes.HealthConsentWithdrawn: (
        "Клиент отозвал согласие на данные о здоровье: по ним составлять нельзя."
    ),
    programmes.ParentsNotAsked: (
        "Клиенту нет 18. Сначала отметьте на карточке, что родители согласны."
    ),
    intakes.NotToBeCleared: "Здесь разрешения врача мало: напишите клиенту и решите вместе.",
    programmes.NothingToWriteFrom: "Клиент ещё не ответил на анкету: программу писать не из чего.",
    messages.AlreadyDecided: "Это сообщение уже отправляется или решено. Обновите страницу.",
    reminders.AlreadySettled: "Это напоминание уже выполнено или отменено.",
    programmes.NotForReview: "Эта программа уже не ждёт проверки.",
    versions.StaleVersion: "Программу уже сохранили другой. Посмотрите обе версии и выберите.",
    versions.UnsafeEdit: "Правка нарушает правила безопасности. Напишите, почему так нужно.",
    versions.DangersUnexplained: (
        "В программе есть нарушения правил безопасности. Исправьте их или объясните в редакторе."
    ),
    programmes.VersionChanged: "Программу изменили, пока вы смотрели. Посмотрите новую версию.",
    exercises.ExerciseIsOn: "Сначала выключите упражнение: его ещё берут новые программы.",
    uses.ExerciseInUse: "Упражнение есть в программах. Оставьте его выключенным.",
    users.NotSignedIn: "Войдите, чтобы продолжить.",
    users.LoginTaken: "Такой логин уже есть.",
    users.WrongPassword: "Логин или пароль не подошёл.",
    users.AlreadySetUp: "Владелец уже есть. Войдите или попросите его добавить вас.",
    throttle.TooManyTries: "Слишком много попыток. Подождите немного и попробуйте снова.",
    passwords.HashingBusy: "Сейчас слишком много попыток входа. Попробуйте через пару секунд.",
    users.LastOwner: "Это единственный владелец: без него никто не сможет войти.",
    idempotency.KeyReused: "С этим ключом уже был другой запрос.",
    idempotency.KeyBusy: "Этот запрос уже выполняется. Подождите секунду.",
}
"""A sentence for each class; one that is absent is told by the nearest class above it."""

FIELDS: dict[str, str] = {
    "missing": "Заполните это поле.",
    "needed": "Без этого согласия мы не можем принять заявку.",
    "too_long": "Слишком длинно.",
    "too_short": "Слишком коротко.",
    "too_simple": "Слишком просто, такой пароль подберут.",
    "too_few": "Слишком мало, чтобы судить.",
    "too_many": "Слишком много значений.",
    "malformed": "Здесь что-то не так записано.",
    "unknown": "Такого значения нет.",
    "unknown_key": "Такого поля нет.",
    "unknown_variable": "Такой переменной нет. Возьмите одну из тех, что под полем.",
    "unknown_insert": (
        "Такой вставки нет. Есть {client_name}, {trainer_name}, {trainer_phone}, "
        "{trainer_telegram} и {date}."
    ),
    "unknown_value": "Выберите один из вариантов.",
    "none_with_others": "«Ничего из этого» нельзя выбрать вместе с другими ответами.",
    "wrong_type": "Здесь ждали другое значение.",
    "not_a_number": "Введите число.",
    "not_whole": "Введите целое число.",
    "out_of_range": "Число вне допустимых границ.",
    "not_a_phone": "Такого номера не бывает. Пример: +7 999 123-45-67.",
    "not_an_email": "Проверьте адрес почты. Пример: anna@mail.ru.",
    "not_a_telegram": "Проверьте имя в Telegram. Пример: @anna_run.",
    "not_hours": "Укажите часы от 0 до 24.",
    "not_same": "Не совпадает с первым.",
    "too_large": "Файл больше 5 МБ. Сожмите его или выберите другой.",
    "not_an_image": "Это не картинка. Подойдёт PNG, JPEG или WebP.",
    "taken": "Такое упражнение уже есть.",
    "already_primary": "Эта мышца уже среди основных.",
    "unfit": "Для такого движения эта мера не годится.",
    "unsaid": "Отметьте, кому нельзя, или скажите, что ограничений нет.",
    "harmless_with_others": "Либо ограничений нет, либо они отмечены.",
    "in_circle": "Так цепочка замкнётся: упражнение окажется сложнее самого себя.",
    "in_future": "Этот день ещё не наступил.",
    "not_https": "Нужна ссылка, которая начинается с https://",
    **promo_words.REASONS,
    "wrong_code": "Код не подходит. Сервер показал его, когда запускался.",
}
"""A sentence for each code by which a field is refused."""

OF_FIELD: dict[tuple[str, str], str] = {
    ("contact", "missing"): "Оставьте телефон, почту или Telegram: иначе с вами не связаться.",
    ("name", "missing"): "Напишите, как вас зовут.",
    ("receiver_name", "missing"): "Напишите, кому подарок.",
    ("receiver_email", "missing"): "Нужна почта получателя: на неё придёт приглашение.",
    ("title", "taken"): "Такое название уже есть.",
    ("pattern", "missing"): "Выберите движение.",
    ("primary", "missing"): "Отметьте хотя бы одну мышцу.",
    ("locations", "missing"): "Отметьте хотя бы одно место.",
    ("level", "missing"): "Выберите уровень.",
    ("unit", "missing"): "Выберите, чем считать.",
    ("fatigue", "missing"): "Выберите, насколько оно утомляет.",
    ("tempo", "malformed"): "Темп пишут так: 3-0-1-0. Это секунды вниз, пауза, вверх, пауза.",
    ("receipt_url", "malformed"): "Нужна ссылка на чек целиком, она начинается с https://",
    ("password", "too_short"): "Не меньше 10 символов.",
    ("health_consent", "needed"): "Без согласия на данные о здоровье программу составить нельзя.",
}
"""Where the field's own sentence says more than its code's."""

OF_PYDANTIC: Mapping[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "string_pattern_mismatch": "malformed",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "finite_number": "not_a_number",
    "int_parsing": "not_a_number",
    "int_from_float": "not_whole",
    "float_parsing": "not_a_number",
    "decimal_parsing": "not_a_number",
    "enum": "unknown_value",
    "literal_error": "unknown_value",
    "uuid_parsing": "malformed",
    "value_error": "malformed",
}
"""Our code for what pydantic calls a mistake; all of its types fall under wrong_type."""

BY_STATUS: dict[int, tuple[str, str]] = {
    400: ("Не получилось прочитать запрос", "Запрос записан с ошибкой. Проверьте его формат."),
    401: ("Нужно войти", "Войдите, чтобы продолжить."),
    403: ("Сюда нельзя", "Эта страница открывается только с нашего сайта или по своей ссылке."),
    404: ("Такой страницы нет", "Возможно, ссылка скопирована не до конца или страницу удалили."),
    405: ("Так нельзя", "Этот адрес открывается иначе."),
    408: ("Слишком долго", "Данные шли слишком долго. Проверьте связь и отправьте ещё раз."),
    409: ("Это уже изменилось", "Обновите страницу и посмотрите, что изменилось."),
    413: ("Слишком большой запрос", "Сократите текст или выберите файл поменьше."),
    415: ("Не тот формат", "Такой формат мы не принимаем."),
    422: ("Проверьте, что введено", "Некоторые поля заполнены с ошибкой."),
    429: ("Слишком часто", "Мы притормозили запросы с вашего адреса. Подождите немного."),
    500: ("У нас сломалось", "Дело не в вас, ошибку мы уже записали. Попробуйте через минуту."),
    502: ("Внешний сервис не ответил", "Попробуйте ещё раз чуть позже."),
    503: ("Сейчас не получилось", "Ещё немного. Попробуйте через несколько секунд."),
}
"""Title and sentence for whatever has no class of its own."""


def say(error: Exception) -> str:
    """The sentence for `error`, or for the nearest class above it."""
    for kind in type(error).__mro__:
        if kind in SAY:
            return SAY[kind]
    return say_status(500)[1]


def say_status(status: int) -> tuple[str, str]:
    """A title and a sentence for a status."""
    return BY_STATUS.get(status) or BY_STATUS[500 if status >= 500 else 400]


def say_field(key: str, code: str) -> str:
    """The sentence for a field that cannot be taken; `code` is ours or pydantic's."""
    key = key.rpartition(".")[2]
    known = field_code(code)
    return OF_FIELD.get((key, known)) or FIELDS[known]


def field_code(code: str) -> str:
    """Our code for one of ours or of pydantic's."""
    return code if code in FIELDS else OF_PYDANTIC.get(code, "wrong_type")
