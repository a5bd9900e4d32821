"""The sections of the site and their fields, as the trainer sees them in the settings."""

from collections.abc import Mapping

SECTION: Mapping[str, tuple[str, str]] = {
    "general": ("Имя и город", "Кто вы и как называется сайт"),
    "hero": ("Первый экран", "Заголовок, кнопка и факты о вас"),
    "for_whom": ("Кому подойдёт", "С кем вы работаете"),
    "about": ("Обо мне", "Ваша история"),
    "how": ("Как это проходит", "Шаги от анкеты до программы"),
    "tariffs": ("Заголовок тарифов", "Сами тарифы в отдельном разделе"),
    "questions": ("Вопросы", "Ответы на частые вопросы"),
    "reviews": ("Заголовок отзывов", "Сами отзывы на отдельной странице"),
    "contacts": ("Контакты", "Как с вами связаться"),
    "edges": ("Шапка и подвал", "Кнопка наверху и слова внизу"),
    "blocks": ("Порядок блоков", "Что стоит на главной и за чем"),
    "colours": ("Цвета", "Четыре цвета сайта"),
    "fonts": ("Шрифты", "Вид и размер текста"),
    "images": ("Логотип и фото", "Картинки сайта и значок вкладки"),
    "widget": ("Чат на сайте", "Как выглядит и чем встречает"),
    "papers": ("Программа на бумаге", "Подпись внизу страниц и последняя страница"),
    "requisites": ("Реквизиты", "Для документов и приёма оплат"),
    "seo": ("Для поисковиков", "Заголовок и описание в поиске"),
}
"""Title and what is inside, in the order of the list."""

FIELD: Mapping[str, str] = {
    "general.name": "Название сайта",
    "general.trainer_name": "Ваше имя",
    "general.trainer_role": "Чем занимаетесь",
    "general.city": "Город",
    "hero.eyebrow": "Строка над заголовком",
    "hero.title": "Заголовок",
    "hero.subtitle": "Подзаголовок",
    "hero.cta": "Надпись на кнопке",
    "hero.cta_note": "Пояснение под кнопкой",
    "hero.facts": "Факты",
    "hero.facts.value": "Коротко и крупно",
    "hero.facts.label": "Подпись",
    "for_whom.title": "Заголовок",
    "for_whom.items": "Кому подойдёт",
    "for_whom.items.title": "Кому",
    "for_whom.items.text": "Почему",
    "about.title": "Заголовок",
    "about.text": "Текст",
    "how.title": "Заголовок",
    "how.steps": "Шаги",
    "how.steps.title": "Шаг",
    "how.steps.text": "Что происходит",
    "tariffs.title": "Заголовок",
    "reviews.title": "Заголовок",
    "questions.title": "Заголовок",
    "questions.items": "Вопросы",
    "questions.items.question": "Вопрос",
    "questions.items.answer": "Ответ",
    "contacts.title": "Заголовок",
    "contacts.text": "Текст у формы",
    "contacts.telegram": "Telegram",
    "contacts.whatsapp": "WhatsApp",
    "contacts.phone": "Телефон",
    "contacts.email": "Почта",
    "contacts.address": "Адрес",
    "edges.button": "Кнопка в шапке, ведёт в анкету (пусто, если не нужна)",
    "edges.footer": "Слова внизу страниц",
    "blocks.order": "Порядок",
    "blocks.hidden": "Скрытые",
    "colours.primary": "Кнопки и акценты",
    "colours.secondary": "Тёмные полосы",
    "colours.background": "Фон",
    "colours.text": "Текст",
    "fonts.heading": "Заголовки",
    "fonts.body": "Текст",
    "fonts.size": "Размер текста, от 14 до 22",
    "images.logo": "Логотип",
    "images.photo": "Ваше фото",
    "images.photo_alt": "Что на фото: прочтёт программа для незрячих",
    "images.share": "Картинка для ссылок в мессенджерах",
    "images.icon": "Значок вкладки, квадратный",
    "widget.is_on": "Показывать на сайте",
    "widget.title": "Заголовок чата",
    "widget.subtitle": "Строка под заголовком",
    "widget.greeting": "Приветствие",
    "widget.proactive": "Что сказать первым, один раз (пусто, если молчать)",
    "widget.suggestions": "С чего начать разговор: кнопки под приветствием",
    "widget.suggestions.text": "Вопрос",
    "widget.colour": "Цвет чата",
    "widget.side": "В каком углу",
    "widget.font": "Шрифт",
    "widget.avatar": "Ваше фото в чате",
    "papers.footer": "Внизу каждой страницы",
    "papers.closing": "На последней странице",
    "requisites.operator_name": "ФИО или название, как в документах",
    "requisites.status": "Статус: самозанятый, ИП или ООО",
    "requisites.inn": "ИНН",
    "requisites.ogrnip": "ОГРНИП или ОГРН",
    "requisites.address": "Адрес для обращений",
    "requisites.email": "Почта для обращений",
    "seo.title": "Заголовок в поиске",
    "seo.description": "Описание в поиске",
}
CHOICE: Mapping[str, str] = {
    "widget.is_on.yes": "Да, чат виден",
    "widget.is_on.no": "Нет, чат скрыт",
    "widget.side.right": "Справа",
    "widget.side.left": "Слева",
}
FONT: Mapping[str, str] = {
    "system": "Системный",
    "grotesque": "Гротеск",
    "humanist": "Мягкий",
    "geometric": "Геометричный",
    "rounded": "Округлый",
    "book": "Книжный с засечками",
    "editorial": "Журнальный с засечками",
    "condensed": "Узкий",
}

DRAFTED = "Черновик"
TO_FILL = "Заполните"
ADD_PART = "Добавить"
REMOVE_PART = "Убрать"
MOVE_UP = "Выше"
MOVE_DOWN = "Ниже"
UPLOAD = "Загрузить"
REMOVE_IMAGE = "Убрать картинку"
IMAGE_HINT = "PNG, JPEG или WebP, до 5 МБ"
SAVE = "Сохранить"
CHANGED = "Есть несохранённые изменения"
SAVED = "Сохранено."
SAVED_DRAFT = "Сохранено в черновик. На сайт попадёт, когда опубликуете."
CHANGED_ELSEWHERE = "Этот раздел изменили в другом окне. Сохраните, чтобы оставить свой вариант."
VARIABLES: Mapping[str, str] = {
    "client_name": "имя клиента",
    "trainer_name": "ваше имя",
    "trainer_phone": "ваш телефон",
    "trainer_telegram": "ваш Telegram",
    "date": "дата программы",
}
VARIABLES_TITLE = "Можно вставить"
VARIABLES_HINT = "Если вставить нечего, строка не печатается."
SAMPLE_CLIENT = "Анна Смирнова"
PAPERS_PROOF = "Так напечатается"
PROOF_TITLE = "Так будет читаться"
PROOF_TEXT = "Обычный текст на фоне сайта и кнопка рядом."
PROOF_BUTTON = "Кнопка"
WEAK_TEXT = (
    "Текст на этом фоне читается плохо: контраст {ratio} при норме 4,5. "
    "На сайте мы сами сделаем его заметнее, но лучше выбрать другой цвет."
)
WEAK_ACCENT = (
    "Кнопки почти сливаются с фоном: контраст {ratio} при норме 3. "
    "На сайте цвет будет сдвинут до заметного."
)


def ratio(value: float) -> str:
    """A contrast with one decimal and a comma."""
    return f"{value:.1f}".replace(".", ",")
