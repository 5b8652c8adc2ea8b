"""The rate of now over the rate before, as it is written."""

import math

from accord.brief.document import Line, Mark, Word, plain
from accord.brief.pen import Pen
from accord.model.indicator import LARGEST, AreaSigns, Change


def ratio(pen: Pen, change: Change, *key: str, of: str) -> Line:
    """Rate now over rate before, with its interval.

    Parameters
    ----------
    key
        Area, and the sign or what else is compared.
    of
        The same in words.
    """
    if change.log_middle is None or change.log_low is None or change.log_high is None:
        return plain(pen.say("cannot be compared"))
    middle = _short(pen, math.exp(change.log_middle))
    low = "0" if change.log_low <= -LARGEST else _short(pen, math.exp(change.log_low))
    high = "\N{INFINITY}" if change.log_high >= LARGEST else _short(pen, math.exp(change.log_high))
    mark = Mark.POOR if change.rises else Mark.GOOD if change.falls else None
    return (
        pen.figure(
            f"{middle} ({low}\N{EN DASH}{high})",
            ("monitor", "ratio", *key),
            title=f"{pen.say('Rate now over rate before')}: {of}",
            how=pen.say(
                "Events a day of full watching, now over before (Mantel-Haenszel), one event of an unchanged rate "
                "added; the interval is exact (mid-p) and may have no upper end."
            ),
            mark=mark,
        ),
    )


def violence(pen: Pen, area: AreaSigns) -> Line:
    """Rate of violence in an area, now over before."""
    return ratio(pen, area.violence, area.area, "violence", of=f"{area.name}, {pen.say('Violence')}")


def bare(line: Line) -> Line:
    """The same without signs, for the middle of a sentence."""
    return tuple(Word(text=word.text, target=word.target) for word in line)


def _short(pen: Pen, value: float) -> str:
    return pen.number(value, 0 if value >= 10 else 1 if value >= 1 else 2)
