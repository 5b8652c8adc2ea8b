"""Offers, requirements and a scenario to options with their bounds; ``accord.plan(workspace)`` is `options.plan`."""

from accord.verb import make_verb

make_verb(__name__, "accord.plan.options")
