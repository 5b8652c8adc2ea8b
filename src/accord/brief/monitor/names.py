"""What places and parties of a daily report are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accord.model.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Ids and what readers call them; an id without a name stays as it is."""

    places: Mapping[str, str] = field(default_factory=dict)
    """Place of places.geojson -> name."""
    parties: Mapping[str, str] = field(default_factory=dict)
    """Party of the deal, or nation -> name."""

    def place(self, id: str) -> str:
        """A place.

        >>> Names(places={"n": "North"}).place("n"), Names().place("s")
        ('North', 's')
        """
        return self.places.get(id, id)

    def party(self, id: str) -> str:
        """A party."""
        return self.parties.get(id, id)


def names_of(workspace: Workspace) -> Names:
    """Names of places, and of parties as the deal has them, else as nations.csv has them."""
    nations = {str(id): one.name for id, one in workspace.nations.items()}
    parties = {str(one.id): one.name for one in workspace.deal.parties} if workspace.deal else {}
    return Names(
        places={str(id): one.name or str(id) for id, one in workspace.places.items()},
        parties={id: name for id, name in {**nations, **parties}.items() if name},
    )
