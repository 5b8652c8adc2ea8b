"""Saying what is wrong: near misses, and pydantic's errors in the words of those who fill in tables."""

import difflib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import takewhile

from pydantic import ValidationError

LONGEST_QUOTE = 60
UNKNOWN_NAME = "unknown name"


def quoted(value: object) -> str:
    """What stood there, in quotes and shortened if long.

    >>> quoted("x" * 100)[-6:], quoted(2.5), quoted(True)
    ("xxx..'", "'2.5'", "'yes'")
    """
    text = "yes" if value is True else "no" if value is False else str(value)
    return repr(text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 2] + "..")


def nearest(word: str, words: Iterable[str]) -> str:
    """The end of a message that names the most similar of the valid words; nothing if none is similar.

    >>> nearest("mech_bn", ["MECH-BN", "MED-R2"]), nearest("zzz", ["MECH-BN"])
    ("; nearest: 'MECH-BN'", '')
    """
    return _nearest(word, tuple(sorted(words)))


@lru_cache(maxsize=1024)
def _nearest(word: str, words: tuple[str, ...]) -> str:
    folded = {other.casefold(): other for other in reversed(words)}
    similar = difflib.get_close_matches(word.casefold(), folded, n=8, cutoff=0.5)
    if not similar:
        return ""
    # Among equally similar words people mean the one that begins alike: GBX is GBR, not VGB.
    best = max(similar, key=lambda other: _likeness(word.casefold(), other))
    return f"; nearest: {folded[best]!r}"


def _likeness(word: str, other: str) -> float:
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False))))
    return difflib.SequenceMatcher(None, other, word).ratio() + 0.05 * alike


def unknown(word: str, words: Iterable[str], where: str) -> str:
    """Message for a reference that leads nowhere.

    >>> unknown("FRN", ["FRA", "DEU"], "nations.csv")
    "no 'FRN' in nations.csv; nearest: 'FRA'"
    """
    return f"no {quoted(word)} in {where}{nearest(word, words)}"


def row_faults(error: ValidationError, raw: Mapping[str, object]) -> list[tuple[tuple[str | int, ...], str]]:
    """Path of the field and message of each fault that pydantic found in one row.

    Parameters
    ----------
    error
        What ``model_validate(raw)`` raised.
    raw
        The row as it was written; messages quote it rather than what conversion made of it.
    """
    return [(fault["loc"], _message(fault, raw)) for fault in error.errors(include_url=False)]


def _message(fault: Mapping[str, object], raw: Mapping[str, object]) -> str:
    context = fault.get("ctx") or {}
    assert isinstance(context, Mapping)
    value = quoted(_written(fault, raw))
    match fault["type"]:
        case "missing":
            return "is required"
        case "extra_forbidden":
            return UNKNOWN_NAME
        case "value_error":
            return str(context["error"])
        case "greater_than":
            return f"must be greater than {context['gt']:g}, not {value}"
        case "greater_than_equal":
            return f"must be at least {context['ge']:g}, not {value}"
        case "less_than":
            return f"must be less than {context['lt']:g}, not {value}"
        case "less_than_equal":
            return f"must be at most {context['le']:g}, not {value}"
        case "enum":
            words = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
            return f"must be one of {', '.join(words)}, not {value}{nearest(str(fault['input']), words)}"
        case "tuple_type":
            return f"must be a list, not {value}"
        case "string_too_short":
            return "must not be blank"
        case "string_too_long" | "too_long":
            return f"must be at most {context['max_length']} characters long, not {value}"
        case _:
            return f"{str(fault['msg']).removeprefix('Input ')}, not {value}"


def _written(fault: Mapping[str, object], raw: Mapping[str, object]) -> object:
    location = fault["loc"]
    assert isinstance(location, tuple)
    whole_cell = len(location) == 1 and isinstance(raw.get(str(location[0])), str)
    return raw[str(location[0])] if whole_cell else fault["input"]
