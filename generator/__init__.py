"""powerlist: checks, draws and publishes a municipal list of administrative powers."""
