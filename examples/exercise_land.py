"""Draw the invented land of the exercise: `python examples/exercise_land.py places.geojson`.

The land lies on the open ocean, so that nobody takes it for a real one. Borders, coasts and rivers are fractal lines
between chosen knots; every area is a face of one net of lines, so neighbours share their border point by point. The
same seed draws the same land.
"""

import itertools
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from shapely import (
    LineString,
    Point,
    Polygon,
    box,
    polygonize,
    transform,
    unary_union,
    voronoi_polygons,
)
from shapely.geometry import MultiPoint, mapping
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

SEED = 8
WIDTH_KM, HEIGHT_KM = 569.8, 660.0
WEST, SOUTH = -35.0, 40.0
KM_PER_DEGREE = (81.4, 110.0)
"""Kilometres in a degree of longitude (at 43 N) and of latitude."""

Knot = tuple[float, float]
Feature = tuple[str, str, str, BaseGeometry]
"""Id, name, kind and shape."""

# Knots are kilometres east and north of the south-west corner of the map.
SEA_WEST: Knot = (0, 318)
TRIPLE_WEST: Knot = (178, 338)
TRIPLE_NORTH_WEST: Knot = (192, 478)
TRIPLE_NORTH: Knot = (312, 566)
TRIPLE_NORTH_EAST: Knot = (436, 548)
COAST_WEST: Knot = (212, 240)
COAST_LINE: Knot = (447, 240)
COAST_EAST: Knot = (532, 226)
LINE_NORTH: Knot = (468, 516)

