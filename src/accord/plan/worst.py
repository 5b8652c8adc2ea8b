"""Which lines are short, the worst first."""

from collections import defaultdict
from collections.abc import Sequence

from accord.model.option import Gap
from accord.model.words import Priority
from accord.plan.solution import WEIGHTS


def worst_lines(gaps: Sequence[Gap], weights: Sequence[float] = WEIGHTS) -> list[list[Gap]]:
    """Gaps of each line together; lines in order of what their gaps weigh, the worst first.

    Parameters
    ----------
    weights
        What a unit-period of an essential, an important and a desirable line weighs.

    >>> worst_lines([])
    []
    """
    by_line: defaultdict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_line[gap.requirement].append(gap)

    def weight(line: list[Gap]) -> float:
        return weights[Priority(line[0].priority).rank] * sum(gap.short * gap.periods for gap in line)

    return sorted(by_line.values(), key=lambda line: (-weight(line), line[0].requirement))
