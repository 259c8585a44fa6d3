"""What an object that came in says, or words for what is wrong with it."""

from bot.sandbox.wire import JSON

_MOST = 1 << 52


def text_in(given: JSON, name: str, default: str | None = None) -> str:
    """A text. Raises `KeyError` when it is missing without a default, and `ValueError` for anything else."""
    value = given[name] if default is None else given.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"“{name}” has to be a text")  # noqa: TRY004 - it is the caller's value
    return value


def whole_in(given: JSON, name: str) -> int:
    """A whole number. Raises `KeyError` when it is missing, and `ValueError` for anything else."""
    value = given[name]
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MOST:
        raise ValueError(f"“{name}” has to be a whole number")
    return value


def number_in(given: JSON, name: str) -> float:
    """A number. Raises `KeyError` when it is missing, and `ValueError` for anything else."""
    value = given[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"“{name}” has to be a number")  # noqa: TRY004 - it is the caller's value
    return float(value)
