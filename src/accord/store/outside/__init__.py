"""Files of other projects, as their documentation describes them, to reports; one file a source."""

from importlib import import_module

from accord.store.outside.table import Adapter

ADAPTERS = ("ucdp", "acled", "viina", "firms", "sirens", "csv")
"""Words for ``--from``; each names a module here."""


def adapter(word: str) -> Adapter:
    """The adapter that a word names.

    >>> adapter("firms").source
    'FIRMS'
    """
    found: Adapter = import_module(f"accord.store.outside.{'mapped' if word == 'csv' else word}").ADAPTER
    return found
