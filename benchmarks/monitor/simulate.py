"""Reports of simulated sources over the times and places of real events, with stated noise and known truth.

Skeleton: UCDP GED events with ``where_prec`` at most 2 and ``date_prec`` 1 (2,109 of 3,077). An event happens at
a uniform moment of its first day; its kind is drawn. Four sources see it independently (`SOURCES`). Seeds below 100 are
for choosing settings, seeds from 100 for reported figures.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

UCDP = Path("monitor/ucdp/UCDP-Ukraine_2023-06-23.csv")
KINDS = ("shelling", "explosion", "shots", "strike", "mine", "casualty")
KIND_SHARES = (0.45, 0.2, 0.15, 0.1, 0.05, 0.05)
KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True, kw_only=True)
class Observer:
    """How a simulated source reports."""

    name: str
    rate: float
    """Chance that it reports an event."""
    place_km: float
    """Standard error of its places in each direction."""
    time_days: float
    """Standard error of its times."""
    label: float
    """Share of its reports with a kind drawn from the other kinds."""
    count: float = 0.25
    """Standard error of the logarithm of its counts."""


SOURCES = (
    Observer(name="patrols", rate=0.60, place_km=2.0, time_days=0.03, label=0.10),
    Observer(name="agency", rate=0.55, place_km=2.5, time_days=0.06, label=0.12),
    Observer(name="volunteers", rate=0.50, place_km=3.0, time_days=0.10, label=0.12),
    Observer(name="hotline", rate=0.45, place_km=6.0, time_days=0.15, label=0.15),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """What truly happened: columns of one length."""

    longitude: np.ndarray
    latitude: np.ndarray
    day: np.ndarray
    """Days since 1970-01-01; the moment is drawn within."""
    deaths: np.ndarray


def skeleton(folder: Path) -> Events:
    """Real events of the data folder that are placed at a place or near it and dated to the day."""
    text = (folder / UCDP).read_text(encoding="utf-8", errors="replace")
    rows = [
        row for row in csv.DictReader(text.splitlines()) if int(row["where_prec"]) <= 2 and int(row["date_prec"]) == 1
    ]
    epoch = dt.date(1970, 1, 1)
    days = [(dt.date.fromisoformat(row["date_start"][:10]) - epoch).days for row in rows]
    return Events(
        longitude=np.array([float(row["longitude"]) for row in rows]),
        latitude=np.array([float(row["latitude"]) for row in rows]),
        day=np.array(days, dtype=float),
        deaths=np.maximum(1, np.array([int(row["best"]) for row in rows])),
    )


def simulate(
    events: Events, rng: np.random.Generator, *, repeats: float = 0.0, copies: float = 0.0
) -> tuple[pl.DataFrame, np.ndarray]:
    """Reports (columns of `Report`, shuffled) and the event of each.

    `repeats`: share of reports that their own source sends again within the hour, a little different. `copies`: share
    that another source repeats some hours later, word for word; half of them say so.
    """
    n = len(events.day)
    moment = events.day + rng.uniform(size=n)
    kind = rng.choice(len(KINDS), size=n, p=KIND_SHARES)
    parts = [_seen(events, moment, kind, s, rng) for s in range(len(SOURCES))]
    table = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    for share, change in ((repeats, _repeat), (copies, _copy)):
        chosen = np.flatnonzero(rng.uniform(size=len(table["event"])) < share)
        more = change(table, chosen, rng)
        table = {name: np.concatenate([table[name], more[name]]) for name in table}
    order = rng.permutation(len(table["event"]))
    table = {name: column[order] for name, column in table.items()}
    return _frame(table), table["event"]


def _seen(
    events: Events, moment: np.ndarray, kind: np.ndarray, s: int, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    source = SOURCES[s]
    seen = np.flatnonzero(rng.uniform(size=len(moment)) < source.rate)
    m = len(seen)
    north = events.latitude[seen] + rng.normal(size=m) * source.place_km / KM_PER_DEGREE
    stretch = KM_PER_DEGREE * np.cos(np.radians(events.latitude[seen]))
    wrong = rng.uniform(size=m) < source.label
    other = (kind[seen] + rng.integers(1, len(KINDS), size=m)) % len(KINDS)
    count = np.maximum(1, np.round(events.deaths[seen] * np.exp(rng.normal(size=m) * source.count)))
    number = rng.permutation(m)
    return {
        "event": seen,
        "number": s * 10_000_000 + number,
        "source": np.full(m, s),
        "time": moment[seen] + rng.normal(size=m) * source.time_days,
        "longitude": events.longitude[seen] + rng.normal(size=m) * source.place_km / stretch,
        "latitude": north,
        "kind": np.where(wrong, other, kind[seen]),
        "count": count,
        "copy_of": np.full(m, -1),
        "text": s * 10_000_000 + number,
    }


def _repeat(table: dict[str, np.ndarray], chosen: np.ndarray, rng: np.random.Generator) -> dict[str, np.ndarray]:
    more = {name: column[chosen].copy() for name, column in table.items()}
    m = len(chosen)
    more["number"] = 100_000_000 + chosen
    more["time"] += rng.uniform(0, 1 / 24, size=m)
    more["longitude"] += rng.normal(size=m) * 0.1 / KM_PER_DEGREE
    more["latitude"] += rng.normal(size=m) * 0.1 / KM_PER_DEGREE
    return more


def _copy(table: dict[str, np.ndarray], chosen: np.ndarray, rng: np.random.Generator) -> dict[str, np.ndarray]:
    more = {name: column[chosen].copy() for name, column in table.items()}
    m = len(chosen)
    more["number"] = 200_000_000 + chosen
    more["copy_of"] = np.where(rng.uniform(size=m) < 0.5, table["number"][chosen], -1)
    more["source"] = np.full(m, len(SOURCES))
    more["time"] += rng.uniform(0.01, 0.2, size=m)
    return more


def _frame(table: dict[str, np.ndarray]) -> pl.DataFrame:
    names = np.array([source.name for source in SOURCES] + ["aggregator"])
    micro = np.round(table["time"] * 86_400e6).astype(np.int64)
    ids = pl.Series("id", table["number"])
    copied = pl.Series("copy_of", table["copy_of"])
    return pl.DataFrame(
        {
            "id": "r" + ids.cast(pl.String),
            "source": names[table["source"]],
            "start": pl.Series(micro).cast(pl.Datetime("us", "UTC")),
            "kind": np.array(KINDS)[table["kind"]],
            "unit": "item",
            "count_low": table["count"].astype(float),
            "longitude": table["longitude"],
            "latitude": table["latitude"],
            "text": "what observer " + pl.Series(table["text"]).cast(pl.String) + " saw",
        }
    ).with_columns(copy_of=pl.when(copied >= 0).then("r" + copied.cast(pl.String)))


def spread(events: Events, n: int, rng: np.random.Generator) -> Events:
    """About `n` events with the rhythm of the real ones: copies of the skeleton moved by years and land, for scale."""
    times = -(-n // len(events.day))
    pick = np.tile(np.arange(len(events.day)), times)[:n]
    block = np.repeat(np.arange(times), len(events.day))[:n]
    return Events(
        longitude=events.longitude[pick] - 8.0 * (block % 4) + rng.normal(size=n) * 0.1,
        latitude=events.latitude[pick] + rng.normal(size=n) * 0.1,
        day=events.day[pick] + 97.0 * (block // 4) + rng.integers(0, 3, size=n),
        deaths=events.deaths[pick],
    )
