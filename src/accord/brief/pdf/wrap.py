"""Text as the PDF prints it: legible, isolated if it runs from right to left, with places to break in long words."""

import re

from accord.brief.legible import legible

_BREAK = "\N{ZERO WIDTH SPACE}"
_LONG = re.compile(r"[^\s\u200b]{13,}")
_LETTERS = re.compile(r"[^\W\d_]{1,40}", re.UNICODE)
_JOINT = re.compile(r"([_./:;,@=&?+|\\])(?=[^\s_./:;,@=&?+|\\])")
_DIRECTION = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]")
_WHOLE = re.compile(
    "([^ \t\n\u200b]{0,24}\\d\u2013[\\d\u2212\u221e][^ \t\n\u200b]{0,24}"  # an interval
    r"|\bi-[0-9a-f]{16}\b)"  # the name of an incident
)
_LONGEST = 24
"""Letters of a name or number that is never broken anywhere."""
_OPEN, _CLOSE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def printable(text: str) -> str:
    """Text that wraps wherever it stands and turns the direction of nothing around it.

    Words of letters up to 40 are left to hyphenation; others may break behind their signs, and beyond 24 characters
    anywhere.

    >>> printable("offers/XAV-01_b").replace("\\u200b", "|"), printable("Minenräumung"), len(printable("x" * 100))
    ('offers/|XAV-01_|b', 'Minenräumung', 199)
    """
    text = _LONG.sub(_breakable, legible(text))
    return _isolated(text) if _DIRECTION.search(text) else text


def pieces(text: str) -> list[str]:
    """Text in pieces, every other one an interval or a name that stays in one line.

    >>> pieces("47 % (30\N{EN DASH}57), then"), pieces("a\N{EN DASH}b")
    (['47 % ', '(30\N{EN DASH}57),', ' then'], ['a\N{EN DASH}b'])
    """
    text = legible(text)
    may = ("\N{EN DASH}" in text or "i-" in text) and not _DIRECTION.search(text)
    found = _WHOLE.split(text) if may else [text]
    if any(len(piece) > _LONGEST for piece in found[1::2]):
        return [printable(text)]
    return [piece if at % 2 else printable(piece) for at, piece in enumerate(found)]


def _breakable(found: re.Match[str]) -> str:
    token = found.group()
    if _LETTERS.fullmatch(token):
        return token
    if len(token) > _LONGEST:
        return _BREAK.join(token)
    return _JOINT.sub(rf"\1{_BREAK}", token)


def _isolated(text: str) -> str:
    """Text between an isolate and its end; ends without a beginning are dropped, those that lack are added."""
    kept, depth = [], 0
    for sign in text:
        if sign == _CLOSE and depth == 0:
            continue
        depth += ("\u2066" <= sign <= "\u2068") - (sign == _CLOSE)
        kept.append(sign)
    return _OPEN + "".join(kept) + _CLOSE * (depth + 1)
