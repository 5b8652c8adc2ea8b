"""Timed runs, compared with other solvers in the same run."""
