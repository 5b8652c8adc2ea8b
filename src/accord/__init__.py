"""Open decision support for a coalition that keeps a peace and sustains a partner."""
