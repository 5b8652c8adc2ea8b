"""Packages that can be called: ``from accord import plan`` finds the package, and it is the verb of that name too."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Verb(ModuleType):
    """A package that calls its function ``accord.<name>.<home>.<name>``."""

    __home__: str

    def __call__(self, *args: Any, **options: Any) -> Any:
        name = self.__name__.rpartition(".")[2]
        return getattr(import_module(self.__home__), name)(*args, **options)


def make_verb(package: str, home: str) -> None:
    """Let a package be called as the function of its name in the module `home`, which is imported at the first call."""
    module = sys.modules[package]
    module.__class__ = _Verb
    module.__dict__["__home__"] = home
