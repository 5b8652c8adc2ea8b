"""What is missing for a pack is computed, each part with its share of the time; a stop keeps what is found."""

import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from accord.brief.found import PARTS, Found
from accord.model.option import Option
from accord.model.problem import AccordError
from accord.model.words import Criterion
from accord.model.workspace import Workspace
from accord.plan.choose import choose_scenario
from accord.plan.solution import OnProgress, Progress, Stop

if TYPE_CHECKING:
    from accord.plan.basis import Basis

T = TypeVar("T")

SHARES = {"options": 0.4, "asks": 0.25, "withdrawals": 0.15, "delays": 0.1, "worths": 0.1}
"""How the time limit is divided if everything is missing."""
PRICE_SHARE = 0.1
"""Share of a part's time for the prices that it starts from."""
TRIES = 16
"""Asks that are verified."""
DELAY_MONTHS = 12
"""Longest delay looked at, months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard to plan what is missing."""

    seconds: float = 60.0
    """Time limit for all that is missing together."""
    rounds: int | None = None
    """Search rounds instead of seconds: the result is then the same on every machine."""
    seed: int = 0
    """Seed of the search."""

    def __post_init__(self) -> None:
        """Refuse an effort that is none."""
        if not 0 < self.seconds < math.inf:
            raise AccordError(f"--time-limit: must be more than 0 seconds, not {self.seconds:g}")
        if self.rounds is not None and self.rounds < 1:
            raise AccordError(f"--rounds: must be at least 1, not {self.rounds}")

    def part(self, share: float) -> "Effort":
        """The same with a share of the time."""
        return replace(self, seconds=share * self.seconds)

    def stop(self, share: float) -> Stop:
        """A share of the time limit; the rounds instead, if they are given."""
        return Stop(seconds=None if self.rounds else share * self.seconds, rounds=self.rounds)


@dataclass(kw_only=True)
class Work:
    """One state of a workspace whose missing parts are computed in turn."""

    workspace: Workspace
    scenario: str
    effort: Effort
    on_progress: OnProgress | None
    found: Found
    wanted: tuple[str, ...] = PARTS
    criteria: tuple[Criterion, ...] = tuple(Criterion)
    stopped: bool = False

    @property
    def open(self) -> tuple[str, ...]:
        """Parts that are still to be computed."""
        return tuple(part for part in self.wanted if part not in self.found.complete)

    def do(self) -> Found:
        """Compute what is missing, in order, until told to stop."""
        began = time.perf_counter()
        self._total = sum(SHARES.get(part, 0.0) for part in self.open) or 1.0
        steps: dict[str, Callable[[], Any]] = {
            "options": self._options,
            "comparison": self._comparison,
            "asks": self._asks,
            "withdrawals": self._withdrawals,
            "delays": self._delays,
            "worths": self._worths,
        }
        self._began = began
        for part in self.open:
            if self.stopped or (part != "options" and not self.found.options):
                break
            value = steps[part]()
            done = self.found.complete if self.stopped else (*self.found.complete, part)
            self.found = replace(self.found, complete=done, **{part: value})
        return self.found

    def _share(self, part: str) -> float:
        return SHARES[part] / self._total

    def _options(self) -> tuple[Option, ...]:
        from accord.plan.options import plan

        options = plan(
            self.workspace,
            scenario=self.scenario,
            criteria=self.criteria,
            stop=self.effort.stop(self._share("options")),
            seed=self.effort.seed,
            on_progress=self._told,
        )
        self.stopped = self.stopped or any(option.interrupted for option in options)
        return options

    def _comparison(self) -> Any:
        from accord.plan.compare import compare

        return compare(self.workspace, self.found.options, seed=self.effort.seed, replanning=None)

    def _asks(self) -> tuple[Any, ...]:
        from accord.plan.asks import ranked, tried

        basis = self._basis("asks", strict=False)
        each = self.effort.stop((1.0 - PRICE_SHARE) * self._share("asks") / (TRIES + 2))
        verified = tried(basis, each=each, seed=self.effort.seed, tries=TRIES)
        return ranked(self._collected(verified, "Asks", TRIES))

    def _withdrawals(self) -> tuple[Any, ...]:
        from accord.plan.withdraw import nations_with_tours, withdrawals

        basis = self._basis("withdrawals", strict=True)
        cases = 1 + len(nations_with_tours(basis))
        each = self._each("withdrawals", cases)
        return self._collected(withdrawals(basis, each=each, seed=self.effort.seed), "Withdrawals", cases)

    def _delays(self) -> tuple[Any, ...]:
        from accord.plan.delay import delays

        basis, slips = self._basis("delays", strict=True), range(DELAY_MONTHS + 1)
        each = self._each("delays", len(slips))
        return self._collected(delays(basis, months=slips, each=each, seed=self.effort.seed), "Delays", len(slips))

    def _worths(self) -> tuple[Any, ...]:
        from accord.plan.worth import n_states, worths

        basis = self._basis("worths", strict=False)
        cases = n_states(basis)
        each = self._each("worths", cases)
        states = self._collected(worths(basis, each=each, seed=self.effort.seed), "Conditions", cases)
        return states[-1] if states else ()

    def _each(self, part: str, cases: int) -> Stop:
        """Two cases run side by side."""
        return self.effort.stop(2.0 * (1.0 - PRICE_SHARE) * self._share(part) / cases)

    def _basis(self, part: str, *, strict: bool) -> "Basis":
        from accord.plan.basis import make_basis, plan_of
        from accord.plan.outlook import usual

        own = self.workspace.settings.weights
        return make_basis(
            self._compiled,
            plan_of(self._compiled, self.found.options[0]),
            weights=own if strict else usual(own),
            stop=self.effort.stop(PRICE_SHARE * self._share(part)),
        )

    @cached_property
    def _compiled(self) -> Any:
        from accord.plan.compile import compile_problem

        return compile_problem(self.workspace, choose_scenario(self.workspace, self.scenario)[1])

    def _collected(self, results: Iterable[T], words: str, total: int) -> tuple[T, ...]:
        return tuple(self._until_told(results, words, total))

    def _until_told(self, results: Iterable[T], words: str, total: int) -> Iterator[T]:
        best = self.found.options[0]
        try:
            for number, result in enumerate(results, start=1):
                yield result
                stage = f"{words}, {number} of {total}"
                moment = Progress(seconds=0.0, coverage=best.coverage, limit=best.bounds[0].limit, stage=stage)
                if not self._told(moment) and number < total:
                    break
        except KeyboardInterrupt:
            self.stopped = True

    def _told(self, moment: Progress) -> bool:
        """Tell how things stand, with the seconds of the whole; whether to go on."""
        since = replace(moment, seconds=time.perf_counter() - self._began)
        if self.on_progress is not None and not self.on_progress(since):
            self.stopped = True
        return not self.stopped
