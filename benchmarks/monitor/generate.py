"""Synthetic reports of any number: an invented land, seven sources of stated errors, two of them parties.

    python -m benchmarks.monitor.generate FOLDER --reports 1000000 [--csv] [--days 180] [--seed 1]

writes a workspace that `accord monitor` reads. Events fall on the nodes of a street of towns along a line, each day a
Poisson number by town; each source reports an event with its own chance, error of place, delay and mistakes of kind.
The truth (event of each report) is returned by `synthetic`, and never written into the workspace.
"""

import argparse
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

START = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
AREAS = 50
TOWNS = 250
WEST, EAST, SOUTH, NORTH = 30.0, 36.0, 48.0, 50.0
KINDS = np.array(["shelling", "shots", "explosion", "strike", "weapon", "denial"])
KIND_SHARES = (0.35, 0.25, 0.2, 0.08, 0.08, 0.04)


@dataclass(frozen=True)
class Reporter:
    """A source and its errors."""

    name: str
    grade: str
    chance: float
    error_km: float
    delay_hours: float
    mistakes: float
    means: str
    claimant: str = ""


REPORTERS = (
    Reporter("PATROLS", "A", 0.35, 0.8, 1.0, 0.03, "seen"),
    Reporter("CAMERAS", "B", 0.30, 0.3, 0.2, 0.08, "camera"),
    Reporter("RADAR", "B", 0.25, 0.5, 0.1, 0.15, "radar"),
    Reporter("TOWNS", "C", 0.30, 2.0, 3.0, 0.12, "heard"),
    Reporter("PRESS", "D", 0.25, 3.0, 6.0, 0.20, "told"),
    Reporter("XLA", "E", 0.30, 2.5, 4.0, 0.20, "told", "XLA"),
    Reporter("XRB", "E", 0.30, 2.5, 4.0, 0.20, "told", "XRB"),
)
PER_EVENT = sum(one.chance for one in REPORTERS)


def synthetic(reports: int, *, rng: np.random.Generator, days: int = 180) -> tuple[pl.DataFrame, np.ndarray]:
    """About so many reports, in random order, and the event of each."""
    events = round(reports / PER_EVENT)
    towns = np.stack([rng.uniform(WEST, EAST, TOWNS), rng.uniform(SOUTH, NORTH, TOWNS)], axis=1)
    weight = rng.gamma(0.7, 1.0, TOWNS)
    town = rng.choice(TOWNS, events, p=weight / weight.sum())
    x = towns[town, 0] + rng.normal(0, 4 / 73, events)
    y = towns[town, 1] + rng.normal(0, 4 / 111, events)
    hour = rng.uniform(0, 24 * days, events)
    kind = rng.choice(len(KINDS), events, p=KIND_SHARES)
    rounds = np.ceil(rng.lognormal(1.0, 0.9, events))
    parts = [_reported(one, x, y, hour, kind, rounds, rng) for one in REPORTERS]
    whole = pl.concat([part for part, _ in parts])
    truth = np.concatenate([event for _, event in parts])
    order = rng.permutation(whole.height)
    ids = pl.Series("id", [f"r-{number}" for number in range(whole.height)])
    return whole[order].insert_column(0, ids), truth[order]


