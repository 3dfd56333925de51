"""Exit codes of every command (design D12); 3 never looks like 0."""

CLEAN = 0
"""Ran to the end and found nothing that stands in the way."""
FINDINGS = 1
"""Ran to the end and found errors or differences."""
MISUSE = 2
"""Was called in a way that means nothing."""
UNFINISHED = 3
"""Could not finish; whatever was there before is untouched."""
