"""Fusion beside simpler rules and a peer, on simulated noise over real events, on real sirens, and by size.

Run: ``python -m benchmarks.monitor.fuse DATA [--seeds 8] [--sizes 10000 100000]``. Seeds from 101 on; settings were
chosen on seeds 1 to 8. Splink runs with ``--splink PYTHON``, an interpreter that has it.
"""

import argparse
import resource
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from benchmarks.monitor import sirens
from benchmarks.monitor.rules import Scene, nearest, one_to_one, same_day, scene
from benchmarks.monitor.simulate import SOURCES, simulate, skeleton, spread

from accord.monitor.arrange import arrange
from accord.monitor.fuse import fuse
from accord.monitor.learn import learn
from accord.monitor.link import link
from accord.monitor.noise import Noise
from accord.monitor.posterior import chances
from accord.monitor.sighting import sightings

FIRST_SEED = 101
TRUE = Noise(
    places={s.name: s.place_km for s in SOURCES},
    times={s.name: s.time_days for s in SOURCES},
    labels={s.name: s.label for s in SOURCES},
    rates={s.name: s.rate for s in SOURCES},
    count=0.3,
    tails=(500.0, 500.0),
)
"""What the simulator does, told to the method: how much better it could be if it knew."""


def groups(members: pl.DataFrame, reports: pl.DataFrame) -> np.ndarray:
    """Number of the incident of each report, in the order of the reports."""
    named = reports.select("id").join(members, left_on="id", right_on="report", maintain_order="left")
    return named["incident"].rank("dense").to_numpy().astype(np.int64)


