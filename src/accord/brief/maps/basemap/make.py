"""Makes the basemap files beside this script from public map data: ``python make.py FOLDER``.

The folder holds Natural Earth's outlines (public domain), in which Crimea and Sevastopol have been put back into
Ukraine, and cities of GeoNames (CC BY 4.0). What comes out is quantised to 0.001 degrees and thinned to what a map of a
page can show.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
DETAIL = shapely.box(18.0, 42.0, 46.0, 57.5)
"""Where the detailed outlines reach."""
GRID = 0.001
"""Positions are rounded to it, degrees."""
COARSE = 0.05
"""Beyond the detail, outlines are thinned to it, degrees."""
RENAMED = {
    "Zaporizhzhya": "Zaporizhzhia", "Kryvyy Rih": "Kryvyi Rih", "Mykolayiv": "Mykolaiv", "Vinnytsya": "Vinnytsia",
    "Makiyivka": "Makiivka", "Chisinau": "Chișinău", "Iaşi": "Iași", "Constanţa": "Constanța", "Galaţi": "Galați",
    "Braşov": "Brașov", "Timişoara": "Timișoara", "Homyel'": "Homel", "Nizhniy Novgorod": "Nizhny Novgorod",
    "Bălţi": "Bălți", "Izmayil": "Izmail", "Pristina": "Prishtina", "Kiev": "Kyiv", "Odessa": "Odesa",
    "Lvov": "Lviv", "Orël": "Oryol",
}  # fmt: skip
"""Spelling of the source -> the one used here: national romanisation of Ukraine, Romanian with comma below."""
NATIONS = {
    "BA": "BIH", "BG": "BGR", "BY": "BLR", "HU": "HUN", "LT": "LTU", "LV": "LVA", "MD": "MDA", "ME": "MNE",
    "PL": "POL", "RO": "ROU", "RS": "SRB", "RU": "RUS", "SK": "SVK", "UA": "UKR", "XK": "KOS",
}  # fmt: skip
"""Codes of two letters -> codes of three."""
COUNTRIES = {
    "CZE": "Czechia", "SRB": "Serbia", "TUR": "Türkiye", "MKD": "North Macedonia", "DEU": "Germany", "AUT": "Austria",
    "ITA": "Italy", "FRA": "France", "GBR": "United Kingdom", "ESP": "Spain", "GRC": "Greece", "SWE": "Sweden",
    "FIN": "Finland", "NOR": "Norway", "DNK": "Denmark", "EST": "Estonia", "NLD": "Netherlands", "BEL": "Belgium",
    "IRL": "Ireland", "PRT": "Portugal", "CHE": "Switzerland", "SVN": "Slovenia", "SYR": "Syria", "ARM": "Armenia",
    "AZE": "Azerbaijan",
}  # fmt: skip
"""Names of countries that the detailed outlines lack or spell otherwise."""
PARTS = {"ALD": "FIN", "CYN": "CYP", "ESB": "CYP", "WSB": "CYP"}
"""Outlines that the source draws apart -> the state that they belong to, or are drawn with at this scale."""
CAPITALS = frozenset({
    "Kyiv", "Moscow", "Bucharest", "Minsk", "Budapest", "Warsaw", "Belgrade", "Sofia", "Riga", "Sarajevo",
    "Chișinău", "Prishtina", "Vilnius", "Podgorica", "Skopje", "Tirana",
})  # fmt: skip
CITIES = frozenset({
    "Kharkiv", "Odesa", "Dnipro", "Donetsk", "Lviv", "Zaporizhzhia", "Kryvyi Rih", "Sevastopol", "Mykolaiv",
    "Vinnytsia", "Luhansk", "Simferopol", "Chernihiv", "Poltava", "Khmelnytskyi", "Cherkasy", "Chernivtsi",
    "Zhytomyr", "Sumy", "Rivne", "Ivano-Frankivsk", "Mariupol", "Ternopil", "Kremenchuk", "Kropyvnytskyi", "Lutsk",
    "Kherson", "Uzhhorod", "Melitopol", "Kramatorsk", "Bila Tserkva", "Kerch", "Berdyansk", "Izmail",
    "Rostov-on-Don", "Voronezh", "Krasnodar", "Kursk", "Belgorod", "Bryansk", "Smolensk", "Volgograd", "Kraków", "Łódź",
    "Gdańsk", "Lublin", "Rzeszów", "Białystok", "Katowice", "Homel", "Brest", "Hrodna", "Vitebsk", "Mahilyow",
    "Iași", "Constanța", "Cluj-Napoca", "Galați", "Brașov", "Timișoara", "Suceava", "Baia Mare", "Varna", "Burgas",
    "Plovdiv", "Debrecen", "Miskolc", "Szeged", "Košice", "Prešov", "Kaunas", "Klaipėda", "Tiraspol", "Bălți",
})  # fmt: skip


def main(source: Path) -> None:
    """Write all files."""
    countries = _countries(source)
    _write("countries", countries)
    _write("admin1", _admin1(source))
    _write("rivers", _rivers(source))
    _write("cities", _cities(source))


def _countries(source: Path) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Detailed outlines where there are, coarser ones around them."""
    detailed = {props["a3"]: (props["name"], geometry) for props, geometry in _read(source / "countries.geojson")}
    coarse = _topojson(source / "europe_0.03.topojson")
    found = []
    for code in sorted(detailed.keys() | coarse.keys()):
        parts = [detailed[code][1]] if code in detailed else []
        if code in coarse:
            parts.append(shapely.difference(coarse[code], DETAIL))
        whole = _rounded(shapely.union_all(parts))
        if not whole.is_empty:
            name = COUNTRIES.get(code) or (detailed[code][0] if code in detailed else "")
            found.append(({"code": code, "name": name}, whole))
    return found


