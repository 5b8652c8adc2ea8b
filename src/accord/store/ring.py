"""The way from something back to itself, along whatever leads from one thing to the next."""

from collections.abc import Callable, Mapping


def ring_from(start: str, leads_to: Mapping[str, tuple[str, ...]]) -> list[str] | None:
    """A shortest way from `start` back to itself; None if there is none.

    >>> ring_from("a", {"a": ("b",), "b": ("c", "a")}), ring_from("c", {"c": ()})
    (['a', 'b', 'a'], None)
    """
    came_from: dict[str, str] = {}
    open_ends = [start]
    while open_ends:
        here = open_ends.pop(0)
        for there in leads_to.get(here, ()):
            if there == start:
                return _way_back(start, here, came_from.get)
            if there not in came_from:
                came_from[there] = here
                open_ends.append(there)
    return None


def _way_back(start: str, end: str, before: Callable[[str], str | None]) -> list[str]:
    way = [start]
    here: str | None = end
    while here is not None and here != start:
        way.append(here)
        here = before(here)
    return [start, *reversed(way)]