COASTS: dict[str, list[Knot]] = {
    "ocean shore": [(0, 318), (30, 300), (58, 306), (52, 262), (78, 244), (70, 208), (97, 190), (110, 160), (128, 132)],
    "narrows, north shore": [(128, 132), (152, 146), (176, 188), (196, 205), (212, 240)],
    "home coast": [
        (212, 240),
        (238, 252),
        (256, 240),
        (268, 226),
        (283, 224),
        (297, 222),
        (310, 230),
        (322, 238),
        (340, 256),
        (357, 251.5),
        (368, 226),
        (378, 210),
        (402, 192),
        (424, 206),
        (430, 228),
        (447, 240),
    ],
    "occupied coast": [(447, 240), (470, 248), (496, 226), (532, 226)],
    "east coast": [(532, 226), (552, 206), (570, 212)],
    "south shore": [
        (0, 48),
        (28, 72),
        (58, 62),
        (84, 92),
        (104, 98),
        (146, 92),
        (166, 62),
        (204, 62),
        (230, 86),
        (262, 70),
        (276, 38),
        (318, 40),
        (346, 58),
        (392, 34),
        (448, 52),
        (470, 78),
        (512, 40),
        (546, 66),
        (570, 62),
    ],
}
BORDERS: dict[str, list[Knot]] = {
    "Selvarra-Cassenmark": [(0, 402), (92, 384), TRIPLE_WEST],
    "Selvarra-Orlavia": [TRIPLE_WEST, (206, 288), COAST_WEST],
    "Cassenmark-Orlavia": [TRIPLE_WEST, (166, 408), TRIPLE_NORTH_WEST],
    "Cassenmark-Perundy": [(0, 516), (96, 508), TRIPLE_NORTH_WEST],
    "Perundy-Orlavia": [TRIPLE_NORTH_WEST, (244, 540), TRIPLE_NORTH],
    "Perundy-Ystrana": [TRIPLE_NORTH, (326, 612), (312, 660)],
    "Ystrana-Orlavia": [TRIPLE_NORTH, (372, 538), TRIPLE_NORTH_EAST],
    "Ystrana-Hadrune": [TRIPLE_NORTH_EAST, (468, 606), (486, 660)],
    "Orlavia-Hadrune, free": [TRIPLE_NORTH_EAST, LINE_NORTH],
    "Orlavia-Hadrune, occupied": [LINE_NORTH, (512, 462), (534, 372), (518, 296), COAST_EAST],
}
LINE_OF_CONTACT: dict[str, list[Knot]] = {
    "line, north": [LINE_NORTH, (438, 482), (420, 438)],
    "line, on the Osmer": [(420, 438), (432, 396), (408, 348), (414, 312)],
    "line, south": [(414, 312), (430, 280), COAST_LINE],
}
RIVERS: dict[str, list[Knot]] = {
    "Osmer, upper": [(372, 640), (392, 588), (404, 541), (404, 488), (420, 438)],
    "Osmer, lower": [(414, 312), (402, 288), (376, 270), (357, 251.5)],
    "Arvane": [
        (214, 622),
        (238, 576),
        (246, 536),
        (282, 488),
        (272, 430),
        (312, 386),
        (304, 330),
        (322, 286),
        (310, 258),
        (297, 222),
    ],
    "Arvane, west arm": [(310, 258), (292, 246), (283, 224)],
    "Arvane, east arm": [(310, 258), (316, 244), (310, 230)],
    "Halda": [(120, 452), (166, 410), (214, 396), (250, 412), (272, 430)],
    "Sell": [(92, 384), (112, 330), (96, 280), (97, 190)],
    "Little Arvane": [(330, 500), (312, 462), (282, 488)],
}
COUNTRIES: dict[str, tuple[str, Knot]] = {
    "orlavia": ("Orlavia", (300, 400)),
    "cassenmark": ("Cassenmark", (80, 440)),
    "perundy": ("Perundy", (150, 600)),
    "selvarra": ("Selvarra", (120, 280)),
    "tolvane": ("Tolvane", (300, 15)),
    "ystrana": ("Ystrana", (400, 610)),
    "hadrune": ("Hadrune", (550, 450)),
}
REGIONS: dict[str, tuple[str, Knot]] = {
    "oramark": ("Oramark", (232, 486)),
    "lanthe": ("Lanthe", (362, 500)),
    "halda": ("Halda", (212, 396)),
    "arvane": ("Upper Arvane", (304, 428)),
    "neresk": ("Neresk", (384, 410)),
    "belorin": ("Belorin", (236, 290)),
    "mirovel": ("Mirovel", (300, 326)),
    "sulmar": ("Sulmar Coast", (372, 256)),
    "osmer-vale": ("Osmer Vale", (392, 330)),
    "east-lanthe": ("East Lanthe", (484, 450)),
    "kavessa": ("Kavessa", (480, 310)),
}
SIDES: dict[str, tuple[str, Knot]] = {"free": ("", (300, 400)), "occupied": ("", (490, 400))}
ISLANDS: dict[str, tuple[str, Knot, float]] = {
    "carrow": ("Carrow", (338, 152), 13.0),
    "little-carrow": ("Little Carrow", (361, 140), 6.0),
    "senn": ("Senn", (246, 176), 8.0),
    "outer-sell": ("Outer Sell", (30, 236), 9.0),
    "gull-islands": ("Gull Islands", (462, 176), 6.5),
}
LAKES: dict[str, tuple[str, Knot, float]] = {
    "lake-halda": ("Lake Halda", (213, 394), 9.0),
    "lake-ystmar": ("Lake Ystmar", (396, 604), 8.0),
}
SEA_CUTS: dict[str, list[Knot]] = {
    "straits, west": [(128, 132), (104, 98)],
    "straits, east": [(176, 188), (204, 62)],
    "delta waters": [(212, 240), (236, 208), (300, 186), (360, 188), (402, 192)],
    "line at sea": [(402, 192), (432, 128), (448, 52)],
    "middle of the sea": [(300, 186), (290, 120), (318, 40)],
}
SEA_AREAS: dict[str, tuple[str, Knot]] = {
    "western-approaches": ("Western Approaches", (40, 150)),
    "kell-narrows": ("Kell Narrows", (150, 118)),
    "sea-west": ("Ondra Sea, west", (240, 120)),
    "sea-corridor": ("Ondra Sea, corridor", (370, 110)),
    "delta-waters": ("Delta Waters", (320, 206)),
    "sea-east": ("Ondra Sea, east", (500, 130)),
}
SECTOR_BACK: list[Knot] = [(398, 566), (376, 512), (368, 462), (378, 392), (362, 306), (386, 258), (396, 170)]
SECTOR_CUTS: list[tuple[float, Knot]] = [(0.27, (368, 462)), (0.53, (378, 392)), (0.78, (362, 306))]
"""Share of the line's length, and the knot behind it, at which two sectors meet."""
SECTORS: dict[str, tuple[str, Knot]] = {
    "sector-north": ("Sector North", (412, 505)),
    "sector-osmer": ("Sector Osmer", (402, 430)),
    "sector-south": ("Sector South", (386, 340)),
    "sector-coast": ("Sector Coast", (404, 268)),
}
PATROL_DEPTH_KM = 15.0
"""How far patrol areas reach from the line of contact, on either side of it."""
PATROL_CUTS: dict[str, tuple[float, float]] = {
    "North": (0.0, 0.27),
    "Osmer": (0.27, 0.53),
    "South": (0.53, 0.78),
    "Coast": (0.78, 1.0),
}
"""Shares of the line's length between which the patrol areas of a sector lie, three on either side."""
POINTS: dict[str, tuple[str, str, Knot]] = {
    "mirovel-city": ("Mirovel", "capital", (296, 346)),
    "port-sulmar": ("Port Sulmar", "port", (321, 242)),
    "tessavar": ("Tessavar", "port", (288, 226)),
    "oradune": ("Oradune", "hub", (226, 500)),
    "haldavir": ("Haldavir", "hub", (226, 404)),
    "belorin-city": ("Belorin", "hub", (226, 284)),
    "neresk-city": ("Neresk", "city", (390, 418)),
    "lanthorre": ("Lanthorre", "city", (384, 494)),
    "ostelle": ("Ostelle", "city", (330, 544)),
    "marrask": ("Marrask", "city", (368, 316)),
    "arvanelle": ("Arvanelle", "city", (284, 484)),
    "dorimar": ("Dorimar", "city", (380, 236)),
    "kavessa-city": ("Kavessa", "city", (474, 262)),
    "vennick": ("Vennick", "city", (488, 392)),
    "af-mirovel": ("Mirovel air base", "airfield", (286, 338)),
    "af-oradune": ("Oradune airfield", "airfield", (236, 492)),
    "af-marnholt": ("Marnholt air base", "airfield", (110, 440)),
    "af-starvane": ("Starvane air base", "airfield", (188, 560)),
    "af-calivarra": ("Calivarra air base", "airfield", (150, 222)),
    "marnholt": ("Marnholt", "hub", (120, 446)),
    "starvane": ("Starvane", "hub", (178, 548)),
    "calivarra": ("Calivarra", "port", (168, 182)),
    "tolmessa": ("Tolmessa", "port", (118, 92)),
    "ystmar": ("Ystmar", "city", (404, 596)),
    "hadrast": ("Hadrast", "city", (548, 520)),
    "coalition-staff": ("Coalition staff college, Brannock", "headquarters", (18, 566)),
    "xp-alder": ("Alder crossing", "crossing", (432, 474)),
    "xp-osmer-bridge": ("Osmer bridge crossing", "crossing", (427, 402)),
    "xp-mill": ("Mill crossing", "crossing", (410, 338)),
    "xp-salt": ("Salt road crossing", "crossing", (434, 264)),
}