def _admin1(source: Path) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Ukraine's oblasts as areas, borders between the regions of its neighbours as thin lines."""
    oblasts = [
        ({"code": props["iso"], "name": props["name"]}, _rounded(geometry))
        for props, geometry in _read(source / "ua_oblasts.geojson")
    ]
    regions: dict[str, list[BaseGeometry]] = {}
    for props, geometry in _read(source / "neighbours_admin1.geojson"):
        regions.setdefault(props["adm0_a3"], []).append(geometry)
    lines = []
    for code, parts in sorted(regions.items()):
        inner = shapely.difference(
            shapely.union_all([part.boundary for part in parts]), shapely.union_all(parts).boundary.buffer(0.02)
        )
        line = _rounded(shapely.line_merge(inner).simplify(0.01)) if not inner.is_empty else inner
        if not line.is_empty:
            lines.append(({"code": code, "name": ""}, line))
    return sorted(oblasts, key=lambda pair: str(pair[0]["code"])) + lines


def _rivers(source: Path) -> list[tuple[dict[str, Any], BaseGeometry]]:
    kept: dict[tuple[str, int], list[BaseGeometry]] = {}
    for props, geometry in _read(source / "rivers.geojson"):
        if props["scalerank"] < 9:
            kept.setdefault((props["name"] or "", int(props["scalerank"])), []).append(geometry)
    return [
        ({"rank": rank}, _rounded(shapely.line_merge(shapely.union_all(parts)).simplify(0.004)))
        for (_, rank), parts in sorted(kept.items(), key=lambda pair: (pair[0][1], pair[0][0]))
    ]


def _cities(source: Path) -> list[tuple[dict[str, Any], BaseGeometry]]:
    found = []
    for props, geometry in _read(source / "cities.geojson"):
        name = RENAMED.get(props["name"], props["name"])
        if name in CAPITALS or name in CITIES:
            fields = {
                "name": name,
                "nation": NATIONS.get(props["cc"], ""),
                "people": props["pop"],
                "capital": name in CAPITALS,
            }
            found.append((fields, _rounded(geometry)))
    return sorted(found, key=lambda pair: (-pair[0]["people"], pair[0]["name"]))


def _read(path: Path) -> Iterable[tuple[dict[str, Any], BaseGeometry]]:
    for feature in json.loads(path.read_text())["features"]:
        yield feature["properties"], shape(feature["geometry"])


def _topojson(path: Path) -> dict[str, BaseGeometry]:
    document = json.loads(path.read_text())
    (scale_x, scale_y), (move_x, move_y) = document["transform"]["scale"], document["transform"]["translate"]
    arcs = []
    for steps in document["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
        return parts[0] + [position for part in parts[1:] for position in part[1:]]

    found: dict[str, list[BaseGeometry]] = {}
    for geometry in document["objects"]["data"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        shells = [shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in polygons]
        code = geometry["properties"]["adm0_a3"]
        found.setdefault(PARTS.get(code, code), []).append(shapely.MultiPolygon(shells).buffer(0))
    codes = sorted(found)
    whole = shapely.coverage_simplify([shapely.union_all(found[code]) for code in codes], COARSE)
    return dict(zip(codes, whole, strict=True))


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.set_precision(geometry, GRID)


def _write(name: str, features: Iterable[tuple[Mapping[str, Any], BaseGeometry]]) -> None:
    rows = [
        json.dumps({**properties, "geometry": _plain(mapping(geometry))}, ensure_ascii=False, separators=(",", ":"))
        for properties, geometry in features
    ]
    (HERE / f"{name}.json").write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case float():
            return round(value, 3)
        case _:
            return value


if __name__ == "__main__":
    main(Path(sys.argv[1]))
