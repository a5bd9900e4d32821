"""Public pages: the few words their filters speak. All other words stand in the templates."""

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
SECONDS = "{seconds} с"
MINUTES = "{minutes} мин"
MINUTES_AND_SECONDS = "{minutes} мин {seconds} с"
