"""The questionnaire in the bot: what is said around its questions.

The questions themselves are in `questionnaire`, what people type in answer is read by
`told_answers`.
"""

from collections.abc import Mapping, Sequence

from app.words import questionnaire
from app.words.speech import NBSP, plural
from domain.questionnaire import Question, asked

CONTINUE = "Продолжить анкету: {done} из {total}"
BEGIN = (
    "Составлю неделю тренировок под вас. Вопросов {total}, это минуты три. "
    "Отвечать можно кнопками или словами, а начатое не пропадёт."
)
RESUMED = "Продолжаем с того места, где остановились."
TWIN = "Ответить на сайте"
SLOW = (
    "Telegram сейчас доставляет с задержкой. "
    'Те же вопросы <a href="{url}">есть на сайте</a>, ответы общие.'
)
AFRESH = "Начать заново"

DATA_ASK = (
    "Чтобы хранить ваши ответы, нужно "
    '<a href="{url}">согласие на обработку персональных данных</a>.'
)
DATA_YES, DATA_NO = "Даю согласие", "Не даю"
DATA_REFUSED = (
    "Понимаю. Без согласия ничего не спрашиваю и не записываю. "
    "Если передумаете, начните отсюда. Задать вопрос тренеру можно и так."
)
HEALTH_ASK = (
    "Дальше вопросы о здоровье: по ним я уберу опасное и подберу нагрузку. Для этого нужно "
    'отдельное <a href="{url}">согласие на обработку данных о здоровье</a>.'
)
HEALTH_YES, HEALTH_NO = "Даю согласие, спрашивайте", "Не хочу отвечать"
HEALTH_REFUSED = (
    "Спасибо, что ответили прямо. О здоровье не спрашиваю. Составить программу, не зная о нём, "
    "было бы небезопасно, поэтому передал тренеру: он подскажет, как быть. "
    "Остальные ответы на месте, если передумаете."
)
CHANGED_MIND = "Вернуться к анкете"

HEAD = "<b>{number} из {total}</b>"
TEXT = "{text}"
NUMBER = "Напишите число: {bounds}."
PRESS_OR_WRITE = "Нажмите кнопку или напишите своё число."
NUMBERS = "Можно сразу несколько: «мне 34, рост 175, вес 68,5»."
MANY = "Отметили всё? Нажмите «Готово»."
NOW = "Сейчас: {answer}"
BACK, SKIP, NEXT, READY = "← Назад", "Пропустить", "Дальше →", "Готово"
CHOSEN, ON, OFF = "• {text}", "☑ {text}", "☐ {text}"

NOTED = "Записал: {told}"
USE_BUTTONS = "Не разобрал ответ. Нажмите кнопку под вопросом или напишите, как на ней."
USE_NUMBER = "Не нашёл в ответе числа."
USE_PRESS = "Здесь нужна кнопка: так я точно пойму ваше решение."
USE_TEXT = "Такое прочесть не могу. Ответьте словами или кнопкой."
NOTHING_PICKED = "Отметьте хотя бы одно или «{nothing}»."
PASSED = "Этот вопрос уже пройден. Изменить ответ можно в конце."
NOT_WHOLE = "Нужно целое число."
TOO_LONG = "Слишком длинно. Уместите, пожалуйста, в 2000 знаков."
OUT_OF_RANGE = "{name}: принимаю {bounds}. Проверьте, пожалуйста."

SUMMARY = "<b>Проверьте ответы</b>"
SUMMARY_END = "Всё верно?"
SEND, CHANGE, TO_SUMMARY = "Всё верно, отправить", "Изменить", "← К ответам"
CHANGE_ASK = "Какой ответ изменить?"
NEWS = "Присылать полезное и предложения"
NEWS_TERMS = 'Рассылка по желанию: <a href="{url}">на что вы соглашаетесь</a>.'
SKIPPED = "не указано"

