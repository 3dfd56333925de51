"""What changed between two lists, for people and for programs; one module per format."""

FORMATS = ("text", "md", "html", "json", "xlsx")
"""Names of the formats; here, so that asking for help loads no writer."""