def fractal(knots: list[Knot], rng: np.random.Generator, *, roughness: float, finest_km: float) -> LineString:
    """A line through all knots, its pieces bent at random until they are short; drawn again until it is simple."""
    while True:
        points = [np.array(knots[0], float)]
        for begin, end in itertools.pairwise(knots):
            points += _bend(np.array(begin, float), np.array(end, float), rng, roughness, finest_km)[1:]
        line = LineString(np.round(points, 2))
        if line.is_simple:
            return line


def _bend(
    begin: np.ndarray, end: np.ndarray, rng: np.random.Generator, roughness: float, finest_km: float
) -> list[np.ndarray]:
    length = float(np.hypot(*(end - begin)))
    if length < finest_km:
        return [begin, end]
    across = np.array([begin[1] - end[1], end[0] - begin[0]])
    middle = begin + (end - begin) * rng.uniform(0.42, 0.58) + across * np.clip(rng.normal(0, roughness), -0.34, 0.34)
    left = _bend(begin, middle, rng, roughness, finest_km)
    return left[:-1] + _bend(middle, end, rng, roughness, finest_km)


def meander(knots: list[Knot], rng: np.random.Generator) -> LineString:
    """A river: a fractal line with its corners cut, ends kept."""
    points = np.array(fractal(knots, rng, roughness=0.13, finest_km=7).coords)
    for _ in range(2):
        quarter, three = 0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]
        inner = np.stack([quarter, three], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], inner[1:-1], points[-1:]])
    return LineString(np.round(points, 2))


