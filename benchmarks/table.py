"""Rows as text: one line a run, medians at the end."""

from collections.abc import Iterable, Sequence
from statistics import median

from benchmarks.row import Row

_HEAD = (
    f"{'size':8}{'seed':>5} {'solver':10}{'coverage':>9}{'bound':>9}  {'claim':12}{'seconds':>8}{'first':>7}"
    f"{'MB':>7}{'gaps':>7}{'times':>7}  checked"
)


def head() -> str:
    """Names of the columns."""
    return _HEAD


def line(row: Row) -> str:
    """One run.

    >>> row = Row(solver="highs", size="S", seed=1, coverage=0.75, bound=0.8, gap_pp=5.0, seconds=9.5, peak_mb=120.0,
    ...           verified=True, claim="gap 5.00 pp", first_seconds=None, compile_seconds=0.1, gap_ratio=2.5)
    >>> line(row)
    'S           1 highs       75.00 %  80.00 %  gap 5.00 pp      9.5      -    120    2.5      -  yes'
    """
    return (
        f"{row.size:8}{row.seed:>5} {row.solver:10}{share(row.coverage)}{share(row.bound)}  {row.claim:12}"
        f"{row.seconds:8.1f}{number(row.first_seconds, 7, 2)}{row.peak_mb:7.0f}"
        f"{number(row.gap_ratio, 7, 1)}{number(row.time_ratio, 7, 1)}  {_checked(row)}"
    )


def _checked(row: Row) -> str:
    if row.verified:
        return "yes"
    return row.note or "no"


def share(value: float | None) -> str:
    """A share in percent, nine characters."""
    return f"{'-':>9}" if value is None else f"{100.0 * value:7.2f} %"


def number(value: float | None, width: int, digits: int) -> str:
    """A number, or a dash for none."""
    return f"{'-':>{width}}" if value is None else f"{value:{width}.{digits}f}"


def medians(rows: Sequence[Row]) -> list[str]:
    """A line for each size and solver: medians over the seeds, of those that have the figure."""
    keys = dict.fromkeys((row.size, row.solver) for row in rows)
    return [_median_line(*key, [row for row in rows if (row.size, row.solver) == key]) for key in keys]


def _median_line(size: str, solver: str, rows: Sequence[Row]) -> str:
    plans = [row for row in rows if row.verified]
    proven = sum(row.claim == "proven" for row in plans)
    gap = middle(row.gap_pp for row in plans)
    words = "no plan" if not plans else "no bound" if gap is None else f"gap {gap:.2f} pp"
    return (
        f"{size:8}{'med':>5} {solver:10}{share(middle(row.coverage for row in plans))}"
        f"{share(middle(row.bound for row in plans))}  {words:12}{middle(row.seconds for row in rows) or 0.0:8.1f}"
        f"{number(middle(row.first_seconds for row in plans), 7, 2)}{middle(row.peak_mb for row in rows) or 0.0:7.0f}"
        f"{number(middle(row.gap_ratio for row in plans), 7, 1)}{number(middle(row.time_ratio for row in plans), 7, 1)}"
        f"  {len(plans)} of {len(rows)} checked, {proven} proven"
    )


def middle(values: Iterable[float | None]) -> float | None:
    """Median of those that are there.

    >>> middle([3.0, None, 1.0, 2.0]), middle([None])
    (2.0, None)
    """
    there = [value for value in values if value is not None]
    return float(median(there)) if there else None
