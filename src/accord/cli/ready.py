"""Load compiled loops, and compile them if this machine has not yet: on both cores, and said aloud."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

SLOW_SECONDS = 1.5
"""Loading takes less than this; whatever takes longer is compilation."""
_PRICES = "from accord.plan.warm import warm_prices; warm_prices()"
_LINKS = "from accord.monitor.warm import warm_links; warm_links()"


def make_ready(on_compile: Callable[[], None]) -> None:
    """Load the loops; tell once if they have to be compiled, which happens once on a machine.

    While this process compiles the search, another one compiles the prices.
    """
    from accord.plan.warm import warm_prices, warm_search

    with _helped(on_compile, _PRICES):
        warm_search()
    warm_prices()


def make_monitor_ready(on_compile: Callable[[], None]) -> None:
    """Load the monitor's loops; tell once if they have to be compiled, which happens once on a machine.

    While this process compiles the scan and one half of the fusion, another one compiles the other half.
    """
    from accord.monitor.warm import warm_chances, warm_fusion, warm_scan

    with _helped(on_compile, _LINKS):
        warm_scan()
        warm_chances()
    warm_fusion()


@contextmanager
def _helped(on_compile: Callable[[], None], program: str) -> Iterator[None]:
    """Once the body has taken longer than loading does, tell so and run a program beside it; wait for both."""
    helpers: list[subprocess.Popen[bytes]] = []

    def fetch() -> None:
        on_compile()
        quiet = subprocess.DEVNULL
        helpers.append(subprocess.Popen([sys.executable, "-P", "-c", program], stdout=quiet, stderr=quiet))

    timer = Timer(SLOW_SECONDS, fetch)
    timer.daemon = True
    timer.start()
    try:
        yield
        timer.cancel()
        timer.join()
        for helper in helpers:
            helper.wait()
    finally:
        timer.cancel()
        for helper in helpers:
            helper.terminate()