def pair_scores(found: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs that two partitions put together."""

    def pairs(labels: np.ndarray) -> float:
        sizes = np.unique(labels, return_counts=True)[1].astype(float)
        return float((sizes * (sizes - 1) / 2).sum())

    both = pairs(found * (int(truth.max()) + 1) + truth)
    precision, recall = both / max(pairs(found), 1.0), both / pairs(truth)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def calibration(reports: pl.DataFrame, truth: np.ndarray) -> np.ndarray:
    """(10, 3) pairs, sum of chances and true pairs, by tenth of the chance."""
    seen = sightings(reports)
    noise = learn(seen)
    field, grid, order = arrange(seen, noise)
    links = link(field, grid, noise)
    chance = chances(links)
    first = np.repeat(np.arange(len(order)), np.diff(links.begins))
    once = first < links.others
    same = truth[order][first[once]] == truth[order][links.others[once]]
    tenth = np.minimum((chance[once] * 10).astype(int), 9)
    columns = [np.bincount(tenth, weights, minlength=10) for weights in (np.ones(len(tenth)), chance[once], same)]
    return np.stack(columns, axis=1)


def member_calibration(members: pl.DataFrame, reports: pl.DataFrame, truth: np.ndarray) -> np.ndarray:
    """(10, 3) members, sum of probabilities, and of the shares of the other members that tell of the same event."""
    table = members.join(reports.select("id", event=pl.Series(truth)), left_on="report", right_on="id")
    table = table.with_columns(same=pl.len().over("incident", "event") - 1, all=pl.len().over("incident") - 1)
    table = table.filter(pl.col("all") > 0)
    tenth = np.minimum((table["probability"].to_numpy() * 10).astype(int), 9)
    share = (table["same"] / table["all"]).to_numpy()
    columns = [
        np.bincount(tenth, w, minlength=10) for w in (np.ones(len(tenth)), table["probability"].to_numpy(), share)
    ]
    return np.stack(columns, axis=1)


def compare(folder: Path, seeds: int, splink: str | None) -> None:
    """Pair scores of every rule, means over the seeds, and calibration."""
    events = skeleton(folder)
    print(f"simulated reports over {len(events.day)} real events, seeds {FIRST_SEED} to {FIRST_SEED + seeds - 1}")
    scores: dict[str, list[tuple[float, float, float]]] = {}
    pairs, members = np.zeros((10, 3)), np.zeros((10, 3))
    for seed in range(FIRST_SEED, FIRST_SEED + seeds):
        reports, truth = simulate(events, np.random.default_rng(seed))
        view = scene(reports)
        found = {
            "same day, 5 km, same kind": same_day(view),
            "nearest, one to one, tuned on the truth": nearest(view, truth),
        }
        if splink:
            found["Splink, one to one, tuned on the truth"] = by_splink(splink, reports, view, truth)
        for name, (first, second) in found.items():
            scores.setdefault(name, []).append(_scores_of_pairs(first, second, truth))
        fused = fuse(reports)
        scores.setdefault("Accord", []).append(pair_scores(groups(fused.members, reports), truth))
        told = groups(fuse(reports, noise=TRUE).members, reports)
        scores.setdefault("Accord, told the true noise", []).append(pair_scores(told, truth))
        pairs += calibration(reports, truth)
        members += member_calibration(fused.members, reports, truth)
    for name, values in scores.items():
        p, r, f = np.mean(values, axis=0)
        low, high = min(v[2] for v in values), max(v[2] for v in values)
        print(f"{name:42} precision {p:.3f} recall {r:.3f} F1 {f:.3f} ({low:.3f}-{high:.3f})")
    for title, table in (("pairs", pairs), ("members", members)):
        print(f"calibration of {title}, by tenth of the probability: number, mean probability, share true")
        for count, said, true in table:
            if count:
                print(f"  {count:8.0f} {said / count:.3f} {true / count:.3f} {(said - true) / count:+.3f}")


def _scores_of_pairs(first: np.ndarray, second: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    right = float((truth[first] == truth[second]).sum())
    sizes = np.unique(truth, return_counts=True)[1]
    precision, recall = right / max(len(first), 1), right / float((sizes * (sizes - 1) / 2).sum())
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def by_splink(python: str, reports: pl.DataFrame, view: Scene, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs by Splink's match weight, one to one, with the threshold that is best on the truth."""
    with tempfile.TemporaryDirectory() as folder:
        reports.select("id", "source", "kind", x=view.x, y=view.y, t=view.t).write_parquet(f"{folder}/in.parquet")
        script = Path(__file__).parent / "peers" / "splink_fuse.py"
        subprocess.run(
            [python, script, f"{folder}/in.parquet", f"{folder}/out.parquet"], check=True, capture_output=True
        )
        table = pl.read_parquet(f"{folder}/out.parquet")
    row = pl.DataFrame({"id": reports["id"], "row": np.arange(reports.height)})
    left = table.join(row, left_on="id_l", right_on="id", maintain_order="left")["row"].to_numpy()
    right = table.join(row, left_on="id_r", right_on="id", maintain_order="left")["row"].to_numpy()
    weight = table["match_weight"].to_numpy()
    kept = one_to_one(left, right, -weight, view.source)
    tries = [kept[weight[kept] > bar] for bar in np.quantile(weight[kept], np.linspace(0, 0.9, 19))]
    best = max(tries, key=lambda rows: _scores_of_pairs(left[rows], right[rows], truth)[2])
    return left[best], right[best]


def real_sirens(folder: Path) -> None:
    """Links of two real reporters, against a rule of ten minutes."""
    table = sirens.alerts(folder)
    expected = sirens.oracle(table)
    began = time.perf_counter()
    found = sirens.links_of(fuse(table).members)
    seconds = time.perf_counter() - began
    kept, wrong = len(found & expected) / len(expected), len(found - expected) / len(found)
    print(f"sirens: {table.height} alerts; ten minutes: {len(expected)} links; Accord: {len(found)} in {seconds:.1f} s")
    print(f"  {kept:.4f} of the links of the rule; {wrong:.4f} of its own are not the rule's")


def by_size(folder: Path, sizes: list[int]) -> None:
    """Seconds and memory for more and more reports in the rhythm of the real events."""
    events = skeleton(folder)
    fuse(simulate(events, np.random.default_rng(1))[0])
    for size in sizes:
        rng = np.random.default_rng(5)
        reports, truth = simulate(spread(events, round(size / 2.1), rng), rng)
        began, used = time.perf_counter(), time.process_time()
        fused = fuse(reports)
        wall, cpu = time.perf_counter() - began, time.process_time() - used
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        f1 = pair_scores(groups(fused.members, reports), truth)[2]
        print(
            f"{reports.height:9} reports: {wall:6.1f} s, {cpu:6.1f} CPU s, at most {peak:.0f} MB, F1 {f1:.3f}",
            flush=True,
        )


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--splink")
    options = parser.parse_args()
    if not options.data.exists():
        print("no data folder: skipped")
        return
    # Sizes first: the peak of memory is that of the whole run so far.
    by_size(options.data, options.sizes)
    compare(options.data, options.seeds, options.splink)
    real_sirens(options.data)


if __name__ == "__main__":
    main()
