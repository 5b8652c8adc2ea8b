"""Compiled loops over events and counts. Compiled on first use and then kept beside the sources."""
