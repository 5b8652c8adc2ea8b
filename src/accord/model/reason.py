"""A judgement is a list of reasons."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Reason:
    """One ground for a judgement: a short code, a sentence, a weight if there is one, and the rows behind it.

    >>> print(Reason(code="condition", text="condition ceasefire is false"))
    condition ceasefire is false
    """

    code: str
    """Kind of the ground, one short word."""
    text: str
    """The ground as a sentence."""
    weight: float = 0.0
    """What it holds back, in the units of the judgement; 0 where that cannot be counted."""
    rows: tuple[str, ...] = ()
    """Ids of the rows that carry it, as ``table/id``."""

    def __str__(self) -> str:
        return self.text
