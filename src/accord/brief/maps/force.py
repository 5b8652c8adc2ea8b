"""The force by place: unit symbols of the recommended option in its fullest month."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from accord.brief.charts.svg import element
from accord.brief.document import Figure, Line, Row, Table, plain, text_of
from accord.brief.maps.cards import fan_out, leader
from accord.brief.maps.furniture import Sign
from accord.brief.maps.labels import Box, place_labels
from accord.brief.maps.layers import country_labels
from accord.brief.maps.legend import ground_signs, situation_signs
from accord.brief.maps.overview import area_outlines, area_signs
from accord.brief.maps.provenance import provenance
from accord.brief.maps.scene import Scene
from accord.brief.maps.stacks import Stack, Symbols, card_of, draw_stack, draw_unit, stack_of, symbols_of
from accord.brief.maps.stays import Stay, begin_of, fullest_period, stays
from accord.brief.palette import INK, PAPER
from accord.brief.pen import Pen
from accord.model.fields import Id

ID = "map-force"
_COVERED = 0.27
"""Cards may cover this share of the window; beyond it each shows fewer kinds of unit."""


def force(scene: Scene, pen: Pen) -> Figure | None:
    """The force by place at full deployment; None if nothing is deployed on the map."""
    option = scene.findings.options[0] if scene.findings.options else None
    period = fullest_period(option) if option else None
    if option is None or period is None:
        return None
    scene = scene.roomy()
    found = stays(scene.findings, period)
    by_place = {place: tuple(group) for place, group in groupby(found, key=lambda stay: stay.place)}
    drawn = symbols_of(found, scene.findings.workspace, ID)
    stacks, boxes = _stacked(scene, by_place, drawn, pen)
    if not stacks:
        return None
    month = pen.month(begin_of(option, period))
    units, places = sum(stay.units for stay in found), len(by_place)
    title = pen.line(
        "At full deployment, in {month}, {units} units stand at {places} places",
        month=month,
        units=pen.number(units),
        places=pen.number(places),
    )
    return Figure(
        id=ID,
        title=text_of(title),
        svg=_svg(scene, stacks, boxes, drawn, pen),
        alt=_alt(by_place, scene, month, pen),
        width=510.0,
        note=_note(pen, month, len(by_place) - len(stacks)) + provenance(scene, pen),
        twin=_twin(scene, found, month, pen),
    )


def _stacked(
    scene: Scene, by_place: Mapping[Id, tuple[Stay, ...]], drawn: Symbols, pen: Pen
) -> tuple[list[Stack], list[Box]]:
    """Stacks and their boxes; as many kinds of unit in each as leave room for all."""
    on_map = [site for site in scene.sites if site.place.id in by_place]
    room = _COVERED * scene.frame.width * scene.frame.height
    best: tuple[list[Stack], list[Box]] = ([], [])
    for most in (4, 3, 2, 1):
        stacks = [stack_of(site, by_place[site.place.id], most) for site in on_map]
        cards = [card_of(stack, scene.point(stack.site), drawn, pen) for stack in stacks]
        if most > 1 and sum(card.width * card.height for card in cards) > room:
            continue
        boxes = fan_out(cards, scene.taken(pen))
        pairs = [(stack, box) for stack, box in zip(stacks, boxes, strict=True) if box]
        if len(pairs) > len(best[0]):
            best = ([stack for stack, _ in pairs], [box for _, box in pairs])
        if len(pairs) == len(stacks):
            break
    return best


def _svg(scene: Scene, stacks: Sequence[Stack], boxes: Sequence[Box], drawn: Symbols, pen: Pen) -> str:
    areas = [site for site in scene.sites if site.area and site.place.kind not in ("zone", "country")]
    taken = scene.taken(pen)
    for box in boxes:
        taken.add(box)
    labels = place_labels(country_labels(scene.ground, scene.frame, scene.main), taken)
    lines, points, cards = [], [], []
    for stack, box in zip(stacks, boxes, strict=True):
        card = card_of(stack, scene.point(stack.site), drawn, pen)
        x0, y0, x1, y1 = leader(card, box)
        lines.append(element("line", x1=x0, y1=y0, x2=x1, y2=y1, stroke=PAPER, stroke_width=2.2, stroke_opacity=0.8))
        lines.append(element("line", x1=x0, y1=y0, x2=x1, y2=y1, stroke=INK, stroke_width=0.7))
        points.append(element("circle", cx=x0, cy=y0, r=2.1, fill=INK, stroke=PAPER, stroke_width=0.7))
        cards.append(draw_stack(stack, box, drawn, pen))
    here = [area for area in areas if area.place.kind == "sector" or area.place.kind.startswith("sea")]
    return scene.figure(
        ID,
        areas=area_outlines(scene, here),
        marks=[*lines, *points, *cards],
        labels=labels,
        signs=[
            *_status_signs(stacks, drawn, pen),
            *area_signs(here, pen),
            *situation_signs(scene, pen, ID),
            *ground_signs(scene, pen),
        ],
        pen=pen,
    )


def _status_signs(stacks: Sequence[Stack], drawn: Symbols, pen: Pen) -> list[Sign]:
    """Legend of the two frames, each by the first unit that has it."""
    found = []
    for present, meaning in ((False, pen.say("Unit planned (dashed)")), (True, pen.say("Unit in theatre"))):
        first = next((stay for stack in stacks for stay in stack.shown if stay.present == present), None)
        if first:
            shown = drawn[first.capability, present]
            found.append(
                Sign(
                    draw=lambda x, y, shown=shown, first=first: draw_unit(shown, first, x + 9, y),  # type: ignore[misc]
                    meaning=meaning,
                )
            )
    return found


def _note(pen: Pen, month: str, left_out: int) -> Line:
    said = pen.line(
        "Recommended option, units in place in {month}, the month with the most. A card names the place of the"
        " requirement line, never a position of a unit: number of units, then the nations that send them. ",
        month=month,
    )
    if left_out:
        said += pen.count_line(
            "{n} place stands in the table only. ", "{n} places stand in the table only. ", left_out, n=str(left_out)
        )
    return said


def _alt(by_place: Mapping[Id, tuple[Stay, ...]], scene: Scene, month: str, pen: Pen) -> str:
    most = max(by_place, key=lambda place: (sum(stay.units for stay in by_place[place]), place))
    return text_of(
        pen.line(
            "Map of units by place in {month}. The most, {units}, are at {place}; the table lists all.",
            month=month,
            units=pen.number(sum(stay.units for stay in by_place[most])),
            place=scene.findings.workspace.places[most].name[:100] or most,
        )
    )


def _twin(scene: Scene, found: Sequence[Stay], month: str, pen: Pen) -> Table:
    workspace = scene.findings.workspace
    rows = []
    for stay in found:
        label = workspace.capabilities[stay.capability].label if stay.capability in workspace.capabilities else ""
        place = workspace.places[stay.place]
        status = pen.say("in theatre") if stay.present else pen.say("planned")
        whom = f"{place.name or place.id}, {label or stay.capability}, {status}"
        count = pen.figure(
            pen.number(stay.units),
            ("map", "units", stay.place, stay.capability, "there" if stay.present else "planned"),
            title=pen.say("{what}: {whom}").format(what=pen.say("Units at full deployment"), whom=whom),
            how=pen.say("Units of the recommended option's tours that are on lines of this place in this month."),
            rows=[f"offers/{id}" for id in stay.offers] + [f"requirements/{id}" for id in stay.lines],
        )
        rows.append(
            Row(
                cells=(
                    pen.written(place.name or place.id),
                    pen.written(label or stay.capability),
                    (count,),
                    plain(", ".join(stay.nations)),
                    plain(status),
                )
            )
        )
    columns = (
        pen.column("Place", weight=1.0),
        pen.column("Capability", weight=1.2),
        pen.column("Units", right=True),
        pen.column("Nations", weight=0.7),
        pen.column("Status"),
    )
    title = text_of(pen.line("Units by place in {month}", month=month))
    return Table(id=f"{ID}-data", title=title, columns=columns, rows=tuple(rows))
