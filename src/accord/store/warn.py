"""What is allowed but looks like an oversight; `accord check` shows it, nothing stops for it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from accord.model.problem import Problem
from accord.model.records import TABLES
from accord.model.span import first_day
from accord.model.words import Status
from accord.model.workspace import Workspace
from accord.store.fault import nearest, quoted
from accord.store.horizon import end_of_horizon
from accord.store.layout import file_of

FORMULA = ("=", "+", "-", "@")
"""First characters that make a spreadsheet run a cell of a CSV file as a formula."""


def warnings(workspace: Workspace) -> tuple[Problem, ...]:
    """Oversights in a workspace, in the order file, line, field."""
    return tuple(sorted(chain.from_iterable(rule(workspace) for rule in RULES)))


def _at(workspace: Workspace, row: str, field: str, message: str) -> Problem:
    file, line = workspace.lines.get(row, (row, 0))
    return Problem(file=file, line=line, field=field, message=message)


def _lines_nobody_can_serve(workspace: Workspace) -> Iterator[Problem]:
    offered = {offer.capability for offer in workspace.offers.values() if offer.status.likelihood > 0}
    stand_ins = defaultdict(set)
    for rule in workspace.substitutes.values():
        stand_ins[rule.capability].add(rule.substitute)
    for key, line in workspace.requirements.items():
        if not offered & {line.capability, *stand_ins[line.capability]}:
            message = f"no offer has {line.capability!r} or what may stand in for it"
            yield _at(workspace, f"requirements/{key}", "capability", message)


def _offers_without_units(workspace: Workspace) -> Iterator[Problem]:
    for key, offer in workspace.offers.items():
        if offer.status.likelihood > 0 and not max(offer.units, offer.units_high or 0):
            yield _at(workspace, f"offers/{key}", "units", "the offer stands but brings no units")


def _pools_smaller_than_an_offer(workspace: Workspace) -> Iterator[Problem]:
    for key, offer in workspace.offers.items():
        pool = workspace.pools.get(offer.pool) if offer.pool else None
        if pool and offer.units > pool.quantity:
            message = f"{offer.units} units are offered, but pool {pool.id!r} holds {pool.quantity}"
            yield _at(workspace, f"offers/{key}", "units", message)


def _outside_the_horizon(workspace: Workspace) -> Iterator[Problem]:
    settings = workspace.settings
    begin, end = settings.start or settings.day_zero, end_of_horizon(settings)
    for table in ("offers", "requirements", "limits", "commitments"):
        for key, row in getattr(workspace, table).items():
            start, until = first_day(row.start, settings), first_day(row.until, settings)
            if until and until < begin and table != "commitments":
                yield _at(workspace, f"{table}/{key}", "until", f"ends before the horizon begins on {begin}")
            if start and start >= end:
                yield _at(
                    workspace, f"{table}/{key}", "start", f"starts after the horizon, whose last day is {_eve(end)}"
                )


def _eve(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


def _words_that_match_nothing(workspace: Workspace) -> Iterator[Problem]:
    lines = workspace.requirements.values()
    tasks = {line.task for line in lines} | {line.component for line in lines}
    for key, caveat in workspace.caveats.items():
        for task in set(caveat.tasks) - tasks:
            message = f"no line has the task or component {quoted(task)}{nearest(task, tasks)}"
            yield _at(workspace, f"caveats/{key}", "tasks", message)
    tags = set(chain.from_iterable(offer.tags for offer in workspace.offers.values()))
    for key, limit in workspace.limits.items():
        for tag in set(limit.tags) - tags:
            yield _at(workspace, f"limits/{key}", "tags", f"no offer has the tag {quoted(tag)}{nearest(tag, tags)}")


def _conditions_that_never_come_true(workspace: Workspace) -> Iterator[Problem]:
    hoped = {key for scenario in workspace.scenarios.values() for key, truth in scenario.conditions.items() if truth}
    for scenario in workspace.scenarios.values():
        hoped |= {key for truths in scenario.nation_conditions.values() for key, truth in truths.items() if truth}
    for key, condition in workspace.conditions.items():
        if condition.kind == "event" and not condition.default and key not in hoped:
            yield _at(workspace, f"conditions/{key}", "", f"{key!r} is true in no scenario")


def _rows_nothing_refers_to(workspace: Workspace) -> Iterator[Problem]:
    offers, lines = workspace.offers.values(), workspace.requirements.values()
    required = chain.from_iterable(condition.requires for condition in workspace.conditions.values())
    used: dict[str, set[Any]] = {
        "conditions": {*chain.from_iterable(offer.conditions for offer in offers), *required},
        "caveats": set(chain.from_iterable(offer.caveats for offer in offers)),
        "capabilities": {offer.capability for offer in offers} | {line.capability for line in lines},
    }
    for table, words in used.items():
        for key in set(getattr(workspace, table)) - words:
            yield _at(workspace, f"{table}/{key}", "", f"{key!r} is used by no offer{_or_line(table)}")


def _or_line(table: str) -> str:
    return " and no requirement" if table == "capabilities" else ""


def _refusals_of_everything(workspace: Workspace) -> Iterator[Problem]:
    for key, offer in workspace.offers.items():
        if offer.status is Status.REFUSED and offer.capability is None and not offer.scopes:
            message = "the refusal names no scope and no capability: it refuses everything"
            yield _at(workspace, f"offers/{key}", "scopes", message)


def _statements_without_a_source(workspace: Workspace) -> Iterator[Problem]:
    for table in ("nations", "pools", "offers", "commitments"):
        rows = getattr(workspace, table)
        bare = [key for key, row in rows.items() if row.source is None]
        if bare:
            message = f"{len(bare)} of {len(rows)} rows name no source, the first of them {bare[0]!r}"
            yield Problem(file=file_of(table), field="source", message=message)


def _cells_a_spreadsheet_runs(workspace: Workspace) -> Iterator[Problem]:
    for table in TABLES:
        for key, row in getattr(workspace, table).items():
            for name, value in row:
                if type(value) is str and value.startswith(FORMULA):
                    message = f"begins with {value[0]!r}: a spreadsheet that opens the file may run it as a formula"
                    yield _at(workspace, f"{table}/{key}", name, message)


def _release_words_that_nearly_match(workspace: Workspace) -> Iterator[Problem]:
    known = {"public", "coalition", *workspace.nations}
    for table in TABLES:
        for key, row in getattr(workspace, table).items():
            for word in set(getattr(row, "release", ())) - known:
                hint = nearest(word, known)
                if hint:
                    message = f"nobody is {quoted(word)}: only who sees all sees the row{hint}"
                    yield _at(workspace, f"{table}/{key}", "release", message)


RULES: tuple[Callable[[Workspace], Iterator[Problem]], ...] = (
    _lines_nobody_can_serve,
    _offers_without_units,
    _pools_smaller_than_an_offer,
    _outside_the_horizon,
    _words_that_match_nothing,
    _conditions_that_never_come_true,
    _rows_nothing_refers_to,
    _refusals_of_everything,
    _statements_without_a_source,
    _cells_a_spreadsheet_runs,
    _release_words_that_nearly_match,
)
"""What to look for, one function a rule."""
