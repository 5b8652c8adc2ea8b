import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["found", "gap_instances", "generate", "plan", "row", "table", "tours"])
def test_examples_in_the_documentation_run(name):
    results = doctest.testmod(importlib.import_module(f"benchmarks.{name}"))
    assert results.attempted > 0
    assert results.failed == 0
