"""A workspace folder to records and tables, and back."""
