"""Report the hidden truth of the exercise as its sources would: `python examples/exercise_reports.py FOLDER TRUTH`.

Writes `reports/*.csv` and the other files of events into FOLDER, which must hold `places.geojson`,
and the truth into TRUTH, a folder that Accord never reads. The same seed writes the same bytes.
"""

import csv
import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import exercise_noise as noise
import exercise_truth as truth
import numpy as np
from exercise_noise import Row
from exercise_truth import DAYS, EAST, FIRE, MIDNIGHT, WEST, Event, Land
from exercise_watch import MEANS, MORE_CAMERAS, MORE_FROM, Schedule

SEED = 2027
COLUMNS = (
    "id", "source", "received", "start", "until", "kind", "unit", "count_low", "count_high", "means", "longitude",
    "latitude", "error_km", "bearing", "bearing_width", "range_low_km", "range_high_km", "place", "weapon",
    "calibre_mm", "party", "party_share", "claimant", "copy_of", "marks", "text", "credibility", "release",
)  # fmt: skip
WATCHERS: dict[str, tuple[str, Callable[[Event, Land, np.random.Generator], Row]]] = {
    "MON-POSTS": ("PO", noise.posts),
    "MON-CAMERAS": ("CA", noise.cameras),
    "MON-DRONES": ("DR", noise.drones),
    "XQU-SAT": ("SA", noise.satellite),
    "WITNESS": ("WI", noise.witness),
}
PARTIES = {
    "XOR-STAFF": ("OR", WEST, 0.55, 90, noise.staff(WEST, more=1.3, offset_hours=0)),
    "XHA-STAFF": ("HA", EAST, 0.42, 140, noise.staff(EAST, more=1.9, offset_hours=-2)),
}
"""Party's source -> prefix, party, chance that it reports fire of the other side, reports it invents, its errors."""
MISHEARD = {"MON-POSTS": 25, "WITNESS": 30}
"""Reports of the others that nothing stands behind: thunder, a quarry, a rumour."""
TWICE = {"MON-CAMERAS": 0.03, "WITNESS": 0.05, "MON-POSTS": 0.015}
"""Share of reports that the same source files a second time."""
COPIED = {"XOR-STAFF": 0.2, "XHA-STAFF": 0.2, "WITNESS": 0.18, "MON-POSTS": 0.05, "MON-DRONES": 0.03}
"""Share of reports that the news agency repeats; in three of five it says whom."""
PUBLIC = ("WITNESS", "XOR-STAFF", "XHA-STAFF", "WIRE")


@dataclass(slots=True)
class Desk:
    """Reports as they come in, and what each truly tells of."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    told: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def file(self, source: str, prefix: str, row: Row, event: Event, land: Land) -> str:
        key = f"{prefix}{len(self.rows[source]) + 1:04}"
        release = {"release": "public"} if source in PUBLIC else {}
        self.rows[source].append({"id": key, "source": source, "text": _text(row, land), **row, **release})
        if event.id:
            self.told[event.id].append(key)
        return key


WORDS = {
    "shots": "Small-arms fire", "shelling": "Shelling", "explosion": "Explosions", "strike": "Strike from the air",
    "flight": "Drone overhead", "weapon": "Heavy weapon", "position": "New trenches", "convoy": "Vehicles on the move",
    "rail": "Military train", "camp": "New camp", "mine": "Mines", "jamming": "Links jammed",
    "denial": "Passage refused", "crossing": "People crossed the line", "damage": "Houses damaged",
    "casualty": "People hurt",
}  # fmt: skip


def _text(row: Row, land: Land) -> str:
    """What was written: what, how many, where, at what hour of the writer's clock."""
    arms = f", {row['weapon']}".replace("_", " ") if row.get("weapon") else ""
    number = f" ({row['count_low']})" if row.get("count_low", 1) != 1 else ""
    if row.get("bearing") is not None:
        where = f"in direction {row['bearing']}, {row['range_low_km']} to {row['range_high_km']} km from the post"
    elif row.get("place"):
        where = f"in {land.names[str(row['place'])]}".lower().replace("patrol area", "patrol area of")
    else:
        where = land.near(float(str(row["longitude"])), float(str(row["latitude"])))
    return f"{WORDS[str(row['kind'])]}{number}{arms} {where}, {str(row['start'])[11:16]}"


def report(events: list[Event], schedule: Schedule, land: Land, rng: np.random.Generator) -> Desk:
    """What all sources report."""
    desk = Desk()
    for source, (prefix, tell) in WATCHERS.items():
        seen = [event for event in events if rng.random() < schedule.chance(source, event)]
        seen += [noise.invented(event, rng) for event in _some(events, FIRE, MISHEARD.get(source, 0), rng)]
        for event in sorted(seen, key=lambda one: one.at):
            desk.file(source, prefix, tell(event, land, rng), event, land)
            if rng.random() < TWICE.get(source, 0.0):
                desk.file(source, prefix, tell(event, land, rng), event, land)
    for source, (prefix, party, chance, lies, tell) in PARTIES.items():
        heard = [event for event in events if event.party != party and rng.random() < chance * _told_of(event, party)]
        heard += [noise.invented(event, rng) for event in _some(events, (*FIRE, "flight"), lies, rng)]
        for event in sorted(heard, key=lambda one: one.at):
            desk.file(source, prefix, tell(event, land, rng), event, land)
    _copy(desk, events, land, rng)
    return desk


