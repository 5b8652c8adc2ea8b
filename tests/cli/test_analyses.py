"""accord asks, withdraw, delay and conditions: from a folder to words, JSON and results under out/."""

import json
from pathlib import Path

import pytest
from tests.plan.workspaces import condition, nation, offer, requirement, workspace

from accord.cli.app import run
from accord.model.option import Ask, ConditionWorth, DelayPoint, Withdrawal
from accord.store.results import read_results
from accord.store.run import read_runs
from accord.store.write import write_workspace

COMMANDS = {
    "asks": (Ask, "asks"),
    "withdraw": (Withdrawal, "withdrawals"),
    "delay": (DelayPoint, "delay"),
    "conditions": (ConditionWorth, "conditions"),
}
QUICK = ["--rounds", "1"]


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")


@pytest.fixture
def folder(tmp_path) -> Path:
    """XAA covers half a year of the essential line; XBB's battalion waits for a vote, another one stays at home."""
    rows = (
        requirement("L1", priority="essential"),
        offer("a", until="2026-08-31"),
        offer("b", nation="XBB", conditions=["vote"]),
        offer("h", nation="XBB", scopes=("home",)),
        condition("vote", label="The parliament votes"),
        nation("XBB", name="Bruvane [b]"),
    )
    write_workspace(workspace(*rows), tmp_path / "ws")
    return tmp_path / "ws"


def told(capsys, *words: str) -> str:
    assert run([*words]) == 0
    return capsys.readouterr().out


def row_of(text: str, key: str) -> list[str]:
    return next(line.split() for line in text.splitlines() if line.split()[:1] == [key])


def test_withdraw_prints_what_is_left_and_what_is_mended(folder, capsys):
    """XAA covers 6 of 12 months; without it nothing, and nobody else is live in country."""
    text = told(capsys, "withdraw", str(folder), *QUICK)
    assert "Tiny (nations and land are invented)\nScenario base, a plan made just now" in text
    assert "Covered with all: 50.0 %, planned again 50.0 %, at most 50.0 % (weighted)" in text
    assert row_of(text, "XAA")[-10:] == ["0.0", "%"] * 5


def test_delay_prints_a_row_a_month(folder, capsys):
    text = told(capsys, "delay", str(folder), "--months", "2", *QUICK)
    assert row_of(text, "0")[1:4] == ["2026-03-01", "50.0", "%"]
    assert row_of(text, "2")[1:4] == ["2026-05-01", "33.3", "%"]
    assert "-16.7" in row_of(text, "2")


def test_conditions_prints_truth_and_worth(folder, capsys):
    text = told(capsys, "conditions", str(folder), *QUICK)
    row = next(line for line in text.splitlines() if "The parliament votes" in line)
    assert row.split()[-7:] == ["+50.0", "100.0", "%", "50.0", "%", "3", "2"]


def test_asks_prints_each_ask_with_its_reasons(folder, capsys):
    text = told(capsys, "asks", str(folder), *QUICK)
    assert "XBB: 1 INF" in text
    assert "  - L1 (essential, INF) lacks 6 unit-months, with it 0" in text
    assert "on L1 it could lift what holds back b instead: condition vote is false" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_what_is_saved_and_comes_back_byte_for_byte(command, folder, capsys):
    kind, name = COMMANDS[command]
    once, again = (told(capsys, command, str(folder), "--json", "--seed", "3", *QUICK) for _ in range(2))
    assert once == again == (folder / "out" / f"{name}.json").read_text()
    assert len(read_results(folder, kind)) == len(json.loads(once)) > 0
    saved = read_runs(folder)[command]
    assert (saved.seed, saved.arguments["rounds"], saved.arguments["time_limit"]) == (3, 1, None)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_saved_plan_is_taken_while_it_stands(command, folder, capsys):
    assert run(["plan", str(folder), *QUICK]) == 0
    capsys.readouterr()
    assert "of out/options.json" in told(capsys, command, str(folder), *QUICK)
    assert read_runs(folder)[command].arguments["option"]
    with (folder / "offers.csv").open("a") as file:
        file.write("\n")
    assert "a plan made just now" in told(capsys, command, str(folder), *QUICK)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_scenario_is_named_and_nothing_is_written(command, folder, capsys):
    assert run([command, str(folder), "--scenario", "late"]) == 1
    assert capsys.readouterr().err == "accord: no scenario 'late'; there are: base\n"
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["withdraw", "--time-limit", "0"], "--time-limit: must be more than 0 seconds, not 0"),
        (["conditions", "--rounds", "0"], "--rounds: must be at least 1, not 0"),
        (["asks", "--tries", "0"], "--tries: must be at least 1, not 0"),
        (["delay", "--months", "-1"], "--months: must be from 0 to 120, not -1"),
    ],
)
def test_an_effort_that_is_none_is_refused(words, said, folder, capsys):
    command, *options = words
    assert run([command, str(folder), *options]) == 1
    assert capsys.readouterr().err == f"accord: {said}\n"


def test_what_was_found_is_kept_when_the_user_stops(folder, capsys, monkeypatch):
    from accord.plan import withdraw

    def interrupted(*words, **options):
        yield Withdrawal(nation="XAA", coverage=0.0, replanned=0.25, limit=0.5, tours=2)
        raise KeyboardInterrupt

    monkeypatch.setattr(withdraw, "withdrawals", interrupted)
    assert "Stopped after 1 of 2" in told(capsys, "withdraw", str(folder), *QUICK)
    assert [row.nation for row in read_results(folder, Withdrawal)] == ["XAA"]


def test_where_nobody_can_be_asked_no_earlier_ask_stays_behind(folder, capsys):
    told(capsys, "asks", str(folder), *QUICK)
    offers = (folder / "offers.csv").read_text().replace("2026-08-31", "")
    (folder / "offers.csv").write_text(offers)
    text = told(capsys, "asks", str(folder), *QUICK)
    assert "No extra unit that could be asked for buys anything" in text
    assert not (folder / "out" / "asks.json").exists()


def test_names_are_shown_as_they_are(folder, capsys):
    offers = (folder / "offers.csv").read_text().replace(",vote", ",")
    (folder / "offers.csv").write_text(offers)
    assert "XBB Bruvane [b]" in told(capsys, "withdraw", str(folder), *QUICK)
