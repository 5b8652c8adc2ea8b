"""The force by place: unit symbols of the recommended option in its fullest month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from accord.brief.charts.svg import Svg, element, fitted, text
from accord.brief.document import Figure, Line, Row, Table, plain, text_of
from accord.brief.maps.cards import Card, fan_out, leader
from accord.brief.maps.furniture import Sign
from accord.brief.maps.labels import Box, place_labels
from accord.brief.maps.layers import country_labels
from accord.brief.maps.overview import area_outlines, area_signs
from accord.brief.maps.scene import Scene, ground_signs, provenance, situation_signs
from accord.brief.maps.sites import Site
from accord.brief.maps.stays import Stay, begin_of, fullest_period, stays
from accord.brief.palette import INK, PAPER, QUIET
from accord.brief.pen import Pen
from accord.brief.symbols import Status, Symbol, symbol, valid
from accord.brief.widths import text_width
from accord.model.fields import Id

ID = "map-force"
_SIZE = 6.8
_SYMBOL = 10.0
_SLOT = 19.0
"""Width that symbols take in a card, points."""
_ROW = 15.0
_HEAD = 9.5
_EDGE = 3.0
_COVERED = 0.27
"""Cards may cover this share of the window; beyond it each shows fewer kinds of unit."""


Symbols: TypeAlias = Mapping[tuple[str, bool], Symbol | None]
"""Symbol of each capability and of each status; None for one without a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What a card shows of one place."""

    site: Site
    """The place."""
    shown: tuple[Stay, ...]
    """Units with a symbol."""
    hidden: int
    """Kinds of unit that are only counted."""


def force(scene: Scene, pen: Pen) -> Figure | None:
    """The force by place at full deployment; None if nothing is deployed on the map."""
    option = scene.findings.options[0] if scene.findings.options else None
    period = fullest_period(option) if option else None
    if option is None or period is None:
        return None
    scene = scene.roomy()
    found = stays(scene.findings, period)
    by_place = {place: tuple(group) for place, group in groupby(found, key=lambda stay: stay.place)}
    drawn = _symbols(scene, found)
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
        stacks = [_stack(site, by_place[site.place.id], most) for site in on_map]
        cards = [_card(scene, stack, drawn, pen) for stack in stacks]
        if most > 1 and sum(card.width * card.height for card in cards) > room:
            continue
        boxes = fan_out(cards, scene.taken(pen))
        pairs = [(stack, box) for stack, box in zip(stacks, boxes, strict=True) if box]
        if len(pairs) > len(best[0]):
            best = ([stack for stack, _ in pairs], [box for _, box in pairs])
        if len(pairs) == len(stacks):
            break
    return best


def _stack(site: Site, found: tuple[Stay, ...], most: int) -> Stack:
    """At most so many kinds; a single one that is left takes the line that would count it."""
    shown = found if len(found) <= most + 1 else found[:most]
    return Stack(site=site, shown=shown, hidden=len(found) - len(shown))


def _card(scene: Scene, stack: Stack, drawn: Symbols, pen: Pen) -> Card:
    x, y = scene.point(stack.site)
    words = max(text_width(_words(stay, drawn), _SIZE) for stay in stack.shown)
    head = text_width(_head(stack), _SIZE, weight=600)
    more = text_width(_more(stack, pen), _SIZE)
    width = max(_SLOT + words, head, more) + 2 * _EDGE
    height = _HEAD + sum(_row(stay, drawn) for stay in stack.shown) + (9.0 if stack.hidden else 0.0) + 2.0
    return Card(x=x, y=y, width=width, height=height)


def _row(stay: Stay, drawn: Symbols) -> float:
    """Height of a row: that of its symbol, which a headquarters' staff makes higher."""
    found = drawn[stay.capability, stay.present]
    return max(_ROW, found.height + 2.0) if found else _ROW


def _head(stack: Stack) -> str:
    return fitted(stack.site.name, 74.0, size=_SIZE, weight=600)


def _words(stay: Stay, drawn: Symbols) -> str:
    """Units and nations, at most three nations by name; what has no symbol is named."""
    names = stay.nations if len(stay.nations) <= 3 else (*stay.nations[:2], f"+{len(stay.nations) - 2}")
    named = "" if drawn[stay.capability, stay.present] else f" {stay.capability}"
    return fitted(f"{stay.units}{named} {' '.join(names)}", 90.0, size=_SIZE)


def _more(stack: Stack, pen: Pen) -> str:
    if not stack.hidden:
        return ""
    return text_of(pen.count_line("and {n} more kind", "and {n} more kinds", stack.hidden, n=str(stack.hidden)))


