"""Signs of a build-up where the truth is known: how often each state is said, and whether intervals hold the truth.

One area, 70 days, eight signs and violence, each with its own true rate and its own share that is reported. The last
14 days differ as a case says. *Aware* is the ledger as it stands; *unaware* takes every day as fully watched. Denials
and jamming are days, so their rates stay below one a day.
"""

import argparse
import datetime as dt
import time
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.model.fields import Id
from accord.model.indicator import AreaSigns, Ledger, Sign, State
from accord.model.workspace import Place
from accord.monitor.change import Stratum, change
from accord.monitor.exposure import HINDRANCES, KINDS, Exposure
from accord.monitor.rates import rate
from accord.monitor.regroup import BEFORE_DAYS, NOW_DAYS, ledger

Floats = NDArray[np.float64]
DAYS = NOW_DAYS + BEFORE_DAYS
FIRST = dt.date(2027, 4, 1)
GROUND: dict[str, object] = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
PLACES: Mapping[str, Place] = {"a": Place(id=Id("a"), name="A", geometry=GROUND, longitude=0.5, latitude=0.5)}
NAMED = (State.REGROUPING, State.FIGHTING, State.EASING, State.QUIET, State.TOO_LITTLE, State.UNOBSERVED)


class Case(NamedTuple):
    """What the last 14 days are, times the days before."""

    violence: float = 1.0
    signs: float = 1.0
    coverage: float = 1.0
    denied: float = 0.0
    """Share of the last days on which access is refused: nothing is seen then, and the log says why."""


CASES = {
    "nothing changes": Case(),
    "coverage x1.8": Case(coverage=1.8),
    "coverage /3": Case(coverage=1 / 3),
    "violence ends": Case(violence=0.0),
    "violence x0.3": Case(violence=0.3),
    "violence ends, coverage x1.8": Case(violence=0.0, coverage=1.8),
    "violence ends, coverage /3": Case(violence=0.0, coverage=1 / 3),
    "violence x0.3, signs x3": Case(violence=0.3, signs=3.0),
    "the same, coverage /3": Case(violence=0.3, signs=3.0, coverage=1 / 3),
    "signs x3 alone": Case(signs=3.0),
    "access refused, 4 of 14 days": Case(denied=4 / 14),
    "access refused, all 14 days": Case(denied=1.0),
    "the same, signs x3": Case(denied=1.0, signs=3.0),
}


def run(rng: np.random.Generator, case: Case, *, is_aware: bool = True) -> AreaSigns:
    """What the ledger says of one simulated area."""
    now = np.arange(DAYS) >= BEFORE_DAYS
    refused = now & (rng.random(DAYS) < case.denied)
    shares = np.clip(rng.uniform(0.2, 0.55, len(KINDS)) * np.where(now, case.coverage, 1.0)[:, None], 0.0, 1.0)
    shares[refused] = np.nan
    rows = []
    for number, kind in enumerate(KINDS):
        is_sign = kind in [sign.value for sign in Sign]
        times = np.where(now, case.signs if is_sign else case.violence, 1.0)
        usual = rng.uniform(0.02, 0.2) if is_sign else rng.uniform(0.2, 0.6)
        seen = np.nan_to_num(shares[:, number])
        if kind == Sign.DENIAL:
            seen, times = np.ones(DAYS), np.ones(DAYS)
        for day, count in enumerate(rng.poisson(usual * times * seen)):
            rows += [(f"{kind}-{day}-{n}", kind, day) for n in range(count)]
    return _ledger(rows, shares if is_aware else np.ones_like(shares), refused).areas[0]


def _ledger(rows: list[tuple[str, str, int]], shares: Floats, refused: NDArray[np.bool_]) -> Ledger:
    frame = pl.DataFrame(rows, schema={"id": pl.String, "kind": pl.String, "day": pl.Int64}, orient="row")
    noon = pl.lit(dt.datetime.combine(FIRST, dt.time(12), dt.UTC)).cast(pl.Datetime("us", "UTC"))
    frame = frame.with_columns(
        start=noon + pl.duration(days="day"), longitude=pl.lit(0.5), latitude=pl.lit(0.5),
        area=pl.lit("a"), probability=pl.lit(0.9),
    )  # fmt: skip
    hindered = np.zeros((1, DAYS, len(HINDRANCES)))
    hindered[0, refused, HINDRANCES.index("denial")] = 24.0
    share = shares[None]
    seen = Exposure(
        areas=("a",), days=tuple(FIRST + dt.timedelta(days=n) for n in range(DAYS)), kinds=KINDS,
        share=share, low=share, high=share, hours=np.where(np.isnan(share), 0.0, 24.0),
        of_hours=np.full(DAYS, 24.0), hindered=hindered,
    )  # fmt: skip
    return ledger(frame, seen, PLACES)


