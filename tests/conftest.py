"""What all tests share: where the repository lies, and how long a generated example may take."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# Tables are as wide as in a pipe, whatever terminal or runner the tests have.
os.environ["COLUMNS"] = "120"

# A busy machine is no fault of the code: time is measured in benchmarks.
# Before a change is shared the examples are the same each time; elsewhere they are new ones, and may find something.
settings.register_profile("accord", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("accord")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT
