"""Fans cards out around their points: each as near as it can be, none over another card, a point or a leader."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accord.brief.maps.labels import Box, Taken

_TURNS = 32
_REACH = tuple(3.0 + 6.0 * step for step in range(45))
"""Distances from the point at which a card is tried, points."""
_CROSSES = 90.0
"""What a crossing of leaders, or a leader under a card, costs, points of leader."""
_NEAR = 30.0
"""A card whose place costs less stays there, points of leader."""
_WORTH = 8.0
"""What pushing others away must gain, points of leader."""
_MISSING = 1_000.0
"""What a card without a place costs."""
_BUNCH = 48
"""Spots that are judged at once."""
_ROUNDS = 3
_PUSHED = 6
"""So many of the worst placed cards may push others away in a round."""

Segment = tuple[float, float, float, float]
"""From x, y to x, y."""
_NOWHERE: Box = (-9e9, -9e9, -9e9, -9e9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something of a size that belongs to a point."""

    x: float
    """Point that it belongs to."""
    y: float
    """Point that it belongs to."""
    width: float
    """Points."""
    height: float
    """Points."""


def fan_out(cards: Sequence[Card], taken: Taken) -> tuple[Box | None, ...]:
    """A box for each card, or None where none is free; the same cards give the same boxes.

    The crowded ones choose first; then each in turn chooses again, knowing where all others stand.
    """
    fan = _Fan(cards, taken)
    order = sorted(range(len(cards)), key=lambda index: (-_crowd(cards, index), index))
    for _ in range(_ROUNDS):
        before = list(fan.boxes)
        for index in order:
            fan.choose(index)
        if fan.boxes == before:
            break
    for _ in range(_ROUNDS):
        pushed = [fan.push(index) for index in fan.farthest(_PUSHED)]
        if not any(pushed):
            break
    return tuple(fan.boxes)


