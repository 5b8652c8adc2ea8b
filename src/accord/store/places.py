"""places.geojson: a FeatureCollection in WGS 84 to places; bad geometry is a fault with the line of its feature."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from accord.model.earth import Position, distance_km
from accord.model.fields import Id, Words, clean, one_word
from accord.model.problem import Problem
from accord.model.workspace import Place
from accord.store.fault import quoted
from accord.store.geometry import BadGeometry, checked_geometry, inside
from accord.store.text import read_text

_WORDS: TypeAdapter[tuple[Id, ...]] = TypeAdapter(Words)
_WGS84 = re.compile(r"CRS84\"|EPSG:[\d.]*:?4326\"", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """Places that passed, the line of each, and all ids (None: the file could not be read)."""

    places: Mapping[Id, Place] = field(default_factory=dict)
    lines: Mapping[Id, int] = field(default_factory=dict)
    ids: frozenset[str] | None = None


class _Fault(Exception):
    """What is wrong with one feature: the field and the message."""


def read_places(path: Path, name: str, faults: list[Problem], *, required: bool = True) -> Places:
    """Read the places of a workspace; what is wrong is added to `faults`, also that there are none if one is required.

    A feature needs an ``id`` (of the feature or among its properties); ``name`` and ``kind`` are read from the
    properties, ``checked`` vouches for a position that looks swapped, and ``release`` says who may see the place (words
    separated by ``;``, or a list of words). Other properties are left alone.
    """
    if not required and not path.exists():
        return Places(ids=frozenset())
    text = read_text(path, name, faults)
    if text is None:
        return Places()
    try:
        features = _features(json.loads(text, parse_constant=_no_constant))
    except json.JSONDecodeError as error:
        faults.append(Problem(file=name, line=error.lineno, message=f"is not JSON: {error.msg}"))
        return Places()
    except (_Fault, ValueError, RecursionError) as error:
        faults.append(Problem(file=name, message=str(error.args[-1])))
        return Places()
    if not features and not required:
        return Places(ids=frozenset())
    if not features:
        faults.append(Problem(file=name, message="has no places: at least one is needed"))
        return Places()
    return _places(list(zip(features, _feature_lines(text, features), strict=True)), name, faults)


def _no_constant(word: str) -> float:
    raise ValueError(f"is not JSON: {word} is not a number")


def _features(document: Any) -> list[Any]:
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise _Fault("type", "must be a GeoJSON FeatureCollection")
    features = document.get("features")
    if not isinstance(features, list):
        raise _Fault("features", "must have a list of 'features'")
    crs = document.get("crs")
    text = json.dumps(crs)
    if crs is not None and not _WGS84.search(text):
        named = re.search(r'"name": "([^"]+)"', text)
        raise _Fault("crs", f"must be in WGS 84 (EPSG:4326), not {quoted(named[1] if named else text)}: reproject it")
    return features


def _feature_lines(text: str, features: list[Any]) -> list[int]:
    """Line on which each feature begins; the decoder tells where each ends."""
    decoder = json.JSONDecoder()
    for found in re.finditer(r'"features"\s*:\s*\[', text):
        position, lines = found.end(), []
        try:
            for feature in features:
                position = _skip(text, position)
                lines.append(text.count("\n", 0, position) + 1)
                value, position = decoder.raw_decode(text, position)
                if value != feature:
                    break
            else:
                return lines
        except json.JSONDecodeError:
            continue
    return [0] * len(features)


def _skip(text: str, position: int) -> int:
    while text[position] in " \t\r\n,":
        position += 1
    return position


def _places(features: Sequence[tuple[Any, int]], name: str, faults: list[Problem]) -> Places:
    places: dict[Id, Place] = {}
    lines: dict[Id, int] = {}
    for feature, line in features:
        key = None
        try:
            key = _feature_id(feature)
            if key in lines:
                raise _Fault("id", f"{key!r} stands in line {lines[key]} already")
            lines[key] = line
            places[key] = _place(key, feature)
        except _Fault as fault:
            where, message = fault.args
            label = f"{key} {where}" if key and where != "id" else where
            faults.append(Problem(file=name, line=line, field=label, message=message))
    faults += _swapped(places, lines, name)
    return Places(dict(sorted(places.items())), lines, frozenset(lines))


def _feature_id(feature: Any) -> Id:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _Fault("type", "must be a GeoJSON Feature")
    key = feature.get("id", _properties(feature).get("id"))
    if key is None:
        raise _Fault("id", "is required, as 'id' of the feature or among its properties")
    try:
        return Id(str(one_word(clean(str(key)))))
    except ValueError as error:
        raise _Fault("id", str(error)) from None


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise _Fault("properties", f"must be an object, not {quoted(properties)}")
    return properties


def _words(key: str, properties: dict[str, Any]) -> str:
    try:
        return str(clean(str(properties.get(key) or ""))).strip()
    except ValueError as error:
        raise _Fault(key, str(error)) from None


def _release(value: object) -> tuple[Id, ...]:
    try:
        return _WORDS.validate_python(() if value is None else value)
    except ValidationError:
        raise _Fault("release", f"must be audience words such as 'public;XAA', not {quoted(value)}") from None


def _place(key: Id, feature: dict[str, Any]) -> Place:
    properties = _properties(feature)
    try:
        geometry = checked_geometry(feature.get("geometry"))
    except BadGeometry as error:
        raise _Fault("geometry", str(error)) from None
    longitude, latitude = inside(geometry)
    return Place(
        id=key,
        name=_words("name", properties) or key,
        kind=_words("kind", properties),
        checked=properties.get("checked") is True,
        release=_release(properties.get("release")),
        geometry=geometry,
        longitude=longitude,
        latitude=latitude,
    )


def _swapped(places: Mapping[Id, Place], lines: Mapping[Id, int], name: str) -> Iterator[Problem]:
    """Faults of places far from the middle of all the others, but near it with longitude and latitude exchanged."""
    for key, place in places.items():
        others = [(other.longitude, other.latitude) for other in places.values() if other is not place]
        if place.checked or len(others) < 2 or abs(place.longitude) > 90:
            continue
        middle = _middle(others)
        far = distance_km(middle, (place.longitude, place.latitude))
        near = distance_km(middle, (place.latitude, place.longitude))
        if far > 1000 and near < far / 4:
            message = (
                f"{place.longitude:g}, {place.latitude:g} lies {far:.0f} km from the other places, but {near:.0f} km "
                'with latitude and longitude exchanged: write the longitude first, or add the property "checked": true'
            )
            yield Problem(file=name, line=lines[key], field=f"{key} geometry", message=message)


def _middle(positions: Sequence[Position]) -> Position:
    middle = len(positions) // 2
    return sorted(x for x, _ in positions)[middle], sorted(y for _, y in positions)[middle]