def _some(events: list[Event], kinds: tuple[str, ...], number: int, rng: np.random.Generator) -> list[Event]:
    pool = [event for event in events if event.kind in kinds and event.patrol]
    return [pool[int(at)] for at in rng.integers(0, len(pool), number)]


def _told_of(event: Event, party: str) -> float:
    """How much a party wants to tell of: what hits its own side most, and every drone."""
    if event.kind == "flight":
        return 1.0
    return {True: 1.0, False: 0.15}[event.side == party] if event.kind in (*FIRE, "damage", "casualty") else 0.25


def _copy(desk: Desk, events: list[Event], land: Land, rng: np.random.Generator) -> None:
    """The agency repeats others, hours later, in rounder figures: named, word for word, or in its own words."""
    by_id = {event.id: event for event in events}
    known = {key: by_id[event] for event, keys in desk.told.items() for key in keys}
    chosen = [row for source, share in COPIED.items() for row in desk.rows[source] if rng.random() < share]
    for row in sorted(chosen, key=lambda one: (_utc(str(one["received"])), str(one["id"]))):
        said = {name: row[name] for name in ("kind", "unit", "count_low", "weapon", "party") if row.get(name)}
        if row.get("place"):
            said["place"] = row["place"]
        else:
            x, y = float(str(row["longitude"])), float(str(row["latitude"]))
            said |= {"longitude": round(x, 2), "latitude": round(y, 2), "error_km": 15 if row.get("bearing") else 5}
        start = _utc(str(row["start"])).replace(minute=0)
        received = _utc(str(row["received"])) + dt.timedelta(minutes=int(60 * rng.lognormal(0.8, 0.6)))
        said |= {"start": _z(start), "until": _z(start + dt.timedelta(hours=1)), "received": _z(received)}
        how = rng.random()
        said |= {"means": "told", "copy_of": row["id"] if how < 0.6 else "", "credibility": 3}
        if how < 0.8:
            said |= {"text": row["text"]}
        nobody = Event(kind="", at=MIDNIGHT, longitude=0, latitude=0, distance_km=0, side="", stretch="", patrol="",
                       region="", party="", unit="", count=0)  # fmt: skip
        desk.file("WIRE", "WR", said, known.get(str(row["id"]), nobody), land)


def _utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def _z(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}Z"


