"""Beside spatstat's scan.test (R), for places without time. Its grid of centres and fixed radii differ from ours."""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path
from time import process_time

import numpy as np

from accord.monitor.circles import rings_around
from accord.monitor.kernels.scan import LANES, Expected, Ints
from accord.monitor.replicas import replica_maxima

SIMULATIONS = 9
REPLICAS = 999
_R = """
suppressMessages(library(spatstat.explore))
d <- read.csv(commandArgs(TRUE)[1])
p <- ppp(d$x, d$y, window=owin(c(0,200), c(0,200)))
t <- system.time(scan.test(p, r=c(10,20,30), method="poisson", nsim=%d, verbose=FALSE))
cat(t[["user.self"]] + t[["sys.self"]])
"""


def report_peer(options: argparse.Namespace) -> None:
    """Processor seconds of a purely spatial scan of 510 points with 999 replicas."""
    if shutil.which("Rscript") is None:
        print("\npeer: skipped, no R here")
        return
    rng = np.random.default_rng(options.seed)
    xy = rng.random((510, 2)) * 200
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "points.csv")
        np.savetxt(file, xy, delimiter=",", header="x,y", comments="")
        told = subprocess.run(["Rscript", "-e", _R % SIMULATIONS, str(file)], capture_output=True, text=True)
    if told.returncode:
        print("\npeer: skipped, spatstat does not answer:", told.stderr.strip().splitlines()[-1:])
        return
    theirs = float(told.stdout) / (SIMULATIONS + 1) * (REPLICAS + 1)
    _spatial(xy, rng)
    ours = process_time()
    _spatial(xy, rng)
    ours = process_time() - ours
    print(f"\npeer: 510 points, no time, {REPLICAS} replicas, CPU s")
    print(f"  spatstat scan.test {theirs:.0f} (3 radii, grid of 128 x 128 centres, scaled from nsim={SIMULATIONS})")
    print(f"  ours {ours:.2f} (all circles round points up to half of them); theirs over ours {theirs / ours:.0f}")


def _spatial(xy: np.ndarray[tuple[int, ...], np.dtype[np.float64]], rng: np.random.Generator) -> None:
    places = len(xy)

    def draw(chance: np.random.Generator, counts: Ints, lanes: int) -> None:
        counts[0, :, :lanes] = chance.multinomial(places, np.full(places, 1 / places), lanes).T

    expected = Expected(np.ones((1, places)), np.zeros(places), float(places))
    rings = rings_around(xy, np.ones(places), 1)
    assert len(replica_maxima(draw, rings, expected, most=places, replicas=REPLICAS, rng=rng)) == REPLICAS >= LANES
