"""Knox by pointpats or groups by st_dbscan, run by an interpreter that has them: reads .npz, prints JSON."""

import json
import sys
import warnings
from time import process_time
from typing import Any

import numpy as np

warnings.simplefilter("ignore")


def main(what: str, source: str) -> None:
    """Figures and processor seconds; a first small run is not counted, because it may compile."""
    given = np.load(source)
    xy, times = given["xy"], given["times"]
    if what == "knox":
        from pointpats import Knox

        def run(n: int, permutations: int) -> tuple[Any, float]:
            np.random.seed(1)
            spent = process_time()
            found = Knox(xy[:n], times[:n, None].copy(), delta=2.0, tau=5.0, permutations=permutations, keep=True)
            return found, process_time() - spent

        run(50, 9)
        found, spent = run(len(xy), int(given["permutations"]))
        permuted = found.sim.astype(int).tolist()
        told = {"observed": int(found.statistic_), "permuted": permuted, "p": float(found.p_sim), "cpu": spent}
        print(json.dumps(told))
    else:
        from st_dbscan import ST_DBSCAN

        def group(n: int) -> tuple[list[int], float]:
            spent = process_time()
            made = ST_DBSCAN(eps1=2.0, eps2=5.0, min_samples=5, n_jobs=1).fit(np.column_stack([times, xy])[:n])
            return made.labels.tolist(), process_time() - spent

        group(50)
        labels, spent = group(len(xy))
        print(json.dumps({"labels": labels, "cpu": spent}))


if __name__ == "__main__":
    main(*sys.argv[1:])
