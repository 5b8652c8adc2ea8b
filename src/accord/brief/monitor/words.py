"""Settled words of monitoring, in the language of a document."""

from collections.abc import Mapping
from typing import assert_never

from accord.brief.document import Line, Word
from accord.brief.pen import Pen
from accord.model.report import CountUnit


def known_word(pen: Pen, code: str) -> str:
    """A word of monitoring as its readers write it; the code itself if it is none.

    >>> from accord.brief.evidence import Ledger
    >>> from accord.brief.language import language
    >>> known_word(Pen(language("en"), Ledger()), "likely_breach")
    'likely breach'
    """
    return _words(pen).get(code, code)


def _words(pen: Pen) -> Mapping[str, str]:
    return {
        # Kinds of event and signs
        "explosion": pen.say("explosion"),
        "shelling": pen.say("shelling"),
        "shots": pen.say("shots"),
        "strike": pen.say("strike"),
        "flight": pen.say("flight"),
        "weapon": pen.say("weapon"),
        "position": pen.say("new position"),
        "convoy": pen.say("convoy"),
        "rail": pen.say("military loads on rail"),
        "camp": pen.say("camp or depot"),
        "mine": pen.say("mines"),
        "jamming": pen.say("jamming"),
        "denial": pen.say("access denied"),
        "crossing": pen.say("crossing of a line"),
        "damage": pen.say("damage"),
        "casualty": pen.say("casualties"),
        # Hindrances
        "weather": pen.say("weather"),
        "mines": pen.say("mines on the way"),
        "broken": pen.say("device out of order"),
        "security": pen.say("too dangerous"),
        "staff": pen.say("nobody there"),
        # Verdicts
        "breach": pen.say("breach"),
        "likely_breach": pen.say("likely breach"),
        "permitted": pen.say("permitted"),
        "not_determinable": pen.say("not determinable"),
        "not_covered": pen.say("not covered"),
        "not_attributable": pen.say("not attributable"),
        # What may be said of an area
        "active": pen.say("active"),
        "quiet": pen.say("quiet"),
        "too_little": pen.say("too little watched to say"),
        "not_observed": pen.say("not observed"),
        "regrouping?": pen.say("regrouping?"),
        "fighting": pen.say("fighting"),
        "easing": pen.say("easing"),
    }


def in_unit(pen: Pen, unit: str, number: float, figure: Word) -> Line:
    """A number with its unit in the form that goes with it.

    Parameters
    ----------
    unit
        A word of `CountUnit`.
    number
        Decides on singular or plural.
    figure
        The number as it is shown.
    """
    match CountUnit(unit):
        case CountUnit.ROUND:
            return pen.count_line("{n} round", "{n} rounds", round(number), n=figure)
        case CountUnit.BURST:
            return pen.count_line("{n} burst", "{n} bursts", round(number), n=figure)
        case CountUnit.STRIKE:
            return pen.count_line("{n} strike", "{n} strikes", round(number), n=figure)
        case CountUnit.INCIDENT:
            return pen.count_line("{n} incident", "{n} incidents", round(number), n=figure)
        case CountUnit.ITEM:
            return pen.count_line("{n} counted", "{n} counted", round(number), n=figure)
        case _ as never:
            assert_never(never)
