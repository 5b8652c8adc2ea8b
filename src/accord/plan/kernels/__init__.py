"""Compiled loops over a planning problem: state, best chain of tours, search, price bound."""
