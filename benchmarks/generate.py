"""Coalition-like planning problems, drawn from a seed.

Every number is invented: no nation, unit or line stands for a real one. Nations differ in size (lognormal); each offers
units of 33 capabilities in nine families, in which a higher capability stands in for a lower one as well as itself.
Caveats bar areas and tasks. An offer has one tour length and one rest ratio, and is a pool of its own. The demand of a
family is a fixed multiple of what its offers sustain, so something must always stay uncovered.

>>> problem = generate("S", seed=1)
>>> problem.demand.shape, problem.n_pools, problem.n_nations
((40, 24), 80, 12)
"""

from dataclasses import dataclass

import numpy as np

from accord.plan.problem import Bools, Floats, Ints, PlanProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How large a problem is."""

    nations: int
    offers: int
    lines: int
    periods: int
    """Months of the horizon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What the problems of one family have in common; every size draws from the same recipe."""

    nation_spread: float = 0.9
    """Standard deviation of the logarithm of a nation's size."""
    families: tuple[tuple[int, float, float], ...] = (
        (5, 90.0, 700.0),
        (4, 60.0, 400.0),
        (4, 40.0, 250.0),
        (4, 30.0, 180.0),
        (4, 25.0, 150.0),
        (3, 20.0, 120.0),
        (3, 16.0, 90.0),
        (3, 14.0, 60.0),
        (3, 12.0, 40.0),
    )
    """(capabilities, people of the smallest unit, people of the largest unit) of each family."""
    family_share: tuple[float, ...] = (0.17, 0.15, 0.13, 0.12, 0.11, 0.10, 0.08, 0.07, 0.07)
    """Chance that an offer belongs to each family."""
    mean_extra_units: float = 1.2
    """Units of an offer beyond the first, for a nation of mean size (Poisson)."""
    most_units: int = 9
    tours: tuple[int, int] = (4, 12)
    """Shortest and longest tour, months; each offer has one length."""
    rest_ratios: tuple[float, ...] = (1.0, 1.5, 2.0, 3.0, 4.0)
    """Rest as a multiple of the tour; each offer has one."""
    areas: int = 6
    tasks: int = 5
    area_bar: float = 0.29
    """Chance that an offer may not enter an area."""
    task_bar: float = 0.23
    """Chance that an offer may not do a task."""
    offer_window: tuple[float, float] = (0.6, 1.0)
    """Share of the horizon, or of `longest_window` where that is shorter, in which an offer is available."""
    longest_window: int = 40
    """Most months for which a nation binds itself."""
    line_window: tuple[float, float] = (0.5, 1.0)
    """Share of the horizon in which a line is wanted."""
    demand_ratio: float = 1.15
    """Demand of a family over what its offers sustain: units x months available x tour / (tour + rest)."""
    modest_share: float = 0.25
    """Share of the lines that ask for one rank less than the offers they are modelled on."""
    line_spread: float = 0.5
    """Standard deviation of the logarithm of a line's share of its family's demand."""
    surge_share: float = 0.3
    """Share of the lines that surge once."""
    surge: tuple[float, float] = (1.5, 2.0)
    """Demand in a surge as a multiple."""
    surge_months: tuple[int, int] = (2, 6)
    priorities: tuple[float, float, float] = (0.35, 0.35, 0.30)
    """Shares of essential, important and desirable lines."""
    ceiling: tuple[float, float] = (1.6, 2.6)
    """A nation's ceiling on people present, as a multiple of the people its offers sustain."""
    mix_share: float = 0.3
    """Share of the lines with a mixing rule in the ``-mix`` problems."""
    monthly_cost: float = 9.0
    """Mean cost of one person for one month, thousands."""


SHAPES: dict[str, Shape] = {
    "S": Shape(nations=12, offers=80, lines=40, periods=24),
    "M": Shape(nations=35, offers=400, lines=200, periods=36),
    "L": Shape(nations=35, offers=400, lines=200, periods=60),
    "X4": Shape(nations=35, offers=1600, lines=800, periods=60),
    "X10": Shape(nations=35, offers=4000, lines=2000, periods=60),
}
SIZES = tuple(SHAPES) + tuple(f"{name}-mix" for name in SHAPES)


