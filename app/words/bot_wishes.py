"""Settings, stopping, and one's own data in the bot."""

from collections.abc import Mapping

from app.words.speech import NBSP

TITLE = "<b>Настройки</b>"
STATE = "Напоминания: {reminders}\nПредложения: {marketing}\nКогда писать: {hours}\nЧасы: {zone}"
ON, OFF = "приходят", "выключены"
REMINDERS_ON, REMINDERS_OFF = "Включить напоминания", "Выключить напоминания"
MARKETING_ON, MARKETING_OFF = "Согласен получать предложения", "Не присылать предложения"
MARKETING_TERMS = (
    "Предложения приходят не чаще раза в день и только с вашего согласия: "
    '<a href="{url}">на что вы соглашаетесь</a>.'
)
HOURS, ZONE, BACK = "Когда писать", "Часовой пояс", "К настройкам"
HOURS_ASK = "В какие часы можно писать? Важное, например чек, приходит сразу."
ZONE_ASK = "Выберите город, по часам которого вы живёте."
HOUSE_ZONE = "как у тренера"
ALL_DAY = "в любое время"
HOURS_CHOICE = ((9, 21), (8, 20), (10, 22), (12, 23), (0, 0))
"""From and until; equal hours mean no night at all."""
CITY: Mapping[str, str] = {
    "Europe/Kaliningrad": "Калининград",
    "Europe/Moscow": "Москва",
    "Europe/Samara": "Самара",
    "Asia/Yekaterinburg": "Екатеринбург",
    "Asia/Omsk": "Омск",
    "Asia/Novosibirsk": "Новосибирск",
    "Asia/Irkutsk": "Иркутск",
    "Asia/Yakutsk": "Якутск",
    "Asia/Vladivostok": "Владивосток",
    "Asia/Magadan": "Магадан",
    "Asia/Kamchatka": "Петропавловск-Камчатский",
}

STOPPED = (
    "Готово: напоминаний и предложений больше не будет.\n\n"
    "Придёт только то, что вы сами ждёте: программа, оплата и чек, ответ тренера. "
    "Вернуть напоминания можно в настройках."
)
SETTINGS = "Настройки"

EXPORT = "Собираю всё, что о вас хранится. Файл придёт через пару секунд."
EXPORT_CAPTION = "Все ваши данные одним файлом."
DELETE_ASK = (
    "Удалятся имя, контакты, анкета, программы, журнал и переписка. Записи об оплатах останутся "
    "без имени: их требует закон. Вернуть удалённое нельзя.\n\nУдалить?"
)
DELETE_SURE = "Последний вопрос: точно удалить всё навсегда?"
DELETE, DELETE_YES, KEEP = "Удалить мои данные", "Да, удалить навсегда", "Оставить как есть"
KEPT = "Ничего не удалено."
DELETED = "Всё удалено. Если захотите вернуться, нажмите /start: начнём с чистого листа."


def hours(starts: int, ends: int) -> str:
    if starts == ends:
        return ALL_DAY
    return f"с{NBSP}{starts}:00 до{NBSP}{ends}:00"
