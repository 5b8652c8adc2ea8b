"""How each source of the exercise errs: place, time, kind, count, party, delay. One function a source."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from exercise_truth import DAYS, EAST, FIRE, MIDNIGHT, STRETCHES, WEST, Event, Land
from exercise_watch import POSTS

Row = dict[str, object]
LIKE: dict[str, tuple[str, ...]] = {
    "explosion": ("shelling", "shots"), "shelling": ("explosion", "explosion", "strike"), "shots": ("explosion",),
    "strike": ("explosion", "shelling"), "weapon": ("convoy",), "convoy": ("weapon",), "position": ("camp",),
    "camp": ("position",), "rail": ("convoy",), "damage": ("shelling",), "casualty": ("damage",),
}  # fmt: skip
"""What each kind is taken for."""
POST_SHARES = {post: (STRETCHES.index(post) + 0.5) / len(STRETCHES) for post in POSTS}


def _kind(event: Event, rng: np.random.Generator, wrong: float) -> str:
    return str(rng.choice(LIKE[event.kind])) if event.kind in LIKE and rng.random() < wrong else event.kind


def _unit(kind: str) -> str:
    return {"shots": "burst", "explosion": "round", "shelling": "round", "strike": "strike"}.get(
        kind, "incident" if kind in ("denial", "jamming", "flight") else "item"
    )


def _count(event: Event, kind: str, rng: np.random.Generator, spread: float, *, more: float = 1.0) -> Row:
    if _unit(kind) == "incident" or _unit(kind) != event.unit:
        return {"unit": "incident", "count_low": 1}
    low = max(1, round(event.count * more * float(rng.lognormal(0, spread))))
    return {"unit": event.unit, "count_low": low, "count_high": low + int(rng.integers(0, 1 + low // 2))}


def _moment(at: dt.datetime, *, offset_hours: int = 0) -> str:
    local = at + dt.timedelta(hours=offset_hours)
    return f"{local:%Y-%m-%dT%H:%M}{'Z' if not offset_hours else f'{offset_hours:+03}:00'}"


def _within(at: dt.datetime) -> dt.datetime:
    """The moment, kept inside the six months."""
    return min(max(at, MIDNIGHT), MIDNIGHT + dt.timedelta(days=DAYS, minutes=-1))


def _times(
    at: dt.datetime, rng: np.random.Generator, *, error_min: float, width_min: int, delay_h: tuple[float, float],
    offset_hours: int = 0,
) -> Row:  # fmt: skip
    start = _within(at + dt.timedelta(minutes=round(float(rng.normal(0, error_min)) - width_min / 2)))
    until = _within(start + dt.timedelta(minutes=width_min))
    received = max(until, at) + dt.timedelta(minutes=int(60 * rng.uniform(*delay_h)))
    return {
        "received": _moment(received, offset_hours=offset_hours), "start": _moment(start, offset_hours=offset_hours),
        "until": _moment(until, offset_hours=offset_hours) if until > start else "",
    }  # fmt: skip


def _point(event: Event, rng: np.random.Generator, error_km: float, *, said: float = 0.0, digits: int = 4) -> Row:
    x, y = moved(event.longitude, event.latitude, *rng.normal(0, error_km, 2))
    return {"longitude": round(x, digits), "latitude": round(y, digits), "error_km": said or error_km}


def moved(x: float, y: float, east_km: float, north_km: float) -> tuple[float, float]:
    """A position so many kilometres away."""
    return x + float(east_km) / (111.32 * np.cos(np.radians(y))), y + float(north_km) / 111.13


def _marks(event: Event, rng: np.random.Generator, known: float) -> str:
    return ";".join(event.marks) if event.marks and rng.random() < known else ""


def _arms(event: Event, kind: str, rng: np.random.Generator, known: float) -> Row:
    if not event.weapon or kind != event.kind or rng.random() > known:
        return {}
    return {"weapon": event.weapon, **({"calibre_mm": event.calibre_mm} if rng.random() < known else {})}


def posts(event: Event, land: Land, rng: np.random.Generator) -> Row:
    """A wedge from the post for what is heard or seen from afar; a patrol's own position for the rest."""
    kind = _kind(event, rng, 0.12)
    post = min(POSTS, key=lambda one: abs(STRETCHES.index(one) - STRETCHES.index(event.stretch)))
    x, y = land.beside(POST_SHARES[post], 4.0, WEST)
    scale = 111.32 * np.cos(np.radians(y))
    east, north = (event.longitude - x) * scale, (event.latitude - y) * 111.13
    away = float(np.hypot(east, north))
    row: Row = {"kind": kind, "means": "heard" if event.kind in FIRE else "seen"}
    if event.kind in FIRE and away < 22:
        judged = away * float(rng.lognormal(0, 0.18))
        bearing = (np.degrees(np.arctan2(east, north)) + rng.normal(0, 7)) % 360
        row |= {
            "longitude": round(x, 4), "latitude": round(y, 4), "bearing": int(bearing) // 5 * 5, "bearing_width": 30,
            "range_low_km": round(max(0.2, judged * 0.75), 1), "range_high_km": round(judged * 1.35 + 0.3, 1),
        }  # fmt: skip
    else:
        row |= _point(event, rng, 0.6 if event.kind not in FIRE else 1.5)
    row |= _times(event.at, rng, error_min=4, width_min=int(rng.choice([0, 5, 10])), delay_h=(0.3, 3))
    row |= _count(event, kind, rng, 0.2) | _arms(event, kind, rng, 0.75)
    held = event.party if event.kind in ("weapon", "position", "convoy", "camp", "denial") else ""
    return row | {"party": held, "marks": _marks(event, rng, 0.85), "credibility": int(rng.choice([1, 2, 2, 3]))}


