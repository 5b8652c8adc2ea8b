"""Maximal covering by spopt on a matrix of who covers what: ``python posts_peer.py FILE SECONDS``; prints JSON."""

import json
import resource
import sys
import time
from typing import Any

import numpy as np
import pulp
from spopt.locate import MCLP


def main() -> None:
    """Read the instance, solve, print what was covered and what it cost."""
    file, seconds = sys.argv[1], float(sys.argv[2])
    given: Any = np.load(file)
    far = np.where(given["covers"], 0.0, 1.0)
    began = time.perf_counter()
    model = MCLP.from_cost_matrix(far.T, given["weights"], service_radius=0.5, p_facilities=int(given["posts"]))
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, threads=1, timeMode="elapsed"))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    taken = [bool(clients) for clients in model.fac2cli]
    told = {
        "taken": np.flatnonzero(taken).tolist(),
        "cpu": sum(one.ru_utime + one.ru_stime for one in used),
        "wall": time.perf_counter() - began,
        "status": pulp.LpStatus[model.problem.status],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
