import json

import numpy as np
from benchmarks.changes import coverage, gap_pp, mend
from benchmarks.found import WEIGHTS
from benchmarks.generate import Shape, draw
from benchmarks.ours import busiest_pool, solve
from benchmarks.plan import main

from accord.plan.outlook import open_outlook
from accord.plan.problem import Plan
from accord.plan.tiny import tiny_problem
from accord.plan.verify import broken_rules

SMALL = Shape(nations=4, offers=14, lines=8, periods=14)


def plan(*tours: tuple[int, int, int, int]) -> Plan:
    columns = np.array(tours, dtype=np.int32).reshape(-1, 4).T
    return Plan(pair=columns[0], start=columns[1], length=columns[2], count=columns[3])


def test_the_busiest_pool_has_the_most_unit_periods():
    problem = tiny_problem([[2] * 4, [2] * 4], [(0, 0), (1, 0), (1, 1)], units=[2, 2])
    assert busiest_pool(problem, plan((0, 0, 3, 1), (1, 0, 2, 1), (2, 0, 2, 1))).tolist() == [1]


def test_a_mended_plan_keeps_the_rules_without_the_lost_units_and_is_no_worse_than_what_was_left():
    problem = draw(SMALL, seed=2, mix=True)
    found = solve(problem, seconds=0.5)
    lost = [busiest_pool(problem, found.plan)]
    (loss,) = mend(problem, found.plan, lost, open_outlook(problem, WEIGHTS), seconds=0.5)
    assert not broken_rules(loss.problem, loss.after.plan)
    assert not np.isin(loss.problem.pair_pool[loss.after.plan.pair], lost[0]).any()
    assert coverage(loss.problem, loss.after.plan) >= coverage(loss.problem, loss.left) - 1e-9
    assert gap_pp(loss) >= -1e-6


def test_rows_are_one_json_object_each_and_the_table_goes_elsewhere(capsys):
    assert main(["--size", "S", "--time-limit", "1", "--peers", "highs", "--no-accord", "--json"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(text) for text in out.splitlines()]
    stated = {"solver", "size", "seed", "coverage", "bound", "gap_pp", "seconds", "peak_mb", "verified"}
    assert [row["solver"] for row in rows] == ["highs"]
    assert stated <= rows[0].keys()
    assert rows[0]["verified"] is True
    assert "1 of 1 checked" in err
