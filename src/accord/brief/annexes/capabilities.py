"""Annex: capabilities, what may stand in for them, and places."""

from accord.brief.annexes.cells import joined, linked, note_of, source_of
from accord.brief.document import Line, Row, Section, Table, plain
from accord.brief.evidence import row_anchor
from accord.brief.findings import Findings
from accord.brief.gather import named
from accord.brief.pen import Pen
from accord.brief.wording import component_name, place_kind
from accord.model.records import Capability
from accord.model.workspace import Place

_MILLION = 1e6


def capabilities(findings: Findings, pen: Pen) -> Section:
    """A table of capabilities with their substitutes, one of places, each in order of ids."""
    blocks = (_capabilities(findings, pen), _substitutes(findings, pen), _places(findings, pen))
    title = pen.say("Capabilities and places")
    return Section(id="annex-capabilities", title=title, blocks=blocks)


def _capabilities(findings: Findings, pen: Pen) -> Table:
    return Table(
        id="rows-capabilities",
        title=pen.say("Capabilities: types of unit"),
        columns=(
            pen.column("Capability"),
            pen.column("In words", weight=4),
            pen.column("Component"),
            pen.column("People", right=True),
            pen.column("Tonnes", right=True),
            pen.column("Cost a month", right=True),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(_capability(findings, pen, row) for row in findings.workspace.capabilities.values()),
        note=pen.line(
            "Cost: likely, with low and high, million {currency} at prices of {year}. "
            "A zero means that it is not stated.",
            currency=findings.workspace.settings.currency,
            year=str(findings.workspace.settings.price_year),
        ),
        missing=pen.say("No capability that this audience may see."),
    )


def _capability(findings: Findings, pen: Pen, row: Capability) -> Row:
    return Row(
        id=row_anchor(f"capabilities/{row.id}"),
        cells=(
            plain(row.id),
            joined([pen.written(row.label), note_of(pen, row.note)], by=" "),
            plain(component_name(pen, row.component)),
            plain(pen.number(row.people)),
            plain(pen.number(row.lift_tonnes)),
            _cost(pen, row),
            source_of(pen, findings.workspace, row),
        ),
    )


def _cost(pen: Pen, row: Capability) -> Line:
    low, likely, high = (pen.number(cost / _MILLION, 2) for cost in (row.cost_low, row.cost_likely, row.cost_high))
    return plain(f"{likely} ({low}-{high})")


def _substitutes(findings: Findings, pen: Pen) -> Table:
    workspace = findings.workspace
    return Table(
        id="rows-substitutes",
        title=pen.say("Substitutes: what may stand in for what"),
        columns=(
            pen.column("Rule"),
            pen.column("Wanted"),
            pen.column("May stand in"),
            pen.column("Counts as", right=True),
            pen.column("Remark", weight=4),
            pen.column("Source and grade", weight=1.5),
        ),
        rows=tuple(
            Row(
                id=row_anchor(f"substitutes/{row.id}"),
                cells=(
                    plain(row.id),
                    linked(pen, "capabilities", row.capability, workspace.capabilities),
                    linked(pen, "capabilities", row.substitute, workspace.capabilities),
                    plain(pen.number(row.quality, 2)),
                    pen.written(row.note),
                    source_of(pen, workspace, row),
                ),
            )
            for row in workspace.substitutes.values()
        ),
        missing=pen.say("No substitute that this audience may see."),
    )


def _places(findings: Findings, pen: Pen) -> Table:
    return Table(
        id="rows-places",
        title=pen.say("Places that lines, caveats and limits name"),
        columns=(
            pen.column("Place"),
            pen.column("Name", weight=3),
            pen.column("Kind", weight=2),
            pen.column("Lies at"),
        ),
        rows=tuple(_place(pen, place) for place in named(findings.workspace, "places").values()),
        note=pen.line("Longitude and latitude of a point in the place, degrees, WGS 84."),
        missing=pen.say("No place that this audience may see."),
    )


def _place(pen: Pen, place: Place) -> Row:
    position = f"{pen.number(place.longitude, 2)} / {pen.number(place.latitude, 2)}"
    return Row(
        id=row_anchor(f"places/{place.id}"),
        cells=(plain(place.id), pen.written(place.name), plain(place_kind(pen, place.kind)), plain(position)),
    )
