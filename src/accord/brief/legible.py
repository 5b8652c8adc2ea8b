"""Text as it can be printed: no character that a renderer would refuse, drop or act upon."""

import re

_BREAKS = re.compile(r"\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DOUBTFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def legible(text: str) -> str:
    """Text with ends of lines and tabs as spaces, and U+FFFD for control characters and lone surrogates.

    Marks of direction stay: the renderers isolate them.

    >>> legible("two\\r\\nlines"), legible("nul \\x00, half \\ud800"), legible("Ґанок")
    ('two lines', 'nul �, half �', 'Ґанок')
    """
    if not _DOUBTFUL.search(text):
        return text
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))
