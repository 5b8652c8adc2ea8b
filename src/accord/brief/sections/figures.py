"""Numbers that several sections show: each with one key, one form and one way of counting.

A share stands as percent with one decimal, units as unit-months (one unit on a line for one month), money in
millions; the same key always gives the same number.
"""

from collections.abc import Sequence
from dataclasses import replace

from accord.brief.document import Mark, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import entries
from accord.model.option import Coverage, Gap, Option
from accord.plan.solution import WEIGHTS

_MILLION = 1e6
_FEW = 10.0


def months(findings: Findings, periods: float) -> float:
    """Unit-periods as unit-months."""
    return periods / findings.workspace.settings.step.per_month


def amount(pen: Pen, value: float) -> str:
    """Unit-months: one decimal below ten, if it is not whole.

    >>> from accord.brief.evidence import Ledger
    >>> from accord.brief.language import language
    >>> pen = Pen(language("en"), Ledger())
    >>> amount(pen, 2.25), amount(pen, 3.0), amount(pen, 1637.2)
    ('2.2', '3', '1,637')
    """
    return pen.number(value, 0 if value >= _FEW or abs(value - round(value)) < 0.05 else 1)


def points(pen: Pen, share: float, digits: int = 1) -> str:
    """A difference of shares in percentage points, with its sign."""
    text = pen.number(100.0 * abs(share), digits)
    sign = "" if text.strip("0.,") == "" else "+" if share > 0 else "\N{MINUS SIGN}"
    return pen.say("{n} points").format(n=f"{sign}{text}")


def million(pen: Pen, findings: Findings, value: float) -> str:
    """Money in millions, with its currency."""
    digits = 0 if abs(value) >= _FEW * _MILLION else 1
    return pen.say("{n} m {currency}").format(
        n=pen.number(value / _MILLION, digits), currency=findings.workspace.settings.currency
    )


def weights(findings: Findings, pen: Pen) -> tuple[str, str, str]:
    """What a unit-month of each class counts in the weighted whole, as text."""
    first, second, third = (f"{weight:g}" for weight in findings.workspace.settings.weights or WEIGHTS)
    return first, second, third


def covered(findings: Findings, pen: Pen, option: Option, *, strong: bool = False, mark: Mark | None = None) -> Word:
    """Weighted coverage of an option."""
    parts = [class_covered(findings, pen, option, part) for part in option.by_priority if part.demand > 0]
    first, second, third = weights(findings, pen)
    return pen.figure(
        pen.share(option.coverage),
        ("covered", option.id),
        title=entries.in_option(pen, pen.say("Demand covered"), option.title),
        how=pen.say(
            "Unit-months that count, over unit-months wanted; one of an essential line weighs {first}, of an "
            "important line {second}, of a desirable line {third}."
        ).format(first=first, second=second, third=third),
        parts=[part.target for part in parts],
        strong=strong,
        mark=mark,
    )


def limit(findings: Findings, pen: Pen, option: Option, key: str = "all") -> Word | None:
    """Coverage that no plan can exceed; None: no bound is known."""
    bound = next((bound for bound in option.bounds if bound.key == key), None)
    if bound is None or bound.status == "no bound":
        return None
    what = entries.scope(findings, pen, "priority", key)
    return pen.figure(
        pen.share(bound.limit),
        ("limit", option.id, key),
        title=entries.in_option(pen, pen.say("Most that any plan could cover: {what}").format(what=what), option.title),
        how=pen.say(
            "Upper bound that the solver has proven for this scenario: no plan that keeps all rules can exceed it."
        ),
        parts=[covered(findings, pen, option).target] if key == "all" else (),
    )


def class_covered(
    findings: Findings, pen: Pen, option: Option, part: Coverage, *, strong: bool = False, mark: Mark | None = None
) -> Word:
    """Coverage of a priority class."""
    rows = [f"requirements/{line.key}" for line in option.by_line if _priority(findings, line.key) == part.key]
    return share_of(findings, pen, option, "priority", part, rows, strong, mark)


def component_covered(findings: Findings, pen: Pen, option: Option, part: Coverage) -> Word:
    """Coverage of a component."""
    lines = findings.workspace.requirements.values()
    rows = [f"requirements/{line.id}" for line in lines if line.component == part.key]
    return share_of(findings, pen, option, "component", part, rows)


def area_covered(findings: Findings, pen: Pen, option: Option, part: Coverage) -> Word:
    """Coverage of a place."""
    lines = findings.workspace.requirements.values()
    rows = [f"requirements/{line.id}" for line in lines if line.area == part.key]
    return share_of(findings, pen, option, "area", part, rows)


