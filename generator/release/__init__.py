"""Releases: an edition as a folder that proves itself, and the check that it still does."""
