"""Reasons for a gap that lie in the rows: who offers, who may, who is live, when, and what is held elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from accord.model.fields import Id
from accord.model.reason import Reason
from accord.model.words import Status
from accord.plan.conditions import units_of
from accord.plan.gap_scene import Scene, Stretch, counted, rows_of
from accord.plan.limits import commitments_that_hold, periods_held
from accord.plan.problem import Floats

_TIME = {
    "notice": "not ready yet",
    "window": "outside their days",
    "tour": "with a shortest tour that does not fit",
}
"""What lies in time, and how it is told."""
_ENDED = (Status.REFUSED, Status.WITHDRAWN)


def not_offered(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Nobody offers the capability, nor one that may stand in; refusals are no offers."""
    line = scene.compiled.lines[stretch.line]
    rules = scene.compiled.workspace.substitutes.values()
    others = sorted(rule.substitute for rule in rules if rule.capability == line.capability)
    fitting = {line.capability, *others}
    offers = scene.compiled.workspace.offers.values()
    if not any(offer.capability in fitting and offer.status not in _ENDED for offer in offers):
        instead = f", nor {' or '.join(others)}, which may stand in" if others else ""
        text = f"nobody offers {line.capability}{instead}"
        yield Reason(code="not_offered", text=text, weight=stretch.short, rows=(f"requirements/{line.id}",))