def _reported(
    one: Reporter, x: np.ndarray, y: np.ndarray, hour: np.ndarray, kind: np.ndarray, rounds: np.ndarray,
    rng: np.random.Generator,
) -> tuple[pl.DataFrame, np.ndarray]:  # fmt: skip
    event = np.flatnonzero(rng.random(len(x)) < one.chance)
    n = len(event)
    told = hour[event] + rng.normal(0, 0.15, n)
    mistaken = rng.random(n) < one.mistakes
    named = np.where(mistaken, rng.integers(0, len(KINDS), n), kind[event])
    low = np.maximum(1, np.round(rounds[event] * rng.lognormal(0, 0.2, n)))
    frame = pl.DataFrame(
        {
            "source": pl.repeat(one.name, n, eager=True),
            "start": _moments(told),
            "received": _moments(told + 0.1 + rng.exponential(one.delay_hours, n)),
            "kind": KINDS[named],
            "unit": pl.repeat("round", n, eager=True),
            "count_low": low,
            "means": pl.repeat(one.means, n, eager=True),
            "longitude": np.round(x[event] + rng.normal(0, one.error_km / 73, n), 5),
            "latitude": np.round(y[event] + rng.normal(0, one.error_km / 111, n), 5),
            "error_km": pl.repeat(one.error_km, n, eager=True),
            "claimant": pl.repeat(one.claimant or None, n, dtype=pl.String, eager=True),
        }
    )
    return frame, event


def _moments(hours: np.ndarray) -> pl.Series:
    first = np.datetime64(START.replace(tzinfo=None), "us")
    return pl.Series(first + np.round(hours * 3600).astype("timedelta64[s]")).dt.replace_time_zone("UTC")


def write_workspace(folder: Path, reports: pl.DataFrame, *, csv: bool, days: int = 180) -> None:
    """A workspace with these reports, areas in a grid, and coverage of every area and week."""
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    (folder / "accord.toml").write_text(
        'title = "Synthetic reports"\ninvented = true\nday_zero = 2027-01-01\nstep = "month"\nperiods = 12\n'
        'currency = "EUR"\nprice_year = 2025\n'
    )
    rows = "\n".join(f"{one.name},{one.name.title()},{one.grade}" for one in REPORTERS)
    (folder / "sources.csv").write_text(f"id,title,reliability\n{rows}\n")
    (folder / "nations.csv").write_text("id,name\nXAV,Avona\n")
    (folder / "capabilities.csv").write_text("id,label,component,people\nINF,Infantry,land,140\n")
    (folder / "offers.csv").write_text("id,nation,capability,units,scopes,status\no-1,XAV,INF,1,in_country,stated\n")
    (folder / "requirements.csv").write_text(
        "id,component,capability,area,units,start,until,scope,priority\nq-1,land,INF,A-00,1,D+0,D+90,in_country,essential\n"
    )
    (folder / "places.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": list(_areas())}))
    (folder / "coverage.csv").write_text(_coverage(days))
    if csv:
        reports.write_csv(folder / "reports" / "all.csv", datetime_format="%Y-%m-%dT%H:%M:%SZ")
    else:
        reports.write_parquet(folder / "reports" / "all.parquet")


def _areas() -> "list[dict[str, object]]":
    columns, rows = 10, AREAS // 10
    width, height = (EAST - WEST + 2) / columns, (NORTH - SOUTH + 2) / rows
    found: list[dict[str, object]] = []
    for number in range(AREAS):
        x, y = WEST - 1 + width * (number % columns), SOUTH - 1 + height * (number // columns)
        ring = [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        properties = {"name": f"Sector {number}", "kind": "sector"}
        found.append({"type": "Feature", "id": f"A-{number:02}", "properties": properties, "geometry": shape})
    return found


def _coverage(days: int) -> str:
    lines = ["id,observer,area,start,until,means,chance"]
    for week in range(0, days, 7):
        begin = (START + dt.timedelta(days=week)).strftime("%Y-%m-%dT%H:%M:%SZ")
        end = (START + dt.timedelta(days=week + 7)).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines += [f"w-{number}-{week},PATROLS,A-{number:02},{begin},{end},seen,0.35" for number in range(AREAS)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write a workspace."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=180)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--csv", action="store_true")
    asked = parser.parse_args()
    reports, _ = synthetic(asked.reports, rng=np.random.default_rng(asked.seed), days=asked.days)
    write_workspace(asked.folder, reports, csv=asked.csv, days=asked.days)
    print(f"{reports.height:,} reports in {asked.folder}")


if __name__ == "__main__":
    main()
