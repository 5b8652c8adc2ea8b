"""The settled words of tables and results, in the language of a document."""

from collections.abc import Mapping

from accord.brief.pen import Pen


def word(pen: Pen, code: str) -> str:
    """A settled word, such as a status or a scope, as its readers write it; the code itself if it is none.

    >>> from accord.brief.evidence import Ledger
    >>> from accord.brief.language import language
    >>> pen = Pen(language("en"), Ledger())
    >>> word(pen, "in_country"), word(pen, "MECH-BN")
    ('in country', 'MECH-BN')
    """
    return _words(pen).get(code, code)


def component_name(pen: Pen, code: str) -> str:
    """A component of the force; one that the planner does not know, as it was written.

    >>> from accord.brief.evidence import Ledger
    >>> from accord.brief.language import language
    >>> pen = Pen(language("en"), Ledger())
    >>> component_name(pen, "air_defence"), component_name(pen, "river_fleet")
    ('air defence', 'river fleet')
    """
    return _words(pen).get(code, code.replace("_", " "))


def place_kind(pen: Pen, kind: str) -> str:
    """A kind of place, as a legend names it; one that the planner does not know, as it was written.

    >>> from accord.brief.evidence import Ledger
    >>> from accord.brief.language import language
    >>> pen = Pen(language("en"), Ledger())
    >>> place_kind(pen, "crossing"), place_kind(pen, "grain_silo")
    ('Crossing point', 'grain silo')
    """
    known = {
        "capital": pen.say("Capital"),
        "city": pen.say("Town"),
        "hub": pen.say("Hub"),
        "port": pen.say("Port"),
        "airfield": pen.say("Airfield"),
        "crossing": pen.say("Crossing point"),
        "headquarters": pen.say("Headquarters"),
        "sector": pen.say("Sector"),
        "region": pen.say("Region"),
        "sea_area": pen.say("Sea area"),
        "zone": pen.say("Zone of separation"),
    }
    return known.get(kind, kind.replace("_", " "))


def _words(pen: Pen) -> Mapping[str, str]:
    return {
        # Priorities
        "essential": pen.say("essential"),
        "important": pen.say("important"),
        "desirable": pen.say("desirable"),
        # Basing scopes
        "in_country": pen.say("in country"),
        "neighbour": pen.say("neighbour"),
        "airspace": pen.say("airspace"),
        "sea_area": pen.say("sea area"),
        "at_sea": pen.say("at sea"),
        "home": pen.say("home"),
        # Statuses
        "refused": pen.say("refused"),
        "withdrawn": pen.say("withdrawn"),
        "sensed": pen.say("sensed"),
        "stated": pen.say("stated"),
        "offered": pen.say("offered"),
        "confirmed": pen.say("confirmed"),
        "ready": pen.say("ready"),
        "in_theatre": pen.say("in theatre"),
        "transferred": pen.say("transferred"),
        # Kinds of caveats and conditions
        "area": pen.say("area"),
        "task": pen.say("task"),
        "time": pen.say("time"),
        "scope": pen.say("basing"),
        "command": pen.say("command"),
        "pairing": pen.say("pairing"),
        "force_protection": pen.say("force protection"),
        "legal": pen.say("legal"),
        "personnel": pen.say("personnel"),
        "information": pen.say("information"),
        "event": pen.say("event"),
        "all": pen.say("all of them"),
        "at_least": pen.say("at least so many"),
        "joins": pen.say("they join"),
        # Resources
        "people": pen.say("people"),
        "units": pen.say("units"),
        "tonnes": pen.say("tonnes"),
        "money": pen.say("money"),
        "days_of_stay": pen.say("days of stay"),
        # Components
        "land": pen.say("land"),
        "air": pen.say("air"),
        "maritime": pen.say("maritime"),
        "headquarters": pen.say("headquarters"),
        "enablers": pen.say("enablers"),
        "logistics": pen.say("logistics"),
        "monitoring": pen.say("monitoring"),
        "training": pen.say("training"),
        "air_defence": pen.say("air defence"),
        "cis": pen.say("communications"),
        "engineer": pen.say("engineers"),
        "isr": pen.say("reconnaissance"),
        "medical": pen.say("medical"),
        "police": pen.say("police"),
    }
