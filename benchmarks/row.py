"""One line of the comparison: what a run found, judged by `accord.plan.verify`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from accord.plan.problem import PlanProblem
from accord.plan.verify import broken_rules, shortfall
from benchmarks.found import WEIGHTS, Found

_EQUAL = 1e-6
"""Relative difference between a shortfall and its bound that is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A run. Coverage and bound are shares of the weighted demand; None is "none", never zero."""

    solver: str
    size: str
    seed: int
    coverage: float | None
    """Recounted from the tours."""
    bound: float | None
    """Coverage that no plan exceeds, as this solver says."""
    gap_pp: float | None
    """Between the two, percentage points."""
    seconds: float
    peak_mb: float
    verified: bool
    """Whether the plan breaks no rule and does not exceed its own bound."""
    claim: str
    """"proven", "gap x pp", "no bound" or "no plan"."""
    first_seconds: float | None
    """When the first plan was there, if the solver says."""
    first_coverage: float | None = None
    """Its coverage, as the solver says."""
    compile_seconds: float = 0.0
    gap_ratio: float | None = None
    """Gap over that of accord, both to the best bound of all solvers on this problem."""
    time_ratio: float | None = None
    """Time at which this solver reached its coverage, over the time at which accord reached that coverage."""
    note: str = ""

    def plain(self) -> dict[str, object]:
        """As a JSON object."""
        return asdict(self)


def judge(found: Found, problem: PlanProblem, *, solver: str, size: str, seed: int) -> Row:
    """Row of a run; the plan is checked and counted anew."""
    total = problem.weighted_demand(WEIGHTS)
    short = weighted_shortfall(found, problem)
    least = bound_of(found, short)
    coverage = None if short is None else 1.0 - short / total
    bound = None if least is None else 1.0 - least / total
    gap = None if short is None or least is None else 100.0 * max(0.0, short - least) / total
    wrong = _wrong(found, problem, short, least)
    return Row(
        solver=solver,
        size=size,
        seed=seed,
        coverage=coverage,
        bound=bound,
        gap_pp=gap,
        seconds=found.seconds,
        peak_mb=found.peak_mb,
        verified=not wrong and short is not None,
        claim=claim(short, least, total),
        first_seconds=found.trace[0][0] if found.trace else None,
        first_coverage=1.0 - found.trace[0][1] / total if found.trace else None,
        compile_seconds=found.compile_seconds,
        note=wrong or found.note,
    )


def weighted_shortfall(found: Found, problem: PlanProblem) -> float | None:
    """Recounted; None without a plan."""
    return None if found.plan is None else float(shortfall(problem, found.plan) @ WEIGHTS)


def bound_of(found: Found, short: float | None) -> float | None:
    """The solver's bound; that nothing falls below zero is no finding, unless zero was reached."""
    trivial = found.least is not None and found.least <= 0.0 and short != 0.0
    return None if trivial else found.least


def claim(short: float | None, least: float | None, total: float) -> str:
    """What is known of a plan, in the exact words.

    >>> claim(10.0, 10.0, 100.0), claim(12.5, 10.0, 100.0), claim(10.0, None, 100.0), claim(None, 5.0, 100.0)
    ('proven', 'gap 2.50 pp', 'no bound', 'no plan')
    """
    if short is None:
        return "no plan"
    if least is None:
        return "no bound"
    if short - least <= _EQUAL * max(1.0, short):
        return "proven"
    return f"gap {100.0 * (short - least) / total:.2f} pp"


def _wrong(found: Found, problem: PlanProblem, short: float | None, least: float | None) -> str:
    if found.plan is None or short is None:
        return ""
    broken = broken_rules(problem, found.plan)
    if broken:
        return f"breaks {len(broken)} rules, first: {broken[0]}"
    if least is not None and short < least - _EQUAL * max(1.0, least):
        return f"the plan's shortfall {short:g} is below the solver's bound {least:g}"
    return ""


def compare(runs: Sequence[tuple[Row, Found]], problem: PlanProblem) -> list[Row]:
    """The rows of one problem with their ratios to accord's; as they are if accord did not run."""
    ours = next((run for run in runs if run[0].solver == "accord"), None)
    if ours is None:
        return [row for row, _ in runs]
    best = min((row.bound for row, _ in runs if row.bound is not None and row.verified), default=None)
    return [row if row is ours[0] else _ratios(row, found, ours, best, problem) for row, found in runs]


def _ratios(row: Row, found: Found, ours: tuple[Row, Found], best: float | None, problem: PlanProblem) -> Row:
    if not row.verified:
        return row
    return replace(row, gap_ratio=_gap_ratio(row, ours[0], best), time_ratio=_time_ratio(found, ours[1], problem))


def _gap_ratio(row: Row, ours: Row, best: float | None) -> float | None:
    if best is None or row.coverage is None or ours.coverage is None or not ours.verified:
        return None
    gap, our_gap = best - row.coverage, best - ours.coverage
    if our_gap <= _EQUAL:
        return 1.0 if gap <= _EQUAL else None
    return gap / our_gap


def _time_ratio(found: Found, ours: Found, problem: PlanProblem) -> float | None:
    short = weighted_shortfall(found, problem)
    if short is None:
        return None
    theirs, our_time = reached(found, short, problem), reached(ours, short, problem)
    return None if theirs is None or not our_time else theirs / our_time


def reached(found: Found, short: float, problem: PlanProblem) -> float | None:
    """Seconds until the run had a plan at most ``short``; None if it never had."""
    enough = short + _EQUAL * max(1.0, short)
    for at, value in found.trace:
        if value <= enough:
            return at
    final = weighted_shortfall(found, problem)
    return found.seconds if final is not None and final <= enough else None
