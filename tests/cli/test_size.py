"""``accord size`` prints what the record sustains, with its assumptions, and says what is wrong with an option."""

import json
from pathlib import Path

import pytest

from accord.cli.size import parse_span, size
from accord.model.problem import AccordError, NotFound
from accord.model.sizing import Span

EXAMPLES = Path(__file__).parents[2] / "examples"
RECORD = EXAMPLES / "public-record"


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")


def told(capsys, *args, **options) -> str:
    size(*args, **options)
    return capsys.readouterr().out


def test_the_summary_has_a_line_for_each_scenario_and_nation(capsys):
    lines = told(capsys, RECORD).splitlines()
    rows = {line.split()[0]: line.split() for line in lines if line.strip()}
    assert rows["ceasefire"][1:4] == ["2", "20,280", "15,210"]
    assert rows["conditional-but-turkiye"][1:3] == ["18", "50,388"]
    assert rows["conditional-with-germany"][1:3] == ["19", "61,488"]
    assert rows["GBR"] == ["GBR", "138,000", "8,280", "6,210", "8,000", "1,410", "8"]
    assert rows["ISL"] == ["ISL", "?", "?", "?", "?", "?", "-"]


def test_every_output_says_own_planning_assumption(capsys):
    for options in ({}, {"scenario": "ceasefire"}, {"scenario": "base"}):
        assert "own planning assumption" in told(capsys, RECORD, **options)


def test_one_scenario_shows_steps_nations_conditions_and_reasons(capsys):
    text = told(capsys, RECORD, scenario="ceasefire-decided")
    for words in (
        "deployable at any one time (x 0.1)",
        "after existing deployments (less 60% of them)",
        "us_guarantee: the United States give a binding guarantee",
        "condition guarantees is false",
        "No Croatian soldiers on Ukrainian territory",
    ):
        assert words in text


def test_a_single_figure_holds_for_low_likely_and_high(capsys):
    options = {"land_share": "0.5", "deployable_share": "0.2", "rest_ratio": "4", "pool_share": "0.3"}
    (sizing,) = json.loads(told(capsys, RECORD, scenario="ceasefire", existing_share="0", json=True, **options))
    steps = {step["key"]: step["inside"] for step in sizing["steps"]}
    assert steps["at_once"] == {"low": 33_800.0, "likely": 33_800.0, "high": 33_800.0}
    assert steps["rotated"] == steps["left"] == {"low": 10_140.0, "likely": 10_140.0, "high": 10_140.0}


def test_json_holds_every_scenario_and_the_base(capsys):
    found = json.loads(told(capsys, RECORD, json=True))
    files = {path.stem for path in (RECORD / "scenarios").glob("*.toml")}
    assert {sizing["scenario"] for sizing in found} == files | {"base"}


def test_it_works_on_the_exercise_and_says_that_it_is_invented(capsys):
    assert "nations and land are invented" in told(capsys, EXAMPLES / "exercise")


def test_an_unknown_scenario_is_named_with_those_that_exist(capsys):
    with pytest.raises(NotFound, match="no scenario 'cease'; there are: base, ceasefire"):
        size(RECORD, scenario="cease")


@pytest.mark.parametrize("text", ["", "a", "0.5,0.6", "1.2", "-0.1", "nan", "1e999", "0.1,0.2,0.3,0.4"])
def test_a_share_that_is_none_is_refused(text):
    with pytest.raises(AccordError, match=r"--land-share: must be one figure or three from 0 to 1"):
        parse_span(text, option="--land-share", most=1.0)


def test_three_figures_are_small_likely_and_large():
    assert parse_span("4,3,2", option="--rest-ratio", most=100.0) == Span(low=4, likely=3, high=2)
