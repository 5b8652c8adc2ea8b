"""Draft the figures of the exercise: `python examples/exercise.py FOLDER`.

Draws what a planner would look up (size of nations, what a unit costs, how many people could go) and leaves what a
planner would be told (offers, conditions, caveats, letters) to a person. The tables in `examples/exercise` began as
this draft and were then written by hand; they, not this script, are the exercise. The same seed drafts the same rows.
"""

import csv
import sys
from pathlib import Path

import numpy as np

SEED = 34
LAND_SHARE, DEPLOYABLE_SHARE = 0.6, 0.10
"""Assumptions of the people pools: share of the active strength in land forces, share of those deployable at once."""
CEILING_SHARE = (0.009, 0.35)
"""Median of the share of the active strength that a capital allows abroad, and its spread (log-normal sigma)."""

NATIONS: dict[str, tuple[str, int, int]] = {
    "XAV": ("Averane", 190_000, 44_000),
    "XBR": ("Bruvane", 118_000, 33_000),
    "XCA": ("Cassenmark", 27_000, 21_000),
    "XCO": ("Corvenna", 200_000, 42_000),
    "XDO": ("Dovrany", 15_000, 46_000),
    "XDU": ("Dunnemar", 18_000, 58_000),
    "XEL": ("Elvarre", 33_000, 24_000),
    "XES": ("Estuvia", 7_500, 27_000),
    "XFE": ("Ferrosund", 23_000, 48_000),
    "XGA": ("Galvarna", 28_000, 26_000),
    "XGE": ("Gethmar", 42_000, 54_000),
    "XHE": ("Hestrany", 15_000, 20_000),
    "XHL": ("Hallonde", 1_150_000, 66_000),
    "XIL": ("Ilmoria", 7_000, 25_000),
    "XJE": ("Jelmora", 7_000, 30_000),
    "XKE": ("Kelmary", 8_500, 70_000),
    "XLA": ("Larrowen", 66_000, 51_000),
    "XLU": ("Ludrany", 17_000, 25_000),
    "XMI": ("Mistrova", 27_000, 28_000),
    "XMO": ("Morvessa", 12_000, 31_000),
    "XNO": ("Norrask", 25_000, 75_000),
    "XPE": ("Perundy", 160_000, 20_000),
    "XQU": ("Quessany", 1_000, 110_000),
    "XRU": ("Ruvarra", 130_000, 22_000),
    "XSE": ("Selvarra", 68_000, 17_000),
    "XSK": ("Skeldra", 24_000, 55_000),
    "XSU": ("Sundrey", 0, 68_000),
    "XTE": ("Tevralia", 230_000, 36_000),
    "XTO": ("Tolvane", 350_000, 13_000),
    "XUM": ("Umbressa", 160_000, 35_000),
    "XVA": ("Valdrune", 58_000, 60_000),
    "XVE": ("Vessmark", 9_000, 32_000),
    "XWE": ("Wendelmark", 180_000, 49_000),
    "XYA": ("Yarrevia", 9_000, 45_000),
    "XZE": ("Zelvary", 36_000, 15_000),
}
"""Code -> name, typical active strength, typical product a head in EUR of 2025."""

RATES_EUR: dict[str, float] = {"land": 6_200, "air": 13_500, "maritime": 11_000, "training": 6_800, "logistics": 5_600}
"""Likely cost of one person a month, all in, by component; other components cost 6,500."""


def draft_nations(rng: np.random.Generator) -> list[dict[str, object]]:
    """Rows of nations.csv: sizes within about a tenth of the typical ones, rounded as almanacs round."""
    rows = []
    for code, (name, active, product) in NATIONS.items():
        people = _round(active * rng.lognormal(0, 0.08), 2)
        population = _round((people or 2_500) * rng.lognormal(np.log(270), 0.45), 2)
        gdp = _round(population * product * rng.lognormal(0, 0.06), 3)
        away = _round(people * rng.uniform(0.01, 0.05), 2)
        rows.append(
            {
                "id": code,
                "name": name,
                "active_personnel": people,
                "deployed_elsewhere": away,
                "gdp_eur": gdp,
                "population": population,
            }
        )
    return rows


def draft_pools(nations: list[dict[str, object]]) -> list[dict[str, object]]:
    """Rows of pools.csv: people who could be deployed at one time, by the stated assumptions."""
    rows = []
    for nation in nations:
        active, away = int(str(nation["active_personnel"])), int(str(nation["deployed_elsewhere"]))
        quantity = max(0, round(active * LAND_SHARE * DEPLOYABLE_SHARE) - away)
        how = f"{active} active x {LAND_SHARE:g} land x {DEPLOYABLE_SHARE:g} deployable - {away} deployed elsewhere"
        rows.append(
            {
                "id": f"{nation['id']}-PEOPLE",
                "nation": nation["id"],
                "kind": "people",
                "quantity": quantity,
                "derivation": how,
            }
        )
    return rows


def draft_ceilings(nations: list[dict[str, object]], rng: np.random.Generator) -> list[dict[str, object]]:
    """Rows of limits.csv: most people that each nation lets go at one time."""
    median, spread = CEILING_SHARE
    return [
        {
            "id": f"{nation['id']}-CEILING",
            "label": f"People of {nation['name']} deployed at one time",
            "nations": nation["id"],
            "resource": "people",
            "maximum": _round(int(str(nation["active_personnel"])) * median * rng.lognormal(0, spread), 2),
        }
        for nation in nations
    ]


def cost(component: str, people: int) -> tuple[int, int, int]:
    """Low, likely and high cost of a unit a month, EUR of 2025."""
    likely = people * RATES_EUR.get(component, 6_500)
    return _round(0.7 * likely, 2), _round(likely, 2), _round(1.5 * likely, 2)


def _round(value: float, digits: int) -> int:
    return int(float(f"{value:.{digits}g}"))


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: Path) -> None:
    rng = np.random.default_rng(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    nations = draft_nations(rng)
    _write(folder / "nations.csv", nations)
    _write(folder / "pools.csv", draft_pools(nations))
    _write(folder / "limits.csv", draft_ceilings(nations, rng))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
