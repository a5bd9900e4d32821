"""What is wrong with a posted form, in words beside each field."""

from pydantic import ValidationError

from app.words import errors as words
from domain.errors import Refused


def told(refused: Refused | ValidationError) -> dict[str, str]:
    """A sentence for each field that cannot be taken."""
    if isinstance(refused, Refused):
        return {key: words.say_field(key, code) for key, code in refused.fields.items()}
    return {
        str(error["loc"][0]) if error["loc"] else "": words.say_field("", error["type"])
        for error in refused.errors(include_url=False)
    }
