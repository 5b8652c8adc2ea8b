"""A card of what stands at one place: its name, then a row for each kind of unit with symbol, number and nations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from accord.brief.charts.svg import Svg, element, fitted, text
from accord.brief.document import text_of
from accord.brief.maps.cards import Card
from accord.brief.maps.labels import Box
from accord.brief.maps.sites import Site
from accord.brief.maps.stays import Stay
from accord.brief.palette import INK, PAPER, QUIET
from accord.brief.pen import Pen
from accord.brief.symbols import Status, Symbol, symbol, valid
from accord.brief.widths import text_width
from accord.model.workspace import Workspace

_SIZE = 6.8
_SYMBOL = 10.0
_SLOT = 19.0
"""Width that symbols take in a card, points."""
_ROW = 15.0
_HEAD = 9.5
_EDGE = 3.0
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


def stack_of(site: Site, found: tuple[Stay, ...], most: int) -> Stack:
    """At most so many kinds; a single one that is left takes the line that would count it."""
    shown = found if len(found) <= most + 1 else found[:most]
    return Stack(site=site, shown=shown, hidden=len(found) - len(shown))


def card_of(stack: Stack, point: tuple[float, float], drawn: Symbols, pen: Pen) -> Card:
    """The size of a stack's card."""
    words = max(text_width(_words(stay, drawn), _SIZE) for stay in stack.shown)
    head = text_width(_head(stack), _SIZE, weight=600)
    more = text_width(_more(stack, pen), _SIZE)
    width = max(_SLOT + words, head, more) + 2 * _EDGE
    height = _HEAD + sum(_row(stay, drawn) for stay in stack.shown) + (9.0 if stack.hidden else 0.0) + 2.0
    return Card(x=point[0], y=point[1], width=width, height=height)


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


def draw_stack(stack: Stack, box: Box, drawn: Symbols, pen: Pen) -> Svg:
    """The card of a stack."""
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
        parts.append(draw_unit(drawn[stay.capability, stay.present], stay, left + _EDGE + 8.0, y))
        parts.append(text(_words(stay, drawn), left + _EDGE + _SLOT, y + 2.5, size=_SIZE))
        y += _row(stay, drawn) / 2
    if stack.hidden:
        parts.append(text(_more(stack, pen), left + _EDGE, bottom - 4.0, size=_SIZE, fill=QUIET))
    return element("g", *parts)


def draw_unit(found: Symbol | None, stay: Stay, x: float, y: float) -> Svg:
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


def symbols_of(found: Sequence[Stay], workspace: Workspace, id: str) -> Symbols:
    """Draw the symbol of each capability and status."""
    drawn: dict[tuple[str, bool], Symbol | None] = {}
    for stay in found:
        known = workspace.capabilities.get(stay.capability)
        if known is None or not valid(known.symbol):
            drawn[stay.capability, stay.present] = None
        elif (stay.capability, stay.present) not in drawn:
            status: Status = "present" if stay.present else "planned"
            name = f"{id}-{len(drawn)}"
            drawn[stay.capability, stay.present] = symbol(known.symbol, size=_SYMBOL, status=status, id=name)
    return drawn
