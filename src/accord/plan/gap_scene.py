"""What the tests of a gap look at: a plan with its books, and a stretch of a line that is short."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from accord.model.fields import Id
from accord.model.reason import Reason
from accord.plan.compile import Compiled
from accord.plan.eligibility import Eligibility, Match, eligible
from accord.plan.ledger import Ledger, keep_books
from accord.plan.problem import Bools, Floats, Ints, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Periods ``first..last`` in which a line is short by the same units."""

    line: int
    first: int
    last: int
    short: float

    @property
    def periods(self) -> range:
        """Its periods, one by one."""
        return range(self.first, self.last + 1)

    @property
    def slice(self) -> slice:
        """Its periods as columns of an array."""
        return slice(self.first, self.last + 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """A plan with its books, and who may serve which line."""

    compiled: Compiled
    books: Ledger
    idle: Ints
    """(P, T) units of each pool that neither serve nor rest."""
    out: Eligibility
    """Offers that are not live, on lines: where they could serve if they were."""
    pairs: tuple[Ints, ...]
    """Pairs of each line."""
    furthest: dict[int, Ints] = field(default_factory=dict)
    """Kept by `accord.plan.gap_idle`: how far a pair's tours come in each period."""

    def line_id(self, stretch: Stretch) -> Id:
        """Id of the line that is short."""
        return self.compiled.lines[stretch.line].id

    def rank(self, line: int) -> int:
        """Priority of a line, 0 the highest."""
        return int(self.compiled.problem.priority[line])

    def shut_gates(self, stretch: Stretch) -> dict[int, Bools]:
        """Gate of the line -> (periods of the stretch,) whether nobody opens it; only gates that are ever shut."""
        gates = [(g, gate) for g, gate in enumerate(self.compiled.gates) if gate.line == stretch.line]
        shut = {g: (self.books.present[gate.providers, stretch.slice] == 0).all(axis=0) for g, gate in gates}
        return {g: np.asarray(periods) for g, periods in shut.items() if periods.any()}

    def strength(self, stretch: Stretch) -> Floats:
        """(periods of the stretch,) required units that stand on the line, counted or not."""
        pairs = self.pairs[stretch.line]
        strength: Floats = self.compiled.problem.pair_quality[pairs] @ self.books.present[pairs, stretch.slice]
        return strength

    def open(self, stretch: Stretch) -> Bools:
        """(pairs of the line, periods of the stretch) whether the pair's window holds the period."""
        pairs, periods = self.pairs[stretch.line], np.array(stretch.periods)
        first, last = self.compiled.problem.pair_first[pairs], self.compiled.problem.pair_last[pairs]
        return np.asarray((first[:, None] <= periods) & (periods <= last[:, None]))

    def pools_open(self, stretch: Stretch) -> Bools:
        """(P, periods of the stretch) whether a unit of the pool could serve the line, were it free."""
        pools = np.zeros((self.compiled.problem.n_pools, len(stretch.periods)), dtype=bool)
        np.logical_or.at(pools, self.compiled.problem.pair_pool[self.pairs[stretch.line]], self.open(stretch))
        return pools

    def barred(self, stretch: Stretch) -> Iterator[tuple[Id, tuple[Reason, ...]]]:
        """Live offers of a fitting capability that may not serve the line, and why."""
        line = self.line_id(stretch)
        for offer in self.compiled.offers:
            reasons = self.compiled.eligibility.barred.get((offer.id, line))
            if reasons:
                yield offer.id, reasons

    def matches(self, stretch: Stretch) -> Iterator[Match]:
        """Live offers that may serve the line."""
        for pair in self.pairs[stretch.line].tolist():
            yield self.compiled.matches[pair]

    def units(self, offer: Id) -> int:
        """Units of a live offer."""
        return self.compiled.verdicts[offer].units


def make_scene(compiled: Compiled, plan: Plan) -> Scene:
    """Open the books of a plan."""
    books = keep_books(compiled.problem, plan)
    live = {offer.id for offer in compiled.offers}
    return Scene(
        compiled=compiled,
        books=books,
        idle=np.maximum(0, compiled.problem.units - books.busy),
        out=eligible(
            compiled.workspace,
            compiled.scenario,
            compiled.calendar,
            offers=[offer for offer in compiled.workspace.offers.values() if offer.id not in live],
            lines=compiled.lines,
        ),
        pairs=tuple(
            np.flatnonzero(compiled.problem.pair_line == line).astype(np.int32) for line in range(len(compiled.lines))
        ),
    )


def counted(units: float, noun: str = "unit") -> str:
    """A number with its noun.

    >>> counted(1), counted(2.5), counted(3, "offer")
    ('1 unit', '2.5 units', '3 offers')
    """
    figure = f"{round(units, 1):g}" if units >= 0.1 else f"{units:.1g}"
    return f"{figure} {noun}{'' if figure == '1' else 's'}"


def rows_of(offers: Iterable[str]) -> tuple[str, ...]:
    """Ids of offers as rows, each once, in order.

    >>> rows_of(["b", "a", "b"])
    ('offers/a', 'offers/b')
    """
    return tuple(f"offers/{id}" for id in sorted(set(offers)))
