"""Places with the lines that lie there and how well each option covers them, as GeoJSON for any map."""

import json
from collections.abc import Sequence
from typing import Any

from accord.model.option import Option
from accord.model.workspace import Place, Workspace
from accord.store.results import plain


def coverage_geojson(workspace: Workspace, options: Sequence[Option]) -> str:
    """A FeatureCollection of all places.

    Each has its ``requirements``; with options also ``coverage``, for each option the unit-periods wanted and covered
    and their share, and ``share_<option>`` with the share alone, because simple viewers colour by plain numbers only.
    """
    features = [_feature(place, workspace, options) for place in workspace.places.values()]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _feature(place: Place, workspace: Workspace, options: Sequence[Option]) -> dict[str, Any]:
    lines = [key for key, line in workspace.requirements.items() if line.area == place.id]
    properties: dict[str, Any] = {"name": place.name, "kind": place.kind, "requirements": lines}
    shares = {option.id: share for option in options for share in option.by_area if share.key == place.id}
    if shares:
        properties["coverage"] = {
            key: {"demand": plain(share.demand), "covered": plain(share.covered), "share": plain(share.share)}
            for key, share in shares.items()
        }
        properties |= {f"share_{key}": plain(share.share) for key, share in shares.items()}
    return {"type": "Feature", "id": place.id, "properties": properties, "geometry": place.geometry}
