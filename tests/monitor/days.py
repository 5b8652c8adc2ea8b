"""Frames of incidents, findings and claims for the tests of daily figures."""

import datetime as dt

import polars as pl
from tests.monitor.watches import FIRST

UTC = pl.Datetime("us", "UTC")


def at(day: float, hour: float = 12.0) -> dt.datetime:
    """A moment so many days after the first midnight."""
    return dt.datetime.combine(FIRST, dt.time(), dt.UTC) + dt.timedelta(days=day, hours=hour)


def incident(id: str, day: float, area: str = "north", kind: str = "shelling", **columns: object) -> dict[str, object]:
    """An incident in the middle of the northern or the southern sector."""
    row = {
        "id": id, "kind": kind, "start": at(day), "until": at(day), "longitude": 0.5,
        "latitude": 0.75 if area == "north" else 0.25, "error_km": 1.0, "area": area, "unit": "round",
        "count_low": 1.0, "count_high": 1.0, "probability": 0.9, "told": True,
    }  # fmt: skip
    return {**row, **columns}


def incidents(*rows: dict[str, object]) -> pl.DataFrame:
    schema = dict.fromkeys(("id", "kind", "area", "unit"), pl.String) | {"start": UTC, "until": UTC}
    schema |= dict.fromkeys(
        ("longitude", "latitude", "error_km", "count_low", "count_high", "probability"), pl.Float64
    ) | {"told": pl.Boolean}
    return pl.DataFrame(list(rows), schema=schema)


def findings(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Findings as incident, term, verdict."""
    columns = ("id", "incident", "term", "verdict", "probability", "inside_zone", "inside_time", "attribution")
    made = [
        {"id": f"f-{one}-{term}", "incident": one, "term": term, "verdict": verdict, "probability": 0.95,
         "inside_zone": 0.9, "inside_time": 1.0, "attribution": {"XAA": 0.7, "not_attributable": 0.3}}
        for one, term, verdict in rows
    ]  # fmt: skip
    shares = pl.Struct({"XAA": pl.Float64, "not_attributable": pl.Float64})
    types = dict.fromkeys(columns[:4], pl.String) | dict.fromkeys(columns[4:7], pl.Float64) | {"attribution": shares}
    return pl.DataFrame(made, schema=types)


def claim(id: str, first: float, last: float, count: float, unit: str = "incident") -> dict[str, object]:
    row = {"id": id, "party": "XAA", "against": "XBB", "what": "violations", "unit": unit, "count": count}
    return {**row, "start": at(first, 0), "until": at(last, 23)}


def claims(*rows: dict[str, object]) -> pl.DataFrame:
    words = dict.fromkeys(("id", "party", "against", "what", "unit"), pl.String)
    return pl.DataFrame(list(rows), schema=words | {"count": pl.Float64, "start": UTC, "until": UTC})


def reports(*rows: tuple[str, float, list[str]]) -> pl.DataFrame:
    """Reports as id, day, marks."""
    made = [{"id": id, "start": at(day), "marks": marks} for id, day, marks in rows]
    return pl.DataFrame(made, schema={"id": pl.String, "start": UTC, "marks": pl.List(pl.String)})


def members(*rows: tuple[str, str]) -> pl.DataFrame:
    """Members as incident, report."""
    return pl.DataFrame(list(rows), schema={"incident": pl.String, "report": pl.String}, orient="row")
