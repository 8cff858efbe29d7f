"""What pydantic finds wrong, in plain words of our own.

The words are ours because the reader is a press officer: "a list stands where text belongs", not
"Input should be a valid string".
"""

from typing import Final

from pydantic_core import ErrorDetails, PydanticCustomError

from newsgen.model.refusal import shape_of

_SHAPES: Final = {
    "string_type": "text",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "date_type": "a date such as 2026-01-01, without quotes",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "dict_type": "a map of keys and values",
    "model_type": "a map of keys and values",
    "dataclass_type": "a map of keys and values",
    "list_type": "a list",
    "tuple_type": "a list",
}


def refusal(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Build the error that a validator raises; its code is a diagnostic's."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def is_ours(error: ErrorDetails) -> bool:
    return error["type"].startswith("NG")


def hint_of(error: ErrorDetails) -> str:
    return str(error.get("ctx", {}).get("hint", ""))


def in_plain_words(error: ErrorDetails, name: str) -> str:
    """Say what is wrong with the value called `name`."""
    kind, context = error["type"], error.get("ctx", {})
    if is_ours(error):
        return str(context["message"])
    if kind in _SHAPES:
        return f"{name} should be {_SHAPES[kind]}, but it is {shape_of(error['input'])}"
    words = {
        "missing": "{name} is missing",
        "enum": "{name} is “{input}”, but it can only be {expected}",
        "literal_error": "{name} is “{input}”, but it can only be {expected}",
        "string_too_short": "{name} should not be empty",
        "greater_than_equal": "{name} should be at least {ge}",
        "less_than_equal": "{name} should be at most {le}",
    }.get(kind, "{name} is wrong: {msg}")
    return words.format(name=name, input=error["input"], msg=error["msg"], **context)