class _Fan:
    """Cards with the boxes that they have so far."""

    def __init__(self, cards: Sequence[Card], taken: Taken) -> None:
        self.cards = cards
        self.boxes: list[Box | None] = [None] * len(cards)
        self._spots = [_spots(card, taken, cards) for card in cards]

    def cost(self, index: int) -> float:
        """What the place of a card costs."""
        box = self.boxes[index]
        return _MISSING if box is None else float(_costs(self.cards[index], np.array([box]), *self._others(index))[0])

    def choose(self, index: int) -> None:
        """Give a card its best free place."""
        self.boxes[index] = _best(self.cards[index], self._spots[index], *self._others(index))

    def farthest(self, most: int) -> list[int]:
        """The cards whose places cost most, and more than one near its point."""
        costs = [(-self.cost(index), index) for index in range(len(self.cards))]
        return [index for cost, index in sorted(costs)[:most] if -cost > _NEAR]

    def push(self, index: int) -> bool:
        """Try near places that others hold: they choose again; whether all are better off together."""
        near = self._spots[index][: _TURNS * 4 : 5]
        near = near[_length(_leaders(self.cards[index], near)) < self.cost(index) - _WORTH]
        held = np.array([box if box and other != index else _NOWHERE for other, box in enumerate(self.boxes)])
        met = _overlap(near, held)
        for spot, moved in zip(near.tolist(), met, strict=True):
            if moved.sum() <= 2 and self._pushed(index, (spot[0], spot[1], spot[2], spot[3]), np.flatnonzero(moved)):
                return True
        return False

    def _pushed(self, index: int, box: Box, moved: NDArray[np.intp]) -> bool:
        before, touched = list(self.boxes), [index, *moved.tolist()]
        cost = sum(self.cost(one) for one in touched)
        for other in moved.tolist():
            self.boxes[other] = None
        self.boxes[index] = box
        for other in moved.tolist():
            self.choose(other)
        if sum(self.cost(one) for one in touched) < cost - _WORTH:
            return True
        self.boxes = before
        return False

    def _others(self, index: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Boxes of the other cards, and their leaders."""
        pairs = [(self.cards[other], box) for other, box in enumerate(self.boxes) if other != index and box]
        boxes = np.array([box for _, box in pairs], dtype=float).reshape(-1, 4)
        return boxes, np.array([leader(card, box) for card, box in pairs], dtype=float).reshape(-1, 4)


def leader(card: Card, box: Box) -> Segment:
    """From the point of a card to the nearest point of its box."""
    left, top, right, bottom = box
    return card.x, card.y, min(max(card.x, left), right), min(max(card.y, top), bottom)


def _crowd(cards: Sequence[Card], index: int) -> int:
    card = cards[index]
    return sum(math.hypot(card.x - other.x, card.y - other.y) < 70.0 for other in cards)


def _spots(card: Card, taken: Taken, cards: Sequence[Card]) -> NDArray[np.float64]:
    """Boxes on the page that cover nothing taken and no card's point, nearest first, shape (n, 4)."""
    turn = np.arange(_TURNS) * (2 * math.pi / _TURNS)
    reach = np.array(_REACH)[:, None]
    across, down = np.cos(turn), np.sin(turn)
    # The centre lies so far out that the nearest edge of the card stands at the distance that is tried.
    half = np.minimum(
        card.width / 2 / np.maximum(np.abs(across), 1e-9), card.height / 2 / np.maximum(np.abs(down), 1e-9)
    )
    x = (card.x + (half + reach) * across).ravel()
    y = (card.y + (half + reach) * down).ravel()
    boxes = np.column_stack((x - card.width / 2, y - card.height / 2, x + card.width / 2, y + card.height / 2))
    on_page = (boxes[:, 0] > 2) & (boxes[:, 1] > 2) & (boxes[:, 2] < taken.width - 2) & (boxes[:, 3] < taken.height - 2)
    points = np.array([(other.x - 3.5, other.y - 3.5, other.x + 3.5, other.y + 3.5) for other in cards])
    boxes = boxes[on_page]
    return boxes[~_overlap(boxes, np.vstack((taken.boxes, points))).any(axis=1)]


def _overlap(boxes: NDArray[np.float64], others: NDArray[np.float64], margin: float = 2.0) -> NDArray[np.bool_]:
    """Whether boxes overlap others, shape (boxes, others)."""
    one, two = boxes[:, None, :], others[None, :, :]
    found: NDArray[np.bool_] = (
        (one[..., 0] < two[..., 2] + margin)
        & (one[..., 2] > two[..., 0] - margin)
        & (one[..., 1] < two[..., 3] + margin)
        & (one[..., 3] > two[..., 1] - margin)
    )
    return found


def _best(
    card: Card, spots: NDArray[np.float64], boxes: NDArray[np.float64], leaders: NDArray[np.float64]
) -> Box | None:
    """The free spot that costs least; spots are looked at in bunches, until all that are left lie too far away."""
    free = spots[~_overlap(spots, boxes).any(axis=1)] if len(boxes) else spots
    lengths = _length(_leaders(card, free))
    order = np.argsort(lengths, kind="stable")
    best, least = None, math.inf
    for first in range(0, len(order), _BUNCH):
        bunch = order[first : first + _BUNCH]
        if lengths[bunch[0]] >= least:
            break
        costs = _costs(card, free[bunch], boxes, leaders)
        if costs.min() < least:
            best, least = free[bunch[int(np.argmin(costs))]], float(costs.min())
    return None if best is None else (float(best[0]), float(best[1]), float(best[2]), float(best[3]))


def _costs(
    card: Card, spots: NDArray[np.float64], boxes: NDArray[np.float64], leaders: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What each spot costs a card: its leader, and what that or the card itself runs into, shape (spots,)."""
    lines = _leaders(card, spots)
    found = _length(lines)
    if len(boxes):
        met = _cross(lines, leaders).sum(axis=1) + _through(lines[:, None], boxes[None]).sum(axis=1)
        found = found + _CROSSES * (met + _through(leaders[None], spots[:, None]).sum(axis=1))
    return found


def _length(lines: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    return found


def _leaders(card: Card, spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Leaders from a card's point to boxes, shape (n, 4)."""
    start = np.full((len(spots), 2), (card.x, card.y))
    return np.hstack((start, np.clip(start, spots[:, :2], spots[:, 2:])))


def _cross(lines: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether segments cross others, shape (lines, others)."""
    x0, y0, x1, y1 = lines.T[:, :, None]
    ox0, oy0, ox1, oy1 = others.T[:, None, :]
    one = (x1 - x0) * (oy0 - y0) - (y1 - y0) * (ox0 - x0)
    two = (x1 - x0) * (oy1 - y0) - (y1 - y0) * (ox1 - x0)
    three = (ox1 - ox0) * (y0 - oy0) - (oy1 - oy0) * (x0 - ox0)
    four = (ox1 - ox0) * (y1 - oy0) - (oy1 - oy0) * (x1 - ox0)
    found: NDArray[np.bool_] = (one * two < 0) & (three * four < 0)
    return found


def _through(lines: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether segments run through boxes, pair by pair of the two shapes broadcast: the slab test."""
    start, step = lines[..., :2], lines[..., 2:] - lines[..., :2]
    step = np.where(np.abs(step) < 1e-9, 1e-9, step)
    one, two = (boxes[..., :2] - start) / step, (boxes[..., 2:] - start) / step
    enter = np.maximum(np.minimum(one, two).max(axis=-1), 0.0)
    leave = np.minimum(np.maximum(one, two).min(axis=-1), 1.0)
    found: NDArray[np.bool_] = enter < leave
    return found
