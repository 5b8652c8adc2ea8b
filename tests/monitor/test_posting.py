"""Posts of a workspace: what they expect, denials, sides, balance and shifts judged by hand, lines."""

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from tests.store.workspaces import GOOD

from accord.model.problem import NotFound
from accord.model.workspace import Place
from accord.monitor.expecting import denied_days, recent, unseen_factor, violations
from accord.monitor.posting import Look, find_posts
from accord.monitor.posting_lines import requirement_lines
from accord.monitor.terrain import sides, smoothed
from accord.store.read import read_workspace

LAST = dt.date(2026, 3, 31)
LINE = {"type": "LineString", "coordinates": [[20.5, 59.9], [20.5, 60.6]]}
WOOD = {"type": "Polygon", "coordinates": [[[20.5, 60.0], [21.0, 60.0], [21.0, 60.5], [20.5, 60.5], [20.5, 60.0]]]}


def place(name, geometry, kind):
    return Place(id=name, name=name.title(), kind=kind, geometry=geometry, longitude=20.5, latitude=60.2)


@pytest.fixture(scope="module")
def land():
    """The good workspace with a line from south to north through the middle of its plain."""
    workspace = read_workspace(GOOD)
    places = {**workspace.places, "LINE": place("LINE", LINE, "line_of_contact")}
    return replace(workspace, places=places)


def incidents(*rows):
    """Rows of (longitude, latitude, day of March, kind)."""
    return pl.DataFrame(
        {
            "id": [f"i-{number}" for number in range(len(rows))],
            "kind": [row[3] for row in rows],
            "probability": [1.0] * len(rows),
            "start": [dt.datetime(2026, 3, row[2], 12, tzinfo=dt.UTC) for row in rows],
            "longitude": [row[0] for row in rows],
            "latitude": [row[1] for row in rows],
            "area": ["SOUTH"] * len(rows),
        },
        schema_overrides={"start": pl.Datetime("us", "UTC")},
    )


LOOK = Look(areas=("SOUTH",), cell_km=4, site_km=8, days=30)


def test_posts_go_to_where_violations_were(land):
    found = find_posts(land, incidents(*[(20.2, 60.1, 20, "shots")] * 12), teams=1, last=LAST, look=LOOK, seconds=2)
    post = found.posts[0]
    km = math.hypot((post.longitude - 20.2) * 111.2 * math.cos(math.radians(60.1)), (post.latitude - 60.1) * 111.2)
    assert km < 8
    assert found.expected == pytest.approx(12)
    assert found.areas[0].area == "SOUTH"
    assert found.areas[0].expected == pytest.approx(12)


def test_a_share_of_posts_stays_on_the_quiet_side_and_shifts_use_teams_up(land):
    shots = incidents(*[(20.2 + 0.02 * n, 60.1, 20, "shots") for n in range(12)])
    look = Look(areas=("SOUTH",), cell_km=4, site_km=8, shifts=3, least_share=0.4)
    found = find_posts(land, shots, teams=17, sensors=5, last=LAST, look=look, seconds=2)
    manned = [post for post in found.posts if post.teams]
    assert [post.teams for post in manned] == [3] * 5
    for stands in (manned, [post for post in found.posts if post.sensors]):
        west = sum(post.longitude < 20.5 for post in stands)
        assert 2 <= west <= 3
        assert {post.side for post in stands if post.longitude < 20.49} == {"left"}


def test_where_passage_was_denied_a_post_is_reached_less(land):
    shots = [(20.25, 60.25, 20, "shots")] * 5
    free = find_posts(land, incidents(*shots), teams=1, last=LAST, look=LOOK, seconds=2).posts[0]
    denied = [(free.longitude, free.latitude, day, "denial") for day in range(2, 22)]
    found = find_posts(land, incidents(*shots, *denied), teams=1, last=LAST, look=LOOK, seconds=2)
    assert found.expected == pytest.approx(5)
    assert found.detected < free.detected
    here = [post for post in found.posts if post.site == free.site]
    assert not here or here[0].access == pytest.approx(11 / 32)


def test_old_and_later_incidents_do_not_count():
    frame = incidents((20, 60, 1, "shots"), (20, 60, 30, "shots"), (20, 60, 31, "shots"))
    assert recent(frame, dt.date(2026, 3, 30), 29)["id"].to_list() == ["i-1"]


def test_findings_weigh_incidents_and_hindrances_are_none():
    frame = incidents((20, 60, 1, "shots"), (20, 60, 2, "shots"), (20, 60, 3, "denial"))
    findings = pl.DataFrame({"incident": ["i-0", "i-0", "i-2"], "probability": [0.2, 0.7, 1.0]})
    assert violations(frame, findings).tolist() == [0.7, 0.0, 0.0]
    assert violations(frame, None).tolist() == [1.0, 1.0, 0.0]


def test_without_a_coverage_log_each_incident_counts_once():
    frame = incidents((20, 60, 1, "shots"))
    assert unseen_factor(frame, pl.DataFrame(), {}, LAST, 30).tolist() == [1.0]


def test_days_of_denial_are_counted_not_denials():
    frame = incidents((20, 60, 1, "denial"), (20, 60, 1, "denial"), (20, 60, 2, "denial"), (20, 60, 3, "shots"))
    east = np.array([0.0, 1.0, 0.0, 0.0])
    found = denied_days(frame, east, np.zeros(4), (np.array([0.0, 50.0]), np.zeros(2)), 10.0)
    assert found.tolist() == [2.0, 0.0]


def test_spreading_loses_nothing_and_leaves_no_cell_empty():
    x, y = (part.ravel() for part in np.meshgrid(np.arange(0, 60, 2.0), np.arange(0, 60, 2.0)))
    found = smoothed(np.array([30.0, 10.0]), np.array([30.0, 50.0]), (x, y), amounts=np.array([3.0, 1.0]),
                     spread_km=4, floor=0.1)  # fmt: skip
    assert found.sum() == pytest.approx(4)
    assert found.min() >= 0.1 * 4 / len(x)


def test_left_and_right_are_seen_along_the_line():
    found = sides(
        np.array([-1.0, 1.0]), np.zeros(2), {"LINE": place("LINE", LINE, "line_of_contact")}, "LINE", (20.5, 60.2)
    )
    assert found.tolist() == [0, 1]


def test_woods_take_what_can_be_seen(land):
    wooded = replace(land, places={**land.places, "WOOD": place("WOOD", WOOD, "forest")})
    look = Look(areas=("SOUTH",), cell_km=4, site_km=8, least_share=0.5)
    open_ground, woods = (find_posts(one, teams=2, look=look, seconds=2) for one in (land, wooded))
    assert woods.detected < open_ground.detected
    west = find_posts(wooded, teams=2, look=replace(look, least_share=0.0), seconds=2)
    assert west.detected == pytest.approx(open_ground.detected, rel=0.02)


def test_a_line_needs_an_area_or_a_place(land):
    found = find_posts(land, teams=1, look=LOOK, seconds=1)
    post = found.posts[0]
    outside = replace(found, posts=(replace(post, area=""),))
    with pytest.raises(NotFound, match="lies in no area"):
        requirement_lines(outside, land, team="INF-CO", sensor="PATROL")
    at_a_place = replace(found, posts=(replace(post, area="", site="LAKE"),))
    lines = requirement_lines(at_a_place, land, team="INF-CO", sensor="PATROL")
    assert [(key, line.area, line.units) for key, line in lines.items()] == [("P-T01", "LAKE", 1)]
