"""Sheets of departments → YAML files: the way in for people who keep their powers in Excel."""
