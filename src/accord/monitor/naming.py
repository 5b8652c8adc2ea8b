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
    """Incidents one by one in order of time, with the terms that they breach or likely breach."""
    ids = incidents["id"].to_list()
    here = findings.filter(pl.col("incident").is_in(ids))
    terms: dict[str, list[str]] = {}
    verdicts: dict[str, list[str]] = {}
    for incident, term, verdict in here.select("incident", "term", pl.col("verdict").cast(pl.String)).iter_rows():
        verdicts.setdefault(incident, []).append(verdict)
        if verdict in _WORST:
            terms.setdefault(incident, []).append(term)
    number = {} if members is None else dict(members.group_by("incident").len().iter_rows())
    return tuple(
        Notice(
            incident=row["id"],
            at=row["start"],
            area=row["area"] or "",
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
    spans = {"hours": period, "hours_before": period.before}
    noted = watches.filter(pl.col("hindrance").is_not_null()).with_columns(
        ((pl.min_horizontal("until", pl.lit(part.end)) - pl.max_horizontal("start", pl.lit(part.start))).dt
        .total_seconds().clip(lower_bound=0) / 3600).alias(name)
        for name, part in spans.items()
    )  # fmt: skip
    text = [pl.col(name).cast(pl.String) for name in ("area", "observer", "means", "hindrance")]
    note = pl.col("note").fill_null("") if "note" in watches.columns else pl.lit("")
    summed = (
        noted.with_columns(note.alias("note"))
        .group_by(text, maintain_order=True)
        .agg(pl.col("hours").sum(), pl.col("hours_before").sum(), pl.col("note").sort_by("start").last())
        .filter(pl.col("hours") > 0)
    )
    found = [Hampered(**row) for row in summed.iter_rows(named=True)]
    return tuple(sorted(found, key=lambda one: (-one.hours, one.area not in areas, one.area, one.observer)))
