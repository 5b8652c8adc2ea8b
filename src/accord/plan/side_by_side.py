"""Independent pieces of work on two threads; compiled loops and the exact solver leave the interpreter to the other."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def side_by_side(tasks: Iterable[Callable[[], T]], *, workers: int = 2) -> Iterator[T]:
    """Results in the order of the tasks, each as soon as it is there.

    Whoever stops asking (or is interrupted) waits only for the tasks under way.

    >>> list(side_by_side([lambda: 1, lambda: 2, lambda: 3]))
    [1, 2, 3]
    """
    pool = ThreadPoolExecutor(workers)
    try:
        futures = [pool.submit(task) for task in tasks]
        for future in futures:
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)
