"""Reports that pass every rule but look like an oversight."""

from collections.abc import Iterator, Mapping

import polars as pl

from accord.model.fields import Id
from accord.model.problem import Problem
from accord.model.workspace import Place
from accord.store.alike import alike

FAR_DEGREES = 5.0
"""A report farther from all places than this, about 500 km, is doubted."""


def odd_positions(reports: pl.DataFrame, places: Mapping[Id, Place]) -> Iterator[Problem]:
    """Warnings of positions far outside the places of the workspace, those that look swapped first."""
    if not places:
        return
    x = [place.longitude for place in places.values()]
    y = [place.latitude for place in places.values()]

    def near(longitude: pl.Expr, latitude: pl.Expr) -> pl.Expr:
        east = longitude.is_between(min(x) - FAR_DEGREES, max(x) + FAR_DEGREES)
        return east & latitude.is_between(min(y) - FAR_DEGREES, max(y) + FAR_DEGREES)

    longitude, latitude = pl.col("longitude"), pl.col("latitude")
    far, swapped = ~near(longitude, latitude), near(latitude, longitude)
    yield from alike(reports, far & swapped, "longitude", "lies near the places with latitude and longitude exchanged")
    yield from alike(
        reports,
        far & ~swapped,
        "longitude",
        lambda row: f"{row['longitude']:g}, {row['latitude']:g} lies far from all places of the workspace",
    )
