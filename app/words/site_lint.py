"""The site's legal check in words: what is missing, and what to do about it."""

from collections.abc import Mapping

from app.words.settings import CONSENT
from app.words.site_forms import SECTION
from domain.consents import ConsentKind
from domain.site_lint import Finding, Lack

TITLE = "Проверка перед публикацией"
HELD = "Сначала это: так требует закон"
ADVICE = "Советуем поправить"
FINE = "Проверили реквизиты, оферту, политику и согласия: всё на месте."
NO_LAWYER = "Это проверка пустых мест и опасных слов. Юриста она не заменяет."

SAY: Mapping[Lack, tuple[str, str]] = {
    Lack.NO_NAME: (
        "Не указано, кто вы",
        "Заполните ФИО или название в реквизитах: без этого нельзя принимать заявки и продавать.",
    ),
    Lack.NO_INN: (
        "Не указан ИНН",
        "Впишите его в реквизитах: продавец обязан назвать себя до оплаты.",
    ),
    Lack.NO_REGISTRATION: (
        "Не указан ОГРНИП или ОГРН",
        "ИП и ООО обязаны показывать номер регистрации. Самозанятым он не нужен.",
    ),
    Lack.NO_CONSENT: (
        "Нет текста согласия: {names}",
        "Опубликуйте текст на странице согласий: без него нельзя принимать такие данные.",
    ),
    Lack.NO_STATUS: (
        "Не сказано, самозанятый вы, ИП или ООО",
        "Напишите статус в реквизитах: он нужен в оферте и внизу сайта.",
    ),
    Lack.OFFER_GAPS: (
        "В оферте пусто: {names}",
        "Заполните реквизиты и контакты: оферта возьмёт их сама.",
    ),
    Lack.PRIVACY_GAPS: (
        "В политике данных пусто: {names}",
        "Заполните реквизиты и контакты: политика возьмёт их сама.",
    ),
    Lack.MIXED_CONSENT: (
        "Согласие на обработку данных говорит и о рекламе",
        "Согласие на рекламу должно быть отдельным. Уберите эти слова из первого.",
    ),
    Lack.NO_CONTACT: (
        "На главной не видно, как с вами связаться",
        "Включите блок заявки или укажите хотя бы один контакт.",
    ),
    Lack.PROMISE: (
        "«{names}» в разделе «{section}»",
        "Обещание результата или превосходства закон о рекламе просит доказать. "
        "Лучше сказать мягче.",
    ),
}
BLANK: Mapping[str, str] = {
    "operator_name": "ваше имя",
    "operator_inn": "ИНН",
    "operator_address": "адрес",
    "operator_email": "почта",
    "operator_phone": "телефон",
}


def say(finding: Finding) -> tuple[str, str]:
    """What is wrong, and what to do."""
    title, deed = SAY[finding.lack]
    section = SECTION.get(finding.section, ("",))[0]
    names = ", ".join(_name(name) for name in finding.names)
    return title.format(names=names, section=section), deed


def address(finding: Finding) -> str:
    """Where it is mended."""
    if finding.section == "consents":
        return "/settings/consents"
    return f"/settings/site/{finding.section}"


def _name(name: str) -> str:
    if name in set(ConsentKind):
        return CONSENT[ConsentKind(name)][0]
    return BLANK.get(name, name)
