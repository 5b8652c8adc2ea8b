"""Coverage as tables: by class, component, half-year and place."""

from collections import defaultdict
from dataclasses import replace

from accord.brief.document import Align, Column, Line, Row, Table, Word, plain
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import entries, figures, names
from accord.brief.wording import component_name, word
from accord.model.option import Coverage, Option
from accord.plan.compare import by_half_year

_PLACES = 12


def priorities(findings: Findings, pen: Pen, option: Option) -> Table:
    """Coverage of each class with its bound."""
    parts = [part for part in option.by_priority if part.demand > 0]
    rows = [_priority(findings, pen, option, part) for part in parts]
    demand, covered = sum(part.demand for part in parts), sum(part.covered for part in parts)
    if len(rows) > 1:
        whole = Coverage(key="all", demand=demand, covered=covered)
        total = (
            plain(pen.say("All, by weight")),
            (figures.wanted(findings, pen, option, "priority", whole),),
            (figures.counted(findings, pen, option, "priority", whole),),
            (figures.covered(findings, pen, option),),
            _limit(findings, pen, option, "all"),
            plain(_status(pen, option, "all")),
        )
        rows.append(Row(cells=total, strong=True))
    return Table(
        id="table-priority",
        title=pen.say("Coverage by priority, and how far the best could be"),
        columns=(
            *_measured(pen, pen.say("Priority")),
            pen.column("At most", right=True, weight=1),
            pen.column("How sure", weight=2),
        ),
        rows=tuple(rows),
        note=pen.line(
            "At most: no plan can cover more. For important and desirable lines that is after the classes above are "
            "served as well as here."
        ),
        missing=pen.say("The scenario wants nothing."),
    )


def _priority(findings: Findings, pen: Pen, option: Option, part: Coverage) -> Row:
    name = word(pen, part.key)
    cells = (
        *_cells(findings, pen, option, "priority", part, plain(name)),
        (figures.class_covered(findings, pen, option, part),),
        _limit(findings, pen, option, part.key),
        plain(_status(pen, option, part.key)),
    )
    return Row(cells=cells)


def _limit(findings: Findings, pen: Pen, option: Option, key: str) -> Line:
    limit = figures.limit(findings, pen, option, key)
    return (limit,) if limit else plain(pen.say("unknown"))


def _status(pen: Pen, option: Option, key: str) -> str:
    bound = next((bound for bound in option.bounds if bound.key == key), None)
    if bound is None or bound.status == "no bound":
        return pen.say("no bound is known")
    if bound.status == "proven":
        return pen.say("proven: the best there is")
    return pen.say("at most {n} below the best").format(n=figures.points(pen, bound.gap_pp / 100.0).lstrip("+"))


def components(findings: Findings, pen: Pen, option: Option) -> Table:
    """Coverage of each component, and people in it."""
    people = _people(findings, option)
    parts = [part for part in option.by_component if part.demand > 0]
    return Table(
        id="table-component",
        title="",
        columns=(*_measured(pen, pen.say("Component")), pen.column("People, mean", right=True, weight=1)),
        rows=tuple(
            Row(
                cells=(
                    *_cells(findings, pen, option, "component", part, plain(component_name(pen, part.key))),
                    (figures.component_covered(findings, pen, option, part),),
                    (_mean_people(findings, pen, option, part.key, people[part.key]),),
                )
            )
            for part in parts
        ),
        note=pen.line("People on lines, mean over the horizon; those at rest at home come on top."),
        missing=pen.say("The scenario wants nothing."),
    )


def _people(findings: Findings, option: Option) -> defaultdict[str, float]:
    """Mean people on the lines of each component over the horizon."""
    lines, people = findings.workspace.requirements, defaultdict[str, float](float)
    for tour in option.tours:
        row = lines.get(tour.requirement)  # type: ignore[call-overload]
        if row:
            people[row.component] += tour.people * tour.periods / max(1, len(option.by_period))
    return people


def _mean_people(findings: Findings, pen: Pen, option: Option, component: str, people: float) -> Word:
    what = entries.scope(findings, pen, "component", component)
    return pen.figure(
        pen.number(people),
        ("people", option.id, "component", component),
        title=entries.in_option(pen, entries.about(pen, pen.say("People on lines, mean"), what), option.title),
        how=pen.say("People of each tour times its months, over the months of the horizon."),
    )


def half_years(findings: Findings, pen: Pen, option: Option) -> Table:
    """Coverage by halves of calendar years."""
    parts = [part for part in by_half_year(option.by_period) if part.demand > 0]

    def row(part: Coverage) -> Row:
        name = plain(entries.scope(findings, pen, "half", part.key))
        share = figures.share_of(findings, pen, option, "half", part, ())
        return Row(cells=(*_cells(findings, pen, option, "half", part, name), (share,)))

    return Table(
        id="table-half-year",
        title="",
        columns=_measured(pen, pen.say("Half-year")),
        rows=tuple(row(part) for part in parts),
        missing=pen.say("The scenario wants nothing."),
    )


def areas(findings: Findings, pen: Pen, option: Option) -> Table:
    """Coverage of each place, the one that lacks most first."""
    parts = sorted(
        (part for part in option.by_area if part.covered < part.demand - 1e-6),
        key=lambda part: (part.covered - part.demand, part.key),
    )
    whole = sum(part.demand > 0 for part in option.by_area) - len(parts)
    note: Line = ()
    if whole:
        note = pen.count_line(
            "{n} more place is fully covered.", "{n} more places are fully covered.", whole, n=pen.number(whole)
        )
    if len(parts) > _PLACES:
        rest = len(parts) - _PLACES
        more = pen.count_line("{n} more place lacks less.", "{n} more places lack less.", rest, n=pen.number(rest))
        note = (*more, Word(text=" "), *note) if note else more
    return Table(
        id="table-area",
        title=pen.say("Places that lack most"),
        columns=_measured(pen, pen.say("Place")),
        rows=tuple(
            Row(
                cells=(
                    *_cells(findings, pen, option, "area", part, names.place(findings, pen, part.key)),
                    (figures.area_covered(findings, pen, option, part),),
                )
            )
            for part in parts[:_PLACES]
        ),
        note=note if whole or parts else (),
        missing=pen.say("Every place has all that is wanted there."),
    )


def _measured(pen: Pen, first: str) -> tuple[Column, ...]:
    return (
        Column(heading=first, weight=2),
        pen.column("Wanted", right=True, weight=1),
        pen.column("Counts", right=True, weight=1),
        Column(heading=pen.say("Covered"), align=Align.LEFT, weight=2),
    )


def _cells(findings: Findings, pen: Pen, option: Option, kind: str, part: Coverage, heading: Line) -> tuple[Line, ...]:
    return (
        tuple(replace(w, text=w.text[:1].upper() + w.text[1:]) if i == 0 else w for i, w in enumerate(heading)),
        (figures.wanted(findings, pen, option, kind, part),),
        (figures.counted(findings, pen, option, kind, part),),
    )
