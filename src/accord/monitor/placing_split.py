"""A closer bound by parts of the ground: what each part can give at prices, its posts whole.

The cuts of `placing_bound` leave a gap in each neighbourhood, because shares of posts spread over close sites, and the
gaps of all neighbourhoods add up. Lagrangean decomposition (Guignard & Kim 1987) closes them one by one. With prices
``q[k]`` of the rules that a choice uses and any split of them over the parts r, ``sum over r of q[k,r] = q[k]``,

    detected(S) <= sum over rules of price times side
                   + sum over r of max over T of (what T detects in the cells of r - sum over T of q[k,r]).

Prices come from the cuts, and are split as the cuts split what a choice is worth: the bound begins at that of the
cuts. Each maximum is then found by branch and bound, always in the part and the branch that hold the bound up, and
may be stopped at any time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from accord.monitor.kernels.split import LEFT, OPEN, TAKEN, relax
from accord.monitor.placing import Bools, Floats, Ints, Placing
from accord.monitor.placing_bound import Bound, Cuts, best_corner

POSTS = 8
"""Posts in a part at most."""
_ROUNDS = 12
_MOST_NODES = 20_000
_PATIENCE = 50
"""Branches after which a part that stays open waits for the others."""


def split_bounds(problem: Placing, found: Bound, taken: Bools, *, posts: int = POSTS) -> Iterator[float]:
    """Bounds that fall with every branch, from that of the cuts.

    Parameters
    ----------
    problem
        What is to be bounded.
    found
        The bound of the cuts.
    taken
        (K,) an allowed placing; parts are made round its posts.
    posts
        Posts in a part at most.

    >>> from accord.monitor.placing import improved, placing
    >>> from accord.monitor.placing_bound import climb
    >>> table = [[0.9, 0.9, 0], [0.9, 0, 0.9], [0, 0.9, 0.9]]
    >>> problem = placing(table, [1, 1, 1], means=[0] * 3, side=[2] * 3, most=[1], least_share=0)
    >>> taken = improved(problem)
    >>> found = climb(problem, taken, rounds=5, enough=0, go_on=lambda: True)
    >>> [round(bound, 4) for bound in (found.bound, *split_bounds(problem, found, taken))][-1]
    1.8
    """
    price, rules = rule_prices(problem, found.cuts)
    label, n_parts = parts_of(problem, taken, posts)
    parts = [_Part.make(problem, found.cuts, price, label == number, taken) for number in range(n_parts + 1)]
    while True:
        yield min(found.bound, rules + sum(part.bound for part in parts))
        part = max(parts, key=lambda part: part.gap / (part.spent + _PATIENCE))
        if part.gap <= 1e-9 * (1 + found.bound) or part.spent >= _MOST_NODES:
            return
        part.branch()


def rule_prices(problem: Placing, cuts: Cuts) -> tuple[Floats, float]:
    """(K,) price of the rules that each choice uses, infinite where it is forbidden; and price times side of all."""
    values = cuts.values
    corner = best_corner(problem, values)
    price, total = np.full(problem.n_choices, np.inf), 0.0
    for group, most in enumerate(problem.most_in_group):
        means = group // 3
        n = int(problem.most[means])
        mine = values[corner & (problem.means == means)]
        of_means = float(mine.min()) if n and len(mine) == n else 0.0
        total += n * of_means if group % 3 == 0 else 0.0
        rows = np.flatnonzero(problem.group == group)
        if most and len(rows):
            ranked = np.sort(values[rows])[::-1]
            of_group = max(0.0, float(ranked[most - 1]) - of_means) if len(rows) >= most else 0.0
            total += int(most) * of_group
            price[rows] = of_means + of_group
    return price, total


def parts_of(problem: Placing, taken: Bools, posts: int) -> tuple[Ints, int]:
    """(I,) part of each cell, and how many parts there are; cells far from all posts get that number.

    A cell goes with the post that sees it best; neighbouring posts, by the choices that see cells of both, are joined.
    """
    chosen = np.flatnonzero(taken)
    label, sharpest = np.full(len(problem.weights), -1), np.zeros(len(problem.weights))
    for number, choice in enumerate(chosen):
        entries = slice(problem.starts[choice], problem.starts[choice + 1])
        cells, chances = problem.cells[entries], problem.chances[entries]
        better = chances > sharpest[cells]
        label[cells[better]], sharpest[cells[better]] = number, chances[better]
    shared = _shared(problem, label, len(chosen))
    home = np.where(shared.any(axis=1), shared.argmax(axis=1), -1) if len(chosen) else np.full(problem.n_choices, -1)
    starts, choices, chances = problem.by_cell
    for cell in np.flatnonzero((label < 0) & (np.diff(starts) > 0)):
        seers = slice(starts[cell], starts[cell + 1])
        label[cell] = home[choices[seers][chances[seers].argmax()]]
    joined, n_parts = _joined(_shared(problem, label, len(chosen)), posts)
    return np.where(label < 0, n_parts, np.append(joined, n_parts)[label]), n_parts


def _shared(problem: Placing, label: Ints, n: int) -> Floats:
    """(K, n) what each choice sees in the cells of each label."""
    inside = label[problem.cells] >= 0
    cells = problem.cells[inside]
    at = problem.owner[inside] * n + label[cells]
    seen = np.bincount(at, weights=problem.weights[cells] * problem.chances[inside], minlength=problem.n_choices * n)
    return np.asarray(seen, dtype=np.float64).reshape(problem.n_choices, n)


def _joined(shared: Floats, posts: int) -> tuple[Ints, int]:
    """(n,) part of each post: the closest two parts are joined while none grows too large."""
    near = shared.T @ shared
    np.fill_diagonal(near, 0.0)
    size, part = np.ones(len(near)), np.arange(len(near))
    while len(near):
        room = size[:, None] + size[None, :] <= posts
        worth = np.where(room, near / np.sqrt(size[:, None] * size[None, :]), 0.0)
        one, other = np.unravel_index(int(worth.argmax()), worth.shape)
        if worth[one, other] <= 0:
            break
        part[part == other] = one
        size[one] += size[other]
        size[other] = posts + 1
        near[one] += near[other]
        near[:, one] += near[:, other]
        near[one, one] = 0.0
        near[other], near[:, other] = 0.0, 0.0
    names, numbers = np.unique(part, return_inverse=True)
    return numbers, len(names)


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    bound: float
    fixed: Ints
    shares: Floats
    gains: Floats


@dataclass(slots=True, eq=False)
class _Part:
    """Cells of a part, the choices that may see them in a better answer, and the branches that are open."""

    problem: Placing
    price: Floats
    best: float
    nodes: list[_Node]
    spent: int = 0
    arrays: tuple[Floats, Ints, Ints, Floats, Floats] = field(init=False)
    weight: Floats = field(init=False)
    """(K,) what each choice detects alone: a doubt about it counts for as much."""

    def __post_init__(self) -> None:
        problem = self.problem
        starts, choices, chances = problem.by_cell
        self.arrays = (problem.weights, starts, choices, problem.logs_by_cell, chances)
        seen = problem.weights[problem.cells] * problem.chances
        self.weight = np.bincount(problem.owner, weights=seen, minlength=problem.n_choices).astype(np.float64)

    @classmethod
    def make(cls, problem: Placing, cuts: Cuts, price: Floats, inside: Bools, taken: Bools) -> "_Part":
        """The part with the cells inside, bounded as the cuts bound it."""
        entries = np.flatnonzero(inside[problem.cells])
        levels, weights = cuts.levels[inside], problem.weights[inside]
        cell = (np.cumsum(inside) - 1)[problem.cells[entries]]
        constants = -np.expm1(-levels) - levels * np.exp(-levels)
        chance = problem.chances[entries]
        log = -np.log1p(-chance)
        slope = np.where(log <= levels[cell], log * np.exp(-levels[cell]), chance - constants[cell])
        value = np.bincount(problem.owner[entries], weights=weights[cell] * slope, minlength=problem.n_choices)
        usable = (value > 0) & np.isfinite(price)
        mine, gain = np.full(problem.n_choices, np.inf), np.full(problem.n_choices, -np.inf)
        mine[usable] = price[usable] * value[usable] / cuts.values[usable]
        gain[usable] = value[usable] - mine[usable]
        bound = float(weights @ constants) + float(np.maximum(gain, 0.0).sum())
        there = taken & usable
        best = _worth_of(problem, there, inside) - float(mine[there].sum())
        kept = np.flatnonzero(usable & (gain >= best - bound - 1e-9))
        number = np.full(problem.n_choices, -1)
        number[kept] = np.arange(len(kept))
        order = entries[number[problem.owner[entries]] >= 0]
        small = Placing(
            weights=weights,
            starts=np.searchsorted(number[problem.owner[order]], np.arange(len(kept) + 1)).astype(np.int64),
            cells=(np.cumsum(inside) - 1)[problem.cells[order]].astype(np.int64),
            chances=problem.chances[order],
            means=np.zeros(len(kept), dtype=np.int64),
            side=np.full(len(kept), 2),
            most=np.array([len(kept)]),
        )
        root = _Node(
            bound=bound,
            fixed=np.where(gain[kept] > bound - best + 1e-9, TAKEN, OPEN).astype(np.int64),
            shares=np.zeros(0),
            gains=gain[kept],
        )
        return cls(small, mine[kept], best, [root])

    @property
    def bound(self) -> float:
        """The part gives no more."""
        return max([self.best, *(node.bound for node in self.nodes)])

    @property
    def gap(self) -> float:
        """How much the bound may still fall."""
        return self.bound - self.best

    def branch(self) -> None:
        """Split the branch that holds the bound up on the choice in doubt that weighs most."""
        self.spent += 1
        node = max(self.nodes, key=lambda node: node.bound)
        self.nodes.remove(node)
        open_ones = np.flatnonzero(node.fixed == OPEN)
        if not len(node.shares):
            self._settle(node, node.fixed, np.where(node.gains > 0, 1.0, 0.0))
        elif len(open_ones):
            doubt = (np.minimum(node.shares, 1.0 - node.shares) * self.weight)[open_ones]
            at = doubt.argmax() if doubt.max() > 1e-6 else np.abs(node.gains[open_ones]).argmin()
            for side in (TAKEN, LEFT):
                fixed = node.fixed.copy()
                fixed[open_ones[at]] = side
                self._settle(node, fixed, node.shares.copy())
        self.nodes = [node for node in self.nodes if node.bound > self.best + 1e-12]

    def _settle(self, parent: _Node, fixed: Ints, shares: Floats) -> None:
        """Bound a branch, fix what its bound settles, and keep it if it may be better than the best."""
        shares[fixed != OPEN] = fixed[fixed != OPEN]
        gains = np.empty(len(shares))
        own = relax(shares, fixed, self.price, *self.arrays, _ROUNDS, self.best, gains)
        picked = np.where(fixed == OPEN, shares > 0.5, fixed == TAKEN)
        self.best = max(self.best, self.problem.detected(picked) - float(self.price[picked].sum()))
        slack = own - self.best + 1e-9
        settled = np.where((fixed == OPEN) & (gains > slack), TAKEN, fixed)
        settled = np.where((fixed == OPEN) & (gains < -slack), LEFT, settled)
        bound = min(parent.bound, own) if (settled == OPEN).any() else self._exactly(settled)
        self.nodes.append(_Node(bound=bound, fixed=settled, shares=shares, gains=gains))

    def _exactly(self, fixed: Ints) -> float:
        picked = fixed == TAKEN
        self.best = max(self.best, self.problem.detected(picked) - float(self.price[picked].sum()))
        return self.best


def _worth_of(problem: Placing, taken: Bools, inside: Bools) -> float:
    return float(problem.weights[inside] @ (1.0 - problem.missed(taken)[inside]))