def share_of(
    findings: Findings,
    pen: Pen,
    option: Option,
    kind: str,
    part: Coverage,
    rows: Sequence[str],
    strong: bool = False,
    mark: Mark | None = None,
) -> Word:
    """A coverage of an option, with a bar and its denominator in the evidence."""
    how = pen.say("{covered} unit-months that count, of {wanted} wanted.").format(
        covered=amount(pen, months(findings, part.covered)), wanted=amount(pen, months(findings, part.demand))
    )
    title = entries.about(pen, pen.say("Demand covered"), entries.scope(findings, pen, kind, part.key))
    return pen.figure(
        pen.share(part.share),
        ("covered", option.id, kind, part.key),
        title=entries.in_option(pen, title, option.title),
        how=how,
        rows=rows,
        strong=strong,
        mark=mark,
        bar=part.share,
    )


def wanted(findings: Findings, pen: Pen, option: Option, kind: str, part: Coverage) -> Word:
    """Unit-months wanted."""
    return pen.figure(
        amount(pen, months(findings, part.demand)),
        ("wanted", option.scenario, kind, part.key),
        title=entries.about(pen, pen.say("Unit-months wanted"), entries.scope(findings, pen, kind, part.key)),
        how=pen.say("Units wanted by the lines, summed over the months of the horizon."),
    )


def counted(findings: Findings, pen: Pen, option: Option, kind: str, part: Coverage) -> Word:
    """Unit-months that count."""
    title = entries.about(pen, pen.say("Unit-months covered"), entries.scope(findings, pen, kind, part.key))
    return pen.figure(
        amount(pen, months(findings, part.covered)),
        ("counted", option.id, kind, part.key),
        title=entries.in_option(pen, title, option.title),
        how=pen.say("Units on the lines, each with its quality, summed over months, at most what is wanted."),
    )


def _short_title(findings: Findings, pen: Pen, option: Option, what: str, line: str) -> str:
    return entries.in_option(pen, entries.of_line(findings, pen, what, line), option.title)


def short_of(findings: Findings, pen: Pen, option: Option, gaps: Sequence[Gap], *, strong: bool = False) -> Word:
    """Unit-months short on one line."""
    line = gaps[0].requirement
    return pen.figure(
        amount(pen, months(findings, sum(gap.short * gap.periods for gap in gaps))),
        ("short", option.id, line),
        title=_short_title(findings, pen, option, pen.say("Unit-months short"), line),
        how=pen.say("Units wanted less units that count, summed over the months in which the line is short."),
        rows=[f"requirements/{line}"],
        strong=strong,
    )


def measure(findings: Findings, pen: Pen, option: Option, name: str, text: str, title: str, how: str) -> Word:
    """A criterion of an option."""
    return pen.figure(text, ("measure", option.id, name), title=entries.in_option(pen, title, option.title), how=how)


def plain_count(pen: Pen, number: int, key: Sequence[str], title: str, how: str, rows: Sequence[str] = ()) -> Word:
    """A count of rows."""
    return pen.figure(pen.number(number), ("count", *key), title=title, how=how, rows=rows)


def _priority(findings: Findings, line: str) -> str:
    row = findings.workspace.requirements.get(line)  # type: ignore[call-overload]
    return row.priority.value if row else ""


def tours(pen: Pen, option: Option) -> Word:
    """Tours of an option."""
    return plain_count(
        pen,
        len(option.tours),
        (option.id, "tours"),
        entries.in_option(pen, pen.say("Tours"), option.title),
        pen.say("Each stretch in which units of one offer serve one line."),
    )


def beside(word: Word, text: str) -> Word:
    """A number that rests on the same as another: it leads to the same entry."""
    return Word(text=text, target=word.target)


def plain_share(word: Word) -> Word:
    """A share without its bar, for running text."""
    return replace(word, bar=None)


def short_at_once(findings: Findings, pen: Pen, option: Option, gaps: Sequence[Gap]) -> Word:
    """Most units that a line is short by at one time."""
    line = gaps[0].requirement
    return pen.figure(
        amount(pen, max(gap.short for gap in gaps)),
        ("short", option.id, line, "peak"),
        title=_short_title(findings, pen, option, pen.say("Most units short at one time"), line),
        how=pen.say("Units wanted less units that count, in the period in which that is most."),
        rows=[f"requirements/{line}"],
    )


def short_for(findings: Findings, pen: Pen, option: Option, gaps: Sequence[Gap]) -> Word:
    """Months in which a line is short."""
    line = gaps[0].requirement
    return pen.figure(
        amount(pen, months(findings, sum(gap.periods for gap in gaps))),
        ("short", option.id, line, "months"),
        title=_short_title(findings, pen, option, pen.say("Months with a shortfall"), line),
        how=pen.say("Periods in which a unit, or a part of one, is missing."),
        rows=[f"requirements/{line}"],
    )
