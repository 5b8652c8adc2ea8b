"""Which caveats keep an offer from a line. Those on time act on tours, those on pairing between offers."""

from collections.abc import Iterator

from accord.model.reason import Reason
from accord.model.records import Caveat, Requirement
from accord.plan.places import Places


def bar(caveat: Caveat, line: Requirement, places: Places) -> Iterator[Reason]:
    """Reasons why no offer with this caveat may serve the line; a caveat limits by every column that it fills.

    >>> rear = Caveat(id="rear", kind="area", areas=["west"])
    >>> line = Requirement(id="L1", label="Hold", component="land", capability="INF", area="east", scope="in_country")
    >>> [str(reason) for reason in bar(rear, line, Places({}))]
    ['caveat rear allows only west']
    """
    yield from (
        Reason(code=code, text=text, rows=(f"caveats/{caveat.id}",))
        for code, text in (
            *_not_tolerated(caveat, line),
            *_wrong_area(caveat, line, places),
            *_wrong_task(caveat, line),
            *_wrong_scope(caveat, line),
            *_too_little_authority(caveat, line),
            *_not_promised(caveat, line),
        )
    )


def _not_tolerated(caveat: Caveat, line: Requirement) -> Iterator[tuple[str, str]]:
    if caveat.id in line.not_tolerated or caveat.kind.value in line.not_tolerated:
        yield "not_tolerated", f"the line does not tolerate caveat {caveat.id} ({caveat.kind})"


def _wrong_area(caveat: Caveat, line: Requirement, places: Places) -> Iterator[tuple[str, str]]:
    if caveat.areas and not places.in_any(line.area, caveat.areas):
        yield "caveat", f"caveat {caveat.id} allows only {', '.join(caveat.areas)}"


def _wrong_task(caveat: Caveat, line: Requirement) -> Iterator[tuple[str, str]]:
    if caveat.tasks and line.task not in caveat.tasks and line.component not in caveat.tasks:
        yield "caveat", f"caveat {caveat.id} allows only the tasks {', '.join(caveat.tasks)}"


def _wrong_scope(caveat: Caveat, line: Requirement) -> Iterator[tuple[str, str]]:
    if caveat.scopes and line.scope not in caveat.scopes:
        yield "caveat", f"caveat {caveat.id} allows only {', '.join(caveat.scopes)}"


def _too_little_authority(caveat: Caveat, line: Requirement) -> Iterator[tuple[str, str]]:
    if caveat.command and line.command and line.command.authority > caveat.command.authority:
        yield "caveat", f"caveat {caveat.id} accepts {caveat.command} at most, the line needs {line.command}"


def _not_promised(caveat: Caveat, line: Requirement) -> Iterator[tuple[str, str]]:
    missing = [need for need in caveat.needs if need not in line.depends_on]
    if missing:
        yield "caveat", f"caveat {caveat.id} needs {', '.join(missing)}, which the line is not promised"
