"""Cameras added where nothing changed; violence tripled where coverage fell; coverage known exactly or not."""

import argparse
from typing import Any

import numpy as np
from benchmarks.monitor.scan_cases import Change, sector_case

from accord.model.cluster import Cluster, Question
from accord.monitor.scan import scan

LEVEL = 0.05
CASES = {
    "nothing changes": Change(1.0, 1.0),
    "cameras x1.8": Change(1.0, 1.8),
    "coverage /3": Change(1.0, 1 / 3),
    "violence x3, coverage /3": Change(3.0, 1 / 3),
    "nothing, coverage +-30 %": Change(1.0, 1.0, 0.3),
    "cameras, coverage +-30 %": Change(1.0, 1.8, 0.3),
    "cameras, +-30 % shared": Change(1.0, 1.8, 0.3, True),
    "coverage /3, +-30 %": Change(1.0, 1 / 3, 0.3),
    "coverage /3, +-30 % shared": Change(1.0, 1 / 3, 0.3, True),
    "x3 and /3, coverage +-30 %": Change(3.0, 1 / 3, 0.3),
    "x3 and /3, +-30 % shared": Change(3.0, 1 / 3, 0.3, True),
}


def report_coverage(options: argparse.Namespace) -> None:
    """Share of runs with an alarm, and with the sector found, by four ways to look."""
    print(f"\ncoverage: 60 places, 56 days, 14 windows, 199 replicas, {options.runs} runs; alarm / sector found")
    print(f"  {'':27} {'unaware':>11} {'rising':>11} {'r. + hidden':>11} {'with band':>11}")
    for number, (name, change) in enumerate(CASES.items()):
        rng = np.random.default_rng([options.seed, number])
        tally = np.zeros((4, 2))
        for _ in range(options.runs):
            tally += _run(rng, change)
        cells = " ".join(f"{alarm:5.3f}/{hit:5.3f}" for alarm, hit in tally / options.runs)
        print(f"  {name:27} {cells}")


def _run(rng: np.random.Generator, change: Change) -> list[list[bool]]:
    counts, xy, known, sector = sector_case(rng, change)

    def asked(question: Question, **options: Any) -> tuple[Cluster, ...]:
        return scan(counts, xy, question=question, windows=14, replicas=199, rng=rng, **options).clusters

    rising = asked(Question.RISING, exposure=known)
    both = [rising, asked(Question.HIDDEN, exposure=known)]
    unsure: dict[str, Any] = {"exposure": known}
    if change.error:
        unsure["band"] = known * (1 - change.error), np.minimum(1.0, known * (1 + change.error))
    if change.is_shared:
        unsure["band_group"] = [0 if str(place) in sector else 1 + place for place in range(len(counts))]
    banded = [asked(question, **unsure) for question in (Question.RISING, Question.HIDDEN)] if change.error else both
    return [
        _judged([answer for answer in answers if answer], sector)
        for answers in ([asked(Question.RISING)], [rising], both, banded)
    ]


def _judged(answers: list[tuple[Cluster, ...]], sector: frozenset[str]) -> list[bool]:
    """Whether there is an alarm, and whether one of the alarms is the sector: half of each lies in the other.

    Two questions of the same day get half of the level each; a question that finds no place to ask about costs nothing.
    """
    alarms = [c for answer in answers for c in answer if c.p_monte_carlo <= LEVEL / len(answers)]
    found = [set(c.places + c.unobserved) for c in alarms]
    return [bool(alarms), any(2 * len(f & sector) >= max(len(sector), len(f)) for f in found)]