def claims(events: list[Event], rng: np.random.Generator) -> list[Row]:
    """Weekly totals that the parties publish: what the other side did, in units of their own."""
    rows: list[Row] = []
    for week in range(DAYS // 7):
        start = MIDNIGHT + dt.timedelta(days=7 * week)
        until = start + dt.timedelta(days=7)
        for source, (_, party, *_rest) in PARTIES.items():
            other = EAST if party == WEST else WEST
            of_week = [event for event in events if start <= event.at < until and event.party == other]
            fire = [event for event in of_week if event.kind in FIRE]
            if party == WEST:
                what, unit, count = "violations of the ceasefire", "incident", 1.4 * len(fire) + rng.integers(2, 9)
            else:
                what, unit, count = "rounds fired", "round", 2.2 * sum(one.count for one in fire) + rng.integers(5, 40)
            rows.append(
                {
                    "id": f"{party}-{week + 1:02}", "party": party, "against": other, "start": _z(start),
                    "until": _z(until - dt.timedelta(minutes=1)), "what": what, "unit": unit, "count": int(count),
                    "source": source, "recorded": f"{until:%Y-%m-%d}", "release": "public",
                }
            )  # fmt: skip
    return rows


def notifications(land: Land) -> list[Row]:
    """What the parties announced: the hours of each day of an exercise, in the region where it takes place."""
    first_hour, last_hour = (dt.timedelta(hours=hour) for hour in truth.DRILL_HOURS)
    rows: list[Row] = []
    for (stretch, party, first, days), announced in zip(truth.EXERCISES, truth.ANNOUNCED, strict=True):
        region = land.holding(*truth.range_of(land, stretch, party), "region")
        for number in range(days):
            day = dt.datetime.combine(first, dt.time(), dt.UTC) + dt.timedelta(days=number)
            rows.append(
                {
                    "id": f"N{len(rows) + 1:02}", "party": party, "place": region, "start": _z(day + first_hour),
                    "until": _z(day + last_hour), "kinds": ";".join(truth.DRILL_KINDS), "announced": _z(announced),
                    "source": "MON-POSTS", "release": "public",
                    "note": f"Exercise with live fire, day {number + 1} of {days}",
                }
            )  # fmt: skip
    return rows


def reviews(events: list[Event], desk: Desk, rng: np.random.Generator) -> list[Row]:
    """A few decisions of two reviewers, all of them right."""
    by_id = {str(row["id"]): row for rows in desk.rows.values() for row in rows}
    several = [event for event in events if len(desk.told[event.id]) >= 3]
    chosen = [several[int(at)] for at in np.sort(rng.choice(len(several), 6, replace=False))]
    rows: list[Row] = []
    for number, event in enumerate(chosen):
        action = ("confirm", "merge", "attribute")[number % 3]
        keys = desk.told[event.id]
        last = max(_utc(str(by_id[key]["received"])) for key in keys)
        reason = {
            "confirm": "Patrol visited the place and saw fresh traces",
            "merge": "Same flash on film and in the log of the post",
            "attribute": "Crater analysis gives the direction of fire",
        }[action]
        rows.append(
            {
                "id": f"V{number + 1:02}", "reports": ";".join(keys), "action": action,
                "value": (event.party or "not_attributable") if action == "attribute" else "",
                "reviewer": ("E. Marrin", "T. Oskel")[number % 2], "reason": reason,
                "decided": _z((last + dt.timedelta(days=1)).replace(hour=9, minute=30)),
            }
        )  # fmt: skip
    return rows


def write(path: Path, rows: list[Row], columns: tuple[str, ...]) -> None:
    """A table with the columns that at least one row fills."""
    used = [name for name in columns if any(row.get(name) not in (None, "") for row in rows)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, used, extrasaction="ignore", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


WATCH = ("id", "observer", "area", "start", "until", "means", "kinds", "chance", "chance_low", "chance_high",
         "hindrance", "source")  # fmt: skip
CLAIM = ("id", "party", "against", "start", "until", "what", "unit", "count", "source", "recorded", "release")
NOTIFICATION = ("id", "party", "place", "start", "until", "kinds", "announced", "source", "release",
                "note")  # fmt: skip
REVIEW = ("id", "reports", "action", "value", "reviewer", "reason", "decided")
TRUTH = ("id", "kind", "at", "longitude", "latitude", "distance_km", "area", "party", "unit", "count", "weapon",
         "calibre_mm", "marks", "part", "terms", "reports")  # fmt: skip


def truth_rows(events: list[Event], desk: Desk) -> list[Row]:
    """Rows of truth.csv: each true incident, the terms it breaches, the reports that tell of it."""
    return [
        {
            "id": one.id, "kind": one.kind, "at": _z(one.at), "longitude": one.longitude, "latitude": one.latitude,
            "distance_km": one.distance_km, "area": one.patrol or one.region, "party": one.party, "unit": one.unit,
            "count": one.count, "weapon": one.weapon, "calibre_mm": one.calibre_mm, "marks": ";".join(one.marks),
            "part": one.part, "terms": ";".join(one.terms), "reports": ";".join(desk.told[one.id]),
        }
        for one in events
    ]  # fmt: skip


def planted() -> str:
    """planted.toml: what was planted where and when."""
    last = truth.BREAKDOWN_FIRST + dt.timedelta(days=len(truth.BREAKDOWN) - 1)
    east = ", ".join(f'"{one}-east"' for one in truth.REGROUPING_AT)
    both = ", ".join(f'"{one}-{side}"' for one in truth.BREAKDOWN_AT for side in ("west", "east"))
    more = ", ".join(f'"{one}"' for one in MORE_CAMERAS)
    return f"""# What was planted in the exercise. Accord never reads this file.
[breakdown]
sector = "sector-south"
areas = [{both}]
first = {truth.BREAKDOWN_FIRST}
last = {last}
times_the_usual = {list(truth.BREAKDOWN)}

[regrouping]
sector = "sector-osmer"
areas = [{east}]
party = "{EAST}"
first = {truth.REGROUPING[0]}
last = {truth.REGROUPING[1]}
fire_times_the_usual = {truth.QUIETER}
build_up_times_the_usual = {truth.BUSIER}
kinds = {list(truth.BUILD_UP)}

[more_cameras]
note = "Coverage rises, violence does not: an alarm here is false."
areas = [{more}]
first = {truth.FIRST + dt.timedelta(days=MORE_FROM)}
""".replace("'", '"')


def main(folder: Path, hidden: Path) -> None:
    rng = np.random.default_rng(SEED)
    land = Land(folder)
    events, schedule = truth.happen(land, rng), Schedule(rng)
    desk = report(events, schedule, land, rng)
    for source, rows in desk.rows.items():
        write(folder / "reports" / f"{source.lower()}.csv", rows, COLUMNS)
    write(folder / "coverage.csv", list(schedule.rows()), WATCH)
    write(folder / "claims.csv", claims(events, rng), CLAIM)
    write(folder / "notifications.csv", notifications(land), NOTIFICATION)
    write(folder / "reviews.csv", reviews(events, desk, rng), REVIEW)
    write(hidden / "truth.csv", truth_rows(events, desk), TRUTH)
    (hidden / "planted.toml").write_text(planted(), encoding="utf-8")
    assert set(WATCHERS) == set(MEANS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
