"""Open data: the list as JSON and CSV, self-contained, in English keys."""
