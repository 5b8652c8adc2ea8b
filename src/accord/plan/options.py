"""The portfolio of options: most coverage, and close to it the most robust, the fairest and the cheapest."""

from collections.abc import Sequence

from accord.model.option import Option
from accord.model.problem import AccordError
from accord.model.words import Criterion
from accord.model.workspace import Workspace
from accord.plan.choose import choose_scenario
from accord.plan.compile import compile_problem
from accord.plan.portfolio import Found, Portfolio, make_portfolio
from accord.plan.report import to_option
from accord.plan.solution import OnProgress, Stop

TITLES = {
    Criterion.COVERAGE: "Most coverage",
    Criterion.ROBUST: "Most robust",
    Criterion.FAIR: "Fairest",
    Criterion.CHEAP: "Cheapest",
}
_AIMS = {
    Criterion.ROBUST: "least loss to the worst withdrawal of one nation",
    Criterion.FAIR: "burden most in proportion to {key}",
    Criterion.CHEAP: "least likely cost",
}
_NOTHING = {
    Criterion.ROBUST: "no plan was found that loses less",
    Criterion.FAIR: "no plan was found that is fairer",
    Criterion.CHEAP: "no plan was found that costs less",
}
_KEYS = {"gdp": "gross domestic product", "population": "population", "personnel": "active military personnel"}


def plan(
    workspace: Workspace,
    *,
    scenario: str | None = None,
    criteria: Sequence[Criterion | str] = tuple(Criterion),
    stop: Stop | None = None,
    seed: int = 0,
    tolerance_pp: float = 1.0,
    fair_by: str | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[Option, ...]:
    """Options for a scenario: one of most coverage, and one by each other criterion that covers nearly as much.

    Parameters
    ----------
    scenario
        Its name; None: ``base``, or the workspace as it stands if it has no such scenario.
    criteria
        What options are wanted for. The plan of most coverage is made in any case, as the others are held against it.
    stop
        Seconds or rounds for all options together; with rounds alone the result is the same on every machine.
    tolerance_pp
        Weighted coverage that the options by other criteria may give up, percentage points; in strict order the
        essential class gives up no more either.
    fair_by
        What burden is set against: gdp, population or personnel; None: the first that is known of two nations.
    on_progress
        Told how things stand; returning False keeps what is found, as Ctrl-C does.

    Returns
    -------
    tuple of Option
        One for each criterion, in that order. If planning was stopped before the search by a criterion began, there is
        none for it; the first option is then `interrupted`.

    Raises
    ------
    NotFound
        If there is no such scenario.
    AccordError
        If a criterion or key is unknown or the tolerance is no number from 0 to 100.

    >>> from accord.model.workspace import Settings
    >>> workspace = Workspace(settings=Settings(title="x", day_zero="2026-03-01"))
    >>> [(option.id, option.coverage) for option in plan(workspace, stop=Stop(seconds=None, rounds=1))]
    [('coverage', 1.0), ('robust', 1.0), ('fair', 1.0), ('cheap', 1.0)]
    """
    name, state = choose_scenario(workspace, scenario)
    portfolio = make_portfolio(
        compile_problem(workspace, state),
        criteria=known_criteria(criteria),
        stop=stop or Stop(),
        seed=seed,
        tolerance_pp=tolerance_pp,
        fair_by=fair_by,
        on_progress=on_progress,
    )
    return options_of(portfolio, scenario=name, criteria=criteria, seed=seed)


def options_of(
    portfolio: Portfolio, *, scenario: str, criteria: Sequence[Criterion | str] = tuple(Criterion), seed: int = 0
) -> tuple[Option, ...]:
    """The plans of a portfolio as options, in the order of the criteria."""
    found = {one.criterion: one for one in portfolio.found}
    wanted = [found[criterion] for criterion in known_criteria(criteria) if criterion in found]
    return tuple(_option(portfolio, one, scenario, seed) for one in wanted)


def known_criteria(criteria: Sequence[Criterion | str]) -> tuple[Criterion, ...]:
    """Criteria by their words, each once.

    Raises
    ------
    AccordError
        If one is unknown or none is given.

    >>> known_criteria(["cheap", "cheap", Criterion.FAIR])
    (<Criterion.CHEAP: 'cheap'>, <Criterion.FAIR: 'fair'>)
    """
    unknown = [str(word) for word in criteria if word not in list(Criterion)]
    if unknown or not criteria:
        known = ", ".join(Criterion)
        raise AccordError(f"no criterion {unknown[0]!r}; there are: {known}" if unknown else f"name one of: {known}")
    return tuple(dict.fromkeys(Criterion(word) for word in criteria))


def _option(portfolio: Portfolio, found: Found, scenario: str, seed: int) -> Option:
    return to_option(
        portfolio.compiled,
        found.solution,
        id=found.criterion.value,
        title=TITLES[found.criterion],
        scenario=scenario,
        objective=objective(portfolio, found),
        strict=portfolio.weights is None,
        seed=seed,
    )


def objective(portfolio: Portfolio, found: Found) -> str:
    """What an option was made for, in words, and whether that came to anything."""
    if found.criterion is Criterion.COVERAGE:
        return f"most coverage, {_order(portfolio)}; among equals the least likely cost"
    if found.criterion is Criterion.FAIR and not found.key:
        return "fairness: no nation's means are known, so this is the plan of most coverage"
    aim = _AIMS[found.criterion].format(key=_KEYS.get(found.key, ""))
    within = f"{aim}, at most {portfolio.tolerance_pp:g} percentage points of coverage below the most found"
    return within if found.better else f"{within}: {_NOTHING[found.criterion]}, so this is the plan of most coverage"


def _order(portfolio: Portfolio) -> str:
    if portfolio.weights is None:
        return "essential before important before desirable"
    return "weights {:g}, {:g}, {:g} for essential, important, desirable".format(*portfolio.weights)
