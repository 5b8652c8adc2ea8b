"""What stands behind the main part of a pack: full tables, method, sources, quality of the data, evidence, glossary."""
