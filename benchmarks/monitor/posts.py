"""Where to observe, on large ground: ``python benchmarks/monitor/posts.py [--peers PYTHON]``.

1,500 sites and 3,000 cells along a line of 400 km, 60 teams: how far the placing is from its bound. Then the same sites
with certain detection within a range, which spopt can pose too: maximal covering. PYTHON is an interpreter with spopt.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from accord.monitor.detect import SENSOR, TEAM
from accord.monitor.placing import Placing, placing
from accord.monitor.posts import Cells, Sites, best_placing, problem_of

LENGTH_KM, WIDTH_KM, CELL_KM, RANGE_KM = 400.0, 30.0, 2.0, 5.0


def ground(seed: int, n_sites: int = 1500) -> tuple[Sites, Cells]:
    """A line of 400 km with 25 hot spots, woods, and sites that are often but not always open."""
    rng = np.random.default_rng(seed)
    steps = (np.arange(CELL_KM / 2, side, CELL_KM) for side in (LENGTH_KM, WIDTH_KM))
    x, y = (part.ravel() for part in np.meshgrid(*steps))
    y = y - WIDTH_KM / 2
    centre, spread, size = rng.uniform(0, LENGTH_KM, 25), rng.uniform(3, 15, 25), rng.gamma(1, 1, 25)
    heat = 0.1 + (size * np.exp(-0.5 * ((x[:, None] - centre) / spread) ** 2 - 0.5 * (y[:, None] / 6) ** 2)).sum(axis=1)
    expected = heat * rng.gamma(2, 0.5, len(x))
    woods = np.sin(x / 17 + seed) + np.cos(y / 5) > 1
    cells = Cells(
        east_km=x, north_km=y, expected=1000 * expected / expected.sum(), ground=np.where(woods, 0.5, 1.0)
    )  # fmt: skip
    north = rng.uniform(-WIDTH_KM / 2, WIDTH_KM / 2, n_sites)
    sites = Sites(
        east_km=rng.uniform(0, LENGTH_KM, n_sites), north_km=north, side=(north > 0).astype(np.int64),
        access=rng.beta(8, 2, n_sites),
    )  # fmt: skip
    return sites, cells


def told(name: str, problem: Placing, seconds: float, gap: float) -> dict[str, Any]:
    """Solve and print a line; what was found."""
    began, spent = perf_counter(), process_time()
    best = best_placing(problem, gap=gap, seconds=seconds, clock=process_time)
    wall, cpu = perf_counter() - began, process_time() - spent
    print(
        f"  {name}: detected {best.detected:.2f}, bound {best.bound:.2f}, gap {best.gap:.2%}; "
        f"CPU {cpu:.1f} s, wall {wall:.1f} s",
        flush=True,
    )
    return {"value": best.detected, "gap": best.gap, "cpu": cpu}


def report_large(options: argparse.Namespace) -> None:
    """Detection that falls with distance: teams alone, with sensors too, and with balance."""
    print(f"1,500 sites, 3,000 cells, 60 teams; at most {options.seconds:g} CPU s")
    for seed in options.seeds:
        sites, cells = ground(seed)
        for most, share in (((60, 0), 0.3), ((60, 0), 0.0), ((60, 30), 0.3)):
            problem = problem_of(sites, cells, most=most, least_share=share, curves=(TEAM, SENSOR))
            name = f"seed {seed}, {most[0]} teams, {most[1]} sensors, balance {share:g}"
            told(name, problem, options.seconds, options.gap)


def report_covering(options: argparse.Namespace) -> None:
    """Certain detection within the range, beside spopt's MCLP."""
    print(f"Maximal covering, {RANGE_KM:g} km, 60 posts")
    for seed in options.seeds:
        sites, cells = ground(seed)
        far = np.hypot(sites.east_km[:, None] - cells.east_km, sites.north_km[:, None] - cells.north_km)
        covers = far <= RANGE_KM
        n = len(covers)
        problem = placing(
            covers, cells.expected, means=np.zeros(n, dtype=int), side=np.full(n, 2), most=[60], least_share=0.0
        )
        ours = told(f"seed {seed}, ours", problem, options.seconds, options.gap)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "posts.npz")
            np.savez(file, covers=covers, weights=cells.expected, posts=60)
            theirs = peer(options.peers, file, options.peer_seconds)
        if theirs:
            value = float(cells.expected[covers[theirs["taken"]].any(axis=0)].sum())
            print(
                f"  seed {seed}, spopt (CBC): covered {value:.2f}, {theirs['status']}; CPU {theirs['cpu']:.1f} s, "
                f"wall {theirs['wall']:.1f} s: {theirs['cpu'] / ours['cpu']:.1f} times our CPU, "
                f"{ours['value'] / value:.4f} of its value ours"
            )


def peer(python: str | None, file: Path, seconds: float) -> dict[str, Any] | None:
    """What spopt answers, or None and a word why not."""
    if python is None:
        print("  spopt skipped, no --peers PYTHON")
        return None
    script = Path(__file__).parent / "peers" / "posts_peer.py"
    run = subprocess.run([python, str(script), str(file), str(seconds)], capture_output=True, text=True)
    if run.returncode:
        print("  spopt skipped:", run.stderr.strip().splitlines()[-1:])
        return None
    return dict(json.loads(run.stdout.strip().splitlines()[-1]))


def main() -> None:
    """Both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="interpreter with spopt")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--peer-seconds", type=float, default=120.0)
    parser.add_argument("--gap", type=float, default=0.0005, help="stop when this near to the bound")
    options = parser.parse_args()
    options.seeds = [int(seed) for seed in options.seeds.split(",")]
    best_placing(placing(np.eye(3), np.ones(3), means=[0] * 3, side=[2] * 3, most=[1], least_share=0.0), seconds=1)
    report_large(options)
    report_covering(options)


if __name__ == "__main__":
    main()
