import importlib.util
import sys

import pytest
from benchmarks.apart import Leash, memory_mb, run_apart, usual_leash
from benchmarks.generate import generate
from benchmarks.row import judge

ROOM = 4_000.0
needs_proc = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
MODULES = {"highs": "highspy", "cpsat": "ortools", "cbc": "pulp"}


@pytest.mark.parametrize("peer", MODULES)
def test_a_peer_in_its_own_process_hands_back_a_sound_plan(peer):
    if importlib.util.find_spec(MODULES[peer]) is None:
        pytest.skip(f"{MODULES[peer]} is not installed")
    found = run_apart(peer, "S-mix", 1, Leash(seconds=1.5, memory_mb=ROOM))
    row = judge(found, generate("S-mix", seed=1), solver=peer, size="S-mix", seed=1)
    assert row.verified, row.note
    assert row.seconds < 8.0
    assert row.claim.startswith(("gap", "no bound", "proven"))


@needs_proc
def test_a_worker_that_takes_too_much_memory_is_stopped():
    found = run_apart("highs", "S", 1, Leash(seconds=5.0, memory_mb=1.0))
    assert found.plan is None
    assert found.note == "stopped: more than 1 MB"


def test_a_worker_that_fails_says_why():
    found = run_apart("nobody", "S", 1, Leash(seconds=1.0, memory_mb=ROOM))
    assert found.plan is None
    assert "nobody" in found.note


@needs_proc
def test_memory_of_this_process_is_known_and_of_none_is_zero():
    assert memory_mb("self", "VmHWM") >= memory_mb("self", "VmRSS") > 1.0
    assert memory_mb(2**30, "VmHWM") == 0.0


def test_patience_grows_with_the_limit():
    assert usual_leash(100.0).patience > usual_leash(10.0).patience > 10.0
