"""Judging incidents against 20 terms of an invented deal, by size; and one incident at a time with shapely, beside it.

Run: ``python -m benchmarks.monitor.terms [--sizes 10000 100000 1000000]``. Two reports an incident; ten bands along a
line of 200 points; processor seconds of one process, everything from the frames to the findings included.
"""

import argparse
import resource
import time

import numpy as np
import polars as pl
import shapely

from accord.model.deal import Deal
from accord.model.fields import Id
from accord.model.workspace import Place
from accord.monitor.judge import judge
from accord.monitor.where import NORMAL, locate, to_plane

KINDS = (("weapon",), ("shelling", "shots", "explosion"), ("position", "mine"), ("flight", "strike"))
SHAPELY_ROWS = 500


def case() -> tuple[Deal, dict[str, Place]]:
    """An invented deal of 20 terms and its line."""
    rng = np.random.default_rng(1)
    bends = np.stack([37 + np.cumsum(rng.normal(0, 0.01, 200)), np.linspace(49, 47, 200)], axis=1)
    shape = {"type": "LineString", "coordinates": bends.tolist()}
    line = Place(id=Id("line"), name="line", geometry=shape, longitude=37.0, latitude=48.0)
    zones = [{"id": f"z{k}", "line": "l", "side": "own" if k % 2 else "both", "to_km": 5.0 + 5 * k} for k in range(10)]
    terms = [
        {"id": f"t{k}", "title": "term", "kind": "prohibition", "events": KINDS[k % 4], "start": "2027-04-01"}
        | ({"zone": f"z{k % 10}"} if k > 2 else {})
        | ({"classes": ["guns"]} if k % 4 == 0 else {})
        for k in range(20)
    ]
    written = {
        "title": "Invented",
        "signed": "2027-03-20",
        "parties": [{"id": "XAA", "name": "A"}, {"id": "XBB", "name": "B"}],
        "lines": [{"id": "l", "place": "line", "left": "XAA", "right": "XBB"}],
        "classes": [{"id": "guns", "types": ["artillery"], "from_mm": 100}],
        "zones": zones,
        "terms": terms,
    }
    return Deal.model_validate(written), {"line": line}


def frames(count: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Incidents, members and reports."""
    rng = np.random.default_rng(2)
    start = np.datetime64("2027-03-20T00:00:00", "us") + rng.integers(0, 180 * 86_400_000_000, count)
    arms: dict[str, list[str] | list[float]] = {
        "weapon": ["artillery", "mortar", "tank", ""],
        "calibre_mm": [82.0, 122.0, 152.0],
    }
    incidents = pl.DataFrame(
        {
            "id": [f"i-{k}" for k in range(count)],
            "kind": rng.choice(np.array([kind for some in KINDS for kind in some]), count),
        }
        | {
            "start": start,
            "until": start + np.timedelta64(30, "m"),
            "error_km": rng.choice(np.array([0.5, 1.0, 3.0]), count),
        }
        | {"longitude": rng.normal(37, 0.5, count), "latitude": rng.normal(48, 0.5, count)}
        | {"probability": rng.uniform(0.2, 1, count)}
    ).with_columns(pl.col("start", "until").dt.replace_time_zone("UTC"))
    both = 2 * count
    members = pl.DataFrame(
        {"incident": pl.concat([incidents["id"]] * 2), "report": [f"r{k}" for k in range(both)]}
    ).with_columns(probability=1.0)
    reports = pl.DataFrame(
        {"id": members["report"], "source": rng.choice(np.array(["a", "b", "c"]), both)}
        | {"party": rng.choice(np.array(["XAA", "XBB", ""]), both)}
        | {name: rng.choice(np.array(values), both) for name, values in arms.items()}
    )
    return incidents, members, reports


def by_shapely(incidents: pl.DataFrame, deal: Deal, places: dict[str, Place]) -> float:
    """Processor seconds for the zones alone, one incident and zone at a time, scaled to all incidents."""
    part = incidents.head(SHAPELY_ROWS)
    located = locate(part, places)
    line = to_plane(places["line"], located.origin)
    begin = time.process_time()
    for row in range(part.height):
        cloud = np.array([located.east_km[row], located.north_km[row]]) + located.error_km[row] * NORMAL
        for zone in deal.zones:
            distances = shapely.distance(line, shapely.points(cloud))
            float((distances < (zone.to_km or np.inf)).mean())
    return (time.process_time() - begin) * incidents.height / part.height


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    deal, places = case()
    judge(frames(100)[0], deal, places)  # compiled loops are loaded
    print("incidents  findings  cpu s  zones alone by shapely, cpu s (scaled)  ratio  peak MB")
    for size in parser.parse_args().sizes:
        incidents, members, reports = frames(size)
        begin = time.process_time()
        found = judge(incidents, deal, places, members=members, reports=reports, grades={"a": "A", "b": "C"})
        spent = time.process_time() - begin
        other = by_shapely(incidents, deal, places)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size:>9,} {found.height:>9,} {spent:>6.2f} {other:>10.1f} {other / spent:>8.1f} {peak:>8,}")


if __name__ == "__main__":
    main()
