"""Why an area looks as it does, in the language of a document: said from the code of a reason and from figures."""

from accord.brief.document import Line, Word
from accord.brief.monitor.numbers import watched_how
from accord.brief.monitor.ratios import bare, violence
from accord.brief.pen import Pen
from accord.model.indicator import AreaSigns, Sign
from accord.model.reason import Reason

_RISING = "rising_"


def ground(pen: Pen, area: AreaSigns, reason: Reason, *, now_days: int) -> Line:
    """One ground for the state of an area; what has a code of its own alone stays as it was written.

    Parameters
    ----------
    now_days
        Length of the stretch called now, days.
    """
    match reason.code:
        case "violence":
            return _violence(pen, area)
        case "falling":
            return pen.line("violence falls; {times}", times=_times(pen, area))
        case "quiet":
            return pen.line("no violence reported, where {share} would be", share=_share(pen, area, now_days))
        case "blind":
            return pen.line(
                "none reported, but only {share} of violence would be: no sign of peace",
                share=_share(pen, area, now_days),
            )
        case "unseen":
            return pen.line("none reported, but nobody looked: no sign of peace")
        case "unobserved":
            return pen.line("nobody looked")
        case "dark":
            return pen.line("only {share} of violence would be reported", share=_share(pen, area, now_days))
        case "too_little":
            return pen.line(
                "{share} of violence would be reported, too little to call it quiet", share=_share(pen, area, now_days)
            )
        case "rising_together":
            return pen.line("the signs rise together, none of them alone")
        case code:
            rises = _rises(pen).get(code.removeprefix(_RISING)) if code.startswith(_RISING) else None
            return (Word(text=rises),) if rises else pen.written(reason.text)


def _violence(pen: Pen, area: AreaSigns) -> Line:
    # The number leads to the comparison that it is part of.
    now = Word(text=pen.number(area.violence.now), target=violence(pen, area)[0].target)
    return pen.count_line(
        "{n} violent incident now; {times}",
        "{n} violent incidents now; {times}",
        round(area.violence.now),
        n=now,
        times=_times(pen, area),
    )


def _times(pen: Pen, area: AreaSigns) -> Line:
    """How many times the rate before, with the interval."""
    if area.violence.log_middle is None:
        return pen.line("the two cannot be compared")
    return pen.line("rate times {ratio}", ratio=bare(violence(pen, area)))


def _share(pen: Pen, area: AreaSigns, now_days: int) -> Word:
    share = area.share or 0.0
    title = pen.say("Violence that would be reported, last {n} days").format(n=pen.number(now_days))
    return pen.figure(
        pen.share(share, 0 if share >= 0.01 else 1),
        ("monitor", "share", "signs", area.area),
        title=f"{title}: {area.name}",
        how=watched_how(pen),
    )


def _rises(pen: Pen) -> dict[str, str]:
    return {
        Sign.WEAPON: pen.say("more weapons where they must not be"),
        Sign.POSITION: pen.say("more new positions"),
        Sign.CONVOY: pen.say("more convoys"),
        Sign.RAIL: pen.say("more military loads on rail"),
        Sign.CAMP: pen.say("more camps and depots"),
        Sign.MINE: pen.say("more mines seen for the first time"),
        Sign.JAMMING: pen.say("more days with jamming"),
        Sign.DENIAL: pen.say("more days with access denied"),
    }
