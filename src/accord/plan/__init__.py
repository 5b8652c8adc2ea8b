"""Offers, requirements and a scenario to options with their bounds; ``accord.plan(workspace)`` is `options.plan`."""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accord.model.option import Option


class _Package(ModuleType):
    """The verb and the package share a name: ``from accord import plan`` finds this package, and it can be called."""

    def __call__(self, *args: Any, **options: Any) -> "tuple[Option, ...]":
        """See `accord.plan.options.plan`."""
        from accord.plan.options import plan

        return plan(*args, **options)


sys.modules[__name__].__class__ = _Package
