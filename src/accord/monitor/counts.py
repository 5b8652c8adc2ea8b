"""Incidents by area, day and kind. An area counts what happened inside it, so nested areas count the same twice."""

import datetime as dt
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from accord.model.workspace import Place

LEAST_PROBABILITY = 0.5
"""Incidents that probably did not take place are not counted."""


def inside(incidents: pl.DataFrame, places: Mapping[str, Place], areas: Sequence[str]) -> NDArray[np.bool_]:
    """(A, n) whether each incident's most likely place lies in each area; one that names the area lies in it.

    Parameters
    ----------
    incidents
        Columns of `Incident`.
    """
    x, y = (incidents[end].to_numpy() for end in ("longitude", "latitude"))
    named = incidents["area"].cast(pl.String).fill_null("").to_numpy()
    rows = [shapely.contains_xy(shape(places[area].geometry), x, y) | (named == area) for area in areas]
    return np.array(rows, dtype=bool).reshape(len(areas), incidents.height)


def day_numbers(incidents: pl.DataFrame, days: Sequence[dt.date], *, timezone: str = "UTC") -> NDArray[np.int64]:
    """(n,) index of the day on which each incident began, -1: on none of them.

    >>> moments = pl.DataFrame({"start": [dt.datetime(2027, 4, 1, 22, 30, tzinfo=dt.UTC)]})
    >>> day_numbers(moments, [dt.date(2027, 4, 1), dt.date(2027, 4, 2)], timezone="Europe/Kyiv").tolist()
    [1]
    """
    ZoneInfo(timezone)
    began = incidents["start"].dt.convert_time_zone(timezone).dt.date()
    number = began.to_physical().cast(pl.Int64).to_numpy() - (days[0] - dt.date(1970, 1, 1)).days
    return np.where((number >= 0) & (number < len(days)), number, -1)


def counted(
    incidents: pl.DataFrame,
    places: Mapping[str, Place],
    *,
    areas: Sequence[str],
    days: Sequence[dt.date],
    kinds: Sequence[str],
    timezone: str = "UTC",
) -> NDArray[np.int64]:
    """(A, D, K) incidents that probably took place, each on the day on which it began."""
    known = likely(incidents)
    table = np.zeros((len(areas), len(days), len(kinds)), dtype=np.int64)
    number = {kind: place for place, kind in enumerate(kinds)}
    kind = np.array([number.get(word, -1) for word in known["kind"].cast(pl.String).to_list()], dtype=np.int64)
    day = day_numbers(known, days, timezone=timezone)
    for area, within in enumerate(inside(known, places, areas)):
        kept = within & (day >= 0) & (kind >= 0)
        np.add.at(table[area], (day[kept], kind[kept]), 1)
    return table


def likely(incidents: pl.DataFrame) -> pl.DataFrame:
    """Incidents that probably took place."""
    return incidents.filter(pl.col("probability") >= LEAST_PROBABILITY)
