"""Which file of a workspace folder holds what."""

from accord.model.records import TABLES

SETTINGS = "accord.toml"
PLACES = "places.geojson"
AGENDA = "agenda.toml"
DEAL = "deal.toml"
SCENARIOS = "scenarios"
REPORTS = "reports"
COVERAGE = "coverage.csv"
REVIEWS = "reviews.csv"
CLAIMS = "claims.csv"
NOTIFICATIONS = "notifications.csv"
OUT = "out"
REQUIRED = ("nations", "capabilities", "offers", "requirements")
"""Tables without which nothing can be planned; the others may be missing or empty."""


def file_of(table: str) -> str:
    """File that holds the rows of a table, the places or the phases.

    >>> file_of("offers"), file_of("places"), file_of("phases")
    ('offers.csv', 'places.geojson', 'accord.toml')
    """
    return {"places": PLACES, "phases": SETTINGS}.get(table, f"{table}.csv")


def scenario_file(scenario: str) -> str:
    """File that holds a scenario.

    >>> scenario_file("base")
    'scenarios/base.toml'
    """
    return f"{SCENARIOS}/{scenario}.toml"


INPUTS = (SETTINGS, PLACES, AGENDA, DEAL, *map(file_of, TABLES))
"""All files of a workspace but its scenarios."""
EVENTS = (COVERAGE, REVIEWS, CLAIMS, NOTIFICATIONS)
"""Files of events, which are read apart from the others, with the folder of reports."""
