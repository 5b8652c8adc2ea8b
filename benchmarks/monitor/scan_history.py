"""Fatal events in Ukraine 2014-2022 (UCDP GED): days that are known, and how often quiet years raise an alarm."""

import argparse
import csv
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from accord.model.cluster import Question
from accord.monitor.alarm import DAYS_PER_MONTH
from accord.monitor.scan import scan

FILE = Path(__file__).resolve().parents[2].parent / "shared/data/monitor/ucdp/UCDP-Ukraine_2023-06-23.csv"
DAYS = 90
KNOWN = ("2014-09-04", "2014-09-20", "2015-01-25", "2015-02-14", "2015-02-20", "2015-03-10", "2020-07-26", "2020-08-20")
Places = Mapping[tuple[str, float, float], frozenset[dt.date]]


def read_places(file: Path = FILE) -> Places:
    """Days with an incident at each place: one per place and day, placed within 25 km and dated within a week."""
    found: dict[tuple[str, float, float], set[dt.date]] = {}
    with io.StringIO(file.read_text(encoding="utf-8", errors="replace"), newline="") as text:
        for row in csv.DictReader(text):
            if int(row["where_prec"]) <= 3 and int(row["date_prec"]) <= 2:
                place = row["where_coordinates"], round(float(row["latitude"]), 4), round(float(row["longitude"]), 4)
                found.setdefault(place, set()).add(dt.date.fromisoformat(row["date_start"][:10]))
    return {place: frozenset(days) for place, days in found.items()}


def table(
    places: Places, day: dt.date, days: int = DAYS
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64], tuple[str, ...]]:
    """Counts, coordinates in km and names of places with an incident in the days up to a day."""
    names, xy, rows = [], [], []
    for (name, latitude, longitude), when in places.items():
        row = np.zeros(days, dtype=np.int64)
        for ago in ((day - at).days for at in when):
            if 0 <= ago < days:
                row[days - 1 - ago] = 1
        if row.any():
            names.append(name)
            xy.append((111.2 * np.cos(np.radians(48.3)) * (longitude - 37.8), 111.2 * (latitude - 48.3)))
            rows.append(row)
    return np.array(rows, dtype=np.int64).reshape(-1, days), np.array(xy).reshape(-1, 2), tuple(names)


def report_history(options: argparse.Namespace) -> None:
    """Chances on known days; alarms a month in 2016 to 2019."""
    if not FILE.exists():
        print("\nhistory: skipped, the data folder is not beside the repository")
        return
    places = read_places()
    print(f"\nhistory: {DAYS} days, 14 windows, 999 replicas; chance by rank / by Gumbel, strongest cluster")
    for text in KNOWN:
        counts, xy, names = table(places, dt.date.fromisoformat(text))
        for question in (Question.RISING, Question.MOVING):
            found = scan(counts, xy, names=names, question=question, rng=np.random.default_rng(1)).clusters[0]
            chance = f"{found.p_monte_carlo:.3f} / {found.p_gumbel:.1e}"
            print(f"  {text} {question.value:7} {chance}  {found.days:2} d  {', '.join(found.places[:4])}")
    _report_quiet(places, options.days_apart)


def _report_quiet(places: Places, apart: int) -> None:
    first, last = dt.date(2016, 1, 1), dt.date(2019, 12, 31)
    looked = [first + dt.timedelta(days=k) for k in range(0, (last - first).days + 1, apart)]
    for question in (Question.RISING, Question.MOVING):
        chances = np.ones(len(looked))
        for k, day in enumerate(looked):
            counts, xy, names = table(places, day)
            if len(counts) > 1:
                found = scan(counts, xy, names=names, question=question, replicas=199, rng=np.random.default_rng(k))
                chances[k] = found.clusters[0].p_monte_carlo if found.clusters else 1.0
        months = (last - first).days / DAYS_PER_MONTH
        for level in (0.05, 0.01):
            below = chances <= level
            runs = int(np.count_nonzero(below & ~np.append(False, below[:-1])))
            print(
                f"  2016-2019 {question.value:7} one scan every {apart} days: {below.mean():.1%} at p <= {level}; "
                f"{runs / months:.2f} alarms a month, scans in a row taken as one"
            )
