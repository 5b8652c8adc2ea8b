"""Is the deal kept? Reports to incidents, incidents to findings; rates that know who could have seen.

``accord.monitor(...)`` is `chain.monitor`.
"""

from accord.verb import make_verb

make_verb(__name__, "accord.monitor.chain")
