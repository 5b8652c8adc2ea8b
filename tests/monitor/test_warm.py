"""Getting ready compiles what a fusion runs, not loops like it: a loop for other types would be compiled twice."""

import subprocess
import sys

PROGRAM = """
from accord.monitor import warm
from accord.monitor.kernels.chance import all_exact
from accord.monitor.kernels.join import join_greedily
from accord.monitor.kernels.near import near
from accord.monitor.kernels.pairs import pair_worth, symmetric
from accord.monitor.kernels.sample import sample
from accord.monitor.kernels.tell import tell

loops = (near, symmetric, pair_worth, join_greedily, all_exact, sample, tell)
warm.warm_links()
warm.warm_chances()
ready = [len(loop.signatures) for loop in loops]
warm.warm_fusion()
print(ready, [len(loop.signatures) for loop in loops])
"""


def test_a_fusion_compiles_nothing_that_getting_ready_did_not():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split("] [") == ["[1, 1, 1, 1, 1, 1, 1", "1, 1, 1, 1, 1, 1, 1]\n"]
