"""What stands around a pack: title, meeting, marking, edition, day, and the words on every page."""

import datetime as dt
from collections.abc import Mapping

from accord.brief.annexes.quality import newest_day
from accord.brief.document import Line
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.store.release import ALL, PUBLIC
from accord.version import __version__

PRINT_LETTERS = 8
"""Letters of the fingerprint that are shown."""


def title_of(findings: Findings) -> str:
    """Name of the meeting; without one, the workspace's title."""
    agenda = findings.workspace.agenda
    return agenda.title if agenda else findings.workspace.settings.title


def subtitle_of(findings: Findings, pen: Pen) -> str:
    """The workspace, place and day of the meeting, as far as they are known."""
    workspace, agenda = findings.workspace, findings.workspace.agenda
    if agenda is None:
        return pen.say("Meeting pack")
    day = pen.day(agenda.day) if agenda.day else ""
    parts = (workspace.settings.title, agenda.place, day)
    return ", ".join(part for part in parts if part)


def marking_of(findings: Findings, pen: Pen) -> str:
    """Handling marking, whether all is invented, and for whom it is."""
    settings = findings.workspace.settings
    invented = pen.say("exercise, invented nations") if settings.invented else ""
    return " · ".join(part for part in (settings.marking, invented, audience_of(findings, pen)) if part)


def audience_of(findings: Findings, pen: Pen) -> str:
    """For whom a pack is, in words."""
    if findings.audience == ALL:
        return pen.say("not for release")
    if findings.audience == PUBLIC:
        return pen.say("public")
    row = findings.workspace.nations.get(findings.audience)  # type: ignore[call-overload]
    return pen.say("for {nation}").format(nation=row.name if row else findings.audience)


def edition_of(findings: Findings, pen: Pen) -> Line:
    """Data as of which day, scenario, print of the rows, version."""
    workspace = findings.workspace
    scenario = workspace.scenarios.get(findings.scenario)  # type: ignore[call-overload]
    name = scenario.title if scenario and scenario.title else findings.scenario
    newest = workspace.as_of or newest_day(workspace)
    return pen.line(
        "Data as of {day} · scenario: {scenario} · rows {print} · Accord {version}",
        day=pen.day(newest) if newest else pen.say("not stated"),
        scenario=pen.written(name),
        print=findings.fingerprint[:PRINT_LETTERS],
        version=__version__,
    )


def day_of(findings: Findings) -> dt.date | None:
    """Day of the meeting; without one, the newest day in the data; never today."""
    workspace = findings.workspace
    meeting = workspace.agenda.day if workspace.agenda else None
    return meeting or workspace.as_of or newest_day(workspace)


def furniture(pen: Pen) -> Mapping[str, str]:
    """Words on every page."""
    return {
        "contents": pen.say("Contents"),
        "page": pen.say("Page"),
        "of": pen.say("of"),
        "table": pen.say("Table"),
        "figure": pen.say("Figure"),
        "data": pen.say("Data"),
        "skip": pen.say("Skip to the content"),
        "good": pen.say("good"),
        "fair": pen.say("fair"),
        "poor": pen.say("poor"),
        "up": pen.say("up"),
        "down": pen.say("down"),
    }
