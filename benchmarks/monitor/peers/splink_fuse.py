"""Match weights by Splink (MIT), run by an interpreter that has it: reads and writes Parquet."""

import sys

import pandas as pd
import splink.comparison_level_library as cll
from splink import DuckDBAPI, Linker, SettingsCreator, block_on


def levels(column: str, steps: tuple[float, ...]) -> list[object]:
    """Levels of a difference of two numbers."""
    near = [cll.CustomLevel(f"abs({column}_l - {column}_r) <= {step}", f"{column} {step}") for step in steps]
    return [cll.NullLevel(column), *near, cll.ElseLevel()]


def distance(steps: tuple[float, ...]) -> list[object]:
    """Levels of a distance in kilometres."""
    square = "(x_l - x_r) * (x_l - x_r) + (y_l - y_r) * (y_l - y_r)"
    return [cll.NullLevel("x"), *(cll.CustomLevel(f"{square} <= {s * s}", f"{s} km") for s in steps), cll.ElseLevel()]


def main(source: str, target: str) -> None:
    """Train by expectation maximisation over two blocks and write the weights of all pairs within a day or so."""
    import splink.comparison_library as cl

    frame = pd.read_parquet(source).rename(columns={"id": "unique_id", "source": "reporter"})
    frame["day"] = frame["t"].astype(int)
    frame["half"] = (frame["t"] + 0.5).astype(int)
    frame["cell"] = (frame["x"] // 25).astype(int).astype(str) + "/" + (frame["y"] // 25).astype(int).astype(str)
    rules = [block_on("day", "cell"), block_on("half", "cell")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.CustomComparison(output_column_name="place", comparison_levels=distance((2.0, 4.0, 7.0, 12.0))),
            cl.CustomComparison(output_column_name="t", comparison_levels=levels("t", (0.05, 0.1, 0.2, 0.4))),
            cl.ExactMatch("kind"),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    api = DuckDBAPI()
    data = api.register(frame) if hasattr(api, "register") else frame
    linker = Linker(data, settings) if hasattr(api, "register") else Linker(data, settings, api)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("day", "cell"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("kind", "half"))
    pairs = linker.inference.predict(threshold_match_weight=-20).as_pandas_dataframe()
    sources = frame.set_index("unique_id")["reporter"]
    pairs = pairs[sources[pairs["unique_id_l"]].values != sources[pairs["unique_id_r"]].values]
    out = pairs.rename(columns={"unique_id_l": "id_l", "unique_id_r": "id_r"})[["id_l", "id_r", "match_weight"]]
    out.to_parquet(target)


main(*sys.argv[1:])
