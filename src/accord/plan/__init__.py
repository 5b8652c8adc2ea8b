"""Offers, requirements and a scenario to options that are proven best."""
