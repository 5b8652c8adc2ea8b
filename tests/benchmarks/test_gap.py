import numpy as np
import pytest
from benchmarks.gap import claim, run
from benchmarks.gap_instances import Instance, as_problem, instances, parse


def small(**more) -> Instance:
    """Three items, two agents; by hand: agent 0 takes items 0 and 1, agent 1 item 2, at 1 + 2 + 3 = 6.

    Agent 0 has room for two items only, so its cost of 1 for item 2 cannot be had with the other two.
    """
    values = {
        "name": "small",
        "cost": np.array([[1.0, 2.0, 1.0], [9.0, 9.0, 3.0]]),
        "use": np.ones((2, 3)),
        "capacity": np.array([2.0, 2.0]),
        "best": 6,
        "least": 6,
    }
    return Instance(**values | more)


def test_full_coverage_comes_first_then_the_least_cost():
    result = run(small(), seconds=10.0)
    assert (result.value, result.claim, result.verified) == (6.0, "proven", True)


def test_what_does_not_fit_is_no_full_assignment():
    result = run(small(capacity=np.array([1.0, 1.0])), seconds=10.0)
    assert (result.value, result.claim, result.verified) == (None, "no full assignment", False)


def test_an_item_that_uses_nothing_needs_no_room():
    use = np.ones((2, 3))
    use[0, 0] = 0.0
    problem = as_problem(small(use=use))
    assert problem.use_start.tolist() == [0, 0, 1, 2, 3, 4, 5]
    assert run(small(use=use, best=4, least=4), seconds=10.0).value == 4.0


@pytest.mark.parametrize(
    ("value", "proven", "words"),
    [
        (6.0, True, "proven"),
        (6.0, False, "reached"),
        (7.0, False, "1 above"),
        (5.0, False, "better than known"),
        (7.0, True, "WRONG: proven, but not the best known"),
        (None, False, "no full assignment"),
    ],
)
def test_words_are_exact(value, proven, words):
    assert claim(value, small(), proven=proven) == words


def test_a_file_with_a_number_too_few_is_refused():
    with pytest.raises(ValueError, match="12 numbers, not 13"):
        parse("1 5 " + "1 " * 10)


def test_no_folder_is_no_instances(tmp_path):
    assert instances(tmp_path) == []


def test_stored_instances_are_whole_and_proven():
    stored = {one.name: one for one in instances()}
    if not stored:
        pytest.skip("the instances are not here")
    assert stored["chu1997/d20200"].best == 12238
    result = run(stored["cattrysse1994/gap1-0"], seconds=20.0)
    assert (result.value, result.claim) == (261.0, "proven")
