"""What changed between two lists, and what each change means for the people concerned."""