def generate(size: str, *, seed: int) -> PlanProblem:
    """Problem of a named size; ``size`` is one of `SIZES`.

    The ``-mix`` problem of a size and seed is the plain one with mixing rules added.

    Raises
    ------
    KeyError
        If the size is not known.

    Examples
    --------
    >>> plain, mix = generate("S", seed=3), generate("S-mix", seed=3)
    >>> plain.n_pairs == mix.n_pairs, int(plain.max_nations.max()), int((mix.max_nations > 0).sum())
    (True, 0, 12)
    """
    return draw(SHAPES[size.removesuffix("-mix")], seed=seed, mix=size.endswith("-mix"))


def draw(shape: Shape, *, seed: int, mix: bool = False, recipe: Recipe | None = None) -> PlanProblem:
    """Problem of any shape and recipe."""
    recipe = recipe or Recipe()
    offer_rng, line_rng, mix_rng = np.random.default_rng(seed).spawn(3)
    offers = _draw_offers(shape, recipe, offer_rng)
    lines = _draw_lines(shape, recipe, offers, line_rng)
    limit_cap = _draw_ceilings(shape, recipe, offers, offer_rng)
    max_nations = _draw_mixing(shape, recipe, mix_rng) if mix else np.zeros(shape.lines, dtype=np.int32)
    return _assemble(shape, offers, lines, limit_cap, max_nations)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offers:
    """(O,) arrays, one offer each."""

    nation: Ints
    family: Ints
    rank: Ints
    units: Ints
    people: Floats
    cost: Floats
    tour: Ints
    rest: Ints
    first: Ints
    last: Ints
    no_area: Bools
    """(O, areas) barred."""
    no_task: Bools
    """(O, tasks) barred."""

    def sustained(self) -> Floats:
        """Unit-months that each offer keeps up in its window."""
        months = self.last - self.first + 1
        return np.asarray(self.units * months * self.tour / (self.tour + self.rest), dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """(R,) arrays, one requirement line each."""

    family: Ints
    rank: Ints
    area: Ints
    task: Ints
    first: Ints
    last: Ints
    priority: Ints
    demand: Floats
    """(R, T)."""


def _draw_offers(shape: Shape, recipe: Recipe, rng: np.random.Generator) -> _Offers:
    n = shape.offers
    size = rng.lognormal(0.0, recipe.nation_spread, shape.nations)
    nation = _nations_of_offers(size, n, rng)
    family, rank = _draw_capabilities(recipe, n, rng)
    people = np.rint(_typical_people(recipe, family, rank) * rng.uniform(0.85, 1.15, n)).clip(12, 700)
    extra = rng.poisson(recipe.mean_extra_units * np.sqrt(size[nation] / size.mean()))
    tour = rng.integers(recipe.tours[0], recipe.tours[1] + 1, n)
    bound = recipe.longest_window / max(shape.periods, recipe.longest_window)
    shares = (recipe.offer_window[0] * bound, recipe.offer_window[1] * bound)
    first, last = _draw_windows(shape.periods, shares, n, rng)
    return _Offers(
        nation=nation,
        family=family,
        rank=rank,
        units=(1 + extra).clip(1, recipe.most_units).astype(np.int32),
        people=people,
        cost=np.round(people * recipe.monthly_cost * rng.lognormal(0.0, 0.3, n), 1),
        tour=tour.astype(np.int32),
        rest=np.ceil(tour * rng.choice(recipe.rest_ratios, n)).astype(np.int32),
        first=first,
        last=last,
        no_area=rng.random((n, recipe.areas)) < recipe.area_bar,
        no_task=rng.random((n, recipe.tasks)) < recipe.task_bar,
    )


def _nations_of_offers(size: Floats, n: int, rng: np.random.Generator) -> Ints:
    """Each nation makes at least one offer; the others fall to the nations by size."""
    others = rng.choice(len(size), n - len(size), p=size / size.sum())
    return np.sort(np.concatenate([np.arange(len(size)), others])).astype(np.int32)


def _draw_capabilities(recipe: Recipe, n: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    family = rng.choice(len(recipe.families), n, p=recipe.family_share)
    ranks = np.array([count for count, _, _ in recipe.families])
    return family.astype(np.int32), rng.integers(0, ranks[family]).astype(np.int32)


def _typical_people(recipe: Recipe, family: Ints, rank: Ints) -> Floats:
    """Unit sizes climb in equal ratios from the smallest to the largest of the family."""
    count, least, most = (np.array(column, dtype=float)[family] for column in zip(*recipe.families, strict=True))
    return np.asarray(least * (most / least) ** (rank / np.maximum(count - 1, 1)), dtype=np.float64)


def _draw_windows(periods: int, share: tuple[float, float], n: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    length = np.rint(rng.uniform(*share, n) * periods).clip(1, periods).astype(np.int32)
    first = rng.integers(0, periods - length + 1).astype(np.int32)
    return first, first + length - 1


def _draw_lines(shape: Shape, recipe: Recipe, offers: _Offers, rng: np.random.Generator) -> _Lines:
    n = shape.lines
    supply: Floats = np.bincount(offers.family, offers.sustained(), minlength=len(recipe.families)).astype(np.float64)
    family, rank = _draw_wanted(recipe, offers, n, rng)
    first, last = _draw_windows(shape.periods, recipe.line_window, n, rng)
    raw: Floats = _draw_profile(shape, recipe, first, last, rng)
    raw *= rng.lognormal(0.0, recipe.line_spread, n)[:, None]
    return _Lines(
        family=family,
        rank=rank,
        area=rng.integers(0, recipe.areas, n).astype(np.int32),
        task=rng.integers(0, recipe.tasks, n).astype(np.int32),
        first=first,
        last=last,
        priority=rng.choice(3, n, p=recipe.priorities).astype(np.int32),
        demand=_scale_demand(recipe.demand_ratio * supply, family, raw),
    )


def _draw_wanted(recipe: Recipe, offers: _Offers, n: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Lines stand at equal steps along what is offered, in order of family and rank; some ask for one rank less."""
    order = np.lexsort((offers.rank, offers.family))
    along = np.cumsum(offers.sustained()[order])
    like = order[np.searchsorted(along, (np.arange(n) + rng.random()) / n * along[-1])]
    lower = (rng.random(n) < recipe.modest_share).astype(np.int32)
    return offers.family[like], (offers.rank[like] - lower).clip(0).astype(np.int32)


def _draw_profile(shape: Shape, recipe: Recipe, first: Ints, last: Ints, rng: np.random.Generator) -> Floats:
    """(R, T) 1 in the line's window, more in its surge, 0 outside."""
    n, month = shape.lines, np.arange(shape.periods)
    inside = (month >= first[:, None]) & (month <= last[:, None])
    begin = rng.integers(first, last + 1)
    end = begin + rng.integers(recipe.surge_months[0], recipe.surge_months[1] + 1, n)
    surging = (month >= begin[:, None]) & (month < end[:, None]) & (rng.random(n) < recipe.surge_share)[:, None]
    height = rng.uniform(*recipe.surge, n)[:, None]
    return np.asarray(inside * np.where(surging, height, 1.0), dtype=np.float64)


def _scale_demand(target: Floats, family: Ints, raw: Floats) -> Floats:
    """Whole units with at least one in every month of a window, whose sum a family is as near the target as it goes."""
    low, high = np.zeros(len(target)), np.full(len(target), 100.0 + target.max())
    for _ in range(60):
        middle = (low + high) / 2
        total = np.bincount(family, _whole(raw, middle[family]).sum(axis=1), minlength=len(target))
        low, high = np.where(total < target, middle, low), np.where(total < target, high, middle)
    return _whole(raw, high[family])


def _whole(raw: Floats, scale: Floats) -> Floats:
    return np.where(raw > 0, np.rint(raw * scale[:, None]).clip(1), 0.0).astype(np.float64)


def _draw_ceilings(shape: Shape, recipe: Recipe, offers: _Offers, rng: np.random.Generator) -> Floats:
    """(N, T) most people of each nation present at once; never below its largest unit."""
    mean_people = offers.sustained() * offers.people / shape.periods
    sustained = np.bincount(offers.nation, mean_people, minlength=shape.nations)
    largest = np.zeros(shape.nations)
    np.maximum.at(largest, offers.nation, offers.people)
    cap = np.maximum(np.ceil(sustained * rng.uniform(*recipe.ceiling, shape.nations)), largest)
    return np.repeat(cap[:, None], shape.periods, axis=1)


def _draw_mixing(shape: Shape, recipe: Recipe, rng: np.random.Generator) -> Ints:
    rule = np.zeros(shape.lines, dtype=np.int32)
    ruled = rng.permutation(shape.lines)[: round(recipe.mix_share * shape.lines)]
    rule[ruled] = rng.integers(1, 4, len(ruled))
    return rule


def _eligible(offers: _Offers, lines: _Lines) -> tuple[Ints, Ints]:
    """Offer and line of each pair: same family, high enough, no caveat, room for one tour; by offer, then by line."""
    able = (offers.family[:, None] == lines.family) & (offers.rank[:, None] >= lines.rank)
    able &= ~offers.no_area[:, lines.area]
    able &= ~offers.no_task[:, lines.task]
    offer, line = (index.astype(np.int32) for index in np.nonzero(able))
    room = np.minimum(offers.last[offer], lines.last[line]) - np.maximum(offers.first[offer], lines.first[line]) + 1
    fits = room >= offers.tour[offer]
    return offer[fits], line[fits]


def _rest_table(offers: _Offers) -> Ints:
    """(O, Lmax+1) the offer's rest after its one tour length; other lengths rest as long."""
    return np.repeat(offers.rest[:, None], int(offers.tour.max()) + 1, axis=1)


def _assemble(shape: Shape, offers: _Offers, lines: _Lines, limit_cap: Floats, max_nations: Ints) -> PlanProblem:
    offer, line = _eligible(offers, lines)
    pairs, none = len(offer), np.zeros(0, dtype=np.int32)
    return PlanProblem(
        demand=lines.demand,
        priority=lines.priority,
        max_nations=max_nations,
        handover=np.zeros(shape.lines),
        line_first=lines.first,
        units=np.repeat(offers.units[:, None], shape.periods, axis=1),
        pair_offer=offer,
        pair_pool=offer,
        pair_line=line,
        pair_nation=offers.nation[offer],
        pair_quality=np.ones(pairs),
        pair_first=np.maximum(offers.first[offer], lines.first[line]),
        pair_last=np.minimum(offers.last[offer], lines.last[line]),
        pair_open=np.zeros(pairs, dtype=np.bool_),
        tour_min=offers.tour[offer],
        tour_max=offers.tour[offer],
        rest=_rest_table(offers),
        pair_cost=offers.cost[offer],
        pair_people=offers.people[offer],
        limit_cap=limit_cap,
        use_start=np.arange(pairs + 1, dtype=np.int32),
        use_limit=offers.nation[offer],
        use_amount=offers.people[offer],
        gate_line=none,
        gate_start=np.zeros(1, dtype=np.int32),
        gate_pair=none,
        conflict_start=np.zeros(pairs + 1, dtype=np.int32),
        conflict_pair=none,
        n_nations=shape.nations,
        pool_ids=[f"P{i:04d}" for i in range(shape.offers)],
        offer_ids=[f"O{i:04d}" for i in range(shape.offers)],
        line_ids=[f"R{i:04d}" for i in range(shape.lines)],
        limit_ids=[f"people-N{i:02d}" for i in range(shape.nations)],
        nation_ids=[f"N{i:02d}" for i in range(shape.nations)],
    )
