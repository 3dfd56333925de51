"""Earlier states of the list, read from git: revisions, and the log of what changed when."""