SENT = "Анкета уже отправлена, ответы у тренера."
SENT_ASK = "Анкета заполнена. Если что-то изменилось, её можно заполнить заново."
AGAIN = "Заполнить заново"
GREEN = (
    "Готово! Ваша бесплатная неделя составлена.\n\n"
    "Ниже тренировка, с которой можно начать, и вся неделя на бумаге."
)
STOP_SIGNS = (
    "Если появится боль, головокружение или одышка, которая не проходит, остановитесь и "
    "напишите тренеру."
)
FIRST_DAY = "Первая тренировка недели. В этот день отмечать подходы можно будет прямо здесь."
PAPER = "Бесплатная неделя: распечатайте или откройте с телефона."
THANKS = "Спасибо, что ответили честно."
PROGRAMME, CABINET, CONTACTS, TODAY = (
    "Открыть на странице",
    "Мой кабинет",
    "Связаться с тренером",
    "Тренировка на сегодня",
)

NAME: Mapping[str, str] = {
    "sex": "Пол",
    "age": "Возраст",
    "height_cm": "Рост",
    "weight_kg": "Вес",
    "goal": "Цель",
    "train_months": "Стаж силовых",
    "days_per_week": "Дней в неделю",
    "minutes": "Минут на тренировку",
    "location": "Место",
    "equipment": "Инвентарь",
    "screening": "Симптомы",
    "conditions": "Особенности здоровья",
    "medication": "Лекарства",
    "lifestyle": "Обычный день",
    "health_text": "О здоровье",
    "nutrition_text": "О питании",
    "priority_muscles": "Больше внимания",
    "hr_rest": "Пульс в покое",
}
"""An answer's name, in a list and on a button."""

PICKS: Mapping[str, Mapping[str, str]] = {
    "train_months": {
        "0": "С нуля",
        "3": f"3{NBSP}мес.",
        "6": "Полгода",
        "12": "Год",
        "24": f"2{NBSP}года",
        "36": f"3{NBSP}года",
    },
    "days_per_week": {str(n): str(n) for n in range(1, 8)},
    "minutes": {str(n): str(n) for n in (20, 30, 45, 60, 75, 90)},
}
"""Usual numbers, as buttons; any other may be typed."""


def bounds(question: Question) -> str:
    """From and to, with their unit."""
    unit = questionnaire.UNIT.get(question.key, "")
    return f"от{NBSP}{question.min} до{NBSP}{question.max}{NBSP}{unit}".strip(f"{NBSP}.")


def say_answer(key: str, value: object) -> str:
    """An answer, short enough for a list."""
    if value in (None, "", [], ()):
        return SKIPPED
    if key == "train_months" and str(value) == "0":
        return PICKS[key]["0"].lower()
    if key == "days_per_week":
        return str(value)
    if key == "age":
        return f"{value}{NBSP}{plural(int(str(value)), 'год', 'года', 'лет')}"
    said = questionnaire.say_answer(key, value)
    if key in questionnaire.UNIT:
        said = said.replace(",0 ", " ").replace(" ", NBSP)
    return said if len(said) <= 160 else f"{said[:157].rstrip()}..."


def say_told(given: Mapping[str, object]) -> str:
    """What was understood, in the questionnaire's order."""
    told = [(key, given[key]) for key in NAME if key in given]
    return ", ".join(f"{NAME[key].lower()} {say_answer(key, value)}" for key, value in told)


def say_refused(question: Question, code: str) -> str:
    """Why an answer cannot be taken, kindly."""
    if code == "out_of_range":
        return OUT_OF_RANGE.format(name=NAME[question.key], bounds=bounds(question))
    if code == "not_whole":
        return NOT_WHOLE
    if code == "too_long":
        return TOO_LONG
    if question.kind in {"number", "decimal"}:
        return USE_NUMBER
    return USE_BUTTONS


def list_answers(given: Mapping[str, object]) -> Sequence[tuple[str, str]]:
    """Every answer that counts, by its name, in the questionnaire's order."""
    return [(NAME[q.key], say_answer(q.key, given.get(q.key))) for q in asked(given)]
