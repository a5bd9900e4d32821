"""A client's card, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.words.speech import NBSP, plural
from domain.programmes.rows import Kind, Status
from domain.screening import Verdict


@dataclass(frozen=True)
class HeardWords:
    """The dialog in which the trainer writes down what he was told."""

    button: str
    title: str
    text: str
    note: str
    hint: str


HEARD_OF: Mapping[str, HeardWords] = {
    "doctor": HeardWords(
        button="Врач разрешил",
        title="Врач разрешил тренировки",
        text="Программа станет осторожным черновиком: без вашей проверки клиент её не увидит.",
        note="Кто разрешил и что сказал",
        hint="Кардиолог Петрова: можно, пульс до 130",
    ),
    "parents": HeardWords(
        button="Родители согласны",
        title="Родители согласны",
        text="После этого вы сможете одобрить программу, и она уйдёт клиенту.",
        note="Кто согласился и как сообщил",
        hint="Мама Ирина, написала в Telegram",
    ),
}
CALL = "Позвонить"
TELEGRAM = "Telegram"
WHATSAPP = "WhatsApp"
MAIL = "Почта"
NO_CONTACT = "Связаться пока нельзя: добавьте телефон или почту."
CONTACTED = "Связался"
SINCE = "С нами {when}"
TAGS = "Метки"
EDIT = "Изменить"
EDIT_TITLE = "Имя и метки"
NAME = "Имя"
TAGS_HINT = "Через запятую: зал, утро, VIP"
SAVE = "Сохранить"
CANCEL = "Не надо"

NOTE = "Заметка для себя"
WRITE_NOTE = "Записать"
REMOVE_NOTE = "Удалить заметку"
NOTE_REMOVED = "Заметка удалена."

PROGRAMMES = "Программы"
NO_PROGRAMMES = "Программа появится сама, когда клиент ответит на анкету."
PROGRAMME: Mapping[Kind, str] = {Kind.DEMO: "Бесплатная неделя", Kind.FULL: "Программа"}
STATUS: Mapping[Status, str] = {
    Status.DRAFT: "черновик",
    Status.NEEDS_REVIEW: "ждёт вас",
    Status.READY: "отправляется",
    Status.SENT: "у клиента",
}
APPROVE = "Одобрить и отправить"
APPROVED = "Одобрено. Программа уходит клиенту."
OPEN_AS_CLIENT = "Как видит клиент"
PAPER = "PDF"
WHY_SO = "Почему так"
WEEK = "Неделя {number}"
EASY_WEEK = "неделя отдыха"
WARMUP = "Разминка"
COOLDOWN = "Заминка"
NOTES = "На что смотреть"
STOP = "Остановиться и позвонить врачу"
GOAL = "Цель"
LEVEL = "Уровень"
VERSION = "версия {number}"
REST = "отдых {seconds}{nbsp}с"
RESERVE = "в запасе {number}"

INTAKE = "Анкета"
NO_INTAKE = "Клиент ещё не отвечал. Отправьте ему ссылку на анкету."
COPY_LINK = "Скопировать ссылку"
LINK_COPIED = "Ссылка скопирована."
ANSWERS = "Все ответы"
OUTDATED = "Ответам больше года: перед программой клиента спросят заново."
HEARD_ON = "Когда"
DAY = "%d.%m.%Y"
HEARD = "Записано."
CLEARED = "Врач разрешил {day}: {note}"
PARENTS = "Родители согласны {day}: {note}"
NOT_CURRENT = "Прислал тот, кто знал контакт клиента. В программу не идёт, пока вы не решите."
VERDICT: Mapping[Verdict, str] = {
    Verdict.GREEN: "Можно тренироваться",
    Verdict.YELLOW: "Осторожно",
    Verdict.CONSENT: "Нужны родители",
    Verdict.POSTPONE: "Сейчас болеет",
    Verdict.RED: "Сначала врач",
}

MONEY = "Покупки и оплаты"
NO_MONEY = "Покупок пока нет."
PRESENT_FROM = "Подарок, платит {name}"
PRESENT_TO = "В подарок: {name}"
OPEN_PAYMENT = "Открыть платёж"
UPCOMING = "Что уйдёт клиенту"
NOTHING_UPCOMING = "Ничего не запланировано."
SENT_EARLIER = "Отправлено раньше"
REMINDER: Mapping[str, str] = {
    "day_3": "Напоминание: как дела, день 3",
    "day_5": "Напоминание: как дела, день 5",
    "day_7": "Предложение продолжить, день 7",
    "unpaid_hour": "Напоминание об оплате, через час",
    "unpaid_day": "Напоминание об оплате, через сутки",
    "unpaid_3_days": "Напоминание об оплате, через три дня",
}

HISTORY = "История"
CONTACTS = "Контакты"
ADD_CONTACT = "Добавить контакт"
CONTACT = "Телефон, почта или @telegram"
CONTACT_REMOVED = "Контакт удалён."
REMOVE_CONTACT = "Удалить контакт"
TRUST = "Это его контакт"
CONSENTS = "Согласия"

DEEDS = "Карточка"
MERGE = "Объединить с другой"
EXPORT = "Скачать все данные"
ERASE = "Удалить навсегда"

INVITE = "Пригласить в Telegram"
INVITE_TITLE = "Приглашение в Telegram"
INVITE_TEXT = (
    "По этой ссылке бот узнает клиента и присоединит его Telegram к карточке."
    " Она сработает один раз, в течение 72\N{NO-BREAK SPACE}часов."
)
INVITE_QR = "Ссылка в виде QR-кода"
INVITE_COPY = "Скопировать ссылку"
INVITE_SVG = "QR в SVG"
INVITE_PNG = "QR в PNG"
INVITE_LATER = "Бот ещё не отвечал: как только Telegram ответит, приглашение можно будет сделать."

MERGE_TITLE = "Это один человек"
MERGE_TEXT = "Найдите вторую карточку. Всё, что на ней, переедет сюда. Объединение можно отменить."
MERGE_FIND = "Имя, телефон или почта второй карточки"
MERGE_PREVIEW = "Заметки, анкеты, программы, оплаты и переписка «{gone}» перейдут к «{kept}»."
MERGE_DO = "Объединить"
MERGED = "Карточки объединены."
UNMERGED = "Карточки снова разные."
NOBODY = "Никого не нашли."

ERASE_TITLE = "Удалить навсегда?"
ERASE_TEXT = "Вернуть будет нельзя. Удалятся имя, контакты и всё, что с ними связано:"
ERASE_KEPT = "Платежи останутся без имени: их пять лет ждёт налоговая."
ERASE_WORD = "удалить"
ERASE_TYPE = "Напишите «удалить»"
ERASE_DO = "Удалить навсегда"
ERASED = "Данные клиента удалены."
DRY = "Карточки нет"
DRY_TEXT = "Её удалили или ссылка скопирована не до конца."
ALL_CLIENTS = "Все клиенты"


def erased(counts: Mapping[str, int]) -> list[str]:
    """What goes with an erased person, in lines; what there is none of is left out."""
    nouns: dict[str, tuple[str, str, str]] = {
        "contacts": ("контакт", "контакта", "контактов"),
        "intakes": ("анкета", "анкеты", "анкет"),
        "programmes": ("программа", "программы", "программ"),
        "messages": ("сообщение", "сообщения", "сообщений"),
        "notes": ("заметка", "заметки", "заметок"),
    }
    return [f"{n}{NBSP}{plural(n, *nouns[key])}" for key, n in counts.items() if n]


def weeks(count: int) -> str:
    """So many weeks."""
    return f"{count}{NBSP}{plural(count, 'неделя', 'недели', 'недель')}"


def days(count: int) -> str:
    """So many training days a week."""
    return f"{count}{NBSP}{plural(count, 'тренировка', 'тренировки', 'тренировок')} в неделю"


def minutes(count: int) -> str:
    """So many minutes."""
    return f"{count}{NBSP}мин"


def dose(sets: int, reps: Sequence[int], unit: str, *, per_side: bool) -> str:
    """Sets and repetitions: "3 × 8–10"."""
    low, high = reps[0], reps[-1]
    amount = str(low) if low == high else f"{low}–{high}"
    units = {"reps": "", "sec": f"{NBSP}с", "min": f"{NBSP}мин"}
    side = " на сторону" if per_side else ""
    return f"{sets}{NBSP}×{NBSP}{amount}{units.get(unit, '')}{side}"
