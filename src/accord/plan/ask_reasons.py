"""Why an ask helps, and why that nation: from the plans with and without the unit, and from the rows."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from accord.model.option import Gap
from accord.model.reason import Reason
from accord.model.records import NationRow
from accord.model.words import PoolKind, Status, Step
from accord.plan.ask_units import Candidate, kindred, unused_pool_units
from accord.plan.basis import Basis
from accord.plan.gap_scene import counted
from accord.plan.ledger import keep_books
from accord.plan.limits import is_ceiling_of_nations
from accord.plan.measures import burden
from accord.plan.outlook import usual
from accord.plan.problem import Floats, Plan
from accord.plan.verify import cover

_LIFTABLE = frozenset({"caveat", "not_tolerated", "scope", "stay", "condition", "waits"})
"""Grounds of a gap that somebody could lift instead of sending a unit."""
_MOST_FREED = 3
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """A unit tried: the plan of the basis without it, and a plan with it."""

    candidate: Candidate
    basis: Basis
    """Its plan is the best without the unit."""
    rival: Plan
    """The plan with the unit, planned again without it: what differs is due to the unit."""
    more: Basis
    """Its plan is the best with the unit."""
    gaps: tuple[Gap, ...]
    """Gaps of the basis."""

    @property
    def rows(self) -> tuple[int, ...]:
        """Rows of the plan with the unit that are its tours."""
        offers = [offer.id for offer in self.more.compiled.offers]
        own = offers.index(self.candidate.offer.id)
        return tuple(np.flatnonzero(self.more.problem.pair_offer[self.more.plan.pair] == own).tolist())

    @property
    def lines(self) -> tuple[int, ...]:
        """Lines that the unit serves, in order."""
        return tuple(sorted({int(self.more.problem.pair_line[self.more.plan.pair[row]]) for row in self.rows}))

    @property
    def periods(self) -> tuple[int, int]:
        """First and last period in which the unit is on a line."""
        plan, rows = self.more.plan, list(self.rows)
        return int(plan.start[rows].min()), int((plan.start[rows] + plan.length[rows]).max()) - 1


def reasons_for(trial: Trial) -> tuple[Reason, ...]:
    """All reasons for an ask: what it covers, what others then cover, why that nation, and what was assumed."""
    return (*_helps(trial), *_brings_in(trial), *_why_nation(trial), *_lifts(trial), *_assumed(trial))


def _helps(trial: Trial) -> Iterator[Reason]:
    """Lines that the unit serves, with what they still lack; and lines that gain because others are free or count."""
    lines, served = trial.basis.compiled.lines, trial.lines
    before, after = _short(trial.basis, trial.rival), _short(trial.more, trial.more.plan)
    unit = f"unit-{'months' if trial.basis.compiled.calendar.step is Step.MONTH else 'periods'}"
    for r in served:
        line, less = lines[r], float(before[r] - after[r])
        text = f"{line.id} ({line.priority}, {line.capability}) lacks {before[r]:.3g} {unit}, with it {after[r]:.3g}"
        yield Reason(code="gap", text=text, weight=less, rows=(f"requirements/{line.id}",))
    weight = np.asarray(usual(trial.basis.weights))[trial.basis.problem.priority]
    freed = [r for r in np.argsort(weight * (after - before), kind="stable").tolist() if r not in served]
    freed = [r for r in freed if before[r] - after[r] > _ROUNDING][:_MOST_FREED]
    if freed:
        what = ", ".join(f"{lines[r].id} ({before[r] - after[r]:.3g} {unit})" for r in freed)
        rows = tuple(f"requirements/{lines[r].id}" for r in freed)
        yield Reason(code="others", text=f"others then cover more: {what}", rows=rows)


def _short(basis: Basis, plan: Plan) -> Floats:
    """(R,) unit-periods short on each line."""
    short: Floats = np.maximum(0.0, basis.problem.demand - cover(basis.problem, plan)).sum(axis=1)
    return short


def _brings_in(trial: Trial) -> Iterator[Reason]:
    before, after = trial.basis.compiled.verdicts, trial.more.compiled.verdicts
    joining = [id for id, verdict in before.items() if after[id].live and not verdict.live]
    if joining:
        units = sum(after[id].units for id in joining)
        text = f"brings in {', '.join(joining)} ({counted(units)}), waiting for it"
        yield Reason(code="brings_in", text=text, weight=float(units), rows=tuple(f"offers/{id}" for id in joining))


def _why_nation(trial: Trial) -> Iterator[Reason]:
    yield from _pools(trial)
    yield from _offers(trial)
    yield from _burden(trial)
    yield from _room(trial)
    yield from _refusals(trial)


def _pools(trial: Trial) -> Iterator[Reason]:
    candidate = trial.candidate
    for id, left in unused_pool_units(trial.basis, candidate.nation, candidate.capability):
        text = f"pool {id} holds {left} {candidate.capability} that no live offer names"
        yield Reason(code="pool", text=text, weight=float(left), rows=(f"pools/{id}",))


def _offers(trial: Trial) -> Iterator[Reason]:
    candidate, offers = trial.candidate, trial.basis.workspace.offers.values()
    own = [offer for offer in offers if offer.nation == candidate.nation and offer.status is not Status.REFUSED]
    for code, words, kinds in (
        ("same_offers", "has offered", frozenset({candidate.capability})),
        ("like_offers", "has offered what is like it:", kindred(trial.basis, candidate.capability)),
    ):
        found = [offer for offer in own if offer.capability in kinds]
        if found:
            named = ", ".join(
                f"{offer.units or 'an unnamed number of'} {offer.capability} ({offer.id}, {offer.status})"
                for offer in found
            )
            rows = tuple(f"offers/{offer.id}" for offer in found)
            yield Reason(code=code, text=f"{words} {named}", weight=float(len(found)), rows=rows)
            return


def _burden(trial: Trial) -> Iterator[Reason]:
    """The nation's share of the people-months beside its share of means, among those with a live offer and itself."""
    basis, nation = trial.basis, trial.candidate.nation
    load = {row.nation: row.people_months for row in burden(basis.compiled, basis.plan)}
    members = {offer.nation for offer in basis.compiled.offers} | {nation}
    rows = [row for code, row in basis.workspace.nations.items() if code in members]
    carried = load.get(nation, 0.0) / sum(load.values()) if load else 0.0
    for words, figure in (("gross domestic product", _gdp), ("active strength", _strength)):
        means = {row.id: figure(row) for row in rows}
        total = sum(value for value in means.values() if value)
        own = means.get(nation)
        if own:
            share = own / total
            code = "burden_below" if carried < share else "burden_above"
            text = f"carries {carried:.1%} of the people-months and has {share:.1%} of the {words}"
            yield Reason(code=code, text=text, weight=share - carried, rows=(f"nations/{nation}",))


