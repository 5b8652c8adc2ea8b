"""What must be there before a line counts: a capability in reach, a framework nation; and who may not meet there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accord.model.records import Offer, Requirement
from accord.model.workspace import Workspace
from accord.plan.places import Places
from accord.plan.problem import Ints

ANY_LEAD = "any"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gate:
    """A line counts only while one of the providers is present."""

    line: int
    need: str
    """Capability, or framework nation (``any``: an offer that would lead)."""
    framework: bool
    providers: Ints
    """Pairs that open it."""

    def sentence(self, line: Requirement) -> str:
        """What the gate waits for, in words."""
        if self.framework:
            return "no framework nation" if self.need == ANY_LEAD else f"framework nation {self.need} is not there"
        reach = f"within {line.reach_km:g} km" if line.reach_km else "in the same area"
        return f"no {self.need} {reach}"


def make_gates(
    offers: Sequence[Offer],
    lines: Sequence[Requirement],
    *,
    pair_offer: Ints,
    pair_line: Ints,
    places: Places,
) -> tuple[Gate, ...]:
    """Gates in order of lines: one for each capability that a line depends on, one for its framework nation.

    A capability is there while a pair is present whose line asks for it, or whose unit is of it, on a line in reach.
    """
    found = []
    for r, line in enumerate(lines):
        for need in dict.fromkeys(line.depends_on):
            in_reach = [s for s, other in enumerate(lines) if places.within_reach(line.area, other.area, line.reach_km)]
            asked = np.array([other.capability == need for other in lines], dtype=bool)[pair_line]
            brought = np.array([offer.capability == need for offer in offers], dtype=bool)[pair_offer]
            there = np.flatnonzero(np.isin(pair_line, in_reach) & (asked | brought))
            found.append(Gate(line=r, need=need, framework=False, providers=there.astype(np.int32)))
        if line.framework:
            leads = np.array([_leads(offer, line.framework) for offer in offers], dtype=bool)[pair_offer]
            there = np.flatnonzero((pair_line == r) & leads)
            found.append(Gate(line=r, need=line.framework, framework=True, providers=there.astype(np.int32)))
    return tuple(found)


def _leads(offer: Offer, framework: str) -> bool:
    return offer.lead if framework == ANY_LEAD else offer.nation == framework


def conflicts(
    workspace: Workspace, offers: Sequence[Offer], *, pair_offer: Ints, pair_line: Ints
) -> list[tuple[int, int]]:
    """Couples of pairs on the same line that may not meet because of a caveat on pairing, both ways, in order."""
    shuns = [{nation for tag in o.caveats for nation in workspace.caveats[tag].not_with} - {o.nation} for o in offers]
    by_line: dict[int, list[int]] = {}
    for pair, line in enumerate(pair_line.tolist()):
        by_line.setdefault(line, []).append(pair)
    couples = set()
    for pairs in by_line.values():
        for one in (pair for pair in pairs if shuns[pair_offer[pair]]):
            for other in pairs:
                if offers[pair_offer[other]].nation in shuns[pair_offer[one]]:
                    couples |= {(one, other), (other, one)}
    return sorted(couples)
