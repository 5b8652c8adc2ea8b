"""What a daily report names one by one: terms with their findings, incidents, observers who could not watch."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from accord.model.daily import Hampered, Notice, TermFigures
from accord.model.deal import Deal
from accord.model.incident import Ruling
from accord.model.reason import Reason
from accord.monitor.stretch import Stretch

_WORST = (Ruling.BREACH.value, Ruling.LIKELY.value)
_GRAVITY = (Ruling.BREACH, Ruling.LIKELY, Ruling.UNDETERMINED, Ruling.PERMITTED, Ruling.OUTSIDE)


def term_figures(
    findings: pl.DataFrame, now: pl.DataFrame, then: pl.DataFrame, deal: Deal | None
) -> tuple[TermFigures, ...]:
    """Terms that incidents of the period or of the one before were judged by, most breaches first.

    Parameters
    ----------
    findings
        Columns of `Finding`.
    now, then
        Incidents of the two periods that count.
    """
    if deal is None or not findings.height:
        return ()
    current, earlier = _of(findings, now), _of(findings, then)
    counts, before = _verdicts(current), _verdicts(earlier)
    found = [
        TermFigures(
            term=term.id,
            title=term.title,
            breach=counts.get((term.id, Ruling.BREACH.value), 0),
            likely=counts.get((term.id, Ruling.LIKELY.value), 0),
            before=sum(before.get((term.id, verdict), 0) for verdict in _WORST),
            permitted=counts.get((term.id, Ruling.PERMITTED.value), 0),
            undetermined=counts.get((term.id, Ruling.UNDETERMINED.value), 0),
            attribution=_attribution(current.filter(pl.col("term") == term.id)),
            reasons=_reasons(current.filter(pl.col("term") == term.id)),
        )
        for term in deal.terms
    ]
    told = [one for one in found if one.breach or one.likely or one.before or one.permitted or one.undetermined]
    return tuple(sorted(told, key=lambda one: (-one.breach, -one.likely, one.term)))


def _of(findings: pl.DataFrame, incidents: pl.DataFrame) -> pl.DataFrame:
    return findings.filter(pl.col("incident").is_in(incidents["id"].to_list()))


def _verdicts(findings: pl.DataFrame) -> dict[tuple[str, str], int]:
    counted = findings.group_by("term", pl.col("verdict").cast(pl.String)).len()
    return {(term, verdict): count for term, verdict, count in counted.iter_rows()}


def _attribution(findings: pl.DataFrame) -> Mapping[str, float]:
    """Breaches by party: the sum of the probabilities with which they are ascribed."""
    worst = findings.filter(pl.col("verdict").cast(pl.String).is_in(_WORST))
    if "attribution" not in worst.columns or not worst.height:
        return {}
    total: dict[str, float] = {}
    for shares in worst["attribution"].to_list():
        for party, share in (shares or {}).items():
            total[party] = total.get(party, 0.0) + float(share or 0.0)
    return {party: share for party, share in sorted(total.items()) if share > 0}


def _reasons(findings: pl.DataFrame) -> tuple[Reason, ...]:
    """What the surest breach rests on, as far as the columns of findings say."""
    worst = findings.filter(pl.col("verdict").cast(pl.String).is_in(_WORST))
    if not worst.height or not {"inside_zone", "inside_time"} <= set(worst.columns):
        return ()
    row: dict[str, Any] = worst.sort(pl.col("probability"), "id", descending=[True, False]).row(0, named=True)
    rows = (f"incidents/{row['incident']}",)
    parts = (
        ("zone", f"inside the zone with {row['inside_zone']:.0%}"),
        ("time", f"within the interval with {row['inside_time']:.0%}"),
        ("probability", f"contrary to the term with {row['probability']:.0%}"),
    )
    weights = (row["inside_zone"], row["inside_time"], row["probability"])
    return tuple(
        Reason(code=code, text=text, weight=float(weight), rows=rows)
        for (code, text), weight in zip(parts, weights, strict=True)
    )


def notices(incidents: pl.DataFrame, findings: pl.DataFrame, members: pl.DataFrame | None) -> tuple[Notice, ...]:
    """Incidents one by one in order of time, with the terms that they breach or likely breach.

    Parameters
    ----------
    incidents
        Columns of `Incident`, `told`, and `within`: area of the report that holds each.
    """
    ids = incidents["id"].to_list()
    here = findings.filter(pl.col("incident").is_in(ids))
    terms: dict[str, list[str]] = {}
    verdicts: dict[str, list[str]] = {}
    for incident, term, verdict in here.select("incident", "term", pl.col("verdict").cast(pl.String)).iter_rows():
        verdicts.setdefault(incident, []).append(verdict)
        if verdict in _WORST:
            terms.setdefault(incident, []).append(term)
    told = None if members is None else members.filter(pl.col("incident").is_in(ids))
    number = {} if told is None else dict(told.group_by("incident").len().iter_rows())
    return tuple(
        Notice(
            incident=row["id"],
            at=row["start"],
            area=row["area"] or "",
            within=row["within"],
            what=str(row["kind"]),
            probability=row["probability"],
            terms=tuple(sorted(terms.get(row["id"], ()))),
            unit=str(row["unit"]),
            count_low=float(row["count_low"]),
            count_high=max(float(row["count_low"]), float(row["count_high"] or 0.0)),
            reports=number.get(row["id"], 0),
            verdict=_worst(verdicts.get(row["id"], ())),
            claimed=not row["told"],
        )
        for row in incidents.sort("start", "id").iter_rows(named=True)
    )


def _worst(verdicts: Sequence[str]) -> str:
    return next((one.value for one in _GRAVITY if one.value in verdicts), "")


def hampered(watches: pl.DataFrame, period: Stretch, areas: Sequence[str]) -> tuple[Hampered, ...]:
    """Observers who could not watch in the period, with their hours of the period and of the one before.

    Parameters
    ----------
    areas
        Areas of the report: rows of these come first among equals.
    """
    noted = watches.filter(pl.col("hindrance").is_not_null()).with_columns(
        *(pl.col(name).cast(pl.String) for name in _LOGGED),
        pl.col("note").fill_null("") if "note" in watches.columns else pl.lit("").alias("note"),
    )
    now, before = _hours(noted, period), _hours(noted, period.before).select(*_LOGGED, hours_before="hours")
    rows = now.join(before, on=_LOGGED, how="left", maintain_order="left").with_columns(
        pl.col("hours_before").fill_null(0.0)
    )
    found = [Hampered(**row) for row in rows.iter_rows(named=True)]
    return tuple(sorted(found, key=lambda one: (-one.hours, one.area not in areas, one.area, one.observer)))


_LOGGED = ("area", "observer", "means", "hindrance")


def _hours(noted: pl.DataFrame, part: Stretch) -> pl.DataFrame:
    """Hours of a stretch in which each observer was hindered; rows for several kinds of event at once count once."""
    start, until = pl.max_horizontal("start", pl.lit(part.start)), pl.min_horizontal("until", pl.lit(part.end))
    cut = noted.with_columns(start=start, until=until).filter(pl.col("until") > pl.col("start")).sort("start", "until")
    earlier = pl.col("until").cum_max().shift(1).over(_LOGGED).fill_null(part.start)
    alone = (pl.col("until") - pl.max_horizontal("start", earlier)).dt.total_seconds().clip(lower_bound=0) / 3600
    summed = cut.with_columns(hours=alone).group_by(_LOGGED, maintain_order=True)
    return summed.agg(pl.col("hours").sum(), pl.col("note").last())
