"""Reports that repeat another report: they are shown with it and never counted as a second voice.

A report repeats another one if it says so (`copy_of`), or if it has the same words, the same kind and nearly the same
place within a day and a half. Short texts say nothing: many observers write "shelling".
"""

import numpy as np
import polars as pl

from accord.monitor.field import Ints

SHORTEST = 20
"""Characters from which equal texts count as one text."""
LONGEST_DELAY_HOURS = 36
NEAREST_KM = 1.0
KM_PER_DEGREE = 111.195


def originals(reports: pl.DataFrame) -> Ints:
    """Row of the report that each row repeats in the end; its own row if it repeats none.

    >>> frame = pl.DataFrame({"id": ["a", "b", "c"], "copy_of": [None, "a", "b"]})
    >>> originals(frame).tolist()
    [0, 0, 0]
    """
    n = reports.height
    root = np.arange(n)
    if "text" in reports.columns and "longitude" in reports.columns:
        root = _same_words(reports, root)
    if "copy_of" in reports.columns and reports["copy_of"].null_count() < n:
        rows = pl.DataFrame({"copy_of": reports["id"], "row": np.arange(n)}).unique("copy_of", keep="first")
        said = reports.select("copy_of").join(rows, on="copy_of", how="left", maintain_order="left")["row"]
        known = said.is_not_null().to_numpy()
        root[known] = said.drop_nulls().to_numpy()
    return _ends(root)


def _ends(root: Ints) -> Ints:
    """Follow each chain to its end; a circle ends at its least row."""
    lowest = root
    for _ in range(64):
        further = lowest[lowest]
        if np.array_equal(further, lowest):
            return lowest
        lowest = further
    for start in np.flatnonzero(root[lowest] != lowest):
        circle, row = [], int(start)
        while row not in circle:
            circle.append(row)
            row = int(root[row])
        root[circle[circle.index(row) :]] = min(circle[circle.index(row) :])
    return _ends(root)


def _same_words(reports: pl.DataFrame, root: Ints) -> Ints:
    frame = reports.select("text", "kind", "start", "longitude", "latitude", "id").with_columns(row=pl.lit(root))
    frame = frame.filter(pl.col("text").str.len_chars() >= SHORTEST)
    frame = frame.filter(pl.struct("text", "kind").is_duplicated()).sort("text", "kind", "start", "id")
    if not frame.height:
        return root
    old = frame.select(pl.all().shift(1))
    delay = (frame["start"] - old["start"]).dt.total_seconds()
    near = (frame["text"] == old["text"]) & (frame["kind"] == old["kind"]) & (delay <= LONGEST_DELAY_HOURS * 3600)
    apart = KM_PER_DEGREE * np.hypot(
        (frame["latitude"] - old["latitude"]).to_numpy(),
        (frame["longitude"] - old["longitude"]).to_numpy() * np.cos(np.radians(frame["latitude"].to_numpy())),
    )
    # A report without a position is compared by its region, which the same words name.
    repeats = near.fill_null(False).to_numpy() & ~(apart > NEAREST_KM)
    root = root.copy()
    root[frame["row"].to_numpy()[repeats]] = old["row"].to_numpy()[repeats]
    return root
