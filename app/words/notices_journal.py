"""The journal of providers' notices, and what a provider says of himself when asked."""

from collections.abc import Mapping

from app.inbox import Outcome
from app.tills import Problem, Seen
from app.words.payments import provider

TITLE = "Уведомления касс"
OPEN = "Журнал уведомлений"
ALL = "Все"
ANY_PROVIDER = "Все кассы"
EMPTY_TITLE = "Уведомлений ещё не было"
EMPTY = (
    "Касса присылает их, когда клиент платит. Если уведомление потеряется, ничего страшного: "
    "мы и сами спрашиваем кассу каждые пять минут."
)
NOTHING_TITLE = "Под эти фильтры ничего не попало"
NOTHING = "Выберите другую кассу или другой итог."
MORE = "Показать ещё"
BODY = "Что прислали"
FROM = "с адреса {address}"
REPLAY = "Разобрать ещё раз"
REPLAYED = "Разбираем ещё раз. Дважды ничего не начислится."
OUTCOME: Mapping[Outcome, str] = {
    Outcome.ACTED: "Разобраны",
    Outcome.WAITS: "Ждут",
    Outcome.ASIDE: "Отложены",
}

CHECK = "Проверить: {provider}"
TEST = "тестовый режим, настоящие деньги не спишутся"
REAL = "боевой режим"
FINE = "{provider}: всё в порядке, оплата принимается"
SHOP: Mapping[str, str] = {
    "yookassa": "магазин {name}",
    "tbank": "терминал {name}",
    "yoomoney": "кошелёк {name}",
    "demo": "демо-магазин",
}
PROBLEM: Mapping[Problem, str] = {
    "wrong_keys": (
        "{provider}: ключи не подошли. Проверьте их в файле .env: нет ли лишних пробелов, "
        "тот ли это магазин."
    ),
    "wrong_ca": (
        "{provider}: сервер не доверяет сертификату. Скачайте корневой сертификат Минцифры "
        "и укажите файл в CA_BUNDLE."
    ),
    "refused": "{provider}: пришёл отказ. Посмотрите в кабинете кассы, включён ли приём оплат.",
    "unreachable": (
        "{provider}: нет ответа. Попробуйте через минуту; если повторится, проверьте, "
        "есть ли у сервера выход в интернет."
    ),
    "disabled": "{provider}: магазин отключён. Включите его в кабинете кассы.",
    "receipts_differ": (
        "{provider}: чеки настроены по-разному, и заказы не примут. Если в кабинете подключена "
        "касса по 54-ФЗ, укажите на сервере TAX_MODE=kkt, а самозанятому отключите её в кабинете."
    ),
}


def tell(name: str, seen: Seen) -> str:
    """What a provider's check has shown, in a sentence or two."""
    who = provider(name)
    if seen.problem is not None:
        return PROBLEM[seen.problem].format(provider=who)
    said = [FINE.format(provider=who)]
    if seen.shop is not None and seen.shop.name:
        said.append(SHOP.get(name, "{name}").format(name=seen.shop.name))
    if seen.shop is not None and seen.shop.is_test is not None:
        said.append(TEST if seen.shop.is_test else REAL)
    return ", ".join(said) + "."