def blob(centre: Knot, radius: float, rng: np.random.Generator, *, stretch: float = 0.6) -> Polygon:
    """An island or lake: a ring of knots of uneven radius, roughened."""
    turn, angles = rng.uniform(0, np.pi), np.linspace(0, 2 * np.pi, 9)[:-1]
    radii = radius * rng.uniform(0.75, 1.2, len(angles))
    ring = np.stack([np.cos(angles) * radii, np.sin(angles) * radii * stretch])
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    knots = [tuple(point) for point in (spin @ ring).T + centre]
    return Polygon(fractal([*knots, knots[0]], rng, roughness=0.16, finest_km=1.2)).buffer(0)


def bent(
    pieces: dict[str, list[Knot]], rng: np.random.Generator, roughness: float, finest_km: float
) -> list[LineString]:
    return [fractal(knots, rng, roughness=roughness, finest_km=finest_km) for knots in pieces.values()]


def faces_of(lines: Iterable[BaseGeometry]) -> list[Polygon]:
    """The faces of a net of lines, its knots on a grid of ten metres, so that lines which end on others meet them."""
    return list(polygonize([unary_union(list(lines), grid_size=0.01)]).geoms)


def pick(faces: list[Polygon], named: dict[str, tuple[str, Knot]]) -> dict[str, Polygon]:
    """The faces that hold the knots of named areas."""
    return {key: next(face for face in faces if face.contains(Point(knot))) for key, (_, knot) in named.items()}


def fit(net: list[Polygon], area: BaseGeometry) -> BaseGeometry:
    """An area as the sum of faces of the common net, so that neighbours share every point of their border."""
    return unary_union([face for face in net if area.contains(face.representative_point())])


def region_walls(side: Polygon, rng: np.random.Generator) -> BaseGeometry:
    """Borders of the regions on one side of the line: walls of the cells around their seeds, roughened."""
    seeds = [knot for _, knot in REGIONS.values() if side.contains(Point(knot))]
    cells = voronoi_polygons(MultiPoint(seeds), extend_to=box(0, 0, WIDTH_KM, HEIGHT_KM), only_edges=True)
    walls = [cells] if cells.geom_type == "LineString" else list(cells.geoms)
    rough = [fractal(list(wall.coords), rng, roughness=0.11, finest_km=3) for wall in walls]
    return unary_union(rough).intersection(side)


def sector_walls(side: Polygon, line: LineString, rng: np.random.Generator) -> BaseGeometry:
    """Borders of the sectors: a line behind the line of contact, and cuts between the two."""
    walls = [fractal(SECTOR_BACK, rng, roughness=0.08, finest_km=3)]
    for share, knot in SECTOR_CUTS:
        at_line = line.interpolate(share, normalized=True)
        beyond = (at_line.x + 6, at_line.y)
        walls.append(fractal([knot, (at_line.x, at_line.y), beyond], rng, roughness=0.06, finest_km=3))
    return unary_union(walls).intersection(side)


def to_degrees(shape: BaseGeometry) -> BaseGeometry:
    """Kilometres on the map -> longitude and latitude."""
    return transform(shape, lambda xy: xy / np.array(KM_PER_DEGREE) + np.array([WEST, SOUTH]))


def draw(seed: int = SEED) -> list[Feature]:
    """All features as (id, name, kind, shape in kilometres)."""
    rng = np.random.default_rng(seed)
    coasts = bent(COASTS, rng, 0.19, 1.5)
    borders = bent(BORDERS, rng, 0.11, 2.5)
    front = bent(LINE_OF_CONTACT, rng, 0.10, 2.0)
    rivers = {name: meander(knots, rng) for name, knots in RIVERS.items()}
    islands = {key: blob(knot, size, rng) for key, (_, knot, size) in ISLANDS.items()}
    lakes = {key: blob(knot, size, rng, stretch=0.45) for key, (_, knot, size) in LAKES.items()}
    cuts = bent(SEA_CUTS, rng, 0.03, 8)
    line, frame = linemerge(front), box(0, 0, WIDTH_KM, HEIGHT_KM).exterior
    countries = pick(faces_of([frame, *coasts, *borders]), COUNTRIES)
    home = countries["orlavia"]
    sides = pick(faces_of([home.exterior, line]), SIDES)
    regions = [region_walls(side, rng) for side in sides.values()]
    sectors = sector_walls(sides["free"], line, rng)
    areas = {
        "country": countries,
        "region": pick(faces_of([home.exterior, line, *regions]), REGIONS),
        "sea_area": pick(faces_of([frame, *coasts, *cuts]), SEA_AREAS),
        "sector": pick(faces_of([sides["free"].exterior, sectors]), SECTORS),
    }
    net = faces_of([frame, *coasts, *borders, line, *regions, sectors, *cuts])
    named = {**COUNTRIES, **REGIONS, **SEA_AREAS, **SECTORS}
    features: list[Feature] = []
    for kind, of_kind in areas.items():
        wet = unary_union(list(islands.values())) if kind == "sea_area" else Polygon()
        features += [(key, named[key][0], kind, fit(net, area).difference(wet)) for key, area in of_kind.items()]
    features += [("occupied", "Under Hadrunian control", "control", fit(net, sides["occupied"]))]
    features += [(key, ISLANDS[key][0], "island", shape) for key, shape in islands.items()]
    features += [(key, LAKES[key][0], "lake", shape) for key, shape in lakes.items()]
    along = line_features(line, front[1], home, rivers)
    return features + along + patrol_features(along[0][3], sides) + point_features()