def report_states(runs: int, seed: int) -> None:
    """Share of runs with each state; what the unaware ledger asks about; how often the area stands in the ledger."""
    print(f"\nstates: {runs} runs a case, {NOW_DAYS} days against {BEFORE_DAYS}; share of runs, %")
    print(f"  {'':30}" + "".join(f"{state.value:>13}" for state in NAMED) + f"{'any rise':>10}{'unaware: regr.?':>17}")
    for number, (name, case) in enumerate(CASES.items()):
        found, naive = (
            [run(np.random.default_rng([seed, number, n]), case, is_aware=aware) for n in range(runs)]
            for aware in (True, False)
        )
        shares = [sum(one.state is state for one in found) / runs for state in NAMED]
        rise = sum(any(reason.code == "rising" for reason in one.reasons) for one in found) / runs
        unaware = sum(one.state is State.REGROUPING for one in naive) / runs
        cells = "".join(f"{100 * share:13.1f}" for share in shares)
        print(f"  {name:30}{cells}{100 * rise:10.1f}{100 * unaware:17.1f}")


def report_intervals(runs: int, seed: int) -> None:
    """How often an interval of 90 % lies above, around and below the truth."""
    rng = np.random.default_rng([seed, 99])
    print(f"\nintervals of 90 %: {runs} runs a row; truth below / in / above the interval, %")
    for mean in (0.5, 2.0, 8.0, 30.0):
        tally = np.zeros(3)
        for _ in range(runs):
            days = rng.uniform(2.0, 20.0)
            one = rate(rng.poisson(mean), days)
            tally += _place(mean / days, one.low or 0.0, one.high or np.inf)
        print(f"  rate, {mean:4.1f} events expected             {_cells(tally / runs)}")
    for error in (0.3,):
        tally = np.zeros(3)
        for _ in range(runs):
            days, mean = rng.uniform(4.0, 20.0), 8.0
            stated = days / rng.uniform(1 - error, 1 + error)
            one = rate(rng.poisson(mean), stated, low_days=stated * (1 - error), high_days=stated * (1 + error))
            tally += _place(mean / days, one.low or 0.0, one.high or np.inf)
        print(f"  rate,  8.0, coverage within +-30 %      {_cells(tally / runs)}")
    for total in (1.0, 4.0, 16.0):
        for strata in (1, 8):
            for true in (1.0, 3.0):
                tally = sum((_ratio_run(rng, total, strata, true) for _ in range(runs)), np.zeros(3))
                print(f"  ratio {true:g}, {strata} signs, {total:4.1f} events each        {_cells(tally / runs)}")


def _ratio_run(rng: np.random.Generator, total: float, strata: int, true: float) -> Floats:
    days = rng.uniform(1.0, 10.0, (strata, 2)) * (1.0, 4.0)
    base = total / (days[:, 1] + true * days[:, 0])
    counts = rng.poisson(base[:, None] * days * (true, 1.0))
    found = change([Stratum(n, x, m, y) for (n, m), (x, y) in zip(counts, days, strict=True)])
    assert found.log_low is not None
    assert found.log_high is not None
    return _place(float(np.log(true)), found.log_low, found.log_high)


def _place(truth: float, low: float, high: float) -> Floats:
    return np.array([truth < low, low <= truth <= high, truth > high], dtype=float)


def _cells(shares: Floats) -> str:
    return " / ".join(f"{100 * share:4.1f}" for share in shares)


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000, help="simulated areas a case")
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    began = time.process_time()
    report_states(options.runs, options.seed)
    report_intervals(2 * options.runs, options.seed)
    print(f"\n{time.process_time() - began:.0f} CPU s")


if __name__ == "__main__":
    main()
