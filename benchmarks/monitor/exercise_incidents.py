"""Incidents and findings of the exercise against its truth, with what was missed, by id."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import polars as pl
from benchmarks.monitor.exercise_case import HELD, Case, Known, some, stands_for

from accord.monitor.units import with_notified
from accord.monitor.where import locate


def report_fusion(case: Case, known: Known) -> None:
    """Incidents found whole, split and merged, beside the rule that joins same day, 5 km and same kind."""
    fused = dict(known.members.select("report", "incident").iter_rows())
    print(f"\nfusion, without reviewers: {len(fused):,} reports, {known.incidents.height:,} incidents; "
          f"truth {len(case.truth):,}, of which {len(set(case.told.values())):,} were reported")  # fmt: skip
    for name, groups in (("accord", fused), ("same day, 5 km, kind", _same_day(case))):
        print(f"  {name:22} {_compared(groups, case.told)}")
    stands = stands_for(case, known)
    for name, part in (("counted", known.counted), ("only parties tell of", known.incidents.filter(~pl.col("told")))):
        hollow = [one for one in part["id"] if one not in stands]
        sources = known.members.filter(pl.col("incident").is_in(hollow)).group_by("incident").agg("source")["source"]
        print(f"  incidents {name}: {part.height:,}, of which {len(hollow)} tell of nothing that happened")
        print(f"    by {_counts(Counter(' + '.join(sorted(set(one))) for one in sources))}")


def _compared(groups: dict[str, str], told: dict[str, str]) -> str:
    """Pairs, and true incidents found whole, split, merged."""
    by_group: dict[str, list[str]] = {}
    by_truth: dict[str, list[str]] = {}
    for report, group in groups.items():
        by_group.setdefault(group, []).append(told.get(report, ""))
        if report in told:
            by_truth.setdefault(told[report], []).append(group)
    true_pairs = sum(len(found) * (len(found) - 1) // 2 for found in by_truth.values())
    made = right = 0
    for labels in by_group.values():
        counts = Counter(label for label in labels if label)
        real, hollow = counts.total(), len(labels) - counts.total()
        right += sum(n * (n - 1) // 2 for n in counts.values())
        made += real * (real - 1) // 2 + real * hollow
    precision, recall = right / max(1, made), right / max(1, true_pairs)
    merged = {label for labels in by_group.values() for label in labels if label and len({*labels} - {""}) > 1}
    split = {key for key, found in by_truth.items() if len(set(found)) > 1}
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return (f"pairs P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; whole {len(by_truth.keys() - split - merged)}, "
            f"split {len(split)}, merged {len(merged)}, of {len(by_truth)}")  # fmt: skip


def _same_day(case: Case) -> dict[str, str]:
    """The simple rule, its groups closed under joining; a named copy joins its original."""
    reports = case.events.reports
    located = locate(reports, case.places)
    ids, day = reports["id"].to_list(), reports["start"].dt.date().to_list()
    kind = reports["kind"].cast(pl.String).to_list()
    head = list(range(len(ids)))

    def root(at: int) -> int:
        while head[at] != at:
            at = head[at]
        return at

    bins: dict[tuple[object, str], list[int]] = {}
    for at in range(len(ids)):
        bins.setdefault((day[at], kind[at]), []).append(at)
    for rows in bins.values():
        for place, one in enumerate(rows):
            for other in rows[:place]:
                east = located.east_km[one] - located.east_km[other]
                north = located.north_km[one] - located.north_km[other]
                if east * east + north * north <= 25:
                    head[root(one)] = root(other)
    place_of = {key: at for at, key in enumerate(ids)}
    for at, original in enumerate(reports["copy_of"].to_list()):
        if original is not None:
            head[root(at)] = root(place_of[original])
    return {key: ids[root(at)] for at, key in enumerate(ids)}


def report_chances(case: Case, known: Known) -> None:
    """Said against true: that a report belongs to its incident, and that an incident took place."""
    event = pl.Series([case.told.get(report, report) for report in known.members["report"]])
    copies = known.members["copy_of"].is_not_null() if "copy_of" in known.members.columns else pl.Series([False])
    table = known.members.with_columns(event=event, copy=copies)
    table = table.filter(~pl.col("copy"))
    table = table.with_columns(same=pl.len().over("incident", "event") - 1, others=pl.len().over("incident") - 1)
    table = table.filter(pl.col("others") > 0)
    print("\nchances, by tenth of what is said: number, mean said, share true, difference")
    _print_tenths("a report belongs to its incident (others of the incident that tell of the same)",
                  table["probability"].to_numpy(), (table["same"] / table["others"]).to_numpy())  # fmt: skip
    stands = stands_for(case, known)
    for name, part in (("told by others than parties", known.incidents.filter("told")),
                       ("told by parties only", known.incidents.filter(~pl.col("told")))):  # fmt: skip
        took_place = np.array([one in stands for one in part["id"]], dtype=np.float64)
        _print_tenths(f"an incident took place, {name}", part["probability"].to_numpy(), took_place)


def _print_tenths(name: str, said: np.ndarray, true: np.ndarray) -> None:
    print(f"  {name}")
    tenth = np.minimum((said * 10).astype(int), 9)
    for number in np.unique(tenth):
        rows = tenth == number
        difference = said[rows].mean() - true[rows].mean()
        print(f"    {rows.sum():6,} {said[rows].mean():.3f} {true[rows].mean():.3f} {difference:+.3f}")


def report_findings(case: Case, known: Known, *, most: int) -> None:
    """Breaches and likely breaches against the true ones, term by term; caps left aside."""
    assert case.workspace.deal is not None
    stands = stands_for(case, known)
    counts = dict(known.incidents.select("id", "told").iter_rows())
    held = known.findings.filter(pl.col("verdict").cast(pl.String).is_in(HELD))
    print("\nfindings: breaches and likely breaches of incidents that not only parties tell of; caps left aside")
    print(f"  {'term':17} {'true':>5} {'reported':>9} {'found':>6} {'missed':>7} {'held':>6} {'false':>6}")
    told = set(case.told.values())
    notes: list[str] = []
    sums = np.zeros(6, dtype=int)
    for term in (term.id for term in case.workspace.deal.terms if term.kind.value != "cap"):
        true = {key for key, row in case.truth.items() if term in row["terms"].split(";")}
        rows = [row for row in held.filter(pl.col("term") == term)["incident"] if counts.get(row)]
        found = {stands[row] for row in rows if stands.get(row) in true}
        false = [row for row in rows if stands.get(row) not in true]
        missed = sorted(true & told - found)
        line = np.array([len(true), len(true & told), len(found), len(missed), len(rows), len(false)])
        sums += line
        print(f"  {term:17} " + " ".join(f"{n:{w}}" for n, w in zip(line, (5, 9, 6, 7, 6, 6), strict=True)))
        notes += _notes(case, known, term, missed, false, most)
    print(f"  {'all':17} " + " ".join(f"{n:{w}}" for n, w in zip(sums, (5, 9, 6, 7, 6, 6), strict=True)))
    print("\n".join(notes))


def _notes(case: Case, known: Known, term: str, missed: list[str], false: list[str], most: int) -> Iterator[str]:
    stands = stands_for(case, known)
    if missed:
        of_true: dict[str, list[str]] = {}
        for incident, key in stands.items():
            of_true.setdefault(key, []).append(incident)
        why = Counter(_why(known, term, of_true.get(key, [])) for key in missed)
        yield f"  {term} missed ({_counts(why)}): {some(missed, most)}"
    if false:
        parts = Counter(case.truth[stands[one]]["part"] if one in stands else "nothing happened" for one in false)
        yield f"  {term} false (stands for: {_counts(parts)}): {some(sorted(false), most)}"


def _counts(found: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in found.most_common())


def _why(known: Known, term: str, incidents: list[str]) -> str:
    """What became of a true breach that was reported and not found."""
    if not incidents:
        return "merged with another"
    rows = known.incidents.filter(pl.col("id").is_in(incidents))
    if not rows["told"].any():
        return "only parties tell"
    verdicts = known.findings.filter(pl.col("incident").is_in(incidents) & (pl.col("term") == term))["verdict"]
    words = sorted(set(verdicts.cast(pl.String)))
    return words[0].replace("_", " ") if words else "taken for another kind or weapon"


def report_drills(case: Case, known: Known) -> None:
    """Incidents of the notified exercises, which of them are known as such, and what else is taken for them."""
    of_drills = [one for one, key in stands_for(case, known).items() if case.truth[key]["part"] == "exercise"]
    marked = with_notified(known.incidents, known.members, case.events.reports)
    by_mark = set(marked.filter(pl.col("is_notified"))["id"])
    others = sorted(set(known.announced) - set(of_drills))
    stands = stands_for(case, known)
    parts = Counter(case.truth[stands[one]]["part"] if one in stands else "nothing happened" for one in others)
    here = known.incidents.filter(pl.col("id").is_in(of_drills))
    here = with_notified(here, known.members, case.events.reports, known.announced)
    silent = here.filter(~pl.col("is_notified"))
    held = known.findings.filter(
        pl.col("incident").is_in(silent["id"].implode()) & pl.col("verdict").cast(pl.String).is_in(HELD)
    )
    print(f"\nnotified exercises: {here.height} incidents, of which {silent.height} without a report or a notification "
          f"that says so ({len(set(of_drills) - by_mark)} without a report); of the {silent.height} "
          f"{held['incident'].n_unique()} are held as breaches")  # fmt: skip
    print(f"  excused by notifications and nothing of the exercises: {len(others)} ({_counts(parts)})")
    sources = known.members.filter(pl.col("incident").is_in(silent["id"].implode())).group_by("incident").agg("source")
    print(f"  by {_counts(Counter(' + '.join(sorted(set(one))) for one in sources['source']))}")
