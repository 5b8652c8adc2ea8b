"""HiGHS is asked honestly: exact words, certified bounds, no silent failure."""

import itertools
from pathlib import Path

import highspy
import numpy as np
import pytest
from tests.solver.test_program import knapsack

from accord.solver import highs
from accord.solver.highs import Effort, SolverError, Status, relax, solve, write_mps
from accord.solver.program import Program, from_entries


def hard(seed: int = 0, *, n: int = 40, rows: int = 12) -> Program:
    """A random covering problem that takes a while."""
    rng = np.random.default_rng(seed)
    matrix = rng.integers(1, 40, (rows, n)).astype(float)
    row, column = (index.ravel() for index in np.indices(matrix.shape))
    return from_entries(
        cost=rng.integers(10, 60, n),
        lower=np.zeros(n),
        upper=np.full(n, 3.0),
        integer=np.ones(n, dtype=bool),
        row_lower=matrix.sum(axis=1) * 0.7,
        row_upper=np.full(rows, np.inf),
        rows=row,
        columns=column,
        values=matrix.ravel(),
    )


def impossible() -> Program:
    """Twice a whole number is three."""
    return from_entries(
        cost=[1.0, 1.0],
        lower=[0.0, 0.0],
        upper=[9.0, 9.0],
        integer=[True, True],
        row_lower=[3.0],
        row_upper=[3.0],
        rows=[0, 0],
        columns=[0, 1],
        values=[2.0, 4.0],
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_best_choice_is_found_and_proven(seed):
    rng = np.random.default_rng(seed)
    sizes, worths = rng.integers(1, 20, 8).astype(float), rng.integers(1, 20, 8).astype(float)
    program = knapsack(sizes.tolist(), worths.tolist(), 30.0)
    answer = solve(program)
    every = (np.array(choice) for choice in itertools.product([0.0, 1.0], repeat=8))
    assert answer.status is Status.PROVEN
    assert answer.objective == min(program.objective(x) for x in every if sizes @ x <= 30.0)
    assert answer.bound == pytest.approx(answer.objective)


def test_what_cannot_be_is_infeasible_with_and_without_presolve():
    assert solve(impossible()).status is Status.INFEASIBLE
    assert solve(impossible(), effort=Effort(presolve=False)).status is Status.INFEASIBLE


def test_infeasible_is_believed_only_after_presolve_is_off(monkeypatch):
    """A presolve that wrongly says infeasible is overruled by the run without it."""
    asked = []
    run = highs._run

    def lying_presolve(program, start, effort, on_incumbent):
        asked.append(effort.presolve)
        return run(impossible() if effort.presolve else program, None, effort, on_incumbent)

    monkeypatch.setattr(highs, "_run", lying_presolve)
    answer = solve(knapsack([2.0], [1.0], 4.0))
    assert asked == [True, False]
    assert answer.status is Status.PROVEN


def test_infeasible_is_never_believed_against_a_feasible_start(monkeypatch):
    refused = solve(impossible())
    monkeypatch.setattr(highs, "_run", lambda *_: refused)
    program, start = knapsack([2.0], [1.0], 4.0), np.array([1.0])
    answer = solve(program, start=start)
    assert answer.status is Status.FEASIBLE
    assert answer.x is start
    assert answer.bound == -np.inf


def test_an_answer_is_never_worse_than_its_start():
    program = hard()
    best = solve(program, effort=Effort(nodes=200))
    again = solve(program, start=best.x, effort=Effort(seconds=0.0))
    assert again.objective == best.objective
    assert again.status is Status.FEASIBLE
    assert again.bound <= again.objective


def test_a_start_that_breaks_a_row_is_not_used():
    answer = solve(knapsack([2.0, 3.0], [5.0, 4.0], 4.0), start=np.array([1.0, 1.0]))
    assert answer.objective == -5.0


def test_without_time_nothing_is_claimed():
    answer = solve(hard(), effort=Effort(seconds=0.0))
    assert answer.status is Status.NOTHING
    assert answer.x is None


def test_a_limit_on_nodes_gives_the_same_answer_twice():
    first, second = (solve(hard(), effort=Effort(nodes=20)) for _ in range(2))
    assert first.status is Status.FEASIBLE
    assert first.x is not None
    assert second.x is not None
    assert first.x.tolist() == second.x.tolist()
    assert first.bound == second.bound < first.objective


def test_zero_nodes_still_look_at_the_root():
    assert solve(hard(), effort=Effort(nodes=0)).x is not None


def test_a_gap_that_suffices_ends_the_search():
    answer = solve(hard(), effort=Effort(gap=50.0))
    assert answer.status is Status.PROVEN
    assert 0.0 <= answer.objective - answer.bound <= 50.0


def test_incumbents_are_told_and_can_stop_the_search(monkeypatch):
    monkeypatch.setattr(highs, "_TELL_EVERY_S", 0.0)
    told = []

    def stop_at_the_first(best, bound):
        told.append((best, bound))
        return not np.isfinite(best)

    answer = solve(hard(n=60, rows=20), on_incumbent=stop_at_the_first)
    assert answer.interrupted
    assert answer.status is Status.FEASIBLE
    assert np.isfinite(told[-1][0])
    assert answer.objective <= told[-1][0] + 1e-6


def test_a_failure_while_telling_reaches_the_caller(monkeypatch):
    monkeypatch.setattr(highs, "_TELL_EVERY_S", 0.0)

    def fail(best, bound):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(hard(n=60, rows=20), on_incumbent=fail)


@pytest.mark.parametrize("simplex", [False, True])
def test_a_relaxation_is_a_certified_bound(simplex):
    program = hard()
    answer = relax(program, simplex=simplex)
    whole = solve(program, effort=Effort(nodes=50))
    assert answer.status is Status.PROVEN
    assert answer.bound <= whole.objective
    assert answer.row_price is not None
    assert answer.bound == program.certified_bound(answer.row_price)
    assert answer.objective == pytest.approx(answer.bound, rel=1e-4)


def test_a_relaxation_without_time_proves_only_what_its_prices_prove():
    answer = relax(hard(), effort=Effort(seconds=0.0))
    assert answer.bound <= relax(hard()).objective + 1e-6
    assert answer.bound >= 0.0


def test_a_program_without_rows_goes_to_its_cheapest_sides():
    none = np.zeros(0)
    program = from_entries(
        cost=[1.0, -1.0],
        lower=[0.0, 0.0],
        upper=[5.0, 2.5],
        integer=[True, True],
        row_lower=none,
        row_upper=none,
        rows=none,
        columns=none,
        values=none,
    )
    answer = solve(program)
    assert answer.status is Status.PROVEN
    assert answer.x is not None
    assert answer.x.tolist() == [0.0, 2.0]
    assert relax(program).bound == -2.5


def test_an_option_that_highs_does_not_know_is_an_error():
    with pytest.raises(SolverError, match="could not set no_such_option to 1"):
        highs._set(highs._loaded(hard()), "no_such_option", 1)


def test_a_program_written_as_mps_is_the_same_for_another_reader(tmp_path: Path):
    path = tmp_path / "hard.mps"
    program = hard()
    write_mps(program, path)
    reader = highspy.Highs()
    reader.setOptionValue("output_flag", False)
    reader.setOptionValue("threads", 1)
    assert reader.readModel(str(path)) == highspy.HighsStatus.kOk
    lp = reader.getLp()
    assert np.array(lp.col_cost_).tolist() == program.cost.tolist()
    assert np.array(lp.row_lower_) == pytest.approx(program.row_lower)
    assert sum(kind == highspy.HighsVarType.kInteger for kind in lp.integrality_) == program.n_columns


def test_an_mps_file_is_named_so(tmp_path: Path):
    with pytest.raises(SolverError, match=r"must end in \.mps"):
        write_mps(hard(), tmp_path / "hard.lp")
