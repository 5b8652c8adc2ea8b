"""Who did it: belief in each party, and the rest that nobody can be given.

Each piece of evidence e gives masses m_e(party) and leaves u_e = 1 - sum of them open. They are combined by Yager's
rule (1987): with q(p) = prod_e (m_e(p) + u_e) and u = prod_e u_e,

    belief(p) = q(p) - u,        not attributable = 1 - sum_p belief(p),

so that what contradicts goes to nobody instead of being divided up, the order plays no part, and the sum is one.
Evidence comes from reports that name a party, and from the ground: on whose side of the line it lies.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.model.deal import Deal
from accord.model.report import EventKind
from accord.model.timetable import end_of, moment
from accord.monitor.where import Floats
from accord.monitor.zone import Condition, Ground

GRADES = {"A": 0.9, "B": 0.8, "C": 0.65, "D": 0.5, "E": 0.35, "F": 0.4}
"""Mass that a report gives to the party it names, by the grade of its source (own assumption); F is: not known."""
ADMITTED = 0.9
"""Mass of a party's word about itself (own assumption: nobody gains by it)."""
CLAIM_FACTOR = 0.1
"""What is left of a party's word about another party (own assumption)."""
MOST = 0.97
"""Greatest mass of one piece of evidence: none is beyond doubt."""
PRESENT = 0.95
"""Mass that a thing on the ground gives to the party whose side it lies on (own assumption)."""
FIRED_AT = 0.15
"""Mass that an effect on one side gives to the other party (own assumption: weapons fall short, and sides shell
ground of their own)."""

PRESENCE = (
    EventKind.WEAPON,
    EventKind.POSITION,
    EventKind.CONVOY,
    EventKind.RAIL,
    EventKind.CAMP,
    EventKind.DENIAL,
)
"""Kinds that tell of things or people on the ground: whoever holds the ground put them there."""
EFFECTS = (EventKind.SHELLING, EventKind.STRIKE, EventKind.DAMAGE, EventKind.CASUALTY)
"""Kinds that tell of an effect: fire mostly crosses the line."""


def from_reports(
    deal: Deal, members: pl.DataFrame, reports: pl.DataFrame, grades: Mapping[str, str], incidents: pl.Series
) -> Floats:
    """(n, P + 1) product over an incident's reports of mass plus what is left open; the last column is what is open.

    Parameters
    ----------
    members
        Columns `incident`, `report`, `probability`.
    reports
        Columns of `accord.model.report.Report`. Copies count for nothing.
    grades
        Source -> grade of its reliability.
    incidents
        Ids, in the order of the answer.
    """
    columns = {"party": pl.String, "claimant": pl.String, "copy_of": pl.String, "party_share": pl.Float64}
    missing = [pl.lit(None, dtype=kind).alias(name) for name, kind in columns.items() if name not in reports.columns]
    said = (
        members.select("incident", "report", "probability")
        .join(reports.with_columns(missing), left_on="report", right_on="id", how="inner", suffix="_of_report")
        .filter(pl.col("party").is_in([party.id for party in deal.parties]) & pl.col("copy_of").is_null())
        .with_columns(mass=_mass(grades) * pl.col("probability"))
        # Several reports of one source are one voice: its strongest.
        .group_by("incident", "party", "source")
        .agg(pl.col("mass").max())
    )
    return _products(deal, said, incidents)


def _mass(grades: Mapping[str, str]) -> pl.Expr:
    by_grade = (
        pl.col("source")
        .cast(pl.String)
        .replace_strict(
            {source: GRADES[grade] for source, grade in grades.items()} or {"": 0.0},
            default=GRADES["F"],
            return_dtype=pl.Float64,
        )
    )
    own = pl.col("claimant").is_not_null() & (pl.col("claimant") == pl.col("party"))
    other = pl.col("claimant").is_not_null() & (pl.col("claimant") != pl.col("party"))
    told = pl.col("party_share").cast(pl.Float64).fill_null(by_grade)
    mass = pl.when(own).then(pl.lit(ADMITTED)).when(other).then(told * CLAIM_FACTOR).otherwise(told)
    return mass.clip(0.0, MOST)


def _products(deal: Deal, said: pl.DataFrame, incidents: pl.Series) -> Floats:
    names = [party.id for party in deal.parties]
    logs = np.zeros((len(incidents), len(names) + 1))
    row = pl.DataFrame({"incident": incidents}).with_row_index("row")
    placed = said.join(row, on="incident", how="inner").sort("row", "party", "source")
    which = placed["row"].to_numpy()
    open_part = np.log(1.0 - placed["mass"].to_numpy())
    party = placed["party"].to_list()
    for column, name in enumerate([*names, None]):
        others = np.array([word != name for word in party], dtype=bool)
        np.add.at(logs[:, column], which[others], open_part[others])
    return np.exp(logs)


def from_ground(deal: Deal, ground: Ground, kinds: Sequence[str], start: NDArray[np.int64]) -> Floats:
    """(n, P + 1) mass plus what is left open, by the side of the line on which something lies; as `from_reports`.

    The side is that of the first reference line in deal.toml that names parties left and right and counts at the time.
    """
    names = [party.id for party in deal.parties]
    n = len(kinds)
    factors = np.ones((n, len(names) + 1))
    here, there = _weights(kinds)
    free = np.isfinite(ground.located.east_km) & ((here > 0) | (there > 0))
    for line in deal.lines:
        if line.party is not None or line.left not in names or line.right not in names:
            continue
        begin, end = (_microseconds(at) for at in (moment(deal, line.start), end_of(deal, line.until)))
        in_force = (start >= (begin if begin is not None else -(2**62))) & (start < (end if end is not None else 2**62))
        rows = np.flatnonzero(free & in_force)
        if not len(rows):
            continue
        free[rows] = False
        left = ground.inside((Condition(("line", line.place), 1, 0.0, np.inf),), rows)
        own, across = here[rows], there[rows]
        open_part = 1.0 - own - across
        factors[rows, :] = open_part[:, None]
        mass_left = own * left + across * (1 - left)
        factors[rows, names.index(line.left)] += mass_left
        factors[rows, names.index(line.right)] += own + across - mass_left
    return factors


def _weights(kinds: Sequence[str]) -> tuple[Floats, Floats]:
    words = np.asarray(kinds, dtype=object).astype(str)
    present = np.isin(words, [kind.value for kind in PRESENCE])
    effect = np.isin(words, [kind.value for kind in EFFECTS])
    return np.where(present, PRESENT, 0.0), np.where(effect, FIRED_AT, 0.0)


def _microseconds(at: object) -> int | None:
    return None if at is None else int(pl.Series([at]).dt.timestamp("us")[0])


def combined(factors: Sequence[Floats]) -> Floats:
    """(n, P + 1) beliefs that sum to one; the last column is what nobody can be given.

    >>> report = np.array([[1.0, 0.2, 0.2]])  # 0.8 for the first of two parties
    >>> combined([report, np.ones((1, 3))]).round(2).tolist()
    [[0.8, 0.0, 0.2]]
    >>> combined([report, np.array([[0.2, 1.0, 0.2]])]).round(2).tolist()  # two that contradict
    [[0.16, 0.16, 0.68]]
    """
    product = np.prod(np.stack(factors), axis=0)
    beliefs = np.maximum(product[:, :-1] - product[:, -1:], 0.0)
    rest = np.maximum(1.0 - beliefs.sum(axis=1, keepdims=True), 0.0)
    found: Floats = np.concatenate([beliefs, rest], axis=1)
    return found