def line_features(
    line: LineString, on_osmer: LineString, home: Polygon, rivers: dict[str, LineString]
) -> list[Feature]:
    """The line of contact, the zone on both sides of it, and the rivers."""
    inside = max(getattr(line.intersection(home), "geoms", [line]), key=lambda piece: piece.length)
    osmer = linemerge([rivers["Osmer, upper"], on_osmer, rivers["Osmer, lower"]])
    streams = {"Osmer": osmer, **{name: shape for name, shape in rivers.items() if not name.startswith("Osmer")}}
    return [
        ("line-of-contact", "Line of contact", "line_of_contact", inside),
        ("zone", "Zone of separation, 8 km on either side", "zone", inside.buffer(8, quad_segs=24).intersection(home)),
        *(
            (name.lower().replace(",", "").replace(" ", "-") + "-river", name, "river", it)
            for name, it in streams.items()
        ),
    ]


def patrol_features(line: BaseGeometry, sides: dict[str, Polygon]) -> list[Feature]:
    """Patrol areas: the ground nearest to a third of a sector's line, on one side of it."""
    steps = np.linspace(0, 1, 341)
    cells = voronoi_polygons(
        MultiPoint([line.interpolate(step, normalized=True) for step in steps]), extend_to=line.buffer(30), ordered=True
    )
    strip = line.buffer(PATROL_DEPTH_KM, quad_segs=8)
    features: list[Feature] = []
    for sector, (begin, end) in PATROL_CUTS.items():
        thirds = np.linspace(begin, end, 4)
        for number, (low, high) in enumerate(itertools.pairwise(thirds), start=1):
            last = 1.1 if high == 1.0 else high
            ground = unary_union([cell for step, cell in zip(steps, cells.geoms, strict=True) if low <= step < last])
            for side, word in (("free", "west"), ("occupied", "east")):
                pieces = ground.intersection(strip).intersection(sides[side])
                area = max(getattr(pieces, "geoms", [pieces]), key=lambda piece: piece.area)
                key = f"{sector.lower()}-{number}-{word}"
                features += [(key, f"Patrol area {sector} {number}, {word}", "patrol_area", area)]
    return features


def point_features() -> list[Feature]:
    return [(key, name, kind, Point(knot)) for key, (name, kind, knot) in POINTS.items()]


PUBLIC = {"release": "public"}
WITH_ROWS = ("sector", "crossing", "headquarters")
"""Kinds of places that are seen only with the rows that name them; the land itself is on everybody's map."""


def collection(features: list[Feature]) -> dict[str, object]:
    """The features as a GeoJSON collection in WGS 84."""
    rows = []
    for key, name, kind, shape in features:
        degrees = to_degrees(shape)
        rows.append(
            {
                "type": "Feature",
                "id": key,
                "properties": {"id": key, "name": name, "kind": kind, **({} if kind in WITH_ROWS else PUBLIC)},
                "geometry": _rounded(mapping(degrees)),
            }
        )
    return {"type": "FeatureCollection", "features": rows}


def _rounded(geometry: dict[str, object]) -> dict[str, object]:
    def round_all(value: object) -> object:
        return round(value, 5) if isinstance(value, float) else [round_all(part) for part in value]  # type: ignore[attr-defined]

    return {"type": geometry["type"], "coordinates": round_all(geometry["coordinates"])}


def main(target: str) -> None:
    features = collection(draw())["features"]
    lines = ",\n".join(json.dumps(feature, separators=(",", ":"), ensure_ascii=False) for feature in features)
    Path(target).write_text('{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
