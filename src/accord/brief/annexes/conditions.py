"""Annex: conditions with their truth in the scenario, and caveats."""

from collections import Counter

from accord.brief.annexes.cells import joined, note_of, rows_of, source_of, span, words
from accord.brief.document import Line, Row, Section, Table, Word, plain
from accord.brief.evidence import row_anchor
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.wording import word
from accord.model.records import Caveat, Condition
from accord.model.words import ConditionKind
from accord.plan.choose import choose_scenario


def conditions(findings: Findings, pen: Pen) -> Section:
    """A table of conditions and one of caveats, each in order of ids."""
    blocks = (_conditions(findings, pen), _caveats(findings, pen))
    title = pen.say("Conditions and caveats")
    return Section(id="annex-conditions", title=title, blocks=blocks)


def _conditions(findings: Findings, pen: Pen) -> Table:
    workspace = findings.workspace
    used = Counter(key for offer in workspace.offers.values() for key in offer.conditions)
    return Table(
        id="rows-conditions",
        title=pen.say("Conditions: what must hold before an offer is live"),
        columns=(
            pen.column("Condition"),
            pen.column("In words", weight=4),
            pen.column("Rests on", weight=2),
            pen.column("In this scenario", weight=2),
            pen.column("Offers", right=True),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(_condition(findings, pen, row, used[key]) for key, row in workspace.conditions.items()),
        missing=pen.say("No condition that this audience may see."),
    )


def _condition(findings: Findings, pen: Pen, row: Condition, offers: int) -> Row:
    workspace = findings.workspace
    return Row(
        id=row_anchor(f"conditions/{row.id}"),
        cells=(
            plain(row.id),
            joined([pen.written(row.label), note_of(pen, row.note)], by=" "),
            joined(
                [
                    () if row.kind is ConditionKind.EVENT else words(pen, [row.kind.value]),
                    plain(pen.number(row.at_least)) if row.at_least else (),
                    rows_of(pen, "nations", row.nations, workspace.nations),
                    rows_of(pen, "conditions", row.requires, workspace.conditions),
                ]
            ),
            _truths(findings, pen, row),
            plain(pen.number(offers)),
            source_of(pen, workspace, row),
        ),
    )


def _truths(findings: Findings, pen: Pen, row: Condition) -> Line:
    """What the scenario says for all, and for single nations."""
    _, scenario = choose_scenario(findings.workspace, findings.scenario)
    of_all = scenario.conditions.get(row.id, row.default if row.kind is ConditionKind.EVENT else None)
    single = [
        pen.line("{nation}: {truth}", nation=nation, truth=_truth(pen, truths[row.id]))
        for nation, truths in scenario.nation_conditions.items()
        if row.id in truths
    ]
    own = plain(pen.say("from the offers")) if of_all is None else plain(_truth(pen, of_all))
    return joined([own, *single])


def _truth(pen: Pen, value: bool | float) -> str:
    match value:
        case bool():
            return pen.say("true") if value else pen.say("false")
        case _:
            return pen.language.share(value, 0)


def _caveats(findings: Findings, pen: Pen) -> Table:
    workspace = findings.workspace
    used = Counter(key for offer in workspace.offers.values() for key in offer.caveats)
    return Table(
        id="rows-caveats",
        title=pen.say("Caveats: limits on use once a unit is there"),
        columns=(
            pen.column("Caveat"),
            pen.column("Kind"),
            pen.column("In words", weight=3),
            pen.column("Allows only", weight=3),
            pen.column("Offers", right=True),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(_caveat(findings, pen, row, used[key]) for key, row in workspace.caveats.items()),
        missing=pen.say("No caveat that this audience may see."),
    )


def _caveat(findings: Findings, pen: Pen, row: Caveat, offers: int) -> Row:
    workspace = findings.workspace
    names = (workspace.places[key].name or key if key in workspace.places else key for key in row.areas)
    allows = [
        plain(", ".join(names)),
        plain(", ".join(row.tasks)),
        words(pen, [scope.value for scope in row.scopes]),
        rows_of(pen, "capabilities", row.needs, workspace.capabilities),
        plain(row.command.value) if row.command else (),
        span(pen, row.start, row.until),
    ]
    not_with = rows_of(pen, "nations", row.not_with, workspace.nations)
    if not_with:
        allows.append(pen.line("not with {nations}", nations=not_with))
    if row.tour_max_months:
        months = pen.number(row.tour_max_months, 0 if row.tour_max_months == int(row.tour_max_months) else 1)
        allows.append(pen.line("tours of at most {months} months", months=months))
    return Row(
        id=row_anchor(f"caveats/{row.id}"),
        cells=(
            (Word(text=row.id),),
            plain(word(pen, row.kind.value)),
            joined([pen.written(row.label), note_of(pen, row.note)], by=" "),
            joined(allows),
            plain(pen.number(offers)),
            source_of(pen, workspace, row),
        ),
    )
