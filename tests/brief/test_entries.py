"""Titles of the entries behind numbers: each says what its number is, read alone."""

import re
from collections import Counter

import pytest
from tests.brief.sections.made import findings as made
from tests.brief.tiny import EARLY, saved, tiny

from accord.brief.compute import Effort
from accord.brief.gather import gather
from accord.brief.pack import Pack, make_pack


@pytest.fixture(scope="module", params=["tiny", 1, 2])
def pack(request, tmp_path_factory) -> Pack:
    """The pack of a tiny workspace, and of made results of every kind."""
    if request.param != "tiny":
        return make_pack(made(request.param, items=3))
    folder = saved(tiny(), tmp_path_factory.mktemp("entries") / "ws")
    return make_pack(gather(folder, since=EARLY, effort=Effort(rounds=1)))


def test_titles_of_different_entries_differ(pack):
    titles = Counter(entry.title for entry in pack.evidence)
    assert len(titles) > 30
    assert [title for title, number in titles.items() if number > 1] == []


def test_titles_are_words_and_never_only_an_id(pack):
    titles = [entry.title for entry in pack.evidence]
    assert [title for title in titles if re.search("[a-z]_[a-z]", title) or " " not in title] == []