def no_figure(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Offers that could serve, but name no number of units."""
    silent = [match.offer for match in scene.matches(stretch) if scene.units(match.offer) == 0]
    if silent:
        text = f"{counted(len(set(silent)), 'offer')} could serve here but no number of units is named"
        yield Reason(code="no_figure", text=text, rows=rows_of(silent))


def too_few(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """All units that may serve the line together are fewer than wanted."""
    ever = np.asarray(scene.open(stretch).any(axis=1))
    matches = [match for match, open in zip(scene.matches(stretch), ever, strict=True) if open]
    offers = {match.offer for match in matches if scene.units(match.offer)}
    usable = _usable(scene, stretch)
    wanted = scene.compiled.problem.demand[stretch.line, stretch.slice]
    missing = float(np.maximum(0.0, wanted - usable).mean())
    if missing > 0 and offers:
        figures = f"{usable.mean():.3g} required units, {wanted.mean():.3g} are wanted"
        text = f"all offers that may serve here come to {figures}"
        yield Reason(code="too_few", text=text, weight=missing, rows=rows_of(offers))


def _usable(scene: Scene, stretch: Stretch) -> Floats:
    """(periods of the stretch,) required units that all pools open to the line are worth."""
    problem, pairs = scene.compiled.problem, scene.pairs[stretch.line]
    best = np.zeros((problem.n_pools, len(stretch.periods)))
    np.maximum.at(best, problem.pair_pool[pairs], scene.open(stretch) * problem.pair_quality[pairs][:, None])
    usable: Floats = (best * problem.units[:, stretch.slice]).sum(axis=0)
    return usable


@dataclass(slots=True)
class _Tally:
    """Offers held back by the same thing."""

    text: str
    rows: tuple[str, ...]
    offers: list[Id] = field(default_factory=list)
    units: int = 0
    freed: int = 0

    def add(self, offer: Id, units: int, *, alone: bool) -> None:
        self.offers.append(offer)
        self.units += units
        self.freed += units if alone else 0


def excluded(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Live offers kept away by a caveat, their scope or a stay; freed are those with no other ground."""
    tallies: dict[tuple[str, str], _Tally] = {}
    for offer, reasons in scene.barred(stretch):
        keys = {_ground(reason): reason for reason in reasons}
        for key, reason in keys.items():
            if key[0] not in _TIME:
                text = reason.text if key[1] else _scope_text(scene, stretch)
                tally = tallies.setdefault(key, _Tally(text=text, rows=reason.rows if key[1] else ()))
                tally.add(offer, scene.units(offer), alone=len(keys) == 1)
    for (code, _), tally in sorted(tallies.items()):
        held = f"{counted(tally.units)} of {counted(len(tally.offers), 'offer')} excluded"
        text = f"{tally.text}: {held}, {counted(tally.freed)} freed if lifted"
        yield Reason(code=code, text=text, weight=float(tally.units), rows=(*tally.rows, *rows_of(tally.offers)))


def _ground(reason: Reason) -> tuple[str, str]:
    """What would have to change: a caveat or limit by its row; scopes are taken together."""
    return (reason.code, "") if reason.code == "scope" else (reason.code, reason.rows[0])


def _scope_text(scene: Scene, stretch: Stretch) -> str:
    return f"not offered for {scene.compiled.lines[stretch.line].scope}"


def not_live(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Offers that could serve if they were live, by what keeps them out."""
    line, tallies = scene.line_id(stretch), dict[tuple[str, str], _Tally]()
    for match in scene.out.matches:
        if match.line == line:
            verdict = scene.compiled.verdicts[match.offer]
            units = units_of(scene.compiled.workspace.offers[match.offer], scene.compiled.scenario)
            grounds = {_cause(reason): reason for reason in verdict.reasons}
            for key, reason in grounds.items():
                tally = tallies.setdefault(key, _Tally(text=reason.text, rows=_own_rows(reason)))
                tally.text = tally.text if tally.text == reason.text else key[1]
                tally.add(match.offer, units, alone=len(grounds) == 1)
    for (code, _), tally in sorted(tallies.items()):
        freed = f", {counted(tally.freed)} live if only this changed" if tally.units else ""
        text = f"{tally.text}: {counted(tally.units)} of {counted(len(tally.offers), 'offer')} out{freed}"
        yield Reason(code=code, text=text, weight=float(tally.units), rows=(*tally.rows, *rows_of(tally.offers)))


def neither(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Offers that are out, and could not serve even if they were live; weightless, because no one change helps."""
    line = scene.line_id(stretch)
    offers = [scene.compiled.workspace.offers[offer] for offer, barred_from in scene.out.barred if barred_from == line]
    offers = [offer for offer in offers if offer.status not in _ENDED]
    if offers:
        units = sum(units_of(offer, scene.compiled.scenario) for offer in offers)
        text = f"{counted(units)} of {counted(len(offers), 'offer')} out, and barred from this line besides"
        yield Reason(code="neither", text=text, rows=rows_of(offer.id for offer in offers))


def _cause(reason: Reason) -> tuple[str, str]:
    """The same condition is one cause, however true it is for each nation; everything else by its sentence."""
    if reason.code == "condition":
        return reason.code, f"condition {reason.rows[0].removeprefix('conditions/')} does not hold"
    return reason.code, reason.text


def _own_rows(reason: Reason) -> tuple[str, ...]:
    return tuple(row for row in reason.rows if not row.startswith("offers/"))


def outside_days(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Live offers not ready yet, outside their days, or with a shortest tour that does not fit."""
    held = sorted(_held_by_time(scene, stretch), key=lambda one: (one[0].code, one[1]))
    for code, group in groupby(held, key=lambda one: one[0].code):
        members = list(group)
        units = sum(share * scene.units(offer) for _, offer, share in members)
        reason, first, _ = members[0]
        offers = {offer for _, offer, _ in members}
        text = f"{counted(units)} of {counted(len(offers), 'offer')} {_TIME[code]}, such as {first}: {reason.text}"
        yield Reason(code=code, text=text, weight=units, rows=rows_of(offers))


def _held_by_time(scene: Scene, stretch: Stretch) -> Iterator[tuple[Reason, Id, float]]:
    """Reason, offer, and the share of the stretch in which it keeps the offer away."""
    periods = stretch.last - stretch.first + 1
    for match in scene.matches(stretch):
        early = min(stretch.last + 1, match.first) - stretch.first
        late = stretch.last - max(stretch.first - 1, match.last)
        if match.not_before and early > 0:
            yield match.not_before, match.offer, early / periods
        if match.not_after and late > 0:
            yield match.not_after, match.offer, late / periods
    for offer, reasons in scene.barred(stretch):
        if all(reason.code in _TIME for reason in reasons):
            yield reasons[0], offer, 1.0


def committed(scene: Scene, stretch: Stretch) -> Iterator[Reason]:
    """Units of offers that may serve, held by commitments."""
    held = np.where(scene.pools_open(stretch), scene.compiled.held[:, stretch.slice], 0).sum(axis=0)
    if held.any():
        units = float(held.mean())
        rows = tuple(f"commitments/{id}" for id in _holding(scene, stretch))
        names = ", ".join(row.removeprefix("commitments/") for row in rows)
        yield Reason(code="committed", text=f"{counted(units)} held by commitments: {names}", weight=units, rows=rows)


def _holding(scene: Scene, stretch: Stretch) -> Iterator[Id]:
    """Commitments that hold units of a pool that could serve in the stretch."""
    workspace = scene.compiled.workspace
    offers = {match.offer for match in scene.matches(stretch)}
    pools = {workspace.offers[offer].pool for offer in offers} - {None}
    for row in commitments_that_hold(workspace, scene.compiled.scenario):
        first, last = periods_held(row, scene.compiled.calendar)
        meets = max(first, stretch.first) <= min(last, stretch.last)
        offer = workspace.offers.get(row.offer) if row.offer else None
        if row.units and meets and offer and (offer.id in offers or offer.pool in pools):
            yield row.id
