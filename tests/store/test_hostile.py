"""Whatever the bytes are: a workspace is read, or its faults are listed; nothing else is ever raised."""

import contextlib
import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.workspaces import GOOD, good_copy

from accord import AccordError, read_workspace
from accord.store.warn import warnings

FILES = sorted(str(path.relative_to(GOOD)) for path in GOOD.rglob("*") if path.is_file())
SCRAPS = [
    *(b"", b"\0", b'"', b",", b"\n", b"\r", b";", b"=", b"[", b"{", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae"),
    *(b"-1", b"1e999", b"1" * 400, b"D+9999999", b"0001-01-01", b"9999-12-31", b"XZZ", b"R1"),
]


def read_or_refuse(folder):
    with contextlib.suppress(AccordError):
        warnings(read_workspace(folder))


@given(seed=st.integers(0, 2**32), file=st.sampled_from(FILES), changes=st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_broken_bytes_are_faults(seed, file, changes, tmp_path_factory):
    folder = good_copy(tmp_path_factory.mktemp("hostile") / "workspace")
    rng = random.Random(seed)
    data = (folder / file).read_bytes()
    for _ in range(changes):
        begin = rng.randrange(len(data) + 1)
        data = data[:begin] + rng.choice(SCRAPS) + data[begin + rng.choice([0, 1, 1, 5, 40]) :]
    (folder / file).write_bytes(data)
    read_or_refuse(folder)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("Polygon")
KEYS = st.sampled_from(["type", "coordinates", "id", "name", "kind"])
JSON = st.recursive(LEAVES, lambda parts: st.lists(parts, max_size=4) | st.dictionaries(KEYS, parts), max_leaves=12)
SPOTS = ["whole", "features", "feature", "id", "properties", "geometry", "coordinates", "crs"]


@given(value=JSON, spot=st.sampled_from(SPOTS))
@settings(max_examples=200, deadline=None)
def test_odd_geojson_is_a_fault(value, spot, tmp_path_factory):
    folder = good_copy(tmp_path_factory.mktemp("hostile") / "workspace")
    document = json.loads((folder / "places.geojson").read_text())
    match spot:
        case "whole":
            document = value
        case "features" | "crs":
            document[spot] = value
        case "feature":
            document["features"][1] = value
        case "coordinates":
            document["features"][1]["geometry"]["coordinates"] = value
        case _:
            document["features"][1][spot] = value
    (folder / "places.geojson").write_text(json.dumps(document))
    read_or_refuse(folder)


NAMES = ["title", "day_zero", "start", "step", "periods", "weights", "release", "phases", "invented", "price_year"]
VALUES = [
    *("1", "-1", "true", "nan", "inf", "1e400", "[]", "[1, 2, 3]", "[0, 0, 0]", "{}", "[{}]", '""', '"x"', "9" * 30),
    *("1979-05-27", "9999-12-31", "0001-01-01", "1979-05-27T07:32:00", "07:32:00"),
    *('[{id = "P1", start = 99999999999}]', '[{id = "P1", start = "D-99999"}]'),
]


@given(name=st.sampled_from(NAMES), value=st.sampled_from(VALUES))
@settings(max_examples=200, deadline=None)
def test_odd_settings_are_faults(name, value, tmp_path_factory):
    folder = good_copy(tmp_path_factory.mktemp("hostile") / "workspace")
    needed = {"title": '"T"', "day_zero": "2026-03-01", "periods": "12"} | {name: value}
    (folder / "accord.toml").write_text("\n".join(f"{key} = {text}" for key, text in needed.items()))
    read_or_refuse(folder)
