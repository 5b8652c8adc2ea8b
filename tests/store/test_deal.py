"""deal.toml: read, written, released; what contradicts and what does not."""

import shutil
from dataclasses import replace

import pytest
from tests.store.workspaces import DATA, good_copy

from accord import BadWorkspace, NotFound, read_workspace, write_workspace
from accord.store.deal import named_places, read_deal
from accord.store.release import fingerprint, released

EXAMPLES = sorted((DATA.parents[1] / "examples" / "deals").iterdir())
TEXT = (DATA / "deal" / "deal.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    shutil.copy(DATA / "deal" / "deal.toml", workspace)
    return workspace


def faults(folder, text):
    (folder / "deal.toml").write_text(text, encoding="utf-8")
    try:
        read_workspace(folder)
    except BadWorkspace as error:
        return [problem.message for problem in error.problems]
    return []


def test_a_workspace_may_have_no_deal(tmp_path):
    assert read_workspace(good_copy(tmp_path / "workspace")).deal is None


def test_reading_what_was_written_gives_the_same_deal(folder, tmp_path):
    workspace = read_workspace(folder)
    write_workspace(workspace, tmp_path / "again")
    assert read_workspace(tmp_path / "again").deal == workspace.deal is not None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_survive_a_round_trip(example, folder, tmp_path):
    workspace = read_workspace(folder)
    deal, places = read_deal(example)
    write_workspace(replace(workspace, deal=deal, places=workspace.places | places), tmp_path / "again")
    assert read_workspace(tmp_path / "again").deal == deal


def test_a_deal_can_be_read_without_the_rest(folder):
    deal, places = read_deal(folder)
    assert deal == read_workspace(folder).deal
    assert named_places(deal) <= set(places)


def test_a_folder_without_a_deal_is_said_to_have_none(tmp_path):
    with pytest.raises(NotFound, match=r"no deal\.toml"):
        read_deal(good_copy(tmp_path / "workspace"))


def test_the_deal_is_hidden_from_whom_it_is_not_for(folder):
    (folder / "deal.toml").write_text('release = ["XAA"]\n' + TEXT, encoding="utf-8")
    workspace = read_workspace(folder)
    assert released(workspace, "public").deal is None
    assert released(workspace, "XBB").deal is None
    assert released(workspace, "XAA").deal == workspace.deal


def test_a_deal_that_names_a_hidden_place_is_hidden_whole(folder):
    workspace = read_workspace(folder)
    hidden = {key: replace(place, release=("secretariat",)) for key, place in workspace.places.items()}
    assert released(workspace, "XAA").deal is not None
    assert released(replace(workspace, places=hidden), "XAA").deal is None


def test_another_deal_is_another_workspace(folder):
    workspace = read_workspace(folder)
    assert fingerprint(workspace) != fingerprint(replace(workspace, deal=None))


CAP = (
    '\n[[terms]]\nid = "two"\ntitle = "Two flights a day"\nkind = "cap"\nevents = ["flight"]\n'
    'zone = "shore"\nstart = 2026-03-09\nlimit = 2\n'
)


def test_a_cap_contradicts_a_prohibition_of_the_same(folder):
    assert ["forbids" in message for message in faults(folder, TEXT + CAP)] == [True]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("limit = 2", "limit = 0"),
        ('zone = "shore"\nstart', 'zone = "band"\nstart'),
        ('events = ["flight"]\nzone = "shore"\nstart', 'events = ["convoy"]\nzone = "shore"\nstart'),
        ("start = 2026-03-09", "start = 2027-03-09"),
    ],
    ids=["no number", "another zone", "another kind", "another time"],
)
def test_terms_that_do_not_meet_do_not_contradict(folder, old, new):
    assert old in TEXT + CAP
    assert faults(folder, (TEXT + CAP).replace(old, new)) == []


def test_an_exemption_resolves_a_contradiction_unless_it_asks_for_marks(folder):
    way_out = '\n[[exemptions]]\nid = "out"\ntitle = "Two a day"\nterms = ["drones"]\nevents = ["flight"]\n'
    assert faults(folder, TEXT + CAP + way_out) == []
    assert faults(folder, TEXT + CAP + way_out + 'marks = ["painted_white"]\n')
