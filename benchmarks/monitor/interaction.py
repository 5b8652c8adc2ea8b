"""Knox, Jacquez and ST-DBSCAN beside their peers: ``python benchmarks/monitor/interaction.py --peers PYTHON``.

PYTHON is an interpreter with pointpats and st_dbscan; R with the package surveillance is taken if it is there.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import numpy.typing as npt

from accord.monitor.interaction import jacquez, knox
from accord.monitor.stdbscan import dense_groups

Floats = npt.NDArray[np.float64]
KM, DAYS, LEAST = 2.0, 5.0, 5
_R = """
suppressMessages(library(surveillance))
d <- read.csv(commandArgs(TRUE)[1])
t <- system.time({
  k <- knox(dist(d$t), dist(cbind(d$x, d$y)), eps.t=5, eps.s=2, B=%d)
})
cat(k$statistic, k$p.value, t[["user.self"]] + t[["sys.self"]])
"""


def clustered(n: int, rng: np.random.Generator, side_km: float) -> tuple[Floats, Floats]:
    """Events of a year, one in ten within about 1 km and 3 days of another."""
    xy, times = rng.random((n, 2)) * side_km, rng.random(n) * 365
    late = n // 10
    xy[:late] = xy[late : 2 * late] + rng.normal(0, 0.7, (late, 2))
    times[:late] = times[late : 2 * late] + rng.exponential(2.0, late)
    return xy, times


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """The answer and the processor seconds of the second run."""
    run()
    spent = process_time()
    found = run()
    return found, process_time() - spent


def peer(python: str | None, what: str, **given: Any) -> dict[str, Any] | None:
    """What the peer answers, or None and a word why not."""
    if python is None:
        print(f"  {what}: Python peer skipped, no --peers PYTHON")
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "events.npz")
        np.savez(file, **given)
        script = Path(__file__).parent / "peers" / "interaction_peer.py"
        told = subprocess.run([python, str(script), what, str(file)], capture_output=True, text=True)
    if told.returncode:
        print(f"  {what}: Python peer skipped:", told.stderr.strip().splitlines()[-1:])
        return None
    return dict(json.loads(told.stdout))


def by_r(xy: Floats, times: Floats, simulations: int) -> tuple[int, float, float] | None:
    """Pairs, chance and processor seconds of surveillance::knox, distances included."""
    if shutil.which("Rscript") is None:
        print("  R skipped, not here")
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "events.csv")
        np.savetxt(file, np.column_stack([xy, times]), delimiter=",", header="x,y,t", comments="", fmt="%.17g")
        told = subprocess.run(["Rscript", "-e", _R % simulations, str(file)], capture_output=True, text=True)
    if told.returncode:
        print("  R skipped:", told.stderr.strip().splitlines()[-1:])
        return None
    pairs, p, spent = told.stdout.splitlines()[-1].split()  # before it, dots of progress
    return int(pairs), float(p), float(spent)


def report_knox(options: argparse.Namespace) -> None:
    """3,000 events, 999 permutations."""
    n, permutations = options.events, options.permutations
    xy, times = clustered(n, np.random.default_rng(options.seed), 60.0)
    found, ours = timed(
        lambda: knox(xy, times, km=KM, days=DAYS, permutations=permutations, rng=np.random.default_rng(1))
    )
    print(f"Knox, {n} events, {permutations} permutations, CPU s")
    print(f"  ours {ours:.3f}: {found.observed} pairs, p {found.p:.4f}, {found.expected:.1f} expected")
    other = peer(options.peers, "knox", xy=xy, times=times, permutations=permutations)
    if other:
        # The stream that the peer draws from gives the same permutations.
        stream: Any = np.random.RandomState(1)
        again = knox(xy, times, km=KM, days=DAYS, permutations=permutations, rng=stream)
        is_same = (other["observed"], other["p"]) == (again.observed, again.p)
        is_same = is_same and other["permuted"] == again.permuted.tolist()
        same = "same pairs in the record and in every permutation" if is_same else "PAIRS DIFFER"
        print(f"  pointpats {other['cpu']:.2f}: {same}, p {other['p']:.4f}; {other['cpu'] / ours:.0f} times ours")
    simulations = options.r_simulations
    told = by_r(xy, times, simulations)
    if told:
        spent = told[2] / (simulations + 1) * (permutations + 1)
        same = "same pairs" if told[0] == found.observed else f"PAIRS DIFFER: {told[0]}"
        print(
            f"  surveillance {spent:.0f} (scaled from {simulations}): {same}, p {told[1]:.4f}; {spent / ours:.0f} times"
        )
    near, spent = timed(lambda: jacquez(xy, times, k=5, permutations=permutations, rng=np.random.default_rng(1)))
    print(f"  Jacquez, k = 5, ours {spent:.3f}: {near.observed} ordered pairs, p {near.p:.4f}")


def report_groups(options: argparse.Namespace) -> None:
    """50,000 events."""
    for n in options.sizes:
        xy, times = clustered(n, np.random.default_rng(options.seed), 200.0 * (n / 50_000) ** 0.5)
        labels, ours = timed(partial(dense_groups, xy, times, km=KM, days=DAYS, least=LEAST))
        print(
            f"ST-DBSCAN, {n} events, CPU s\n  ours {ours:.3f}: {labels.max() + 1} groups, {(labels < 0).sum()} in none"
        )
        other = peer(options.peers, "groups", xy=xy, times=times)
        if other:
            theirs = np.array(other["labels"])
            same = "labels identical" if (theirs == labels).all() else f"{(theirs != labels).sum()} LABELS DIFFER"
            print(f"  st_dbscan {other['cpu']:.2f}: {same}; {other['cpu'] / ours:.0f} times ours")


def main() -> None:
    """Both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="interpreter with pointpats and st_dbscan")
    parser.add_argument("--events", type=int, default=3000)
    parser.add_argument("--permutations", type=int, default=999)
    parser.add_argument("--r-simulations", type=int, default=19, help="of R, scaled to --permutations")
    parser.add_argument("--sizes", default="8000,50000", help="events for groups, by commas")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    options.sizes = [int(size) for size in options.sizes.split(",")]
    report_knox(options)
    report_groups(options)


if __name__ == "__main__":
    main()
