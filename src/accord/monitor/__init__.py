"""Is the deal kept? Reports to incidents, incidents to findings; rates that know who could have seen."""
