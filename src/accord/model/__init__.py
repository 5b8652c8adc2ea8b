"""Records that people write and results that are saved. Knows nothing else of Accord."""