def cameras(event: Event, land: Land, rng: np.random.Generator) -> Row:
    """Exact in time and place; at night explosion and shelling look alike."""
    kind = _kind(event, rng, 0.07)
    row: Row = {"kind": kind, "means": "camera", **_point(event, rng, 0.4)}
    row |= _times(event.at, rng, error_min=1, width_min=0, delay_h=(0.1, 1))
    return row | _count(event, kind, rng, 0.1) | {"marks": _marks(event, rng, 0.6), "credibility": 1}


def drones(event: Event, land: Land, rng: np.random.Generator) -> Row:
    """Exact in place, within the hour in time for what stands still."""
    kind = _kind(event, rng, 0.05)
    row: Row = {"kind": kind, "means": "camera", **_point(event, rng, 0.2)}
    row |= _times(event.at, rng, error_min=2 if event.kind in FIRE else 20, width_min=0 if event.kind in FIRE else 60,
                  delay_h=(1, 6))  # fmt: skip
    row |= _count(event, kind, rng, 0.1) | _arms(event, kind, rng, 0.9)
    held = event.party if event.kind not in FIRE else ""
    return row | {"party": held, "marks": _marks(event, rng, 0.9), "credibility": int(rng.choice([1, 1, 2]))}


def satellite(event: Event, land: Land, rng: np.random.Generator) -> Row:
    """Between two passes: a long interval, a small error."""
    kind = _kind(event, rng, 0.08)
    passed = event.at.replace(hour=12, minute=20) + dt.timedelta(days=int(event.at.hour >= 12))
    start = _within(passed - dt.timedelta(days=int(rng.integers(1, 4))))
    until = _within(max(passed, event.at))
    received = until + dt.timedelta(minutes=int(60 * rng.uniform(8, 36)))
    row: Row = {"kind": kind, "means": "satellite", **_point(event, rng, 0.15)}
    row |= {"received": _moment(received), "start": _moment(min(start, event.at)), "until": _moment(until)}
    row |= _count(event, kind, rng, 0.15) | _arms(event, kind, rng, 0.4)
    return row | {"party": event.party, "party_share": 0.8, "credibility": int(rng.choice([1, 2]))}


def witness(event: Event, land: Land, rng: np.random.Generator) -> Row:
    """People tell of what they heard: a village or a whole area, an evening, a guess at the weapon."""
    kind = _kind(event, rng, 0.2)
    row: Row = {"kind": kind, "means": "told"}
    vague = event.patrol and rng.random() < 0.25
    row |= {"place": event.patrol} if vague else _point(event, rng, 2.5, said=3, digits=2)
    row |= _times(event.at, rng, error_min=35, width_min=int(rng.choice([60, 120, 180])), delay_h=(2, 40))
    row |= _count(event, kind, rng, 0.5) | _arms(event, kind, rng, 0.3)
    blamed = event.party if rng.random() < 0.9 else (EAST if event.party == WEST else WEST)
    known = event.party and rng.random() < 0.5
    said = {"party": blamed, "party_share": 0.7} if known else {}
    return row | said | {"credibility": int(rng.choice([2, 3, 3, 4]))}


def staff(party: str, *, more: float, offset_hours: int) -> Callable[[Event, Land, np.random.Generator], Row]:
    """A party's own report: the other side did it, and it was more."""

    def report(event: Event, land: Land, rng: np.random.Generator) -> Row:
        kind = _kind(event, rng, 0.15)
        other = EAST if party == WEST else WEST
        row: Row = {"kind": kind, "means": "told", **_point(event, rng, 1.6, said=2, digits=3)}
        row |= _times(event.at, rng, error_min=25, width_min=30, delay_h=(5, 20), offset_hours=offset_hours)
        row |= _count(event, kind, rng, 0.4, more=more) | _arms(event, kind, rng, 0.7)
        return row | {"party": other, "claimant": party, "credibility": int(rng.choice([2, 3, 4]))}

    return report


def invented(event: Event, rng: np.random.Generator) -> Event:
    """What did not happen, made from something that did: another place, another day."""
    day = int(rng.integers(0, DAYS))
    at = MIDNIGHT + dt.timedelta(days=day, minutes=int(rng.uniform(0, 1440)))
    x, y = moved(event.longitude, event.latitude, *rng.normal(0, 3.0, 2))
    return replace(event, at=at, longitude=x, latitude=y, id="", marks=())
