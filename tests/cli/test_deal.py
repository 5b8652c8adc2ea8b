"""accord deal: faults, contents, and terms in sentences."""

from pathlib import Path

import pytest
from tests.store.workspaces import BAD, GOOD

from accord.cli.app import run

DEALS = Path(__file__).parents[2] / "examples" / "deals"


@pytest.mark.parametrize("example", sorted(DEALS.iterdir()), ids=lambda path: path.name)
def test_the_examples_are_without_faults(example, capsys):
    assert run(["deal", "check", str(example)]) == 0
    assert "No faults" in capsys.readouterr().out


def test_all_faults_are_listed(tmp_path, capsys):
    for name in ("deal.toml", "places.geojson"):
        source = BAD / "deal_term_twice" / name if name == "deal.toml" else GOOD / name
        (tmp_path / name).write_bytes(source.read_bytes())
    assert run(["deal", "check", str(tmp_path)]) == 2
    assert "'truce' stands in line 36 already" in capsys.readouterr().err


def test_a_term_is_told_in_sentences(capsys):
    assert run(["deal", "explain", str(DEALS / "february-2015"), "withdrawal-50"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for part in (
        "0 to 25 km on a party's own side",
        "withdrawal of XDL is line-2014-09",
        "To be done by the end of 2015-03-03",
        "Set going with the completion of withdrawal-begins",
        "artillery, gun, howitzer or mortar from 100 mm",
        "Verified by: OSCE",
        "after the deadline",
    ):
        assert part in said


def test_every_term_of_every_example_can_be_told(capsys):
    for example in DEALS.iterdir():
        assert run(["deal", "explain", str(example)]) == 0
        assert capsys.readouterr().out.count("Breach:") == (example / "deal.toml").read_text().count("[[terms]]")


def test_an_unknown_term_names_the_nearest(capsys):
    assert run(["deal", "explain", str(DEALS / "july-2020"), "fier"]) == 1
    assert "nearest: 'fire'" in capsys.readouterr().err


def test_a_folder_without_a_deal_says_so(capsys):
    assert run(["deal", "check", str(GOOD)]) == 1
    assert "no deal.toml" in capsys.readouterr().err
