"""One incident as a record: its members with their reasons, and what they contradict each other in."""

from collections.abc import Mapping

import polars as pl

from accord.model.incident import Incident, Member
from accord.model.reason import Reason
from accord.monitor.fuse import Fused

Row = Mapping[str, object]


def incident(fused: Fused, reports: pl.DataFrame, name: str) -> Incident:
    """The incident of an id, with its members, the most telling first.

    Raises
    ------
    KeyError
        If there is no such incident.
    """
    found = fused.incidents.filter(pl.col("id") == name)
    if not found.height:
        raise KeyError(name)
    row = found.row(0, named=True)
    rows = fused.members.filter(pl.col("incident") == name)
    told = reports.filter(pl.col("id").is_in(rows["report"].implode()))
    weight = pl.sum_horizontal(pl.selectors.ends_with("_weight"))
    ordered = rows.sort(pl.col("copy_of").is_not_null(), -weight, "report")
    members = tuple(_member(part, str(row["kind"]), told) for part in ordered.iter_rows(named=True))
    facts = {key: row[key] for key in row if key != "reports"}
    for key in ("longitude", "latitude", "error_km"):
        facts[key] = float("nan") if facts[key] is None else facts[key]
    return Incident(**facts, area="", members=members, dissent=_dissent(told))


def _member(row: Row, kind: str, told: pl.DataFrame) -> Member:
    own = told.filter(pl.col("id") == row["report"])["kind"].cast(pl.String).item()
    reasons = reasons_of(row, own, kind)
    return Member(
        report=str(row["report"]),
        source=str(row["source"]),
        probability=float(str(row["probability"])),
        reasons=reasons,
    )


def reasons_of(row: Row, own: str, kind: str) -> tuple[Reason, ...]:
    """Reasons of a row of members; weights are natural log odds and add up to what the report adds.

    >>> row = {"copy_of": None, "distance_km": 1.25, "delay_minutes": 30.0, "place_weight": -0.2, "time_weight": -0.1,
    ...        "kind_weight": 0.9, "count_weight": 0.0, "density_weight": 6.0}
    >>> print(*reasons_of(row, "shelling", "shelling"), sep="; ")
    no other event is likely so near; same kind, shelling; 30 min after the first report; 1.2 km from the middle
    """
    if row["copy_of"] is not None:
        code = str(row["copy_of"])
        return (Reason(code="copy", text=f"repeats report {code}; not counted again", rows=(f"reports/{code}",)),)
    weights = {key: float(str(row[f"{key}_weight"])) for key in ("place", "time", "kind", "count", "density")}
    if not any(weights.values()):
        return (Reason(code="alone", text="no other report tells of it"),)
    distance, delay = row["distance_km"], row["delay_minutes"]
    texts = {
        "density": "no other event is likely so near" if weights["density"] > 3 else "other events lie near as well",
        "kind": f"same kind, {kind}" if own == kind else f"called {own} where most say {kind}",
        "time": f"{delay:.0f} min after the first report",
        "place": f"{distance:.1f} km from the middle",
        "count": "the counts agree" if weights["count"] > 0 else "the counts differ",
    }
    found = [Reason(code=key, text=text, weight=weights[key]) for key, text in texts.items() if weights[key] != 0.0]
    return tuple(sorted(found, key=lambda reason: (-reason.weight, reason.code)))


def _dissent(told: pl.DataFrame) -> tuple[str, ...]:
    """What members contradict each other in, in sentences."""
    sentences = []
    kinds = told.group_by(pl.col("kind").cast(pl.String)).agg(pl.col("source").unique().sort()).sort("kind")
    if kinds.height > 1:
        parts = [f"{row[0]} ({', '.join(row[1])})" for row in kinds.iter_rows()]
        sentences.append("kind: " + " or ".join(parts))
    if "party" in told.columns:
        parties = told.drop_nulls("party").group_by("party").agg(pl.col("source").unique().sort()).sort("party")
        if parties.height > 1:
            parts = [f"{row[0]} ({', '.join(row[1])})" for row in parties.iter_rows()]
            sentences.append("party: " + " or ".join(parts))
    return tuple(sentences)
