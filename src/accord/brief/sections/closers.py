"""Who could close a gap: asks that name its line, offers that one change would free, units that rest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from accord.brief.annexes.cells import joined
from accord.brief.document import Line, Term, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import effects, names
from accord.model.option import Ask, Gap
from accord.model.problem import NotFound
from accord.model.records import Offer
from accord.model.workspace import Scenario
from accord.plan.choose import choose_scenario
from accord.plan.conditions import units_of

LOCKS = frozenset({"condition", "waits", "caveat", "not_tolerated", "scope", "stay", "status", "without", "withdraw"})
"""Grounds on which an offer is kept away whatever the time."""
_KEYS = {"conditions", "caveats", "limits"}
_MOST = 3


@dataclass(slots=True)
class _Locked:
    """Offers that one and the same change would free."""

    row: str
    offers: list[str] = field(default_factory=list)


def closers(findings: Findings, pen: Pen, gaps: Sequence[Gap]) -> tuple[Term, ...]:
    """What could close the gaps of one line, the surest first; at least one entry."""
    found = (
        (pen.say("Whom to ask"), _asked(findings, pen, gaps[0].requirement)),
        (pen.say("What would free units"), _freed(findings, pen, gaps)),
        (pen.say("Who has such units"), _resting(findings, pen, gaps)),
    )
    terms = tuple(Term(word=word, meaning=(*said, Word(text="."))) for word, said in found if said)
    nobody = pen.line("Nobody in sight: no ask, and no single change of a condition or caveat, closes it.")
    return terms or (Term(word=pen.say("Who could close it"), meaning=nobody),)


def _asked(findings: Findings, pen: Pen, line: str) -> Line:
    """Asks that name the line."""
    asks = [ask for ask in findings.asks if line in ask.requirements][:_MOST]
    return joined(
        (
            pen.line(
                "{nation} for {what}, {gain}",
                nation=names.nation(findings, pen, ask.nation),
                what=units_asked(findings, pen, ask),
                gain=effects.gain(findings, pen, ask),
            )
            for ask in asks
        ),
        by="; ",
    )


def units_asked(findings: Findings, pen: Pen, ask: Ask) -> Line:
    """Number and capability of an ask."""
    return pen.line(
        "{n} \N{MULTIPLICATION SIGN} {what}",
        n=effects.asked(findings, pen, ask),
        what=names.capability(findings, pen, ask.capability),
    )


def _freed(findings: Findings, pen: Pen, gaps: Sequence[Gap]) -> Line:
    """Offers that are kept away by one condition, caveat or limit alone."""
    locked: dict[str, _Locked] = {}
    for offer, row in sorted(_single_locks(gaps).items()):
        if offer in findings.workspace.offers:
            locked.setdefault(row, _Locked(row=row)).offers.append(offer)
    ordered = sorted(locked.values(), key=lambda lock: (-_units(findings, lock.offers), lock.row))
    shown = [lock for lock in ordered if _units(findings, lock.offers)][:_MOST]
    return joined(
        (
            pen.line(
                "{what} frees {offers}",
                what=_lock(findings, pen, lock.row),
                offers=_offers(findings, pen, lock.offers),
            )
            for lock in shown
        ),
        by="; ",
    )


def _single_locks(gaps: Iterable[Gap]) -> dict[str, str]:
    """Offer -> the one row that keeps it away in some stretch."""
    single: dict[str, str] = {}
    for gap in gaps:
        grounds: defaultdict[str, set[str]] = defaultdict(set)
        for reason in gap.reasons:
            if reason.code in LOCKS:
                key = next((row for row in reason.rows if row.partition("/")[0] in _KEYS), "")
                for row in reason.rows:
                    if row.startswith("offers/"):
                        grounds[row.removeprefix("offers/")].add(key)
        single.update({offer: next(iter(keys)) for offer, keys in grounds.items() if len(keys) == 1 and "" not in keys})
    return single


def _units(findings: Findings, offers: Iterable[str]) -> int:
    scenario = scenario_of(findings)
    return sum(units_of(_offer(findings, id), scenario) for id in offers)


def scenario_of(findings: Findings) -> Scenario:
    """The scenario of the options; the workspace as it stands if it is gone."""
    try:
        return choose_scenario(findings.workspace, findings.scenario)[1]
    except NotFound:
        return Scenario.model_validate({})


def _offer(findings: Findings, id: str) -> Offer:
    return findings.workspace.offers[id]  # type: ignore[index]


def _offers(findings: Findings, pen: Pen, offers: Sequence[str]) -> Line:
    """Nations with the ids of their offers."""
    shown = [
        pen.line(
            "{nation} ({offer})",
            nation=names.nation(findings, pen, _offer(findings, id).nation),
            offer=names.offer(findings, pen, id),
        )
        for id in offers[:_MOST]
    ]
    if len(offers) > _MOST:
        more = len(offers) - _MOST
        shown.append(pen.count_line("{n} more offer", "{n} more offers", more, n=pen.number(more)))
    return joined(shown)


def _lock(findings: Findings, pen: Pen, row: str) -> Line:
    table, _, key = row.partition("/")
    match table:
        case "conditions":
            return pen.line("if this holds, “{label}”,", label=names.condition(findings, pen, key))
        case "caveats":
            return pen.line("lifting the caveat “{label}”", label=names.caveat(findings, pen, key))
        case _:
            return pen.line("lifting the limit {key}", key=key)


def _resting(findings: Findings, pen: Pen, gaps: Sequence[Gap]) -> Line:
    """Nations that have the units, but at rest or between tours."""
    rows = {
        row.removeprefix("offers/")
        for gap in gaps
        for reason in gap.reasons
        if reason.code in ("resting", "rotation")
        for row in reason.rows
        if row.startswith("offers/")
    }
    nations = sorted({_offer(findings, id).nation for id in rows if id in findings.workspace.offers})
    if not nations:
        return ()
    shown = joined((names.nation(findings, pen, nation),) for nation in nations[: 2 * _MOST])
    rest = len(nations) - 2 * _MOST
    if rest > 0:
        shown = (*shown, *pen.count_line(" and {n} more", " and {n} more", rest, n=pen.number(rest)))
    return pen.line("{nations}: their units serve already, but rest in between", nations=shown)
