"""Legal texts: whom data is handed to, as this server is set up. The texts stand in content."""

from collections.abc import Mapping, Sequence

PROVIDER: Mapping[str, str] = {
    "yookassa": "ЮKassa (ООО НКО «ЮМани»)",
    "tbank": "АО «ТБанк»",
    "yoomoney": "ООО НКО «ЮМани»",
}
GAPS: Mapping[str, str] = {
    "operator_name": "[имя исполнителя пока не указано]",
    "operator_status": "[статус исполнителя пока не указан]",
    "operator_inn": "[пока не указан]",
    "operator_address": "[адрес пока не указан]",
    "operator_email": "[почта пока не указана]",
    "operator_phone": "[телефон пока не указан]",
}
"""What stands in a text where the trainer has not filled his requisites yet."""
PAYMENTS = "платёжный сервис: {names} (сумма, что куплено, почта или телефон для чека)"
MAIL = "почтовый сервис (адрес и текст писем)"
TELEGRAM = "Telegram (сообщения в боте)"
MODEL = "сервис языковой модели (вопросы из чата)"
NOBODY = "никто: сейчас внешние сервисы не подключены"


def processors(
    *, payments: Sequence[str], has_mail: bool, has_telegram: bool, has_model: bool
) -> str:
    """The list as it stands inside a sentence."""
    names = ", ".join(PROVIDER.get(name, name) for name in payments)
    parts = (
        PAYMENTS.format(names=names) if names else "",
        MAIL if has_mail else "",
        TELEGRAM if has_telegram else "",
        MODEL if has_model else "",
    )
    return "; ".join(part for part in parts if part) or NOBODY
