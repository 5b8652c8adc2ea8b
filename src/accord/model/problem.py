"""What is wrong with what a person wrote: one shape for CLI, web and API."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One fault in one place.

    >>> print(Problem(file="offers.csv", line=2, field="units", message="must be greater than 0, not '-2'"))
    offers.csv:2: units: must be greater than 0, not '-2'
    """

    file: str
    """File, relative to the workspace."""
    line: int = 0
    """Line in it, the first is 1; 0: the file as a whole."""
    field: str = ""
    """Column or key."""
    message: str
    """What is wrong, what was there, and what is nearest."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class AccordError(Exception):
    """Anything that Accord raises on purpose."""


class BadWorkspace(AccordError):
    """The workspace holds faults; `problems` lists all of them, in the order file, line, field."""

    def __init__(self, problems: "list[Problem] | tuple[Problem, ...]") -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotFound(AccordError):
    """A name that the caller gave (a scenario, an id, a folder) does not exist."""
