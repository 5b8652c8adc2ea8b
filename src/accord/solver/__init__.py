"""Arrays in, solution, bound, prices and status out; and running work as tasks. Knows no domain."""