def _svg(scene: Scene, stacks: Sequence[Stack], boxes: Sequence[Box], drawn: Symbols, pen: Pen) -> str:
    areas = [site for site in scene.sites if site.area and site.place.kind not in ("zone", "country")]
    taken = scene.taken(pen)
    for box in boxes:
        taken.add(box)
    labels = place_labels(country_labels(scene.ground, scene.frame, scene.main), taken)
    lines, points, cards = [], [], []
    for stack, box in zip(stacks, boxes, strict=True):
        card = _card(scene, stack, drawn, pen)
        x0, y0, x1, y1 = leader(card, box)
        lines.append(element("line", x1=x0, y1=y0, x2=x1, y2=y1, stroke=PAPER, stroke_width=2.2, stroke_opacity=0.8))
        lines.append(element("line", x1=x0, y1=y0, x2=x1, y2=y1, stroke=INK, stroke_width=0.7))
        points.append(element("circle", cx=x0, cy=y0, r=2.1, fill=INK, stroke=PAPER, stroke_width=0.7))
        cards.append(_draw(stack, box, drawn, pen))
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


def _draw(stack: Stack, box: Box, drawn: Symbols, pen: Pen) -> Svg:
    left, top, right, bottom = box
    ground = element(
        "rect",
        x=left,
        y=top,
        width=right - left,
        height=bottom - top,
        rx=2,
        fill=PAPER,
        fill_opacity=0.93,
        stroke=QUIET,
        stroke_width=0.4,
    )
    parts = [ground, text(_head(stack), left + _EDGE, top + 7.6, size=_SIZE, weight=600)]
    y = top + _HEAD
    for stay in stack.shown:
        y += _row(stay, drawn) / 2
        parts.append(_sign(drawn[stay.capability, stay.present], stay, left + _EDGE + 8.0, y))
        parts.append(text(_words(stay, drawn), left + _EDGE + _SLOT, y + 2.5, size=_SIZE))
        y += _row(stay, drawn) / 2
    if stack.hidden:
        parts.append(text(_more(stack, pen), left + _EDGE, bottom - 4.0, size=_SIZE, fill=QUIET))
    return element("g", *parts)


def _sign(found: Symbol | None, stay: Stay, x: float, y: float) -> Svg:
    """The unit's symbol, its middle on a point; a plain box for a capability without one."""
    if found:
        return Svg(found.at(x - found.width / 2 + found.anchor[0], y - found.height / 2 + found.anchor[1]))
    dash = None if stay.present else "2 1"
    return element(
        "rect",
        x=x - 6,
        y=y - 4,
        width=12,
        height=8,
        fill="#80e0ff",
        stroke=INK,
        stroke_width=0.8,
        stroke_dasharray=dash,
    )


def _symbols(scene: Scene, found: Sequence[Stay]) -> Symbols:
    """Draw the symbol of each capability and status."""
    capabilities = scene.findings.workspace.capabilities
    drawn: dict[tuple[str, bool], Symbol | None] = {}
    for stay in found:
        known = capabilities.get(stay.capability)
        if known is None or not valid(known.symbol):
            drawn[stay.capability, stay.present] = None
        elif (stay.capability, stay.present) not in drawn:
            status: Status = "present" if stay.present else "planned"
            name = f"{ID}-{len(drawn)}"
            drawn[stay.capability, stay.present] = symbol(known.symbol, size=_SYMBOL, status=status, id=name)
    return drawn


def _status_signs(stacks: Sequence[Stack], drawn: Symbols, pen: Pen) -> list[Sign]:
    """Legend of the two frames, each by the first unit that has it."""
    found = []
    for present, meaning in ((False, pen.say("Unit planned (dashed)")), (True, pen.say("Unit in theatre"))):
        first = next((stay for stack in stacks for stay in stack.shown if stay.present == present), None)
        if first:
            shown = drawn[first.capability, present]
            found.append(
                Sign(
                    draw=lambda x, y, shown=shown, first=first: _sign(shown, first, x + 9, y),  # type: ignore[misc]
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
        count = pen.figure(
            pen.number(stay.units),
            ("map", "units", stay.place, stay.capability, "there" if stay.present else "planned"),
            title=pen.say("Units of a capability at a place at full deployment"),
            how=pen.say("Units of the recommended option's tours that are on lines of this place in this month."),
            rows=[f"offers/{id}" for id in stay.offers] + [f"requirements/{id}" for id in stay.lines],
        )
        label = workspace.capabilities[stay.capability].label if stay.capability in workspace.capabilities else ""
        place = workspace.places[stay.place]
        status = pen.say("in theatre") if stay.present else pen.say("planned")
        rows.append(
            Row(
                cells=(
                    plain(place.name or place.id),
                    plain(label or stay.capability),
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
