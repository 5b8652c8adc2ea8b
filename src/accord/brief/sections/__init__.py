"""The main part of a pack: one module a section, each ``section(findings, pen) -> Section``."""
