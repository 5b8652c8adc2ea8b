"""How likely an incident took place, given who reports it."""

from collections.abc import Mapping

import numpy as np

from accord.monitor.field import Floats, Ints

GRADES = {"A": 0.95, "B": 0.85, "C": 0.7, "D": 0.5, "E": 0.3, "F": 0.6}
"""Chance that a lone report of a source of this grade is true. D is a coin toss; F, not
known, a little more than that, so that unknown sources that agree count for something."""
CREDIBILITIES = {1: 0.95, 2: 0.85, 3: 0.7, 4: 0.4, 5: 0.15, 6: 0.5}
"""The same for the grade of the information; 6, cannot be judged, adds nothing."""
MOST_OF_A_CLAIM = 0.6
"""A party's own claim is never believed more than this."""


def belief(incident: Ints, voice: Ints, trust: Floats, probability: Floats, *, incidents: int) -> Floats:
    """Chance that each incident took place: log odds of its independent voices, added from even odds.

    A voice that may not belong to the incident counts as far as it does; of the reports of one voice only the most
    telling counts.

    Parameters
    ----------
    incident
        (n,) incident of each report.
    voice
        (n,) who speaks: reports of the same publisher share a number.
    trust
        (n,) chance that the report alone is true.
    probability
        (n,) chance that it tells of this incident.
    incidents
        Number of incidents.

    >>> two = belief(np.array([0, 0]), np.array([0, 1]), np.array([0.7, 0.7]), np.ones(2), incidents=1)
    >>> one = belief(np.array([0, 0]), np.array([0, 0]), np.array([0.7, 0.7]), np.ones(2), incidents=1)
    >>> two.round(3).tolist(), one.round(3).tolist()
    ([0.845], [0.7])
    """
    weighed = 0.5 + probability * (trust - 0.5)
    odds = np.log(weighed / (1 - weighed))
    order = np.lexsort((-np.abs(odds), voice, incident))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (incident[order][1:] != incident[order][:-1]) | (voice[order][1:] != voice[order][:-1])
    chosen = order[first]
    total = np.bincount(incident[chosen], odds[chosen], minlength=incidents)
    result: Floats = 1 / (1 + np.exp(-total))
    return result


def trust(
    grade: list[str], credibility: list[int | None], claim: np.ndarray, grades: Mapping[str, float] = GRADES
) -> Floats:
    """Chance that each report alone is true, from the grades of its source and of its information.

    >>> trust(["B", "F"], [None, 2], np.array([False, True])).round(2).tolist()
    [0.85, 0.6]
    """
    by_source = np.array([grades.get(word, 0.5) for word in grade])
    by_word = np.array([CREDIBILITIES.get(word, 0.5) if word else 0.5 for word in credibility])
    odds = np.log(by_source / (1 - by_source)) + np.log(by_word / (1 - by_word))
    together = 1 / (1 + np.exp(-odds))
    result: Floats = np.where(claim, np.minimum(together, MOST_OF_A_CLAIM), together)
    return result