def _gdp(row: NationRow) -> float | None:
    return row.gdp_eur


def _strength(row: NationRow) -> float | None:
    return row.active_personnel


def _room(trial: Trial) -> Iterator[Reason]:
    """Free people under the nation's ceilings while the unit is there, and in its pools of people."""
    basis, nation = trial.basis, trial.candidate.nation
    books, (first, last) = keep_books(basis.problem, basis.plan), trial.periods
    there = slice(first, last + 1)
    for c, id in enumerate(basis.problem.limit_ids):
        row = basis.workspace.limits.get(id)  # type: ignore[call-overload]
        cap = basis.problem.limit_cap[c, there]
        if row is not None and is_ceiling_of_nations(row) and nation in row.nations and np.isfinite(cap).all():
            free = float((cap - books.used[c, there]).min())
            text = f"{free:,.0f} of {cap.min():,.0f} people free under {id} in the fullest period"
            yield Reason(code="room", text=text, weight=free, rows=(f"limits/{id}",))
    own = basis.problem.pair_nation == list(basis.problem.nation_ids).index(nation)
    out = float((basis.problem.pair_people[own] @ books.present[own]).max(initial=0.0)) if own.any() else 0.0
    for id, pool in sorted(basis.workspace.pools.items()):
        if pool.kind is PoolKind.PEOPLE and pool.nation == nation:
            text = f"pool {id} holds {pool.quantity:,} people, of whom {out:,.0f} are out in the fullest period"
            yield Reason(code="people", text=text, weight=pool.quantity - out, rows=(f"pools/{id}",))


def _refusals(trial: Trial) -> Iterator[Reason]:
    """What the nation refuses besides, so that nobody asks for it by mistake."""
    for id, offer in trial.basis.workspace.offers.items():
        if offer.nation == trial.candidate.nation and offer.status is Status.REFUSED:
            where = f" {', '.join(offer.scopes)}" if offer.scopes else ""
            text = f"keeps clear of its refusal {id}: {offer.capability or 'anything'}{where}"
            yield Reason(code="refusal", text=text, rows=(f"offers/{id}",))


def _lifts(trial: Trial) -> Iterator[Reason]:
    """Conditions and caveats that hold the nation's own offers back from the same lines."""
    nation, lines = trial.candidate.nation, {trial.basis.compiled.lines[r].id for r in trial.lines}
    own = {f"offers/{id}" for id, offer in trial.basis.workspace.offers.items() if offer.nation == nation}
    seen = set()
    for gap in trial.gaps:
        for reason in gap.reasons if gap.requirement in lines else ():
            rows = tuple(row for row in reason.rows if row in own)
            key = gap.requirement, reason.text.partition(":")[0]
            if rows and reason.code in _LIFTABLE and key not in seen:
                seen.add(key)
                names = ", ".join(row.removeprefix("offers/") for row in rows)
                text = f"on {gap.requirement} it could lift what holds back {names} instead: {key[1]}"
                yield Reason(code="lift", text=text, rows=(f"requirements/{gap.requirement}", *rows))


def _assumed(trial: Trial) -> Iterator[Reason]:
    offer, like = trial.candidate.offer, trial.candidate.like
    shortest, longest = offer.tour_min_months, offer.tour_max_months
    tour = f"tours of {longest:g} months" if shortest == longest else f"tours of {shortest:g} to {longest:g} months"
    rest = f"a rest of {offer.rest_ratio or 0.0:g} times the tour"
    caveats = f", caveats {', '.join(offer.caveats)}" if offer.caveats else ", no caveat"
    source = f"as the median of {', '.join(like)}" if like else "own planning assumptions"
    text = f"assumed are {tour}, {rest}, {offer.notice_days} days of notice{caveats}; {source}"
    yield Reason(code="assumed", text=text, rows=tuple(f"offers/{id}" for id in like))
